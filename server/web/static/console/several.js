/** A visit's several matters: finishing more than the ticket's own, and where the visitor goes on to. */

import { Away, Refused, read } from "../exchange.js";
import { page, say } from "../words.js";
import { ask } from "./ask.js";

/**
 * Asks which matters were dealt with, and finishes them all.
 * @returns {Promise<{ticket: object, matters: string} | null>} the ticket as it was, and what was finished; null when the clerk goes back
 */
export async function finishSeveral(desk) {
  const { ticket } = desk.view;
  let done = null;
  await ask({
    title: say("ask.several_title", { number: ticket.number }),
    text: say("ask.several_text"),
    pick: { label: say("ask.several_which"), many: true, options: mattersAt(desk.view) },
    needsPick: say("ask.no_matter"),
    tick: say("ask.pending"),
    yes: say("acts.finish"),
    act: async ({ picked, tick }) => {
      const before = await desk.act("finish", { items: picked, result: tick ? "pending" : "solved" });
      done = { ticket: before.ticket, matters: picked.map(nameOf).join(say("live.joint")) };
    },
  });
  return done;
}

/** What to tell a visitor whose ticket was finished here: where the visit goes on, or nothing when it is over. */
export async function wayOn(ticket) {
  if (ticket.then.length === 0 && ticket.returns_to === null) return "";
  try {
    return wayOf(await read(`/api/v1/tickets/${ticket.ticket_id}`));
  } catch (error) {
    if (!(error instanceof Away || error instanceof Refused)) throw error;
    return ""; // it is finished all the same, and the board and the phone tell the way
  }
}

/** The line on the card while somebody is served: what comes after this window. */
export function stillToCome({ then, returns_to: back, window_id: here }) {
  const matters = then.map((id) => nameOf(id)).join(say("live.joint"));
  return [
    ...(back !== null && back !== here ? [say("live.goes_back", { window: nameOfWindow(back) })] : []),
    ...(then.length > 0 ? [say("live.then", { matters })] : []),
  ];
}

function wayOf({ state, matter_id: matter, queue_id: queue, place, hold }) {
  const window = hold?.window_id ?? place.for_window;
  if (state === "held" || (state === "waiting" && window !== null)) return say("live.way_back", { window: nameOfWindow(window) });
  if (state !== "waiting") return "";
  const { floor, windows } = page.queues.find(({ id }) => id === queue);
  return say("live.way_on", { floor, windows, matter: nameOf(matter) });
}

/** The ticket's own matter first, then those still to come, then all that this window deals with. */
function mattersAt({ ticket, queues }) {
  const mine = new Set(queues.map(({ queue_id: id }) => id));
  const order = [ticket.matter_id, ...ticket.then];
  const ofVisit = order.map((id) => page.matters.find((matter) => matter.id === id)).filter(Boolean);
  const others = page.matters.filter(({ id, queue }) => mine.has(queue) && !order.includes(id));
  const toOption = (group) => ({ id, name, find }) => ({ value: id, label: name, find, group, isPicked: id === ticket.matter_id });
  return [...ofVisit.map(toOption(say("ask.several_visit"))), ...others.map(toOption(say("ask.several_others")))];
}

const nameOf = (id) => page.matters.find((matter) => matter.id === id)?.name ?? id;
const nameOfWindow = (id) => page.windows.find((window) => window.id === id)?.name ?? id;
