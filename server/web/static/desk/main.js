/** The hall's desk: joins what is drawn, what is done and the stream. */

import { watchWhetherAttended } from "../attended.js";
import { ask } from "../console/ask.js";
import { Away, Refused, read, write } from "../exchange.js";
import { follow } from "../feed.js";
import { sayError } from "../named.js";
import { bringBackAtLast } from "../place.js";
import { clockTime, page, part, put, say } from "../words.js";
import { ACTS, commandDevice, goAndHelp, takeNumber } from "./acts.js";
import { draw, drawFound, drawTicket, notice } from "./draw.js";

const LOOK_MS = 15000;
const USUAL_DIGITS = 3;
const SOON_MS = 300;
const FOUND_MOST = 6;

const desk = { view: page.view, ticket: null, ahead: null };
let isAway = false;
let isUnanswered = false;
let soon = 0;

watchWhetherAttended();
draw(desk);
tick();
setInterval(tick, 1000);
setInterval(refresh, LOOK_MS);
const unfollow = follow("/api/v1/events", { kinds: page.kinds, onNews: refreshSoon, onLine: (isUp) => isUp || refresh() });
if (location.hash.length > 1) attempt(() => find(decodeURIComponent(location.hash.slice(1))));

part("find").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(() => find(part("number").value.trim()));
});
part("issue").addEventListener("submit", (event) => {
  event.preventDefault();
  const first = part("found").querySelector("button");
  if (first) return first.focus();
  if (part("what").value.trim() === "") notice(say("live.type_matter"), "warn");
});
part("what").addEventListener("input", ({ target }) => drawFound(search(target.value), target.value.trim() !== ""));
part("sign-out").addEventListener("click", leave);
document.addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-act], button[data-open], button[data-back], button[data-go], button[data-device], button[data-issue]");
  if (button) attempt(() => press(button.dataset));
});
document.addEventListener("keydown", (event) => {
  const field = { F2: "number", F3: "what" }[event.key];
  if (!field || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  part(field).focus();
  part(field).select();
});

async function press({ act, open, back, go, device, issue }) {
  if (act) return done(await ACTS[act](desk.ticket));
  if (open) return find(open);
  if (back) return done(await ACTS.reactivate({ ticket_id: Number(back) }));
  if (go) return done(await goAndHelp(go));
  if (device) return done(await commandDevice(desk.view.devices.find((each) => each.device.name === device)));
  if (issue) await issueFor(page.matters.find((each) => each.id === issue));
}

async function issueFor(matter) {
  const issued = await takeNumber(matter);
  if (issued === null) return;
  part("what").value = "";
  drawFound([], false);
  await open(issued.ticket);
  notice(say("live.issued", { number: issued.ticket.number, matter: matter.name }));
}

// What an act gives back: nothing when the guide went back, else what to say, and the ticket as it is now.
async function done(outcome) {
  if (!outcome) return;
  if (outcome.ticket) await open(outcome.ticket);
  notice(outcome.said);
  await refresh();
}

async function find(typed) {
  const number = typed.normalize("NFKC").toUpperCase().replace(/\s/g, "");
  if (number === "") return part("number").focus();
  let found = await readNumber(number);
  if (found.length === 0) found = await readNumber(number.replace(/\d+$/, (digits) => digits.padStart(USUAL_DIGITS, "0")));
  if (found.length === 0) {
    desk.ticket = null;
    remember("");
    drawTicket({ ...desk, isMissing: true });
    return notice(say("live.no_number", { number }), "warn");
  }
  notice("");
  await open(found.at(-1));
  part("ticket").focus();
}

function readNumber(number) {
  return read(`/api/v1/tickets?number=${encodeURIComponent(number)}`);
}

async function open(ticket) {
  desk.ticket = ticket;
  part("number").value = ticket.number;
  remember(ticket.number);
  desk.ahead = ticket.state === "waiting" ? await read(`/api/v1/tickets/${ticket.ticket_id}/ahead`) : null;
  drawTicket(desk);
}

// The open number is in the address: it is there again after the page was loaded anew, and in the other language.
function remember(number) {
  history.replaceState(null, "", `${location.pathname}${location.search}#${encodeURIComponent(number)}`);
  for (const link of document.querySelectorAll("a[hreflang]")) link.hash = encodeURIComponent(number);
}

function search(typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const hits = page.matters.filter((matter) => words.every((word) => matter.find.includes(word)));
  const first = (matter) => (matter.name.toLowerCase().includes(words[0]) ? 0 : 1);
  return hits.sort((a, b) => first(a) - first(b)).slice(0, FOUND_MOST);
}

async function attempt(act) {
  try {
    await act();
  } catch (error) {
    if (error instanceof Away) return unanswered();
    if (!(error instanceof Refused)) throw error;
    if (error.status === 401) return leaveFor("ended");
    notice(sayError(error), "warn");
    refresh();
  } finally {
    bringBackAtLast();
  }
}

function unanswered() {
  isUnanswered = true;
  notice(say("live.unanswered"), "warn");
}

// What was said while no answer came is not true any more; whether the act was done, the page shows now.
async function answeredAgain() {
  isUnanswered = false;
  notice(say("live.answered_again"));
  if (desk.ticket !== null) await reopen();
}

function refreshSoon(kind, data) {
  clearTimeout(soon);
  soon = setTimeout(refresh, SOON_MS);
  if (desk.ticket !== null && data.body?.ticket_id === desk.ticket.ticket_id) reopen();
}

async function reopen() {
  await attempt(async () => open(await read(`/api/v1/tickets/${desk.ticket.ticket_id}`)));
}

async function refresh() {
  try {
    desk.view = await read("/api/v1/desk");
    if (isAway) lineIs(false);
    draw(desk);
    if (isUnanswered) await answeredAgain();
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return leaveFor("ended");
    if (error instanceof Away) lineIs(true);
  }
}

function lineIs(away) {
  if (away && !isAway) put(part("line"), say("live.line_away", { time: clockTime(desk.view.at) }));
  if (!away) {
    put(part("line"), say("live.line_back"));
    setTimeout(() => { part("line").hidden = !isAway; }, 3000);
  }
  isAway = away;
  part("line").className = away ? "line" : "line back";
  part("line").hidden = false;
}

function tick() {
  put(part("clock"), clockTime(Date.now()));
}

async function leave() {
  if (await ask({ title: say("ask.leave_title"), text: say("ask.leave_text"), yes: say("ask.do") })) {
    await attempt(async () => {
      await write("DELETE", "/api/v1/sessions/current");
      leaveFor("signed_out");
    });
  }
}

function leaveFor(reason) {
  unfollow();
  location.replace(`/desk?reason=${reason}`);
}
