/** The call bar: a window's everyday acts in a small page that stays above other programs, by the console's own keys. */

import { watchWhetherAttended } from "../attended.js";
import { Away, Refused } from "../exchange.js";
import { follow } from "../feed.js";
import { sayError } from "../named.js";
import { page, part, put, say, stopwatch } from "../words.js";
import { doneWords, goesOn } from "./done.js";
import { whyNot } from "./explain.js";
import { listenForKeys, pressButton } from "./keys.js";
import { KINDS, concerns } from "./news.js";
import { WindowDesk, primaryOf, timeOf } from "./window.js";

const ARMED_MS = 4000;
const SHOWN_MS = 6000;
const POLL_MS = 5000;
const HERE = new Set(["call_next", "finish_and_next", "start", "recall", "overdue", "finish", "undo_call"]);
const ELSEWHERE = new Set(["hold", "transfer", "pause", "undo", "finish_more", "take_up"]); // they need the console's dialogs or lists

const desk = new WindowDesk(page.view, { onChange: show, onEnded: () => location.reload() });
let isAway = false;
let isArmed = false;
let armedTimer = 0;
let noticeTimer = 0;
let pollTimer = 0;

watchWhetherAttended();
show();
setInterval(drawTime, 1000);
listenForKeys(press);
document.addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-act]");
  if (button) pressButton(button, press);
});
follow("/api/v1/events", {
  kinds: KINDS,
  onNews: (kind, data) => (kind === "snapshot" || kind === "resumed" || concerns(desk.view, data.body)) && refresh(),
  onLine: lineIs,
});

async function press(act) {
  const name = nameOf(act);
  if (desk.isHeldBack(name) || isAway) return;
  if (ELSEWHERE.has(name)) return notice(say("bar.at_console"), "warn");
  if (!HERE.has(name)) return;
  if (!desk.allows(name)) return notice(whyNot(name, desk.view), "warn");
  if (name === "overdue" && !isArmed) return arm(); // it costs the visitor the place, so it is pressed twice
  disarm();
  try {
    await (name === "finish_and_next" ? finishAndNext() : doAct(name));
  } catch (error) {
    if (!(error instanceof Away || error instanceof Refused)) throw error;
    notice(error instanceof Away ? say("live.unanswered") : sayError(error), "warn");
  }
}

// A call is taken back here, without a question; a finish is taken back at the console, which may have to ask.
function nameOf(act) {
  if (act === "undo" && desk.view.ticket) return "undo_call";
  return act === "call_next" && primaryOf(desk.view).act === "finish_and_next" ? "finish_and_next" : act;
}

async function doAct(name) {
  const { ticket: before } = await desk.act(name);
  const ticket = desk.view.ticket ?? before;
  const way = name === "finish" ? await goesOn(before) : "";
  notice(way || doneWords(name, ticket), "calm", { stays: way !== "" });
}

// Where somebody goes on stays in sight while the next comes: it is told to them as they leave.
async function finishAndNext() {
  const { ticket } = await desk.act("finish");
  const way = await goesOn(ticket);
  if (desk.allows("call_next")) await doAct("call_next");
  else notice(say("live.said_nobody", { number: ticket.number }));
  if (way) notice(way, "calm", { stays: true });
}

function show() {
  const { view } = desk;
  const { ticket } = view;
  if (ticket?.state !== "called") disarm();
  document.body.dataset.state = ticket?.state ?? "idle";
  put(part("number"), ticket?.number ?? say(view.state === "paused" ? "live.paused" : "live.idle"));
  put(part("waiting"), say("live.waiting_count", { count: view.waiting_count }));
  document.title = say(ticket ? "live.document_ticket" : "live.document", { window: page.window_name, count: view.waiting_count, number: ticket?.number });
  const primary = primaryOf(view);
  part("primary").dataset.act = primary.act;
  put(part("primary").querySelector(".label"), say(`acts.${primary.act}`));
  put(part("primary").querySelector("kbd"), primary.key);
  part("primary").setAttribute("aria-keyshortcuts", primary.key);
  part("acts").setAttribute("aria-busy", String(desk.isBusy));
  part("acts").toggleAttribute("data-resting", desk.isResting);
  for (const button of document.querySelectorAll("button[data-act]")) {
    button.setAttribute("aria-disabled", String(isAway || desk.isBusy || !desk.allows(button.dataset.act)));
  }
  drawTime();
}

function drawTime() {
  const { ticket, limit_minutes: limit } = desk.view;
  const ms = ticket ? timeOf(ticket, desk.now()) : 0;
  put(part("timer"), ticket ? stopwatch(ms) : "");
  document.body.dataset.over = String(ticket?.state === "serving" && limit !== null && ms > limit * 60000);
}

function arm() {
  isArmed = true;
  notice(say("live.overdue_again", { number: desk.view.ticket.number }), "warn");
  armedTimer = setTimeout(disarm, ARMED_MS);
}

function disarm() {
  if (isArmed) notice("");
  isArmed = false;
  clearTimeout(armedTimer);
}

async function refresh() {
  try {
    await desk.refresh();
    awayIs(false);
  } catch (error) {
    if (!(error instanceof Away)) throw error;
    awayIs(true);
  }
}

function lineIs(isUp) {
  clearInterval(pollTimer);
  if (isUp) return isAway ? refresh() : undefined;
  refresh();
  pollTimer = setInterval(refresh, POLL_MS);
}

function awayIs(away) {
  if (away === isAway) return;
  isAway = away;
  notice(away ? say("bar.away") : "", "warn", { stays: away });
  show();
}

function notice(text, tone = "calm", { stays = false } = {}) {
  clearTimeout(noticeTimer);
  part("notice").dataset.tone = tone;
  put(part("notice"), text);
  if (text && !stays) noticeTimer = setTimeout(() => put(part("notice"), ""), SHOWN_MS);
}
