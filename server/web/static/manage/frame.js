/** What every managers' page does: says what came of an act, tells when the server is away, signs out. */

import { watchWhetherAttended } from "../attended.js";
import { ask } from "../console/ask.js";
import { Away, Refused, write } from "../exchange.js";
import { bringBackAtLast, rememberPlace } from "../place.js";
import { sayRefusal, showWrong } from "../refusal.js";
import { clockTime, page, part, put, say } from "../words.js";

const SHOWN_MS = 8000;

let isAway = false;
let freshAt = Date.now();
let timer = 0;

/**
 * Begins the page.
 * @param {() => Promise<void>} look reads and draws anew what the page shows
 * @param {number} [every_ms] how often it is looked at; never by itself without
 */
export function begin(look, every_ms) {
  watchWhetherAttended();
  keepTheQuestion();
  part("sign-out").addEventListener("click", leave);
  for (const button of document.querySelectorAll("dialog [data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  keepLooking(look);
  if (every_ms) setInterval(() => keepLooking(look), every_ms);
}

/**
 * Does something that may be refused, says why when it is, and leaves the focus where it was or beside.
 * @param {() => Promise<void>} act
 * @param {(text: string) => void} [told] says it elsewhere than above the page
 * @param {HTMLFormElement} [form] whose field is marked that is wrong
 */
export async function attempt(act, told = (text) => notice(text, "warn"), form = null) {
  rememberPlace();
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Away || error instanceof Refused)) throw error;
    if (error.status === 401) return leaveFor("ended");
    told(error instanceof Away ? say("live.unanswered") : sayRefusal(error));
    showWrong(form, error);
  } finally {
    bringBackAtLast();
  }
}

/** Says what was done, or why not. */
export function notice(text, tone = "calm") {
  clearTimeout(timer);
  part("notice").dataset.tone = tone;
  put(part("notice"), text);
  if (text && tone === "calm") timer = setTimeout(() => notice(""), SHOWN_MS);
}

/** Fills a list; rows are kept and filled anew, so that nobody's finger or focus loses its button. */
export function rows(list, template, things, fill) {
  const place = part(list);
  while (place.children.length > things.length) place.lastElementChild.remove();
  while (place.children.length < things.length) place.append(part(template).content.cloneNode(true));
  things.forEach((thing, index) => fill(place.children[index], thing));
}

const dayAndTime = new Intl.DateTimeFormat("en-GB", {
  year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: page.time_zone,
});

/** A moment as 2026-11-24 09:28:03, in the hall's time. */
export function moment(at) {
  const { year, month, day, hour, minute, second } = Object.fromEntries(dayAndTime.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

async function keepLooking(look) {
  try {
    await look();
    freshAt = Date.now();
    if (isAway) lineIs(false);
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return leaveFor("ended");
    if (error instanceof Refused) return notice(sayRefusal(error), "warn");
    if (!(error instanceof Away)) throw error;
    lineIs(true);
  }
}

function lineIs(away) {
  if (away && !isAway) put(part("line"), say("live.line_away", { time: clockTime(freshAt) }));
  if (!away) put(part("line"), say("live.line_back"));
  if (!away) setTimeout(() => { part("line").hidden = !isAway; }, 3000);
  isAway = away;
  part("line").className = away ? "line" : "line back";
  part("line").hidden = false;
}

/** Has the page in the other language ask what this one asks: its month, its question. */
export function keepTheQuestion() {
  const link = document.querySelector(".elsewhere a[hreflang]");
  const query = new URLSearchParams(location.search);
  query.set("lang", link.hreflang);
  link.search = query;
}

async function leave() {
  if (!await ask({ title: say("ask.leave_title"), yes: say("ask.do") })) return;
  await attempt(async () => {
    await write("DELETE", "/api/v1/sessions/current");
    leaveFor("signed_out");
  });
}

function leaveFor(reason) {
  location.replace(`/manage?reason=${reason}`);
}
