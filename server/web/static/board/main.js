/** The board of the calls: gives each call its turn on the card, and turns the rows of a burst. */

import { part, put, say } from "../words.js";
import { hall, keepTrue, serverMs } from "./line.js";

const DWELL_MS = 6000;
const ROWS = 6;
const STANDING = new Set(["called", "serving"]);

let turn = null; // the call on the card, since a moment
let pending = []; // calls that wait for the card, oldest first

keepTrue({ parts: ["rows", "strip"], called, drawn, tick: show });

function called(call) {
  if (turn?.ticket_id === call.ticket_id) turn = { ...call, since: Date.now() };
  else pending = [...pending.filter((each) => each.ticket_id !== call.ticket_id), call];
  show();
}

/** Takes those from the card, and from before it, who need not be called any more. */
function drawn(fresh) {
  part("hero").hidden = fresh.getElementById("hero").hidden;
  const calls = hall.facts.calls;
  const left = new Set(calls.filter((call) => !STANDING.has(call.state)).map((call) => call.ticket_id));
  const came = new Set(calls.filter((call) => call.state !== "called").map((call) => call.ticket_id));
  pending = pending.filter((call) => !came.has(call.ticket_id));
  if (turn && left.has(turn.ticket_id)) turn = null;
}

/** Gives the card to the next call once the last has had its time. */
function show() {
  if (pending.length > 0 && (turn === null || Date.now() - turn.since >= DWELL_MS)) {
    turn = { ...pending.shift(), since: Date.now() };
  }
  const hero = turn ?? hall.facts.calls.find((call) => STANDING.has(call.state));
  part("called").hidden = hero === undefined;
  part("quiet").hidden = hero !== undefined;
  if (hero) {
    part("hero").dataset.colour = hero.colour;
    put(part("hero-number"), hero.number);
    part("hero-number").toggleAttribute("data-long", hero.number.length > 5);
    put(part("hero-window"), hero.window);
    put(part("hero-floor"), `${hero.floor} ${hero.floor_en}`.trim());
    put(part("hero-matter"), hero.matter || (hall.facts.calls.find((call) => call.call_id === hero.call_id)?.matter ?? ""));
  }
  showRows();
}

function showRows() {
  const burst = [...(turn ? [turn] : []), ...pending].sort((one, other) => other.call_id - one.call_id);
  const rows = [...part("rows").children];
  for (const row of rows) {
    row.toggleAttribute("data-called", burst.some((call) => String(call.call_id) === row.dataset.call));
    row.firstChild.toggleAttribute("data-long", row.firstChild.textContent.length > 5);
  }
  if (burst.length <= ROWS) return;
  const pages = Math.ceil(burst.length / ROWS);
  const at = Math.floor(serverMs() / DWELL_MS) % pages;
  part("rows").replaceChildren(...burst.slice(at * ROWS, (at + 1) * ROWS).map(rowOf));
}

function rowOf(call) {
  const row = document.createElement("li");
  Object.assign(row.dataset, { call: call.call_id, state: call.state, colour: call.colour, called: "" });
  const number = document.createElement("b");
  number.textContent = call.number;
  const where = document.createElement("span");
  where.textContent = say("row.window", { window: call.window });
  const floor = document.createElement("span");
  floor.className = "floor";
  floor.textContent = call.floor;
  row.append(number, where, floor);
  return row;
}
