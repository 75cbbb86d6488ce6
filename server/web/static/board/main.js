/** Keeps a board true while it is open: the server draws it anew after every event, this script gives each call its turn. */

import { write } from "../exchange.js";
import { follow } from "../feed.js";
import { page, part, put, say } from "../words.js";

const DWELL_MS = 6000;
const PAGE_MS = 8000;
const STALE_MS = 19000;
const BEAT_MS = 15000;
const POLL_MS = 10000;
const REDRAW_MS = 150;
const ROWS = 6;
const STANDING = new Set(["called", "serving"]);
const KINDS = [
  "snapshot", "resumed", "BusinessDayStarted", "BusinessDayClosed", "BusinessDayReopened", "TicketIssued", "TicketCalled",
  "TicketCallUndone", "TicketStarted", "TicketFinished", "TicketReopened", "TicketOverdue", "TicketReactivated",
  "TicketNoShow", "TicketRestored", "TicketHeld", "TicketResumed", "TicketReleased", "TicketTransferred", "TicketCancelled",
  "TicketExpired", "WindowOpened", "WindowPaused", "WindowClosed", "QueueHalted", "QueueReopened", "BoardsTold",
];

let facts = page;
let newest = Math.max(0, ...facts.calls.map((call) => call.call_id));
let seen = facts.seq;
let turn = null; // the call on the card, since a moment
let pending = []; // calls that wait for the card, oldest first
let heardAt = Date.now();
let redrawTimer = 0;
let beatTimer = 0;
let isDrawing = false;
const ahead = Date.parse(facts.now) - Date.now();

follow("/api/v1/events", { kinds: KINDS, onNews: take, onLine: (isUp) => isUp && heard() });
setInterval(everySecond, 1000);
setInterval(poll, POLL_MS);
beat();
show();

function take(kind, news) {
  if (kind === "snapshot") {
    if (news.epoch !== facts.epoch) return location.reload();
    for (const call of [...news.calls].reverse()) if (call.state === "called") called({ ...call, seq: call.call_id });
  } else if (kind === "BusinessDayStarted") {
    return location.reload();
  } else if (news.seq !== undefined) {
    if (news.seq <= seen) return;
    seen = news.seq;
    if (kind === "TicketCalled") called({ ...news.body, seq: news.seq, queue_id: news.body.queue.queue_id });
  }
  redrawSoon();
}

function called({ seq, ticket_id, number, window_id, queue_id }) {
  if (seq <= newest) return;
  newest = seq;
  const place = facts.windows[window_id];
  if (!place || !facts.queues.includes(queue_id)) return;
  const call = { call_id: seq, ticket_id, number, state: "called", matter: "", ...place };
  if (turn?.ticket_id === ticket_id) turn = { ...call, since: Date.now() };
  else pending = [...pending.filter((each) => each.ticket_id !== ticket_id), call];
  show();
  beatSoon();
}

/** Gives the card to the next call once the last has had its time, and turns the rows of a burst. */
function show() {
  if (pending.length > 0 && (turn === null || Date.now() - turn.since >= DWELL_MS)) {
    turn = { ...pending.shift(), since: Date.now() };
  }
  const hero = turn ?? facts.calls.find((call) => STANDING.has(call.state));
  part("called").hidden = hero === undefined;
  part("quiet").hidden = hero !== undefined;
  if (hero) {
    part("hero").dataset.colour = hero.colour;
    put(part("hero-number"), hero.number);
    part("hero-number").toggleAttribute("data-long", hero.number.length > 5);
    put(part("hero-window"), hero.window);
    put(part("hero-floor"), `${hero.floor} ${hero.floor_en}`.trim());
    put(part("hero-matter"), hero.matter || (facts.calls.find((call) => call.call_id === hero.call_id)?.matter ?? ""));
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
  const at = Math.floor((Date.now() + ahead) / DWELL_MS) % pages;
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

function redrawSoon() {
  clearTimeout(redrawTimer);
  redrawTimer = setTimeout(redraw, REDRAW_MS);
}

/** Fetches the page as it is now and takes over all that the server drew but the card, whose turn is ours. */
async function redraw() {
  if (isDrawing) return redrawSoon();
  isDrawing = true;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.redirected || answer.status === 401) return location.reload();
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (fresh.getElementById("page-data") === null) return location.reload();
    adopt(fresh);
    heard();
  } catch {
    return; // the line is down, which its own silence tells
  } finally {
    isDrawing = false;
  }
}

function adopt(fresh) {
  facts = JSON.parse(fresh.getElementById("page-data").textContent);
  seen = Math.max(seen, facts.seq);
  const poster = fresh.body.dataset.poster;
  if (poster) document.body.dataset.poster = poster;
  else delete document.body.dataset.poster;
  for (const id of ["rows", "strip", "notices", "poster"]) {
    part(id).replaceChildren(...fresh.getElementById(id).childNodes);
    part(id).hidden = fresh.getElementById(id).hidden;
  }
  part("hero").hidden = fresh.getElementById("hero").hidden;
  const left = new Set(facts.calls.filter((call) => !STANDING.has(call.state)).map((call) => call.ticket_id));
  const came = new Set(facts.calls.filter((call) => call.state !== "called").map((call) => call.ticket_id));
  pending = pending.filter((call) => !came.has(call.ticket_id));
  if (turn && left.has(turn.ticket_id)) turn = null;
  turnPages();
  show();
  beatSoon();
}

function everySecond() {
  const now = new Date(Date.now() + ahead);
  put(part("clock"), clock.format(now));
  const isStale = Date.now() - heardAt > STALE_MS;
  const facts_ = { time: clock.format(new Date(heardAt + ahead)) };
  part("stale").hidden = !isStale;
  if (isStale) put(part("stale"), `${say("line.stale", facts_)} ${say("en.stale", facts_)}`);
  turnPages();
  show();
}

function turnPages() {
  const at = Math.floor((Date.now() + ahead) / PAGE_MS);
  for (const id of ["strip", "notices"]) {
    const pages = [...part(id).querySelectorAll(":scope > .page")];
    pages.forEach((each, index) => { each.hidden = index !== at % pages.length; });
  }
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: page.time_zone });

function heard() {
  heardAt = Date.now();
}

/** What a stream that does not come through would have brought. */
function poll() {
  if (Date.now() - heardAt > POLL_MS) redraw();
}

function beatSoon() {
  clearTimeout(beatTimer);
  beatTimer = setTimeout(beat, 1000);
}

/** Acknowledges what is on the glass, as every board does. */
async function beat() {
  clearTimeout(beatTimer);
  beatTimer = setTimeout(beat, BEAT_MS);
  const board = { covers: facts.covers, seen_seq: seen, shown_call: newest, spoken_call: 0, speaks: false, has_sound: true };
  try {
    await write("PUT", "/api/v1/devices/me/health", { screen: "board", board });
  } catch {
    return; // staff who look at a board are no device, and a server that is away hears it later
  }
}
