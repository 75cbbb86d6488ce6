/** Keeps the visitor's page true while it is open; without it the page still reads and reloads itself. */

import { Away, Refused, read } from "../exchange.js";
import { follow } from "../feed.js";
import { leftOf, SOON_MIN } from "../told.js";
import { clockTime, page, part, put, say } from "../words.js";
import { allow, canRing, keepAwake, nudge, quiet, ring } from "./alarm.js";

const POLL_MS = 10000;
const WAIT_MS = 30000;
const NEAR = 2; // people ahead
const FINAL = new Set(["done", "no_show", "cancelled", "expired"]);
const AHEAD_MS = Date.now() - new Date(page.now); // a phone's clock may be wrong
const PATH = `/api/v1/visits/${page.token}`;

let view = page.view;
let freshAt = Date.now();
let toldAt = Date.now();
let pollTimer = 0;
let unfollow = () => {};
let isAsked = false;
let isAlert = false;

document.documentElement.dataset.script = "on";
if (!new URLSearchParams(location.search).has("text")) setText(localStorage.getItem("text") ?? textSize());
listen();
askIfDone();
if (!FINAL.has(view.state)) {
  unfollow = follow(`${PATH}/events`, { kinds: ["visit"], onNews: (_, news) => take(news), onLine: lineIs });
}
addEventListener("pointerdown", quiet);
setInterval(drawWait, WAIT_MS);
document.addEventListener("visibilitychange", () => {
  if (document.hidden || FINAL.has(view.state)) return;
  poll(); // phones freeze hidden pages: catch up at once
  if (canRing()) keepAwake();
});

// To what is drawn anew in another language, too.
function listen() {
  show();
  setText(textSize());
  part("text-size").addEventListener("click", otherText);
  part("language").addEventListener("click", otherLanguage);
  part("remind").addEventListener("click", remind);
  part("come-back").addEventListener("click", comeBack);
  part("give-up").addEventListener("toggle", openGiveUp, { once: true });
}

function take(news) {
  fresh();
  if (news.seq < view.seq) return;
  const isCall = news.state === "called" && (view.state !== "called" || news.call_count > view.call_count);
  const isElsewhere = wayOf(news) !== wayOf(view);
  const comesNear = isNear(news) && !isNear(view);
  view = news;
  toldAt = Date.now();
  show();
  if (isElsewhere) redraw();
  document.body.dataset.fresh = String(isCall);
  if (isCall) {
    scrollTo({ top: 0 });
    ring(say("live.notification", { number: view.number, window: windowName() }));
  } else if (view.state !== "called") quiet();
  if (comesNear) nudge(say("live.near", { number: view.number, count: view.people_ahead }));
  if (FINAL.has(view.state)) end();
  askIfDone();
}

function isNear({ state, people_ahead: count, is_served }) {
  return state === "waiting" && is_served && count !== null && count <= NEAR;
}

// The script of the form is fetched only by those who are asked.
async function askIfDone() {
  if (!view.may_rate || isAsked) return;
  isAsked = true;
  const { askRating } = await import("./rating.js");
  askRating(PATH, take);
}

function drawWait() {
  const back = view.back_at && new Date(view.back_at);
  slot("back", back > Date.now() - AHEAD_MS ? say("live.back", { time: clockTime(back) }) : "");
  slot("wait", view.wait ? waitRange(leftOf(view.wait, toldAt)) : "");
}

async function openGiveUp() {
  const { letGiveUp } = await import("./give_up.js");
  letGiveUp(PATH, take);
}

function show() {
  const parts = partsOf(view);
  document.body.dataset.state = view.state;
  for (const element of document.querySelectorAll("[data-show]")) {
    element.hidden = !element.dataset.show.split(" ").some((name) => parts.has(name));
  }
  const progress = document.querySelector("progress");
  progress.value = progress.max - 1 - (view.people_ahead ?? 0);
  slot("ahead", view.people_ahead === null ? "" : say("live.people", { count: view.people_ahead }));
  slot("not_yet", notYet(view));
  slot("due", say("live.due", { count: view.calls_left ?? 0 }));
  drawWait();
  slot("window", say("called.window", { window: view.window ?? "" }));
  slot("call", say("called.again", { count: view.call_count }));
  slot("serving_at", say("serving.at", { window: windowName() }));
  document.title = titleOf(view);
}

// The twin of parts_of in server/web/visit_page.py.
function partsOf({ state, people_ahead, wait, call_count, calls_left, may_come_back, astray, not_yet, may_rate, is_rated, is_served, is_returned }) {
  const parts = new Set([stateOf({ state, astray })]);
  if (["waiting", "called", "held"].includes(state)) parts.add(is_served && state !== "called" ? "to_place" : "to_area");
  if (state === "held") parts.add(is_served ? (is_returned ? "returned" : "kept") : "kept_closed");
  if (state === "waiting" && calls_left) parts.add("due").add(is_served ? "near" : "due");
  if (state === "overdue") parts.add(may_come_back ? "may_come_back" : "needs_help");
  if (state === "waiting" && not_yet) parts.add("not_yet").add(not_yet);
  else if (state === "waiting") parts.add(people_ahead > 0 ? "not_next" : is_served ? "next" : "first").add(wait ? "wait_known" : is_served ? "wait_unknown" : "no_window");
  if (wait && wait.high_min === null) parts.add("wait_long");
  if (state === "called" && call_count > 1) parts.add("called_again");
  if (may_rate) parts.add("may_rate");
  if (is_rated) parts.add("is_rated");
  return parts;
}

function stateOf({ state, astray }) {
  return astray ? "astray" : state;
}

function slot(name, text) {
  for (const element of document.querySelectorAll(`[data-slot=${name}]`)) put(element, text);
}

// The twin of own_wait_key in hall/wait_key.py.
function waitRange({ low_min: low, high_min: high }) {
  if (high === null) return say("live.long", { low });
  if (high > 0 && high <= SOON_MIN) return say("live.soon");
  return say(high === 0 ? "live.at_once" : low === high ? "live.same" : low === 0 ? "live.within" : "live.range", { low, high });
}

function notYet({ not_yet: why, callable_from: since, windows: [window] }) {
  if (why === null) return "";
  return say(`live.${why}`, { since: since && clockTime(since), window: say("page.numbered", { window }) });
}

function windowName() {
  return view.window === null ? "" : say("page.numbered", { window: view.window });
}

function titleOf({ state, number, people_ahead: count, astray, is_served }) {
  if (state === "called") return say("live.title_called", { number, window: windowName() });
  if (state === "waiting" && (count === null || (count === 0 && !is_served))) return say("live.title_not_yet", { number });
  if (state === "waiting") return say(count === 0 ? "live.title_next" : "live.title_waiting", { number, count });
  return say("live.title_other", { number, state: say(`${stateOf({ state, astray })}.title`) });
}

// The next leg of a visit, or a transfer: another matter, elsewhere.
function wayOf({ matter, floor, zone, windows, window, directions, legs_left }) {
  return JSON.stringify([matter, floor, zone, windows, window, directions, legs_left]);
}

// Only the server can word the way; the page is not loaded anew, for sound is allowed to this one.
async function redraw() {
  const { redraw } = await import("./anew.js");
  if (await redraw()) show();
}

async function otherLanguage(event) {
  if (!isAlert || FINAL.has(view.state)) return;
  event.preventDefault();
  const { speak } = await import("./anew.js");
  if (!(await speak(part("language").href))) return tellAge();
  listen();
  tellAlert();
}

async function comeBack() {
  const loaded = await import("./come_back.js").catch(() => null);
  if (!loaded) return tellAge();
  await loaded.comeBack(PATH, take, poll);
}

// Some proxies hold streams back for ever: without one the page asks by itself.
function lineIs(isUp) {
  clearInterval(pollTimer);
  pollTimer = 0;
  if (isUp) return fresh();
  poll();
  pollTimer = setInterval(poll, POLL_MS);
}

async function poll() {
  try {
    take(await read(PATH));
  } catch (error) {
    if (error instanceof Refused && error.status === 404) location.reload();
    else if (error instanceof Away || error instanceof Refused) tellAge();
    else throw error;
  }
}

function fresh() {
  freshAt = Date.now();
  part("line").hidden = true;
  slot("updated", say("page.updated", { time: clockTime(freshAt) }));
}

function tellAge() {
  put(part("line"), say("line.away", { time: clockTime(freshAt) }));
  part("line").hidden = false;
}

function end() {
  unfollow();
  clearInterval(pollTimer);
}

async function remind() {
  await allow();
  isAlert = true;
  tellAlert();
}

function tellAlert() {
  part("remind").setAttribute("aria-pressed", "true");
  put(part("remind"), say("remind.on"));
  put(part("remind-text"), say(canRing() ? "remind.text" : "remind.silent"));
  part("remind-text").hidden = false;
}

// The links work without script too; with it the choice stays on this phone.
function otherText(event) {
  event.preventDefault();
  setText(textSize() === "large" ? "normal" : "large");
  localStorage.setItem("text", textSize());
}

function textSize() {
  return document.documentElement.dataset.text;
}

// Whatever leads on keeps it: the other language, the rules, this page loaded anew.
function setText(size) {
  const kept = (address) => address.replace(/text=\w+/, `text=${size}`);
  document.documentElement.dataset.text = size;
  for (const link of document.querySelectorAll("a[href*='text=']")) link.href = kept(link.href);
  history.replaceState(null, "", kept(location.href));
}
