/** The audit trail: lines by who, what and when, page by page, and whether the chain of all of them holds. */

import { read } from "../exchange.js";
import { forgetsWrong, sayWrong, showWrong } from "../refusal.js";
import { part, page, put, say } from "../words.js";
import { attempt, begin, keepTheQuestion, moment, rows } from "./frame.js";
import { aboutOf, actOf, roleOrName, technicalOf, whoOf, whyNot } from "./trail_words.js";

const PAGE = 50;
const FAULTS_SHOWN = 20;
const PATH = "/api/v1/audit";

const form = part("search");
let starts = [""]; // the `after` of each page that was turned to, the one that is shown last
let next = null;

form.from.value = page.today;
takeFromAddress();
begin(look);
forgetsWrong(form);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const half = [form.from, form.to].find(({ validity }) => validity.badInput); // its value is empty, as if no day were asked for
  if (!half) return turnTo([""]);
  put(part("find-trouble"), sayWrong("date", { field: half.name }));
  showWrong(form, { facts: { field: half.name } });
});
part("first").addEventListener("click", () => starts.length > 1 && turnTo([""]));
part("before").addEventListener("click", () => starts.length > 1 && turnTo(starts.slice(0, -1)));
part("after").addEventListener("click", () => next && turnTo([...starts, next]));
part("check").addEventListener("click", () => attempt(check, (text) => showChain("trouble", [text])));

// What is looked for is in the address: a link, a reload and the page in the other language look for the same.
function takeFromAddress() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements[name];
    if (field?.type === "checkbox") field.checked = value === "true";
    else if (field) field.value = value;
  }
}

function keepInAddress() {
  const query = new URLSearchParams(location.search);
  for (const { name, type, value, checked } of form.elements) if (name) query.set(name, type === "checkbox" ? String(checked) : value);
  history.replaceState(null, "", `?${query}`);
  keepTheQuestion();
}

function turnTo(pages) {
  put(part("find-trouble"), "");
  attempt(async () => {
    const before = starts;
    starts = pages;
    await look().catch((error) => {
      starts = before;
      throw error;
    });
    keepInAddress();
    if (pages.length > 1 || before.length > 1) goToLines();
  }, (text) => put(part("find-trouble"), text), form);
}

// A page is read from its beginning, by the eye and by the keyboard.
function goToLines() {
  part("trail").focus({ preventScroll: true });
  part("trail").scrollIntoView({ block: "start" });
}

async function look() {
  const wanted = { who: roleOrName(form.who.value.trim()), act: form.act.value, from: form.from.value, to: form.to.value, refused: form.refused.checked ? "true" : "", newest_first: form.order.value === "newest" ? "true" : "", after: starts.at(-1) };
  const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
  const found = await read(`${PATH}?${query}&most=${PAGE}`);
  next = found.next;
  rows("lines", "line-row", found.lines, draw);
  part("none").hidden = found.lines.length > 0;
  put(part("none"), wanted.who ? say("audit.none_who", { who: form.who.value.trim() }) : say("audit.none"));
  put(part("page"), say("audit.page", { page: starts.length }));
  for (const back of ["first", "before"]) part(back).setAttribute("aria-disabled", String(starts.length === 1));
  part("after").setAttribute("aria-disabled", String(next === null));
}

function draw(row, line) {
  const cell = (name) => row.querySelector(`.${name}`);
  put(cell("at"), moment(line.at));
  put(cell("who"), whoOf(line));
  put(cell("what"), actOf(line));
  const why = whyNot(line);
  put(cell("result"), why === null ? say("audit.done") : say("audit.not_done", { why }));
  row.dataset.tone = why === null ? "" : "warn";
  put(cell("origin"), line.origin);
  put(row.querySelector(".about p"), aboutOf(line).join(" · "));
  row.querySelector("details").open = false;
  put(row.querySelector("pre"), technicalOf(line));
}

async function check() {
  part("check").disabled = true;
  try {
    let lines = 0, unlinked = 0, faults = [], query = "", stretch;
    do {
      stretch = await read(`${PATH}/check${query}`);
      lines += stretch.lines;
      unlinked += stretch.unlinked;
      faults = [...faults, ...stretch.faults];
      query = `?${new URLSearchParams({ after: stretch.next, ...(stretch.link && { link: stretch.link }) })}`;
      showChain("", [say("audit.checking", { lines })]);
    } while (stretch.next !== null && faults.length < FAULTS_SHOWN);
    if (faults.length > 0) return showChain("trouble", [say("audit.broken", { count: faults.length, lines }), ...faults.map(faultText)]);
    const { seq, note, link } = stretch.head;
    const since = moment((await read(`${PATH}?most=1&after=0.0`)).lines[0].at);
    showChain("good", [say("audit.holds", { lines, since }), say("audit.head", { head: `${seq}.${note}:${link}` }), unlinked ? say("audit.older", { count: unlinked }) : ""]);
  } finally {
    part("check").disabled = false;
  }
}

function faultText({ seq, note, why, at }) {
  const place = note ? say("audit.at_note", { note, seq }) : say("audit.at_event", { seq });
  return say(`audit.${why}`, { place: at ? `${place} (${moment(at)})` : place });
}

function showChain(tone, texts) {
  part("chain").dataset.tone = tone;
  part("chain").replaceChildren(...texts.filter(Boolean).map((text) => Object.assign(document.createElement("p"), { textContent: text })));
}
