/** Draws a window's view into the page's elements. */

import { leftOf, SOON_MIN } from "../told.js";
import { clockTime, minutesIn, page, part, put, say, stopwatch } from "../words.js";
import { stillToCome } from "./several.js";
import { primaryOf, timeOf } from "./window.js";

const heldFor = new Map(page.held_for.map(({ value, label }) => [value, label])); // in the reader's words, whoever gave it
const rowTemplate = part("waiting-row").content.firstElementChild;

/** Draws everything that a new view changes. */
export function draw(desk, { isAway }) {
  const { view } = desk;
  drawTicket(view);
  drawFigures(view);
  drawWaiting(view);
  drawParked(view);
  drawActs(desk, { isAway });
  const facts = { window: page.window_name, count: view.waiting_count, number: view.ticket?.number };
  document.title = say(view.ticket ? "live.document_ticket" : "live.document", facts);
  drawTimes(desk);
}

/** Draws what changes with the seconds. */
export function drawTimes(desk) {
  const now = desk.now();
  const { ticket, limit_minutes: limit } = desk.view;
  put(part("clock"), clockTime(now));
  if (ticket) {
    const ms = timeOf(ticket, now);
    const isOver = ticket.state === "serving" && limit !== null && ms > limit * 60000;
    put(part("timer"), stopwatch(ms));
    part("ticket").dataset.over = String(isOver);
    put(part("badge"), say(ticket.state === "called" ? (calledBadge(desk.view)) : isOver ? "live.over" : limit === null ? "live.serving" : "live.within"));
  }
  const { paused_until: until } = desk.view;
  const isLate = ticket === null && until !== null && now > Date.parse(until);
  if (ticket === null) put(part("facts"), isLate ? say("live.paused_over", { minutes: minutesIn(now - Date.parse(until)) }) : "");
  part("ticket").dataset.late = String(isLate);
  for (const row of part("waiting").children) drawWait(row, now);
  drawHints(desk.view, now);
}

function calledBadge({ call_is_stale: isStale, acts }) {
  if (!isStale) return "live.called";
  return acts.includes("overdue") ? "live.stale" : "live.stale_recall";
}

function drawTicket(view) {
  const { ticket, matter, limit_minutes: limit } = view;
  const isPaused = view.state === "paused";
  part("ticket").dataset.state = ticket?.state ?? "idle";
  part("ticket").dataset.stale = String(view.call_is_stale);
  put(part("number"), ticket?.number ?? say(isPaused ? "live.paused" : "live.idle"));
  const idle = isPaused ? (view.paused_until ? "live.paused_till" : "live.paused_note") : view.waiting_count ? "live.idle_ready" : "live.idle_nobody";
  put(part("matter"), matter ? matter[page.language] : say(idle, { time: view.paused_until && clockTime(view.paused_until) }));
  put(part("facts"), ticket ? ticketFacts(view) : "");
  put(part("still"), ticket ? join(stillToCome(ticket)) : "");
  part("still").title = part("still").textContent; // it is one line, and may be cut
  if (ticket?.state === "called") {
    const facts = { count: ticket.call_count, time: clockTime(ticket.last_called_at) };
    put(part("timer-note"), join([say("live.called_at", facts), say("live.called_times", facts)]));
  } else if (ticket) {
    put(part("timer-note"), limit === null ? say("live.usual_none") : say("live.usual", { minutes: limit }));
  }
}

function ticketFacts({ ticket, standings }) {
  const minutes = minutesIn(Date.parse(ticket.first_called_at) - Date.parse(ticket.arrived_at));
  return join([
    minutes ? say("live.waited", { minutes }) : say("live.waited_none"),
    say("live.taken_at", { time: clockTime(ticket.arrived_at) }),
    ...reasonsOf(ticket, standings),
    ...(ticket.granted_for ? [say("live.granted_for", { seen: ticket.granted_for })] : []),
    ...(ticket.note ? [say("live.note", { note: ticket.note })] : []),
  ]);
}

/** Why a number is before or behind others: its class, what decided its turn, what moved it; each said once. */
function reasonsOf({ priority_class: group, why }, standings) {
  const turn = `why.${why ?? "later"}`; // by arrival, or nobody else waits: nothing to explain
  return [...new Set([
    ...(group === "normal" ? [] : [say(`classes.${group}`)]),
    ...(turn in page.texts ? [say(turn)] : []),
    ...standings.map((each) => say(`standing.${each}`)),
  ])];
}

function drawFigures(view) {
  put(part("served"), say("live.served", { count: view.served_today }));
  const mean = view.mean_service_s;
  const facts = { minutes: Math.floor(mean / 60), seconds: mean % 60 };
  const duration = mean === null ? "" : say(mean < 60 ? "live.duration_short" : "live.duration", facts);
  put(part("mean"), mean === null ? say("live.mean_none") : say("live.mean", { duration }));
}

function drawWaiting(view) {
  put(part("waiting-count"), say("live.waiting_count", { count: view.waiting_count }));
  const rows = new Map([...part("waiting").children].map((row) => [row.dataset.ticket, row]));
  const isFirst = rows.size === 0;
  part("waiting").replaceChildren(...view.waiting.map((waiting) => {
    const row = rows.get(String(waiting.ticket_id)) ?? newRow(waiting, { isNew: !isFirst });
    fillRow(row, waiting);
    return row;
  }));
  const more = view.waiting_count - view.waiting.length;
  part("waiting-more").hidden = more <= 0;
  put(part("waiting-more"), say("live.waiting_more", { count: more }));
  part("nobody").hidden = view.waiting_count > 0;
  const [title, note] = part("nobody").querySelectorAll("p");
  put(title, say("live.nobody"));
  put(note, say("live.nobody_note"));
}

function newRow(waiting, { isNew }) {
  const row = rowTemplate.cloneNode(true);
  row.dataset.ticket = waiting.ticket_id;
  row.dataset.arrived = waiting.arrived_at;
  row.dataset.number = waiting.number;
  row.querySelector(".number").title = say("acts.call_specific");
  row.classList.toggle("new", isNew);
  setTimeout(() => row.classList.remove("new"), 2000);
  return row;
}

function fillRow(row, waiting) {
  const put_in = (name, text) => put(row.querySelector(`.${name}`), text);
  put_in("number", waiting.number);
  put_in("name", waiting.matter[page.language]);
  const isPriority = waiting.priority_class !== "normal";
  row.querySelector(".whys").replaceChildren(...reasonsOf(waiting, waiting.standings).map((text, index) => (
    Object.assign(document.createElement("span"), { className: isPriority && index === 0 ? "class" : "why", textContent: text })
  )));
  row.told = { wait: waiting.wait, at: Date.now() };
}

/** How long somebody will still wait, as the visitor is told. */
function stillText({ low_min: low, high_min: high }) {
  if (high === null) return say("live.still_long", { low });
  return high <= SOON_MIN ? say("live.still_soon") : say("live.still_range", { low, high });
}

/** The parked tickets and the numbers that were missed, which this window may take up. */
function drawParked(view) {
  drawList("held", view.held, say("live.held_count", { count: view.held.length }), (each) => [
    heldFor.get(each.reason) ?? each.reason, say("live.since", { time: clockTime(each.since) }), ...(each.is_forgotten ? [say("live.forgotten")] : []),
  ]);
  drawList("overdue", view.overdue, say("live.overdue_count", { count: view.overdue.length }), (each) => [
    each.matter[page.language], say("live.since", { time: clockTime(each.since) }),
  ]);
}

function drawList(name, tickets, title, factsOf) {
  part(`${name}-part`).hidden = tickets.length === 0;
  put(part(`${name}-title`), title);
  const template = part(`${name}-row`).content.firstElementChild;
  const known = new Map([...part(name).children].map((row) => [row.dataset.ticket, row]));
  part(name).replaceChildren(...tickets.map((ticket) => {
    const row = known.get(String(ticket.ticket_id)) ?? template.cloneNode(true);
    Object.assign(row.dataset, { ticket: ticket.ticket_id, number: ticket.number, forgotten: String(ticket.is_forgotten ?? false) });
    put(row.querySelector(".number"), ticket.number);
    put(row.querySelector(".name"), join(factsOf(ticket)));
    return row;
  }));
}

function drawWait(row, now) {
  const minutes = minutesIn(now - Date.parse(row.dataset.arrived));
  const isLong = minutes >= page.long_wait_minutes;
  row.dataset.long = String(isLong);
  const { wait: told, at } = row.told;
  put(row.querySelector(".still"), told ? stillText(leftOf(told, at)) : "");
  const wait = row.querySelector(".wait");
  put(wait, minutes ? say("live.minutes", { minutes }) : say("live.just_now"));
  wait.title = isLong ? say("live.long_wait") : "";
}

function drawActs(desk, { isAway }) {
  const isLocked = desk.isBusy || isAway;
  const primary = primaryOf(desk.view);
  const big = part("primary");
  part("acts").setAttribute("aria-busy", String(desk.isBusy));
  part("acts").toggleAttribute("data-resting", desk.isResting);
  big.dataset.act = primary.act;
  put(big.querySelector(".label"), say(`acts.${primary.act}`));
  put(big.querySelector("kbd"), primary.key);
  big.setAttribute("aria-keyshortcuts", primary.key);
  for (const button of [big, ...document.querySelectorAll(".act, .more-act")]) {
    button.setAttribute("aria-disabled", String(isLocked || !desk.allows(button.dataset.act)));
  }
  for (const button of document.querySelectorAll("aside [data-do]")) {
    button.setAttribute("aria-disabled", String(isLocked || !desk.allows(button.dataset.do)));
  }
  const isIdle = desk.view.ticket === null;
  const isPaused = desk.view.state === "paused";
  for (const [act, isSeen] of [["undo_call", !isIdle], ["reopen", isIdle], ["pause", !isPaused], ["unpause", isPaused]]) {
    document.querySelector(`.more-act[data-act=${act}]`).hidden = !isSeen;
  }
}

/** Seconds for which the called visitor may still come; not above 0 when the number may be passed over. */
export function secondsToOverdue({ ticket }, now) {
  const isNormal = ticket.priority_class === "normal";
  return secondsLeft(ticket, isNormal ? page.rules.overdue_grace_s : page.rules.overdue_grace_priority_s, now);
}

function drawHints(view, now) {
  put(hintOf("recall"), recallHint(view, now));
  const overdue = document.querySelector(".act[data-act=overdue]");
  const isArmed = overdue.dataset.armed === "true";
  put(hintOf("overdue"), isArmed ? say("live.overdue_again", { number: view.ticket?.number }) : overdueHint(view, now));
}

function hintOf(act) {
  return document.querySelector(`.act[data-act=${act}] .hint`);
}

// The server alone decides; these only tell why an act is refused now, and until when.
function recallHint({ ticket, acts }, now) {
  if (ticket?.state !== "called") return "";
  if (!acts.includes("recall")) return say("live.recall_last", { count: ticket.call_count });
  const seconds = secondsLeft(ticket, page.rules.recall_interval_s, now);
  return seconds > 0 ? say("live.recall_in", { seconds }) : "";
}

function overdueHint({ ticket, acts }, now) {
  if (ticket?.state !== "called") return "";
  if (!acts.includes("overdue")) return say("live.overdue_calls", { count: page.rules.overdue_min_calls - ticket.call_count });
  const seconds = secondsToOverdue({ ticket }, now);
  return seconds > 0 ? say("live.overdue_in", { seconds }) : "";
}

function secondsLeft(ticket, granted_s, now) {
  return Math.ceil(granted_s - (now - Date.parse(ticket.last_called_at)) / 1000);
}

function join(facts) {
  return facts.join(" · ");
}
