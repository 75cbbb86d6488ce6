/** Tells why an act cannot be done now, and what to do first: no key is met with silence. */

import { sayError } from "../named.js";
import { page, say } from "../words.js";
const CALLS = new Set(["call_next", "call_specific", "call_here", "resume"]);
const ENDS = new Set(["finish", "finish_more", "transfer"]);
const LEAVES = ["finish", "hold", "transfer", "overdue", "undo_call"]; // after these the number is no longer here

/** Why a window as it stands does not allow an act. */
export function whyNot(name, { ticket, state, acts }) {
  if (CALLS.has(name) && state === "paused") return say("live.unpause_first");
  if (name === "reopen") return say("live.nothing_to_reopen");
  if (ticket === null) return CALLS.has(name) ? sayError({ code: "nobody_waiting", facts: {} }) : say("live.no_ticket");
  if (ticket.state === "called") return reasonCalled(name, ticket, acts);
  if (CALLS.has(name) || name === "release") return say("live.finish_first");
  return say("live.started_already", { number: ticket.number });
}

/** What to do with a number before one signs out: of the acts that are on, those that take it from the window. */
export function leaveFirst({ view }) {
  const acts = LEAVES.filter((act) => view.acts.includes(act)).map((act) => say(`acts.${act}`));
  return say("live.leave_first", { number: view.ticket.number, acts: acts.join(say("live.joint")) });
}

function reasonCalled(name, ticket, acts) {
  if (ENDS.has(name)) return say("live.start_before");
  if (name === "recall") return say("live.recall_last", { count: ticket.call_count });
  if (name === "overdue") return say("live.overdue_calls", { count: page.rules.overdue_min_calls - ticket.call_count });
  if (name === "undo_call") return sayError({ code: "undo_too_late", facts: { seconds: page.rules.undo_call_s } });
  return say(acts.includes("overdue") ? "live.start_first" : "live.start_before_call");
}
