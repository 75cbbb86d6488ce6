/** A supervisor tells all boards at once what to show, and sees which of them receive the calls. */

import { read, write } from "../exchange.js";
import { part, put, say } from "../words.js";

const LOOK_MS = 5000;
const PATH = "/api/v1/boards";

let told = { face: "calls", notice: null };

look();
setInterval(look, LOOK_MS);
for (const button of document.querySelectorAll("button[data-face]")) {
  button.addEventListener("click", () => tell({ face: button.dataset.face, notice: told.notice }));
}
part("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = { zh: part("zh").value, en: part("en").value };
  if (event.submitter.value === "emergency") tell({ face: "emergency", words, notice: told.notice });
  else tell({ face: "calls", notice: words, is_spoken: part("speak").checked });
});

async function tell(wanted) {
  try {
    await write("PUT", PATH, wanted);
    note(say("done"));
    await look();
  } catch (error) {
    note(say("refused", error.facts));
  }
}

async function look() {
  try {
    const view = await read(PATH);
    told = view.told;
    put(part("face"), say(`face_${told.face}`));
    part("list").replaceChildren(...view.boards.map(lineOf));
  } catch {
    return; // looked for again in a moment
  }
}

function lineOf(board) {
  const line = document.createElement("li");
  if (board.lack) line.dataset.lack = board.lack;
  const name = document.createElement("span");
  name.textContent = [board.name, board.board?.covers].filter(Boolean).join(" · ");
  const how = document.createElement("span");
  const shown = board.board?.shown_call ? ` · ${say("shown", { call: board.board.shown_call })}` : "";
  how.textContent = say(board.lack ?? "fine") + (board.lack ? "" : shown);
  line.append(name, how);
  return line;
}

function note(words) {
  part("said").hidden = false;
  put(part("said"), words);
}
