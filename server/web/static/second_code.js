/** The code of a second factor on a form with a password: not asked for before the server does. */

import { part } from "./words.js";

const place = part("second");
const field = part("code");

/** The field, once it is asked for. */
export const codeFields = () => (place.hidden ? [] : [field]);

/** What is sent, with the code once it is asked for. */
export const withCode = (wanted) => (place.hidden ? wanted : { ...wanted, code: field.value });

/**
 * Does what a refusal asks for: shows the field, marks a wrong code, or leads to where a second factor is set up.
 * @returns whether nothing else is to be said of it
 */
export function isAskedBy({ code }) {
  if (code === "second_factor_missing") location.assign("/second-factor?must");
  if (code === "wrong_code") {
    field.setAttribute("aria-invalid", "true");
    field.select();
  }
  if (code === "second_factor_needed") {
    place.hidden = false;
    field.focus();
  }
  return code.startsWith("second_factor");
}
