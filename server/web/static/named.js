/** The text for a refusal on a page of the staff; visitors' pages have a sentence for each, in words.js. */

import { page, say } from "./words.js";

/** The sentence that the page has for what is wrong in a refusal, or for its code; else its name. */
export function sayError({ code, facts }) {
  for (const key of [facts?.why, code]) if (`errors.${key}` in page.texts) return say(`errors.${key}`, facts);
  return say("errors.other", { ...facts, why: page.texts[`result.${code}`] ?? page.texts["result.error"] });
}
