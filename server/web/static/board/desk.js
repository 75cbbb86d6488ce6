/** A supervisor tells all boards at once what to show, and sees which of them have it. */

import { nameOfBoard } from "../board_name.js";
import { ask } from "../console/ask.js";
import { Away, Refused, read, write } from "../exchange.js";
import { sayError } from "../named.js";
import { page, part, put, say } from "../words.js";

const LOOK_MS = 5000;
const SOON_MS = 1000;
const PATIENCE_MS = 20000; // a board that lives says within its 15 seconds what it has
const PATH = "/api/v1/boards";
const MOST = { zh: 40, en: 110 }; // as the API has it: what an upright board holds

let told = { face: "calls", words: null, notice: null };
let boards = [];
let isTelling = false;
let sent = null; // what was told from this page last, and until when boards are waited for

look();
setInterval(look, LOOK_MS);
for (const button of document.querySelectorAll("button[data-face]")) {
  button.addEventListener("click", () => showFace(button.dataset.face));
}
part("take-away").addEventListener("click", () => tell({ face: told.face, words: told.words, notice: null }));
part("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const kind = event.submitter?.value ?? "notice";
  if (isComplete(kind)) send(kind);
});
part("form").addEventListener("input", ({ target }) => target.removeAttribute("aria-invalid"));

async function showFace(face) {
  const isSure = face !== "blank" || await ask({ title: say("ask.blank_title"), text: say("ask.blank_text"), yes: say("ask.blank_yes"), isFast: true });
  if (isSure) await tell({ face, notice: told.notice });
}

async function send(kind) {
  const words = { zh: wordsIn("zh"), en: wordsIn("en") || page.emergency_en };
  if (kind === "notice") return await tellNotice(words) && part("form").reset();
  const text = say("ask.emergency_text", { words: `${words.zh} ${words.en}` });
  if (!await ask({ title: say("ask.emergency_title"), text, yes: say("ask.emergency_yes"), isFast: true })) return false;
  return await tell({ face: "emergency", words, notice: told.notice }) && part("form").reset();
}

// An emergency goes on: the notice stands when it is over, and nothing is said into it.
function tellNotice(notice) {
  if (told.face === "emergency") return tell({ face: told.face, words: told.words, notice });
  return tell({ face: "calls", notice, is_spoken: part("speak").checked });
}

// Of what was told, only what is told again stays; resolves to whether it was done.
async function tell(wanted) {
  if (isTelling) return false;
  isTelling = true;
  note(say("live.working"));
  try {
    const { told_seq: seq } = await write("PUT", PATH, wanted);
    sent = { seq, until: Date.now() + PATIENCE_MS };
    await look();
    return true;
  } catch (error) {
    if (!(error instanceof Away || error instanceof Refused)) throw error;
    sent = null;
    note(sayError(error), "trouble");
    return false;
  } finally {
    isTelling = false;
  }
}

// In a hurry nobody has to find English words first: the page has some that are always right.
function isComplete(kind) {
  const needed = kind === "emergency" ? ["zh"] : ["zh", "en"];
  const wrong = needed.find((id) => wordsIn(id) === "") ?? ["zh", "en"].find((id) => [...wordsIn(id)].length > MOST[id]);
  for (const id of ["zh", "en"]) part(id).toggleAttribute("aria-invalid", id === wrong);
  if (wrong) part(wrong).setAttribute("aria-invalid", "true");
  part("trouble").hidden = !wrong;
  put(part("trouble"), wrong ? say(`live.${wordsIn(wrong) === "" ? "empty" : "too_long"}_${wrong}`, { most: MOST[wrong], count: [...wordsIn(wrong)].length }) : "");
  if (wrong) part(wrong).focus();
  return !wrong;
}

const wordsIn = (id) => part(id).value.trim();

async function look() {
  try {
    ({ told, boards } = await read(PATH));
    part("away").hidden = true;
    draw();
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return location.reload();
    put(part("away"), say("live.away_line"));
    part("away").hidden = false;
  }
  if (sent && Date.now() < sent.until) setTimeout(look, SOON_MS);
}

function draw() {
  put(part("face"), [say(`live.face_${told.face}`), told.words?.zh].filter(Boolean).join(" · "));
  part("face").dataset.now = told.face;
  part("standing").hidden = told.notice === null;
  put(part("standing-title"), say(told.face === "emergency" ? "live.notice_later" : "live.notice_now"));
  for (const code of ["zh", "en"]) put(part(`standing-${code}`), told.notice?.[code] ?? "");
  part("list").replaceChildren(...boards.map(lineOf));
  part("none").hidden = boards.length > 0;
  if (sent) drawReached();
}

// Who has it said so by the last event that they took; a board that was never hung up is not waited for.
function drawReached() {
  const hung = boards.filter(({ lack }) => lack !== "never");
  const has = ({ lack, board }) => lack !== "away" && board.seen_seq >= sent.seq;
  const missing = hung.filter((board) => !has(board));
  const facts = { count: hung.length - missing.length, names: missing.map(({ name }) => name).join(say("live.joint")) };
  const isLate = Date.now() >= sent.until || missing.every(({ lack }) => lack === "away");
  if (hung.length > 0 && missing.length === 0) note(say("live.reached", facts));
  else if (!isLate) note(say("live.waiting", facts));
  else note(say(facts.count === 0 ? "live.nobody" : "live.missing", facts), "trouble");
  if (missing.length === 0 || isLate) sent = null;
}

function lineOf(board) {
  const line = document.createElement("li");
  if (board.lack) line.dataset.lack = board.lack;
  const [name, how] = [document.createElement("span"), document.createElement("span")];
  name.textContent = nameOfBoard(board.name, board.board?.covers);
  const shown = board.board?.shown_call ? ` · ${say("live.shown", { call: board.board.shown_call })}` : "";
  how.textContent = say(`live.${board.lack ?? "fine"}`) + (board.lack ? "" : shown);
  line.append(name, how);
  return line;
}

function note(words, tone = "calm") {
  part("said").hidden = false;
  part("said").className = tone;
  put(part("said"), words);
}
