/** A line of the audit trail in words: who, did what, about what, and what came of it; the record's own words are none of them. */

import { clockTime, page, say } from "../words.js";

const DONE = "done";
const UNKNOWN_WHO = "staff"; // refused before anybody knew who it is
const OF_WINDOW = /^window (.+)$/;
const OF_DEVICE = /^(kiosk|display|tablet|keypad) (.+)$/;
const NAMED = /\{(\w+)(?::\w+)?\}/g;
const ID = "[^/]+";

/** Who did it. */
export function whoOf({ actor_kind: kind, actor }) {
  if (kind === UNKNOWN_WHO && actor) return say("audit.unknown_who", { name: actor });
  return [textOf(`role.${kind}`) ?? "", actor === kind ? "" : actor].filter(Boolean).join(" ");
}

/** What was done or asked for. */
export const actOf = ({ act }) => textOf(`act.${act}`) ?? textOf(`request.${act}`) ?? say("audit.unknown_act");

/** What came of it: null when it was done. */
export const whyNot = ({ result }) => (result === DONE ? null : textOf(`result.${result}`) ?? say("audit.unknown_result"));

/** What it was about, and what else there is to say, in short phrases. */
export function aboutOf(line) {
  const data = factsIn(line.data);
  const told = { ...placesIn(line), ...data };
  if (data.number) delete told.ticket_id;
  if (line.act === "TicketIssued" && told.priority_class === "normal") delete told.priority_class;
  if (data.queue?.stopped && line.act === "QueueHalted") told.stopped = data.queue.stopped;
  const subject = [data.number, subjectOf(line, data)].find(Boolean);
  const places = [nameOf("matters", told.matter_id), told.matter_id ? "" : nameOf("queues", told.queue_id ?? queueOf(line, data))];
  const facts = Object.entries(told).map(([name, value]) => factText(name, value));
  return [...new Set([subject, ...places, ...facts].filter(Boolean))];
}

/** What the record itself says, for whoever looks after the system. */
export function technicalOf({ act, about, result, data, seq, note }) {
  return [`${seq}.${note} ${act}`, about, result, data].filter(Boolean).join("\n");
}

/** The role or name that somebody typed, in either language and however large the letters, or else what was typed. */
export const roleOrName = (typed) => page.who_words[typed.toLowerCase()] ?? typed;

const textOf = (key) => (key in page.texts ? say(key) : null);
const nameOf = (kind, id) => (id ? page[kind][id] ?? "" : "");
const queueOf = ({ act }, { queue }) => (act.startsWith("Queue") ? queue?.queue_id : undefined);

function subjectOf({ act, about }, { device_kind: kind, device }) {
  if (device) return `${textOf(`role.${kind}`) ?? ""} ${device}`.trim();
  const [, window] = OF_WINDOW.exec(about) ?? [];
  if (window) return say("fact.window_id", { value: window });
  const [, of, name] = OF_DEVICE.exec(about) ?? [];
  if (name) return `${say(`role.${of}`)} ${name}`;
  if (about === "desk") return say("fact.no_window");
  return about.startsWith("/") || /^\d+$/.test(about) && /^[A-Z]/.test(act) ? "" : about;
}

// A request's note has its address twice: as its route is written, and with what stood in its places.
function placesIn({ act, about }) {
  const [, route] = act.split(" ");
  if (!route?.startsWith("/")) return {};
  const names = [...route.matchAll(NAMED)].map(([, name]) => name);
  const found = new RegExp(`^${route.replace(NAMED, `(${ID})`)}$`).exec(about);
  if (!found) return {};
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1])]));
}

function factsIn(data) {
  try {
    return JSON.parse(data || "{}");
  } catch {
    return { data }; // somebody touched it: it is shown as it is
  }
}

function factText(name, value) {
  if (name === "name" || name === "number") return value;
  if (name === "windows" && Array.isArray(value)) return value.length ? say("fact.windows", { value: value.join(", ") }) : "";
  const told = `fact.${name}` in page.texts ? wordOf(name, value) : "";
  return told === "" ? "" : say(`fact.${name}`, { value: told });
}

function wordOf(name, value) {
  if (value === null || value === false || value === "") return "";
  if (value === true) return "true";
  if (Array.isArray(value)) return value.map((each) => nameOf("matters", each)).filter(Boolean).join(", ");
  if (typeof value === "object") return value[page.language] ?? "";
  if (name === "reason") return page.reasons[value] ?? String(value);
  if (name === "role") return textOf(`role.${value}`) ?? "";
  if (name === "from_matter") return nameOf("matters", value);
  if (name === "until" || name === "slot" || name === "happened_at") return clockTime(value);
  return textOf(`word.${name}.${value}`) ?? (isWord(name) ? "" : String(value));
}

const isWord = (name) => Object.keys(page.texts).some((key) => key.startsWith(`word.${name}.`));
