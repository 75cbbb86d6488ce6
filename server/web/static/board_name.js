/** What pages of the staff call a board. */

import { say } from "./words.js";

/** A board's name with the part of the hall that it shows, which it tells in the words of its command line. */
export function nameOfBoard(name, covers) {
  if (!covers) return name;
  if (covers === "hall") return say("live.board_of", { name, part: say("live.covers_hall") });
  const parts = [...covers.matchAll(/(floor|zone|window|queues) (\S+)/g)].map(([, what, value]) => say(`live.covers_${what}`, { value }));
  return say("live.board_of", { name, part: parts.join(" · ") || covers });
}
