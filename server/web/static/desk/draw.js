/** Draws the hall's desk from what the server told. */

import { nameOfBoard } from "../board_name.js";
import { SOON_MIN } from "../told.js";
import { clockTime, page, part, put, say } from "../words.js";

const ALLOWED = {
  waiting: ["priority", "redirect", "reprint", "cancel"],
  called: ["priority", "reprint"],
  serving: ["priority", "reprint"],
  held: ["priority", "reprint", "cancel"],
  overdue: ["reactivate", "priority", "reprint", "cancel"],
  no_show: ["restore"],
};
const SHOWN_MS = 8000;

const matters = new Map(page.matters.map((matter) => [matter.id, matter]));
const queues = new Map(page.queues.map((queue) => [queue.id, queue.name]));
let timer = 0;
let kiosks = [];
let closed = new Set(); // queues without an open window

page.kiosks = () => [...kiosks].sort((a, b) => doubtOf(a) - doubtOf(b)).map(({ device, place }) => ({
  value: device.name,
  label: [placed(device, place), doubtOf({ device }) && healthOf(device).text].filter(Boolean).join(" · "),
  lack: doubtOf({ device }) ? healthOf(device).text : "",
}));

/** Whether no window is open for a queue. */
page.isUnserved = (queue) => closed.has(queue);

/** Draws everything but the ticket that is open. */
export function draw({ view }) {
  closed = new Set(view.queues.filter((queue) => queue.open_windows === 0).map((queue) => queue.queue_id));
  kiosks = view.devices.filter(({ device }) => device.kind === "kiosk");
  const calls = kiosks.filter(({ device }) => device.help_since !== null);
  part("help").hidden = calls.length === 0;
  rows("help-list", "help-row", calls, (row, { device, place }) => {
    put(row.querySelector(".name"), placed(device, place));
    put(row.querySelector(".state"), say("live.since", { time: clockTime(device.help_since) }));
    row.querySelector("[data-go]").dataset.go = device.name;
  });
  part("concerns").hidden = view.alerts.length === 0;
  rows("concern-list", "concern-row", view.alerts, (row, { alert, number, window_id, queue_id }) => {
    put(row.querySelector(".name"), [number, queues.get(queue_id)].filter(Boolean).join(" · "));
    put(row.querySelector(".state"), say(`alerts.${alert}`, { window: window_id }));
    row.querySelector("[data-open]").dataset.open = number;
  });
  rows("devices", "device-row", view.devices, drawDevice);
  part("no-devices").hidden = view.devices.length > 0;
  rows("queues", "queue-row", [...view.queues].sort(byNeed), drawQueue);
  rows("overdue", "overdue-row", view.overdue, (row, ticket) => {
    put(row.querySelector(".number"), ticket.number);
    row.querySelector("[data-open]").dataset.open = ticket.number;
    row.querySelector("[data-back]").dataset.back = ticket.ticket_id;
    put(row.querySelector(".name"), `${ticket.matter[page.language]} · ${say("live.last_called", { time: clockTime(ticket.since) })}`);
  });
  part("nobody-overdue").hidden = view.overdue.length > 0;
  put(part("nothing"), say(view.overdue.length ? "live.tap_overdue" : view.alerts.length ? "live.tap_concern" : "live.nothing_found"));
  part("astray").hidden = view.astray === 0;
  put(part("astray"), say("live.astray", { count: view.astray }));
}

/** Draws the ticket that is open, and what may be done to it. */
export function drawTicket({ ticket, ahead, isMissing = false }) {
  part("ticket").hidden = ticket === null;
  part("nothing").hidden = ticket !== null || isMissing; // that it is missing has been told
  if (ticket === null) return;
  put(part("ticket-number"), ticket.number);
  put(part("ticket-matter"), matters.get(ticket.matter_id)?.name ?? ticket.matter_id);
  put(part("ticket-facts"), [queues.get(ticket.queue_id), say("live.taken_at", { time: clockTime(ticket.arrived_at) }), placeOf(ticket, ahead)].filter(Boolean).join(" · "));
  put(part("ticket-state"), say(`live.${ticket.state}`, { window: ticket.window_id }));
  put(part("ticket-class"), ticket.priority_class === "normal" ? "" : say(`classes.${ticket.priority_class}`));
  for (const button of part("ticket-acts").children) button.hidden = !(ALLOWED[ticket.state] ?? []).includes(button.dataset.act);
}

/** Draws the matters that a guide may mean. */
export function drawFound(found, isAsked) {
  rows("found", "found-row", found, (row, matter) => {
    put(row.querySelector(".name"), matter.name);
    put(row.querySelector(".state"), [queues.get(matter.queue), page.isUnserved(matter.queue) && say("live.no_windows")].filter(Boolean).join(" · "));
    row.querySelector("[data-issue]").dataset.issue = matter.id;
  });
  part("none-found").hidden = !isAsked || found.length > 0;
  put(part("none-found"), say("live.no_matter"));
}

/** Says what was done, or why not. */
export function notice(text, tone = "calm") {
  clearTimeout(timer);
  part("notice").dataset.tone = tone;
  put(part("notice"), text);
  if (text && tone === "calm") timer = setTimeout(() => notice(""), SHOWN_MS);
}

function placeOf(ticket, ahead) {
  if (ticket.state !== "waiting" || ahead === null || ahead.people_ahead === null) return "";
  const place = ahead.people_ahead === 0 ? say("live.next") : say("live.ahead", { count: ahead.people_ahead });
  const wait = ahead.window_id === null ? say("live.no_windows") : ahead.wait ? ownWaitWords(ahead.wait) : "";
  return [place, wait].filter(Boolean).join(" · ");
}

// Whether a kiosk will print: those that are well come first, those that were never there last.
const doubtOf = ({ device }) => (device.heard_at === null ? 2 : Number(healthOf(device).tone !== ""));

function drawDevice(row, { device, place }) {
  put(row.querySelector(".name"), placed(device, place));
  const { tone, text } = healthOf(device);
  row.dataset.tone = tone;
  put(row.querySelector(".state"), text);
  const button = row.querySelector("button");
  button.hidden = device.kind !== "kiosk";
  button.dataset.device = device.name;
  button.setAttribute("aria-label", `${say("acts.more")} ${device.name}`);
}

function healthOf(device) {
  if (device.kind === "keypad") return { tone: "", text: device.heard_at ? say("live.pressed", { time: clockTime(device.heard_at) }) : say("live.unpressed") };
  if (device.kind === "display") return boardHealth(device);
  if (device.heard_at === null) return { tone: "", text: say("live.never") };
  if (device.alert === "away") return { tone: "trouble", text: `${say("live.away")} · ${say("live.since", { time: clockTime(device.heard_at) })}` };
  const { tone, text } = paperOf(device);
  if (device.health?.is_closed) return { tone: tone || "warn", text: [say("live.closed"), text].filter(Boolean).join(" · ") };
  return { tone, text: text || say("live.well") };
}

function paperOf({ alert, health }) {
  if (alert === "paper_out") return { tone: "trouble", text: say("live.paper_out") };
  if (alert === "printer") return { tone: "trouble", text: say("live.printer") };
  if (alert !== "paper_low") return { tone: "", text: "" };
  const slips = health.slips_left;
  return { tone: "warn", text: slips ? say("live.left", { slips }) : say("live.paper_low") };
}

// As the console and the page of the boards tell it: the server alone judges.
function boardHealth({ lack, heard_at: heard }) {
  if (lack === null) return { tone: "", text: say("live.well") };
  if (lack === "never") return { tone: "", text: say("live.never") };
  const since = lack === "away" ? say("live.since", { time: clockTime(heard) }) : "";
  return { tone: "trouble", text: [say(`live.lack_${lack}`), since].filter(Boolean).join(" · ") };
}

function drawQueue(row, queue) {
  put(row.querySelector(".name"), queues.get(queue.queue_id) ?? queue.queue_id);
  row.dataset.tone = isLeft(queue) ? "trouble" : queue.stopped ? "warn" : "";
  const windows = queue.open_windows ? say("live.windows", { count: queue.open_windows }) : say("live.no_windows");
  const minutes = queue.wait ? waitWords(queue.wait) : "";
  put(row.querySelector(".state"), queue.stopped ? say("live.stopped", { reason: queue.stopped[page.language] }) : [windows, minutes].filter(Boolean).join(" · "));
  put(row.querySelector(".people"), say("live.people", { count: queue.waiting }));
}

function ownWaitWords(wait) {
  const isSoon = wait.high_min !== null && wait.high_min <= SOON_MIN;
  return isSoon ? say("live.soon") : waitWords(wait);
}

function waitWords({ low_min: from, high_min: to }) {
  if (to === null) return say("live.long", { from });
  return to === 0 ? say("live.at_once") : say("live.minutes", { from, to });
}

// Who waits where no window is open comes first, then the longest line, then the hall's own order.
function byNeed(a, b) {
  return isLeft(b) - isLeft(a) || b.waiting - a.waiting;
}

const isLeft = (queue) => queue.waiting > 0 && queue.open_windows === 0;

function placed(device, place) {
  if (device.kind === "display") return nameOfBoard(`${say("live.board")} ${device.name}`, device.health?.board?.covers);
  if (device.kind === "tablet" || device.kind === "keypad") return `${say(`live.${device.kind}`)} ${device.name}`;
  return place === null ? device.name : `${device.name} · ${place[page.language]}`;
}

// Rows are kept and filled anew, so that nobody's finger or focus loses its button.
function rows(list, template, things, fill) {
  const place = part(list);
  while (place.children.length > things.length) place.lastElementChild.remove();
  while (place.children.length < things.length) place.append(part(template).content.cloneNode(true));
  things.forEach((thing, index) => fill(place.children[index], thing));
}
