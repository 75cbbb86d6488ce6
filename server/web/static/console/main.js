/** The working page of a window: joins desk, drawing, keys and stream. */

import { Away, Refused, write } from "../exchange.js";
import { follow } from "../feed.js";
import { clockTime, page, part, put, say, sayError } from "../words.js";
import { draw, drawTimes, primaryOf } from "./draw.js";
import { listenForKeys } from "./keys.js";
import { notice, workIsOver } from "./notice.js";
import { WindowDesk } from "./window.js";

const ARMED_MS = 4000;
const POLL_MS = 5000;
const KINDS = [
  "snapshot", "resumed", "BusinessDayStarted", "TicketIssued", "TicketCalled", "TicketStarted", "TicketFinished",
  "TicketNoShow", "TicketCancelled", "WindowOpened", "WindowClosed",
];
const SAID = { call_next: "said_called", recall: "said_recalled", start: "said_started", finish: "said_finished", overdue: "said_overdue" };

let isAway = false;
let epoch = null;
let isSigningOut = false;
let armedTimer = 0;
let pollTimer = 0;
let freshAt = Date.now();

const desk = new WindowDesk(page.view, { onChange: show, onEnded: () => isSigningOut || leaveFor("ended") });

show();
setInterval(() => drawTimes(desk), 1000);
listenForKeys((act) => press(act === "primary" ? part("primary").dataset.act : act));
part("acts").addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act]");
  if (button) press(button.dataset.act);
});
part("sign-out").addEventListener("click", askToLeave);
part("leave").addEventListener("close", () => part("leave").returnValue === "yes" && signOut());
const unfollow = follow("/api/v1/events", { kinds: KINDS, onNews: take, onLine: lineIs });

function show() {
  if (desk.isBusy) notice(say(desk.isRetrying ? "live.retrying" : "live.working"), { tone: "calm", isWork: true });
  else workIsOver();
  if (desk.view.ticket?.state !== "called") disarm();
  draw(desk, { isAway });
}

async function press(act) {
  const name = act === "call_next" && primaryOf(desk.view).act === "finish_and_next" ? "finish_and_next" : act;
  if (desk.isBusy || isAway) return;
  if (!desk.allows(name)) return explain(name);
  if (name === "overdue" && !isArmed()) return arm();
  disarm();
  try {
    await doAct(name);
  } catch (error) {
    tellTrouble(error);
  }
}

async function doAct(name) {
  if (name === "finish_and_next") {
    const { ticket } = await desk.act("finish");
    if (desk.allows("call_next")) return doAct("call_next");
    return notice(say("live.said_nobody", { number: ticket.number }));
  }
  const before = await desk.act(name);
  const ticket = desk.view.ticket ?? before.ticket;
  put(part("said"), say(`live.${SAID[name]}`, { number: ticket?.number, window: page.window_name, count: ticket?.call_count }));
}

function explain(name) {
  const state = desk.view.ticket?.state;
  if (name === "call_next" && state === "called") notice(say("live.start_first"), { tone: "warn" });
  if (name === "call_next" && state === "serving") notice(say("live.finish_first"), { tone: "warn" });
}

function tellTrouble(error) {
  if (error instanceof Away) notice(say("live.unanswered"), { tone: "warn", stays: true });
  else if (error instanceof Refused) notice(sayError(error), { tone: "warn" });
  else throw error;
}

// Overdue costs the visitor the place in the queue, so the key or the button is pressed twice.
function overdueButton() {
  return document.querySelector(".act[data-act=overdue]");
}

function isArmed() {
  return overdueButton().dataset.armed === "true";
}

function arm() {
  overdueButton().dataset.armed = "true";
  put(part("said"), say("live.overdue_again", { number: desk.view.ticket.number }));
  armedTimer = setTimeout(disarm, ARMED_MS);
  drawTimes(desk);
}

function disarm() {
  clearTimeout(armedTimer);
  overdueButton().dataset.armed = "false";
  drawTimes(desk);
}

function take(kind, data) {
  if (kind === "snapshot" && data.epoch !== (epoch ??= data.epoch)) location.reload(); // the record was restored from a copy
  if (kind === "snapshot" || kind === "resumed" || concerns(data.body)) refresh();
}

function concerns(body) {
  const mine = new Set(desk.view.queues.map((queue) => queue.queue_id));
  const touched = [body.queue, ...(body.queues ?? [])].filter(Boolean).map((queue) => queue.queue_id);
  return body.kind === "BusinessDayStarted" || body.window_id === page.window_id || touched.some((id) => mine.has(id));
}

async function refresh() {
  try {
    await desk.refresh();
    freshAt = desk.now();
    cameBack();
  } catch (error) {
    if (!(error instanceof Away)) throw error;
    wentAway();
  }
}

// Without the stream the page asks every few seconds: some proxies hold streams back for ever.
function lineIs(isUp) {
  clearInterval(pollTimer);
  pollTimer = 0;
  if (isUp) return isAway ? refresh() : undefined;
  refresh();
  pollTimer = setInterval(refresh, POLL_MS);
}

function wentAway() {
  if (!isAway) put(part("line"), say("live.away", { time: clockTime(freshAt) }));
  isAway = true;
  part("line").hidden = false;
  part("line").className = "line";
  show();
}

function cameBack() {
  if (!isAway) return;
  isAway = false;
  put(part("line"), say("live.back"));
  part("line").className = "line back";
  setTimeout(() => { part("line").hidden = !isAway; }, 3000);
  show();
}

function askToLeave() {
  if (desk.view.ticket) notice(sayError({ code: "window_busy", facts: {} }), { tone: "warn" });
  else part("leave").showModal();
}

async function signOut() {
  isSigningOut = true; // the stream may tell of the closed window before the answer comes
  try {
    await write("DELETE", "/api/v1/sessions/current");
    leaveFor("signed_out");
  } catch (error) {
    isSigningOut = false;
    if (error instanceof Refused && error.status === 401) leaveFor("ended");
    else tellTrouble(error);
  }
}

function leaveFor(reason) {
  unfollow();
  location.replace(`/console?reason=${reason}`);
}
