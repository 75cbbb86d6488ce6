/** The visitor says once what to think of the visit: nothing is chosen beforehand, and nothing but the level is needed. */

import { Away, Refused, write } from "../exchange.js";
import { part, put, sayError } from "../words.js";
import { dress } from "./forms.js";

const BAD = new Set(["dissatisfied", "very_dissatisfied"]);

/**
 * Brings the form to life.
 * @param {string} path of the visit
 * @param {(view: object) => void} onRated takes the visit as it is then
 */
export function askRating(path, onRated) {
  const form = part("rating");
  dress();
  part("rate").disabled = false;
  form.addEventListener("change", () => {
    part("grievances").hidden = !BAD.has(levelOf(form));
    put(part("rating-trouble"), "");
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await send(form, path, onRated);
  });
}

async function send(form, path, onRated) {
  const level = levelOf(form);
  if (level === undefined) return put(part("rating-trouble"), part("rating-trouble").dataset.choose);
  const chosen = [...form.querySelectorAll("[name=grievance]:checked")].map((box) => box.value);
  part("rate").disabled = true;
  put(part("rating-trouble"), "");
  try {
    const word = { level, grievances: BAD.has(level) ? chosen : [], comment: form.elements.comment.value };
    onRated(await write("POST", `${path}/rating`, word));
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Away)) throw error;
    put(part("rating-trouble"), sayError(error));
    part("rate").disabled = false;
  }
}

const levelOf = (form) => form.querySelector("[name=level]:checked")?.value;
