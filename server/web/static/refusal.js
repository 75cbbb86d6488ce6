/** What a refusal says to people: which field is wrong and how, else why nothing was done. The one place for it. */

import { sayError } from "./named.js";
import { page, say } from "./words.js";

/** The text for a refusal, by its field and kind where it names them, else by its code. */
export function sayRefusal({ code, facts }) {
  if (code === "bad_input") return sayWrong(facts.why, facts);
  if (code === "unknown_window" && facts.window) return sayWrong("unknown_window", facts);
  return sayError({ code, facts });
}

/** The text for a field that is wrong in a way, known to the server or to the page. */
export function sayWrong(why, facts = {}) {
  const field = nameOf(facts.field);
  const kind = `wrong.${why}` in page.texts ? `wrong.${why}` : "wrong.form";
  const needsField = page.texts[kind].includes("{field}");
  return say(needsField && !field ? "wrong.form_none" : kind, { ...facts, field });
}

/** Marks the field of a form that a refusal names, and leads to it. */
export function showWrong(form, { facts }) {
  const control = form?.elements.namedItem(facts?.field || "");
  if (!(control instanceof HTMLElement) || control.closest("[hidden]")) return;
  control.setAttribute("aria-invalid", "true");
  control.focus();
}

/** Takes marks away: of the field that is typed in, and of all of a form that begins anew. */
export function forgetsWrong(form) {
  form.addEventListener("input", ({ target }) => target.removeAttribute("aria-invalid"));
  form.addEventListener("reset", () => {
    for (const control of form.elements) control.removeAttribute("aria-invalid");
  });
}

function nameOf(field) {
  const key = [`field.${page.section}_${field}`, `field.${field}`].find((each) => each in page.texts);
  return key ? say(key) : "";
}
