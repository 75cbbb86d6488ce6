/** The tablet at a window: asks whoever was just dealt with, takes one answer, and goes back to rest by itself. */

import { Away, Refused, read, write } from "../exchange.js";
import { follow } from "../feed.js";
import { page, part, put, say, sayError } from "../words.js";

const KINDS = ["snapshot", "resumed", "TicketFinished", "TicketReopened", "TicketStarted"];
const BEAT_MS = 30000;
const TOUCHED_MS = 45000; // a visitor who touches has at least so long again
const THANKS_MS = 5000;
const BAD = new Set(["dissatisfied", "very_dissatisfied"]);
const PATH = "/api/v1/tablet";

const form = part("asked");
let asked = null; // the visit whose visitor is asked
let skipped = null; // the last that was answered or not wanted
let touchedAt = 0;
let timer = 0;

follow("/api/v1/events", { kinds: KINDS, onNews: take, onLine: lineIs });
setInterval(beat, BEAT_MS);
beat();
form.addEventListener("pointerdown", touch);
form.addEventListener("keydown", touch);
form.addEventListener("change", () => {
  part("grievances").hidden = !BAD.has(levelOf());
  part("send").disabled = levelOf() === undefined;
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
part("skip").addEventListener("click", rest);

function take(kind, { body }) {
  if (kind === "TicketStarted") {
    const isTouched = Date.now() - touchedAt < TOUCHED_MS; // who is choosing is not cut off by the next visitor
    if (body.window_id === page.window_id && body.ticket_id !== asked?.ticket_id && !isTouched) rest();
    return;
  }
  if (body === undefined || body.window_id === page.window_id) look();
}

async function look() {
  try {
    const { at, invited } = await read(PATH);
    if (invited === null) return asked && Date.now() - touchedAt > TOUCHED_MS ? rest() : undefined;
    if (invited.ticket_id !== skipped && invited.ticket_id !== asked?.ticket_id) invite(invited, Date.parse(invited.until) - Date.parse(at));
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return location.reload(); // it is no tablet any more
    if (error instanceof Refused) return tell(sayError(error));
    if (!(error instanceof Away)) throw error;
  }
}

function invite(invited, ms) {
  asked = invited;
  touchedAt = 0;
  form.reset();
  part("grievances").hidden = true;
  part("send").disabled = true;
  put(part("trouble"), "");
  put(part("number"), invited.number);
  put(part("matter"), `${invited.matter.zh} ${invited.matter.en}`);
  show("asked");
  leaveAfter(ms);
}

async function send() {
  const level = levelOf();
  if (level === undefined) return;
  const grievances = BAD.has(level) ? [...form.querySelectorAll("[name=grievance]:checked")].map((box) => box.value) : [];
  part("send").disabled = true;
  put(part("trouble"), "");
  try {
    await write("POST", `${PATH}/rating`, { ticket_id: asked.ticket_id, level, grievances });
    thank();
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return location.reload();
    if (!(error instanceof Refused || error instanceof Away)) throw error;
    if (error.code === "already_rated") return thank();
    put(part("trouble"), bothOf(sayError(error), error));
    part("send").disabled = false;
    leaveAfter(TOUCHED_MS);
  }
}

function thank() {
  skipped = asked?.ticket_id ?? skipped;
  asked = null;
  show("thanks");
  leaveAfter(THANKS_MS);
}

function rest() {
  skipped = asked?.ticket_id ?? skipped;
  asked = null;
  clearTimeout(timer);
  show("idle");
}

function touch() {
  touchedAt = Date.now();
  if (asked) leaveAfter(TOUCHED_MS);
}

function leaveAfter(ms) {
  clearTimeout(timer);
  timer = setTimeout(rest, ms);
}

function show(face) {
  document.body.dataset.face = face;
  for (const each of ["idle", "asked", "thanks"]) part(each).hidden = each !== face;
}

function lineIs(isUp) {
  if (!isUp) return tell(say("live.away"));
  part("line").hidden = true;
}

function tell(text) {
  part("line").hidden = false;
  put(part("line"), text);
}

async function beat() {
  await write("PUT", "/api/v1/devices/me/health", { screen: document.body.dataset.face }).catch(() => {}); // heard later
  look();
}

function bothOf(chinese, { code, facts }) {
  const key = `errors.${code}` in page.english ? `errors.${code}` : "errors.other";
  return `${chinese} ${page.english[key].replace("{detail}", facts.detail ?? "")}`;
}

const levelOf = () => form.querySelector("[name=level]:checked")?.value;
