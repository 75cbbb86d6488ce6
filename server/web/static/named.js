/** What pages of the staff name: refusals (visitors' pages have a sentence for each, in words.js) and boards. */

import { page, say } from "./words.js";

/** The sentence that the page has for a refusal by its code, else its name. */
export function sayError({ code, facts }) {
  if (facts?.why === "characters" && "errors.characters" in page.texts) return say("errors.characters");
  if (`errors.${code}` in page.texts) return say(`errors.${code}`, facts);
  return say("errors.other", { ...facts, why: page.texts[`result.${code}`] ?? page.texts["result.error"] });
}

/** A board's name with the part of the hall that it shows, which it tells in the words of its command line. */
export function nameOfBoard(name, covers) {
  if (!covers) return name;
  if (covers === "hall") return say("live.board_of", { name, part: say("live.covers_hall") });
  const parts = [...covers.matchAll(/(floor|zone|window|queues) (\S+)/g)].map(([, what, value]) => say(`live.covers_${what}`, { value }));
  return say("live.board_of", { name, part: parts.join(" · ") || covers });
}
