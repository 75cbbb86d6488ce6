/** The working page of a window: joins desk, drawing, keys and stream. */

import { watchWhetherAttended } from "../attended.js";
import { Away, Refused } from "../exchange.js";
import { follow } from "../feed.js";
import { sayError } from "../named.js";
import { bringBackAtLast, rememberPlace } from "../place.js";
import { clockTime, page, part, put, say } from "../words.js";
import { watchBoards } from "./boards.js";
import { doneWords, goesOn } from "./done.js";
import { draw, drawTimes, secondsToOverdue } from "./draw.js";
import { leaveFirst, whyNot } from "./explain.js";
import { listenForKeys, pressButton } from "./keys.js";
import { watchKiosks } from "./kiosks.js";
import { MORE, signOut } from "./more.js";
import { KINDS, concerns } from "./news.js";
import { notice, said, workIsOver } from "./notice.js";
import { takeTurns } from "./turns.js";
import { finishSeveral } from "./several.js";
import { WindowDesk, primaryOf } from "./window.js";

const ARMED_MS = 4000;
const POLL_MS = 5000;
let isAway = false;
let isUnanswered = false;
let epoch = null;
let isSigningOut = false;
let armedTimer = 0;
let arming = Promise.resolve();
let pollTimer = 0;
let freshAt = Date.parse(page.view.at); // what the page came with; this machine may have another clock

const desk = new WindowDesk(page.view, { onChange: show, onEnded: () => isSigningOut || leaveFor("ended") });

watchWhetherAttended();
takeTurns();
show();
setInterval(() => drawTimes(desk), 1000);
watchBoards();
watchKiosks();
listenForKeys(press);
part("acts").addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act]");
  if (button) pressButton(button, press);
});
for (const list of ["waiting", "held", "overdue"]) part(list).addEventListener("click", pressInList);
part("sign-out").addEventListener("click", askToLeave);
part("open-bar").addEventListener("click", () => open("/console/bar", "yinhao-bar", "popup,width=560,height=190"));
part("leave").addEventListener("close", () => (part("leave").returnValue === "yes" ? leave() : bringBackAtLast()));
const unfollow = follow("/api/v1/events", { kinds: KINDS, onNews: take, onLine: lineIs });

function show() {
  if (desk.isBusy) notice(say(desk.isRetrying ? "live.retrying" : "live.working"), { tone: "calm", isWork: true });
  else workIsOver();
  if (desk.view.ticket?.state !== "called") disarm();
  draw(desk, { isAway });
}

async function press(act) {
  if (isAway) return answerAway();
  if (act === "take_up") return takeUp();
  const name = nameOf(act);
  if (desk.isHeldBack(name)) return;
  if (!desk.allows(name)) return refuse(name);
  if (name === "overdue" && !await isMeant()) return;
  disarm();
  await attempt(() => (name === "finish_more" ? finishMore() : name in MORE ? doMore(name) : doAct(name)));
}

// One key for each act, but two acts each for the big key and for undoing: which, tells how the window stands.
function nameOf(act) {
  if (act === "pause" || act === "unpause") return desk.view.state === "paused" ? "unpause" : "pause";
  if (act === "undo") return desk.view.ticket ? "undo_call" : "reopen";
  return act === "call_next" && primaryOf(desk.view).act === "finish_and_next" ? "finish_and_next" : act;
}

// The only parked number is taken up at once; among several the key goes from one to the next, and Enter takes it up.
function takeUp() {
  const buttons = [...part("held").querySelectorAll("[data-do=resume]")];
  if (buttons.length === 0) return notice(say("live.nothing_parked"), { tone: "warn" });
  if (buttons.length === 1) return buttons[0].click();
  buttons[(buttons.indexOf(document.activeElement) + 1) % buttons.length].focus();
}

async function pressInList(event) {
  const button = event.target.closest("button[data-do]");
  if (!button || desk.isBusy) return;
  if (isAway) return answerAway();
  const row = button.closest("li");
  const ticket = { ticket_id: Number(row.dataset.ticket), number: row.dataset.number };
  if (!desk.allows(button.dataset.do)) return refuse(button.dataset.do);
  await attempt(() => doMore(button.dataset.do, ticket));
}

// Without the server no act can be done: the key is answered all the same, and what was done before is no answer to it.
function answerAway() {
  said("");
  notice(say(isUnanswered ? "live.unanswered" : "live.away_key"), { tone: "warn", stays: true });
}

function refuse(name) {
  notice(whyNot(name, desk.view), { tone: "warn" });
}

async function attempt(act) {
  try {
    await act();
  } catch (error) {
    tellTrouble(error);
  } finally {
    bringBackAtLast();
  }
}

async function doMore(name, ticket = desk.view.ticket) {
  if (await MORE[name](desk, ticket)) tell(name, desk.view.ticket ?? ticket);
}

function tell(name, ticket) {
  const words = doneWords(name, ticket);
  if (words === null) return; // it has told so itself
  notice("");
  said(words);
}

async function doAct(name) {
  if (name === "finish_and_next") {
    const { ticket } = await desk.act("finish");
    if (!desk.allows("call_next")) return tellFinished(ticket, "live.said_nobody");
    await doAct("call_next");
    return tellWayOn(ticket);
  }
  const before = await desk.act(name);
  if (name === "finish") return tellFinished(before.ticket);
  tell(name, desk.view.ticket ?? before.ticket);
}

async function finishMore() {
  const done = await finishSeveral(desk);
  if (!done) return;
  said(say("live.said_finished_what", { number: done.ticket.number, matters: done.matters }));
  await tellWayOn(done.ticket);
}

async function tellFinished(ticket, key = "live.said_finished") {
  said(say(key, { number: ticket.number }));
  await tellWayOn(ticket);
}

// Where a visitor goes on to stays in sight for as long as it takes to tell them; another act takes it away.
async function tellWayOn(ticket) {
  const way = await goesOn(ticket);
  if (way) notice(way, { tone: "calm", stays: true });
}

function tellTrouble(error) {
  if (error instanceof Away) {
    isUnanswered = true;
    notice(say("live.unanswered"), { tone: "warn", stays: true });
  } else if (error instanceof Refused) notice(sayError(error), { tone: "warn" });
  else throw error;
}

// Overdue costs the visitor the place in the queue, so the key or the button is pressed twice.
function overdueButton() {
  return document.querySelector(".act[data-act=overdue]");
}

function isArmed() {
  return overdueButton().dataset.armed === "true";
}

// The first press asks for a second, or says how long the visitor may still come; a second meanwhile waits for that.
async function isMeant() {
  await arming;
  if (isArmed()) return true;
  arming = armIfDue();
  await arming;
  return false;
}

// A page may lag behind the server's clock: before it refuses it looks again.
async function armIfDue() {
  if (secondsToOverdue(desk.view, desk.now()) > 0) await refresh();
  if (desk.view.ticket?.state !== "called" || isAway) return;
  const seconds = secondsToOverdue(desk.view, desk.now());
  if (seconds > 0) notice(sayError({ code: "overdue_too_soon", facts: { seconds } }), { tone: "warn" });
  else arm();
}

function arm() {
  overdueButton().dataset.armed = "true";
  said(say("live.overdue_again", { number: desk.view.ticket.number }));
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
  if (kind === "snapshot" || kind === "resumed" || concerns(desk.view, data.body)) refresh();
}

async function refresh() {
  try {
    await desk.refresh();
    freshAt = desk.now();
    cameBack();
    if (isUnanswered) notice(say("live.answered_again"));
    isUnanswered = false;
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
  if (part("notice").textContent === say("live.away_key")) notice("");
  put(part("line"), say("live.back"));
  part("line").className = "line back";
  setTimeout(() => { part("line").hidden = !isAway; }, 3000);
  show();
}

function askToLeave() {
  if (desk.view.ticket) notice(leaveFirst(desk), { tone: "warn" });
  else openLeave();
}

function openLeave() {
  rememberPlace();
  part("leave").returnValue = "no"; // Escape says nothing, and must not say what was said before
  part("leave").showModal();
}

async function leave() {
  isSigningOut = true; // the stream may tell of the closed window before the answer comes
  try {
    if (await signOut()) return leaveFor("signed_out");
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return leaveFor("ended");
    tellTrouble(error);
  }
  isSigningOut = false;
  bringBackAtLast();
}

function leaveFor(reason) {
  unfollow();
  location.replace(`/console?reason=${reason}`);
}
