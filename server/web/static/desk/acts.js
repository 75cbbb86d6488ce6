/** What a guide does: each asks what must be known, sends it, and gives back what to say; nothing when the guide goes back. */

import { ask } from "../console/ask.js";
import { Refused, write } from "../exchange.js";
import { page, say } from "../words.js";

const WORDLESS = { reopen: "reopen", unmessage: "message", reprint_last: "reprint" };
const WORDS_MOST = 60; // as the API has it (hall/devices.py)
const drafts = {}; // words for kiosks that were written and not sent, while the page is open
const UNASKED = { priority_class: "normal" };

/** Acts on the ticket that is open, by the names of their buttons. */
export const ACTS = { priority, redirect, reprint, reactivate, restore, cancel };

/** Takes a number for somebody; asks first where it may not be dealt with today. */
export async function takeNumber(matter) {
  const wanted = { matter_id: matter.id, source: "guide", language: page.language };
  try {
    return await write("POST", "/api/v1/tickets", wanted);
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "may_not_be_served") throw error;
  }
  const given = await ask({ title: say("ask.consent_title"), text: say("ask.consent_text"), yes: say("ask.consent_yes") });
  return given && write("POST", "/api/v1/tickets", { ...wanted, consent: true });
}

/** Says that somebody goes to a kiosk. */
export async function goAndHelp(name) {
  await write("POST", `/api/v1/devices/${encodeURIComponent(name)}/help`);
  return { said: say("live.coming", { kiosk: name }) };
}

/** Asks something of a kiosk from afar. */
export async function commandDevice({ device }) {
  for (;;) {
    const given = await askWhat(device);
    if (!given) return null;
    const key = `${device.name} ${given.choice}`;
    if (!await tellDevice(given.choice, device, drafts[key] ??= {})) continue;
    delete drafts[key];
    return { said: say("live.told", { kiosk: device.name }) };
  }
}

function askWhat(device) {
  const doing = device.health?.is_closed ? ["reopen", "message", "unmessage", "reprint_last"] : ["close", "message", "unmessage", "reprint_last"];
  return ask({
    title: say("ask.device_title", { name: device.name }),
    choices: { legend: say("ask.what"), options: doing.map((value) => ({ value, label: say(`ask.${value}`) })) },
    yes: say("ask.do"),
  });
}

// Sends what was chosen; words are asked for first. Back leads to the choice again, and keeps what was written as a draft.
async function tellDevice(choice, device, draft) {
  if (choice in WORDLESS) {
    await command(device.name, { what: WORDLESS[choice] });
    return true;
  }
  const given = await ask({
    title: `${device.name}: ${say(`ask.${choice}`)}`,
    text: say("ask.words_text"),
    own: say("ask.words_zh"),
    english: say("ask.words_en"),
    needsOwn: true,
    most: { own: WORDS_MOST, english: WORDS_MOST },
    draft,
    yes: say("ask.do"),
    act: ({ own, english }) => command(device.name, { what: choice, words: { zh: own, en: english || own } }),
  });
  return given !== null;
}

async function priority(ticket) {
  // The class that was asked for comes first, `normal` (which takes a class back) last.
  const asked = ticket.priority_requested === "normal" ? [] : [ticket.priority_requested];
  const order = [...new Set([...asked, ...page.classes.filter((each) => each !== "normal"), "normal"])];
  const classes = order.map((value) => ({ value, label: say(`classes.${value}`) }));
  const given = await ask({
    title: say("ask.priority_title", { number: ticket.number }),
    text: say("ask.priority_text"),
    select: { label: say("ask.class"), first: asked.length ? undefined : say("ask.which_class"), groups: [{ label: say("ask.class"), options: classes }] },
    own: say("ask.evidence"),
    needsOwn: true,
    yes: say("ask.do"),
  });
  if (!given) return null;
  const wanted = { ...UNASKED, priority_class: given.select, evidence: given.own };
  const after = await write("POST", `/api/v1/tickets/${ticket.ticket_id}/priority`, wanted);
  return { ticket: after, said: say("live.prioritised", { number: after.number, class: say(`classes.${after.priority_class}`) }) };
}

async function redirect(ticket) {
  let after = null;
  await ask({
    title: say("ask.redirect_title", { number: ticket.number }),
    text: say("ask.redirect_text"),
    pick: { label: say("ask.matter"), options: mattersBut(ticket.matter_id) },
    needsPick: say("ask.no_matter"),
    own: say("ask.note"),
    yes: say("ask.do"),
    act: async ({ picked: [matter], own }) => {
      after = await write("POST", `/api/v1/tickets/${ticket.ticket_id}/redirect`, { matter_id: matter, note: own });
    },
  });
  return after && { ticket: after, said: say("live.redirected", { number: after.number, matter: nameOf(after.matter_id) }) };
}

// By their lines, as the hall has them: somebody looks for a name, but reads where it leads.
function mattersBut(here) {
  const others = page.matters.filter(({ id }) => id !== here);
  return page.queues.flatMap((queue) => others.filter((matter) => matter.queue === queue.id).map(({ id, name, find }) => ({
    value: id, label: name, find, group: queue.name, note: page.isUnserved(queue.id) ? say("live.no_windows") : "",
  })));
}

async function reprint(ticket) {
  const given = await ask({
    title: say("ask.reprint_title", { number: ticket.number }),
    text: say("ask.reprint_text"),
    select: { label: say("ask.kiosk"), groups: [{ label: say("ask.kiosk"), options: page.kiosks() }] },
    yes: say("ask.do"),
  });
  if (!given) return null;
  await command(given.select, { what: "reprint", ticket_id: ticket.ticket_id });
  const lack = page.kiosks().find(({ value }) => value === given.select)?.lack ?? "";
  return { said: say(lack ? "live.printing_unsure" : "live.printing", { number: ticket.number, kiosk: given.select, lack }) };
}

async function reactivate(ticket) {
  const after = await write("POST", `/api/v1/tickets/${ticket.ticket_id}/reactivate`);
  return { ticket: after, said: say("live.reactivated", { number: after.number }) };
}

async function restore(ticket) {
  const given = await ask({ title: say("ask.restore_title", { number: ticket.number }), own: say("ask.own_reason"), needsOwn: true, yes: say("ask.do") });
  if (!given) return null;
  const after = await write("POST", `/api/v1/tickets/${ticket.ticket_id}/restore`, { reason: given.own });
  return { ticket: after, said: say("live.restored", { number: after.number }) };
}

async function cancel(ticket) {
  const given = await ask({
    title: say("ask.cancel_title", { number: ticket.number }),
    choices: { legend: say("ask.reason"), options: page.cancel_reasons },
    own: say("ask.own_reason"),
    yes: say("ask.do"),
  });
  if (!given) return null;
  const after = await write("POST", `/api/v1/tickets/${ticket.ticket_id}/cancel`, { reason: given.choice ?? given.own });
  return { ticket: after, said: say("live.cancelled_now", { number: after.number }) };
}

const command = (name, wanted) => write("POST", `/api/v1/devices/${encodeURIComponent(name)}/commands`, wanted);
const nameOf = (matter) => page.matters.find((each) => each.id === matter)?.name ?? matter;
