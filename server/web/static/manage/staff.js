/** The accounts: an admin makes them, changes their role, gives one-time passwords, suspends, signs out everywhere. */

import { ask } from "../console/ask.js";
import { read, write } from "../exchange.js";
import { forgetsWrong, sayWrong, showWrong } from "../refusal.js";
import { page, part, put, say } from "../words.js";
import { attempt, begin, notice, rows } from "./frame.js";

const LOOK_MS = 15000;
const PATH = "/api/v1/staff";
const AT_WINDOWS = new Set(["clerk", "guide", "supervisor"]);

const form = part("account-form");
let staff = [];
let edited = null;

begin(look, LOOK_MS);
part("add").addEventListener("click", () => openForm(null));
form.role.addEventListener("change", showRole);
forgetsWrong(form);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(save, (text) => put(part("account-trouble"), text), form);
});
part("once").addEventListener("close", () => put(part("once-password"), "")); // it is told once
part("staff").addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-act]");
  if (button) attempt(() => ACTS[button.dataset.act](staff.find(({ name }) => name === button.dataset.of)));
});

const ACTS = { edit: async (somebody) => openForm(somebody), reset, out, lock, unbind };

async function look() {
  staff = await read(PATH);
  put(part("count"), say("staff.count", { count: staff.length }));
  rows("staff", "staff-row", staff, draw);
}

function draw(row, somebody) {
  const { name, role, windows, is_locked, must_change, sessions, has_second_factor } = somebody;
  put(row.querySelector(".name"), name === page.me ? say("staff.yourself", { name }) : name);
  const where = !AT_WINDOWS.has(role) ? "" : windows.length ? say("staff.at", { windows: windows.join(", ") }) : say("staff.at_all");
  put(row.querySelector(".state"), [where, sessions ? say("staff.sessions", { count: sessions }) : say("staff.no_session")].filter(Boolean).join(" · "));
  put(row.querySelector("[data-badge=role]"), say(`role.${role}`));
  put(row.querySelector("[data-badge=standing]"), is_locked ? say("staff.locked") : must_change ? say("staff.must_change") : "");
  put(row.querySelector("[data-badge=factor]"), has_second_factor ? say("staff.second_factor") : "");
  row.dataset.tone = is_locked ? "off" : "";
  for (const button of row.querySelectorAll("button")) button.dataset.of = name;
  const lockButton = row.querySelector("[data-act=lock]");
  put(lockButton, say(is_locked ? "staff.unlock" : "staff.lock"));
  lockButton.hidden = name === page.me;
  row.querySelector("[data-act=out]").hidden = sessions === 0;
  row.querySelector("[data-act=unbind]").hidden = !has_second_factor || name === page.me;
  for (const button of row.querySelectorAll("button")) button.setAttribute("aria-label", `${button.textContent} ${name}`);
}

function openForm(somebody) {
  edited = somebody;
  form.reset();
  put(part("account-trouble"), "");
  put(part("account-title"), somebody ? say("staff.edit_title", { name: somebody.name }) : say("staff.add"));
  put(part("account-do"), say(somebody ? "staff.save" : "staff.make"));
  form.name.closest("label").hidden = somebody !== null;
  if (somebody) Object.assign(form.role, { value: somebody.role });
  form.windows.value = somebody ? somebody.windows.join(", ") : "";
  showRole();
  part("account").showModal();
}

function showRole() {
  put(part("role-what"), say(`staff.is_${form.role.value}`));
  const isAtWindow = AT_WINDOWS.has(form.role.value);
  part("windows-field").hidden = !isAtWindow;
  part("windows-what").hidden = !isAtWindow;
}

async function save() {
  const wanted = { role: form.role.value, windows: AT_WINDOWS.has(form.role.value) ? windowsOf(form.windows.value) : [] };
  const unknown = wanted.windows.find((id) => !page.windows.includes(id));
  if (unknown) {
    put(part("account-trouble"), sayWrong("unknown_window", { window: unknown }));
    return showWrong(form, { facts: { field: "windows" } });
  }
  if (edited) await write("PUT", `${PATH}/${encodeURIComponent(edited.name)}`, { ...wanted, is_locked: edited.is_locked });
  const made = edited ? null : await write("POST", PATH, { name: form.name.value.trim(), ...wanted });
  part("account").close();
  if (made) tellOnce(made);
  else notice(say("staff.changed", { name: edited.name }));
  await look();
}

// 5-8 names every window from 5 to 8 that the hall has. What names none stays as it is, to be refused: nothing means all of them.
function windowsOf(typed) {
  const words = typed.split(/[^\p{L}\p{N}_-]+/u).filter(Boolean).map((word) => word.replace(/(?<=\w)[^\w-]+$/, ""));
  if (words.length === 0 && typed.trim()) return [typed.trim()];
  return words.flatMap((word) => {
    const ends = /^\d+-\d+$/.test(word) ? word.split("-") : [];
    const [from, to] = ends.map(Number);
    if (page.windows.includes(word) || !(from <= to)) return [word];
    const unknown = ends.find((end) => !page.windows.includes(end));
    return unknown ? [unknown] : page.windows.filter((id) => Number(id) >= from && Number(id) <= to);
  });
}

async function reset({ name, is_locked }) {
  const text = say(is_locked ? "staff.reset_locked" : "staff.reset_text");
  if (!await ask({ title: say("staff.reset_title", { name }), text, yes: say("staff.reset") })) return;
  tellOnce(await write("POST", `${PATH}/${encodeURIComponent(name)}/password`));
  await look();
}

async function out({ name }) {
  if (!await ask({ title: say("staff.out_title", { name }), text: say("staff.out_text"), yes: say("staff.out") })) return;
  await write("DELETE", `${PATH}/${encodeURIComponent(name)}/sessions`);
  notice(say("staff.signed_out", { name }));
  await look();
}

async function unbind({ name }) {
  if (!await ask({ title: say("staff.unbind_title", { name }), text: say("staff.unbind_text"), yes: say("staff.unbind") })) return;
  await write("DELETE", `${PATH}/${encodeURIComponent(name)}/second-factor`);
  notice(say("staff.unbound", { name }));
  await look();
}

async function lock({ name, role, windows, is_locked }) {
  const kind = is_locked ? "unlock" : "lock";
  if (!await ask({ title: say(`staff.${kind}_title`, { name }), text: say(`staff.${kind}_text`), yes: say(`staff.${kind}`) })) return;
  await write("PUT", `${PATH}/${encodeURIComponent(name)}`, { role, windows, is_locked: !is_locked });
  notice(say(is_locked ? "staff.unlocked" : "staff.was_locked", { name }));
  await look();
}

function tellOnce({ name, password }) {
  put(part("once-title"), say("staff.once_title", { name }));
  put(part("once-password"), password);
  part("once").showModal();
}
