/** The acts that need more than a press: each asks for what it needs, then acts on the desk. */

import { Refused, read, write } from "../exchange.js";
import { page, say } from "../words.js";
import { ask } from "./ask.js";
import { said } from "./notice.js";
import { transfer } from "./transfer.js";

const BACK_IN = [
  { value: "", label: say("ask.back_unknown") },
  ...page.pause_minutes.map((minutes) => ({ value: String(minutes), label: say("ask.back_minutes", { minutes }) })),
];

/** The acts by their name; each is given the desk and the ticket that it is for, and resolves to whether it was done. */
export const MORE = {
  undo_call: (desk) => done(desk.act("undo_call")),
  reopen,
  hold,
  transfer,
  pause: pauseWindow,
  unpause: (desk) => done(desk.act("unpause")),
  stop,
  call_specific: callSpecific,
  call_here: (desk, ticket) => done(desk.act("call_here", { ticket_id: ticket.ticket_id })),
  resume: (desk, ticket) => done(desk.act("resume", { ticket_id: ticket.ticket_id })),
  release: (desk, ticket) => done(desk.act("release", { ticket_id: ticket.ticket_id })),
};

/** Ends the session; asks where people or parked tickets would be left. Resolves to whether it was ended. */
export async function signOut() {
  const asked = {};
  for (;;) {
    try {
      await write("DELETE", `/api/v1/sessions/current?${new URLSearchParams(asked)}`);
      return true;
    } catch (error) {
      const means = error instanceof Refused ? { last_window: "leave_waiting", holds_left: "hand_over" }[error.code] : undefined;
      if (!means || asked[means]) throw error;
      if (!await askToLeave(error)) return false;
      asked[means] = "true";
    }
  }
}

// A finish that was the last thing done is taken back at once; another, only after its number was read.
async function reopen(desk) {
  const id = desk.view.finished;
  if (!desk.isJustFinished) {
    const { number } = await read(`/api/v1/tickets/${id}`);
    if (!await ask({ title: say("ask.reopen_title", { number }), text: say("ask.reopen_text"), yes: say("acts.reopen") })) return false;
  }
  return done(desk.act("reopen", { ticket_id: id }));
}

async function hold(desk) {
  const given = await ask({
    title: say("ask.hold_title", { number: desk.view.ticket.number }),
    choices: { legend: say("ask.reason"), options: page.hold_reasons },
    own: say("ask.own_reason"),
    tick: say("ask.for_anyone"),
    yes: say("acts.hold"),
  });
  return given !== null && done(desk.act("hold", { reason: given.choice ?? given.own, for_anyone: given.tick }));
}

async function pauseWindow(desk) {
  const given = await ask({
    title: say("ask.pause_title", { window: page.window_name }),
    text: say("ask.pause_text"),
    select: { label: say("ask.back_in"), groups: [{ options: BACK_IN }] },
    choices: { legend: say("ask.reason"), options: page.pause_reasons },
    own: say("ask.own_reason"),
    yes: say("acts.pause"),
  });
  if (given === null) return false;
  const minutes = given.select === "" ? null : Number(given.select);
  const wanted = { ticket_id: null, reason: given.choice ?? given.own, back_in_minutes: minutes };
  try {
    return await done(desk.act("pause", wanted));
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "last_window") throw error;
    return await askToLeave(error) && done(desk.act("pause", { ...wanted, leave_waiting: true }));
  }
}

async function callSpecific(desk, ticket) {
  const given = await ask({
    title: say("ask.specific_title", { number: ticket.number }),
    text: say("ask.specific_text"),
    choices: { legend: say("ask.reason"), options: page.call_reasons },
    own: say("ask.own_reason"),
    yes: say("acts.call_specific"),
  });
  if (given === null) return false;
  return done(desk.act("call_specific", { ticket_id: ticket.ticket_id, reason: given.choice ?? given.own }));
}

// One dialog names the queue and why; a queue that is stopped already is opened again from the same place.
async function stop(desk) {
  const names = new Map(page.queues.map(({ id, name }) => [id, name]));
  const options = (isStopped) => desk.view.queues
    .filter(({ stopped }) => (stopped !== null) === isStopped)
    .map(({ queue_id: id }) => ({ value: `${isStopped ? "open" : "stop"}:${id}`, label: names.get(id) ?? id }));
  const given = await ask({
    title: say("ask.stop_title"),
    text: say("ask.stop_text"),
    select: {
      label: say("ask.stop_queue"),
      first: say("ask.stop_which"),
      groups: [{ label: say("ask.to_open"), options: options(true) }, { label: say("ask.to_stop"), options: options(false) }],
    },
    choices: {
      legend: say("ask.stop_reason"),
      options: page.stop_reasons.map((reason, index) => ({ value: String(index), label: reason[page.language] })),
    },
    own: say("ask.own_zh"),
    english: say("ask.own_en"),
    needsEnglish: true,
    yes: say("ask.do"),
  });
  if (given === null) return false;
  const [kind, ...id] = given.select.split(":");
  const path = `/api/v1/queues/${encodeURIComponent(id.join(":"))}/${kind}`;
  const reason = given.choice === undefined ? { zh: given.own, en: given.english } : page.stop_reasons[Number(given.choice)];
  await write("POST", path, kind === "stop" ? { reason } : undefined);
  await desk.refresh();
  const queue = names.get(id.join(":"));
  said(say(kind === "stop" ? "live.said_stopped" : "live.said_opened", { queue }));
  return true;
}

const askToLeave = (error) => ask({ title: say("ask.leave_title"), text: whatIsLeft(error), yes: say("ask.leave_yes") });

// What becomes of those who are left, as it is: who may take a parked number up, the server has said.
function whatIsLeft({ code, facts }) {
  const named = (ids, things) => ids.split(",").filter(Boolean).map((id) => things.find((each) => each.id === id)?.name ?? id).join(say("live.joint"));
  if (code === "last_window") return say("ask.leave_waiting", { ...facts, queues: named(facts.queue_ids, page.queues) });
  const windows = named(facts.windows, page.windows);
  return say(windows ? "ask.leave_holds" : "ask.leave_holds_alone", { ...facts, windows });
}

async function done(act) {
  await act;
  return true;
}
