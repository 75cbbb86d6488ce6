/** What a clerk is told once an act is done, at the console and at the call bar. */

import { page, say } from "../words.js";
import { wayOn } from "./several.js";

const SAID = {
  call_next: "said_called", recall: "said_recalled", start: "said_started", finish: "said_finished", overdue: "said_overdue",
  undo_call: "said_undone", reopen: "said_reopened", hold: "said_held", transfer: "said_transferred", resume: "said_started",
  call_here: "said_called", call_specific: "said_called", pause: "said_paused", unpause: "said_unpaused",
};

/** The words for an act with the ticket that it was for; null for an act that tells by itself. */
export function doneWords(name, ticket) {
  if (!(name in SAID)) return null;
  return say(`live.${SAID[name]}`, { number: ticket?.number, window: page.window_name, count: ticket?.call_count });
}

/** Where the visit of a ticket that was finished here goes on; nothing when it is over. */
export async function goesOn(ticket) {
  const way = await wayOn(ticket);
  return way && say("live.said_goes_on", { number: ticket.number, way });
}
