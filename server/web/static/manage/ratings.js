/** The ratings: figures by window, matter and day, and bad reviews that a supervisor takes in hand and settles. */

import { ask } from "../console/ask.js";
import { read, write } from "../exchange.js";
import { forgetsWrong } from "../refusal.js";
import { page, part, put, say } from "../words.js";
import { attempt, begin, notice, rows } from "./frame.js";

const LOOK_MS = 30000;
const MONTH_DAYS = 29;
const YEAR_DAYS = 365; // bad reviews are looked for as far back as may be asked at once
const BAD_FROM = 3; // the levels from here on are the two lowest
const PATH = "/api/v1/ratings";

const form = part("days");
let figures = null;
let days = "";
let bad = [];

form.to.value = page.today;
form.from.value = daysBefore(page.today, MONTH_DAYS);
days = daysAsked();
begin(look, LOOK_MS);
forgetsWrong(form);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  put(part("days-trouble"), "");
  attempt(lookAtOthers, (text) => put(part("days-trouble"), text), form);
});
part("by").addEventListener("change", drawCounts);
part("bad").addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-act]");
  if (button) attempt(() => ACTS[button.dataset.act](bad.find(({ rating_id }) => rating_id === button.dataset.of)));
});

const ACTS = { take, settle };

async function lookAtOthers() {
  const before = days;
  days = daysAsked();
  await look().catch((error) => {
    days = before;
    throw error;
  });
}

async function look() {
  const year = `from=${daysBefore(page.today, YEAR_DAYS)}&to=${page.today}`;
  const [counted, given, open] = await Promise.all([
    read(`${PATH}/figures?${days}`), read(`${PATH}?${days}`), read(`${PATH}?open=true&${year}`),
  ]);
  figures = counted;
  bad = open.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  drawFigures();
  drawBad();
  drawSettled(given.filter(({ settlement }) => settlement !== null));
}

function drawFigures() {
  const total = sum(figures.levels);
  put(part("tile-total"), String(total));
  put(part("tile-satisfied"), total ? percent(figures.satisfied_percent) : say("ratings.nobody"));
  drawCounts();
}

function drawCounts() {
  const by = part("by").querySelector(":checked").value;
  put(part("by-what"), say(`ratings.by_${by}`));
  const lines = {
    window: () => figures.windows.map(({ window_id: window, levels }) => ({ name: say("ratings.window", { window }), levels })),
    matter: () => figures.matters.map(({ matter, levels }) => ({ name: matter[page.language], levels })),
    day: () => figures.days.map(({ business_date: name, levels }) => ({ name, levels })).reverse(),
  }[by]();
  rows("counts", "count-row", lines, (row, { name, levels }) => {
    const total = sum(levels);
    const good = sum(levels.slice(0, BAD_FROM));
    [name, ...levels, total, percent((100 * good) / total)].forEach((text, index) => put(row.children[index], String(text)));
  });
  part("none").hidden = lines.length > 0;
}

function drawBad() {
  const late = bad.filter(({ due }) => due < page.today).length;
  put(part("tile-open"), String(bad.length));
  put(part("tile-late"), String(late));
  document.querySelector("[data-tile=late]").dataset.tone = late ? "trouble" : "";
  put(part("bad-count"), bad.length ? say("ratings.count", { count: bad.length }) : "");
  part("no-bad").hidden = bad.length > 0;
  rows("bad", "bad-row", bad, (row, rating) => {
    fill(row, rating);
    const { rating_id: id, due, in_hand } = rating;
    const isLate = due < page.today;
    row.dataset.tone = isLate ? "trouble" : in_hand ? "" : "warn";
    const taken = in_hand ? say("ratings.in_hand", in_hand) : say("ratings.not_in_hand");
    put(row.querySelector(".state"), [say(isLate ? "ratings.was_due" : "ratings.due", { due }), taken].join(" · "));
    row.querySelector(".row-acts").hidden = !page.may_settle;
    row.querySelector("[data-act=take]").hidden = in_hand?.by === page.me;
    for (const button of row.querySelectorAll("button")) button.dataset.of = id;
  });
}

function drawSettled(settled) {
  put(part("settled-count"), settled.length ? say("ratings.count", { count: settled.length }) : "");
  part("no-settled").hidden = settled.length > 0;
  rows("settled", "bad-row", settled, (row, rating) => {
    fill(row, rating);
    put(row.querySelector(".state"), say("ratings.was_settled", rating.settlement));
    row.querySelector(".row-acts").hidden = true;
  });
}

function fill(row, { window_id: window, clerk, matter, level, grievances, comment, business_date: day }) {
  put(row.querySelector(".name"), say("ratings.what", { level: say(`rating.${level}`), matter: matter[page.language] }));
  put(row.querySelector(".why"), [say("ratings.where", { window, clerk, day }), ...grievances.map((each) => say(`rating.${each}`))].join(" · "));
  put(row.querySelector(".said"), comment);
}

async function take({ rating_id: id, in_hand }) {
  if (in_hand && !await ask({ title: say("ratings.take_over", in_hand), yes: say("ratings.take") })) return;
  await write("POST", `${PATH}/${id}/in-hand`);
  notice(say("ratings.taken"));
  await look();
}

async function settle({ rating_id: id }) {
  const given = await ask({ title: say("ratings.settle_title"), text: say("ratings.settle_text"), own: say("ratings.done"), needsOwn: true, yes: say("ratings.settle") });
  if (!given) return;
  await write("POST", `${PATH}/${id}/settlement`, { done: given.own });
  notice(say("ratings.is_settled"));
  await look();
}

function daysAsked() {
  return `from=${form.from.value}&to=${form.to.value}`;
}

function daysBefore(day, count) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - count);
  return date.toISOString().slice(0, 10);
}

const sum = (counts) => counts.reduce((total, count) => total + count, 0);
const percent = (value) => `${Math.round(value * 10) / 10} %`;
