/** Sends a visitor on: a place is searched for among the hall's queues and windows, those where nobody is are marked. */

import { read } from "../exchange.js";
import { page, say } from "../words.js";
import { ask } from "./ask.js";

/** Asks where to, and sends the ticket at the window there; a refusal is told in the dialog. Resolves to whether it was sent. */
export async function transfer(desk) {
  const { number, queue_id: here } = desk.view.ticket;
  const given = await ask({
    title: say("ask.transfer_title", { number }),
    text: say("ask.transfer_text"),
    pick: placesBut(here, null),
    again: async () => placesBut(here, await read("/api/v1/snapshot")),
    needsPick: say("ask.no_place"),
    own: say("ask.note"),
    tick: say("ask.returns"),
    yes: say("acts.transfer"),
    act: async ({ picked: [place], own, tick }) => {
      const [kind, ...id] = place.split(":");
      const target = { [kind === "queue" ? "queue_id" : "to_window"]: id.join(":") };
      await desk.act("transfer", { ...target, note: own || null, returns: tick });
    },
  });
  return given !== null;
}

/** The places to send to; with the hall as it is now, what is closed is marked and comes last. */
function placesBut(here, hall) {
  const windows = page.windows.filter(({ id }) => id !== page.window_id).map((window) => ({
    value: `window:${window.id}`, label: window.name, find: window.find, id: window.id, group: say("ask.windows"), ...windowNow(window, hall),
  }));
  const queues = page.queues.filter(({ id }) => id !== here).map((queue) => ({
    value: `queue:${queue.id}`, label: queue.name, find: wordsOf(queue), group: say("ask.queues"), ...queueNow(queue, hall),
  }));
  return { label: say("ask.transfer_to"), options: openFirst([...queues, ...windows]) };
}

/** What finds a queue: its own name, and every matter that stands in it. */
function wordsOf({ id, find }) {
  return [find, ...page.matters.filter(({ queue }) => queue === id).map((matter) => matter.find)].join(" ");
}

function windowNow({ id, queues }, hall) {
  const now = hall?.windows.find((each) => each.window_id === id);
  if (!now || now.state === "open") return { note: queues };
  return { isOff: true, note: say(now.state === "paused" ? "ask.place_paused" : "ask.place_closed") };
}

function queueNow({ id, windows }, hall) {
  const now = hall?.queues.find((each) => each.queue_id === id);
  if (now?.stopped) return { isOff: true, note: say("ask.place_stopped") };
  if (now?.open_windows === 0) return { isOff: true, note: say("ask.place_closed") };
  return { note: now ? say("live.waiting_count", { count: now.waiting }) : windows };
}

function openFirst(places) {
  const off = places.filter(({ isOff }) => isOff).map((place) => ({ ...place, group: say("ask.places_off") }));
  return [...places.filter(({ isOff }) => !isOff), ...off];
}
