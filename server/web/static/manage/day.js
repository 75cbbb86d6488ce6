/** The figures of a day, by queue and by window; whoever may ends the giving of numbers for today, or begins it again. */

import { ask } from "../console/ask.js";
import { read, write } from "../exchange.js";
import { forgetsWrong } from "../refusal.js";
import { clockTime, page, part, put, say } from "../words.js";
import { attempt, begin, notice, rows } from "./frame.js";

const LOOK_MS = 60000; // a full day is worked out for a second
const AT_WINDOW = new Set(["called", "serving"]);

const form = part("days");
let day = page.today;
let figures = null;
let hall = null;

form.date.value = day;
begin(look, LOOK_MS);
forgetsWrong(form);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  put(part("days-trouble"), "");
  attempt(lookAtAnother, (text) => put(part("days-trouble"), text), form);
});
part("by").addEventListener("change", drawLines);
document.getElementById("close-day")?.addEventListener("click", () => attempt(hall.is_day_closed ? openAgain : close));

async function lookAtAnother() {
  const before = day;
  day = form.date.value;
  await look().catch((error) => {
    day = before;
    throw error;
  });
}

async function look() {
  const isKnown = figures?.business_date === day && day < page.today; // a past day stays as it was
  [figures, hall] = await Promise.all([isKnown ? figures : read(`/api/v1/figures?date=${day}`), read("/api/v1/snapshot")]);
  drawTiles(figures.visits);
  drawLines();
  drawOutOfTurn(figures.out_of_turn);
  if (page.may_close) drawStanding();
}

function drawTiles({ issued, wait, service, visit }) {
  const isToday = figures.business_date === hall.business_date;
  const shown = { day: figures.business_date, time: clockTime(figures.until) };
  put(part("until"), isToday ? say("day.until", shown) : shown.day);
  document.querySelector("[data-tile=waiting]").hidden = !isToday;
  const told = { issued, served: visit.count, waiting: waiting(), wait: lasting(wait.mean_s), wait_p95: lasting(wait.p95_s), service: lasting(service.mean_s) };
  for (const [name, text] of Object.entries(told)) put(part(`tile-${name}`), String(text));
}

function drawLines() {
  const by = part("by").querySelector(":checked").value;
  for (const each of Object.keys(LINES)) part(`table-${each}`).hidden = each !== by;
  const lines = LINES[by]();
  part("none").hidden = lines.length > 0;
  part(`table-${by}`).hidden = lines.length === 0;
  rows(`lines-${by}`, "line-row", lines, (row, texts) => texts.forEach((text, index) => put(row.children[index], String(text))));
}

const LINES = {
  queue: () => visitLines(figures.queues, ({ queue_id: id }) => page.queues[id] ?? id),
  matter: () => visitLines(figures.matters, ({ matter_id: id }) => page.matters[id] ?? id),
  window: windowLines,
};

function visitLines(parts, nameOf) {
  return parts.filter(({ visits }) => visits.issued > 0).map((each) => {
    const { issued, called, visit, no_show, given_up, wait, service } = each.visits;
    return [nameOf(each), issued, called, visit.count, no_show, given_up, lasting(wait.mean_s), lasting(wait.p95_s), lasting(service.mean_s)];
  });
}

function windowLines() {
  return figures.windows.filter(({ visits, times }) => visits.called > 0 || times.open_s > 0).map(({ window_id: window, visits, times }) => {
    const { called, visit, no_show, service } = visits;
    const { open_s, serving_s, idle_s, utilisation } = times;
    const used = utilisation === null ? say("day.nobody") : `${Math.round(100 * utilisation)} %`;
    return [say("day.window", { window }), called, visit.count, no_show, lasting(service.mean_s), lasting(open_s), lasting(serving_s), lasting(idle_s), used];
  });
}

function drawOutOfTurn(reasons) {
  part("out-of-turn").hidden = reasons.length === 0;
  rows("reasons", "reason-row", reasons, (row, told) => put(row, say("day.out_of_turn_line", { ...told, reason: page.reasons[told.reason] ?? told.reason })));
}

function drawStanding() {
  const doors = hall.phases.filter(({ since }) => Date.parse(since) <= Date.parse(hall.at)).at(-1);
  const isShut = doors !== undefined && doors.phase !== "open";
  put(part("standing"), say(hall.is_day_closed ? "day.is_closed" : isShut ? "day.is_shut" : "day.is_open"));
  put(part("close-day"), say(hall.is_day_closed ? "day.open_again" : "day.close"));
}

async function close() {
  const here = new Set(hall.calls.filter(({ state }) => AT_WINDOW.has(state)).map(({ ticket_id: id }) => id)).size;
  const text = say("day.close_text", { waiting: waiting(), here });
  const given = await ask({ title: say("day.close_title"), text, own: say("day.close_reason"), needsOwn: true, yes: say("day.close") });
  if (!given) return;
  await write("POST", "/api/v1/day/close", { reason: given.own });
  notice(say("day.closed"));
  await look();
}

async function openAgain() {
  if (!await ask({ title: say("day.open_title"), text: say("day.open_text"), yes: say("day.open_again") })) return;
  await write("POST", "/api/v1/day/open");
  notice(say("day.opened"));
  await look();
}

const waiting = () => hall.queues.reduce((sum, queue) => sum + queue.waiting, 0);

/** A length of time in minutes, or in hours and minutes. */
function lasting(seconds) {
  if (seconds === null) return say("day.nobody");
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? say("day.minutes", { minutes }) : say("day.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
