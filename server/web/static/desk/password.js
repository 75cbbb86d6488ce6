/** The page for choosing a password, and for the hall's first admin. */

import { Away, Refused, write } from "../exchange.js";
import { codeFields, isAskedBy, withCode } from "../second_code.js";
import { sayRefusal } from "../refusal.js";
import { page, part, put, say } from "../words.js";

const form = part("password-form");
const FACES = ["manage", "desk", "console"];
const fields = [form.clerk, form.old, form.new, form.again];

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (isComplete()) send();
});
form.addEventListener("input", (event) => event.target.removeAttribute("aria-invalid"));
part("show").addEventListener("change", ({ target }) => {
  for (const field of fields.slice(page.is_first ? 2 : 1)) field.type = target.checked ? "text" : "password";
});

// Whoever was sent here by a sign-in has typed the name there.
form.clerk.value = page.is_first ? "" : FACES.map((face) => localStorage.getItem(`${face}.clerk`)).find(Boolean) ?? "";
[...form.elements].find((field) => field.matches("input") && field.value === "")?.focus();

/** Shows the doors that somebody may go through, the first of them first. */
function leadTo(doors) {
  for (const each of document.querySelectorAll("[data-door]")) each.hidden = !doors.includes(each.dataset.door);
  const first = document.querySelector(`[data-door="${doors[0]}"]`);
  first.parentElement.prepend(first);
}

async function send() {
  busy(true);
  trouble("");
  const name = form.clerk.value.trim();
  try {
    if (page.is_first) {
      await write("POST", "/api/v1/staff/first", { code: form.old.value, name, password: form.new.value });
    } else {
      const { role } = await write("POST", "/api/v1/staff/password", withCode({ clerk: name, password: form.old.value, new_password: form.new.value }));
      leadTo(page.doors[role]);
    }
    for (const face of FACES) localStorage.setItem(`${face}.clerk`, name);
    form.hidden = true;
    part("done").hidden = false;
    part("done").focus();
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Away)) throw error;
    refuse(error);
  } finally {
    busy(false);
  }
}

function refuse(error) {
  if (!page.is_first && isAskedBy(error)) return;
  const why = `why.${error.facts.why}`;
  trouble(error.code === "password_refused" && why in page.texts ? say(why, error.facts) : textOf(error));
  if (error.code === "wrong_code" && !page.is_first) return;
  const named = { name: form.clerk, clerk: form.clerk, new_password: form.new, password: page.is_first ? form.new : form.old };
  const wrong = error.code === "password_refused" ? form.new : named[error.facts.field] ?? form.old;
  wrong.setAttribute("aria-invalid", "true");
  wrong.focus();
}

function textOf(error) {
  return error.code === "wrong_code" && !page.is_first ? say("code.wrong") : sayRefusal(error);
}

function isComplete() {
  const empty = [...fields, ...(page.is_first ? [] : codeFields())].filter((field) => field.value === "");
  for (const field of empty) field.setAttribute("aria-invalid", "true");
  const differ = empty.length === 0 && form.new.value !== form.again.value;
  if (differ) form.again.setAttribute("aria-invalid", "true");
  trouble(empty.length ? say("wrong.incomplete") : differ ? say("password.differ") : "");
  (empty[0] ?? (differ ? form.again : null))?.focus();
  return empty.length === 0 && !differ;
}

function busy(isBusy) {
  part("submit").disabled = isBusy;
  part("submit").setAttribute("aria-busy", String(isBusy));
}

function trouble(text) {
  put(part("trouble"), text);
  part("trouble").hidden = text === "";
}
