/** Tells a clerk which boards do not receive the calls, so that numbers are called by voice meanwhile. */

import { nameOfBoard } from "../board_name.js";
import { read } from "../exchange.js";
import { part, put, say } from "../words.js";

const LOOK_MS = 15000;

export function watchBoards() {
  look();
  setInterval(look, LOOK_MS);
}

async function look() {
  try {
    show((await read("/api/v1/boards")).boards);
  } catch {
    return; // a server that is away is told by the line of its own
  }
}

/** A board that never was heard of is not hung up yet. */
function show(boards) {
  const known = boards.filter((board) => board.lack !== null && board.lack !== "never");
  const deaf = known.filter((board) => board.lack !== "silent");
  const told = deaf.length > 0 ? deaf : known;
  part("boards").hidden = told.length === 0;
  const names = told.map((board) => nameOfBoard(board.name, board.board?.covers)).join(say("boards.joint"));
  if (told.length > 0) put(part("boards"), say(deaf.length > 0 ? "boards.deaf" : "boards.silent", { names }));
}
