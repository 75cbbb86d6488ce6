/** The text for a refusal on a page of the staff; visitors' pages have a sentence for each, in words.js. */

import { page, say } from "./words.js";

/** The sentence that the page has for a refusal by its code, else its name. */
export function sayError({ code, facts }) {
  if (facts?.why === "characters" && "errors.characters" in page.texts) return say("errors.characters");
  if (`errors.${code}` in page.texts) return say(`errors.${code}`, facts);
  return say("errors.other", { ...facts, why: page.texts[`result.${code}`] ?? page.texts["result.error"] });
}
