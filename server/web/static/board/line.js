/** Keeps a board true while it is open, whatever its face: the server draws it anew after every event. */

import { write } from "../exchange.js";
import { follow } from "../feed.js";
import { page, part, put, say } from "../words.js";

const PAGE_MS = 8000;
const STALE_MS = 19000;
const BEAT_MS = 15000;
const POLL_MS = 10000;
const REDRAW_MS = 150;
const KINDS = [
  "snapshot", "resumed", "BusinessDayStarted", "BusinessDayClosed", "BusinessDayReopened", "TicketIssued", "TicketCalled",
  "TicketCallUndone", "TicketStarted", "TicketFinished", "TicketReopened", "TicketOverdue", "TicketReactivated",
  "TicketNoShow", "TicketRestored", "TicketHeld", "TicketResumed", "TicketReleased", "TicketTransferred", "TicketCancelled",
  "TicketExpired", "WindowOpened", "WindowPaused", "WindowClosed", "QueueHalted", "QueueReopened", "BoardsTold",
];

/** What the server said last of the part of the hall that this board shows. */
export const hall = { facts: page };

let face = null;
let newest = Math.max(0, ...page.calls.map((call) => call.call_id));
let seen = page.seq; // by events alone: a drawing may be ahead of them, and each call must come here
let heardAt = Date.now();
let redrawTimer = 0;
let beatTimer = 0;
let isDrawing = false;
let drawnMinute = 0;
const ahead = Date.parse(page.now) - Date.now();
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: page.time_zone });

/** The server's time in milliseconds. */
export const serverMs = () => Date.now() + ahead;

/**
 * Begins to follow the hall.
 * @param {{parts: string[], called: (call: object) => void, drawn: (fresh: Document) => void, tick: () => void}} its
 *   the ids of what is taken over from each new drawing, and what the face does beside that
 */
export function keepTrue(its) {
  face = its;
  drawnMinute = minuteNow();
  follow("/api/v1/events", { kinds: KINDS, onNews: take, onLine: (isUp) => (isUp ? heard() : redraw()) });
  setInterval(everySecond, 1000);
  setInterval(poll, POLL_MS);
  beat();
  face.tick();
}

function take(kind, news) {
  if (kind === "snapshot") {
    if (news.epoch !== hall.facts.epoch) return location.reload();
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
  const place = hall.facts.windows[window_id];
  if (!place || !hall.facts.queues.includes(queue_id)) return;
  face.called({ call_id: seq, ticket_id, number, state: "called", matter: "", ...place });
  beatSoon();
}

function redrawSoon() {
  clearTimeout(redrawTimer);
  redrawTimer = setTimeout(redraw, REDRAW_MS);
}

/** Fetches the page as it is now and takes over what the server drew. */
async function redraw() {
  if (isDrawing) return redrawSoon();
  isDrawing = true;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.redirected || answer.status === 401) return location.reload();
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (fresh.getElementById("poster") === null) return location.reload(); // it asks to be paired: this board was revoked
    adopt(fresh);
    heard();
  } catch {
    return; // the line is down, which its own silence tells
  } finally {
    isDrawing = false;
  }
}

const minuteNow = () => Math.floor(serverMs() / 60000);

function adopt(fresh) {
  drawnMinute = minuteNow();
  hall.facts = JSON.parse(fresh.getElementById("page-data").textContent);
  const poster = fresh.body.dataset.poster;
  if (poster) document.body.dataset.poster = poster;
  else delete document.body.dataset.poster;
  for (const id of ["notices", "poster", ...face.parts]) {
    part(id).replaceChildren(...fresh.getElementById(id).childNodes);
    part(id).hidden = fresh.getElementById(id).hidden;
  }
  face.drawn(fresh);
  turnPages();
  face.tick();
  beatSoon();
}

function everySecond() {
  const now = new Date(serverMs());
  put(part("clock"), clock.format(now));
  const isStale = Date.now() - heardAt > STALE_MS;
  const facts_ = { time: clock.format(new Date(heardAt + ahead)) };
  part("stale").hidden = !isStale;
  if (isStale) put(part("stale"), `${say("line.stale", facts_)} ${say("en.stale", facts_)}`);
  turnPages();
  face.tick();
  if (minuteNow() !== drawnMinute) redrawForTime();
}

// What stands for some time only, as when a window is back, is the server's to take down: not all screens at once.
function redrawForTime() {
  drawnMinute = minuteNow();
  setTimeout(redraw, Math.random() * 2000);
}

function turnPages() {
  const at = Math.floor(serverMs() / PAGE_MS);
  for (const shelf of document.querySelectorAll("#strip, #notices")) {
    const pages = [...shelf.querySelectorAll(":scope > .page")];
    pages.forEach((each, index) => { each.hidden = index !== at % pages.length; });
  }
}

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
  const board = { covers: hall.facts.covers, seen_seq: Math.max(seen, hall.facts.seq), shown_call: newest, spoken_call: 0, speaks: false, has_sound: true };
  try {
    await write("PUT", "/api/v1/devices/me/health", { screen: "board", board });
  } catch {
    return; // staff who look at a board are no device, and a server that is away hears it later
  }
}
