/** The one line under the buttons that answers the clerk: what is under way, what was refused and why, what was done. */

import { part, put } from "../words.js";

const SHOWN_MS = 8000;

let timer = 0;
let saidTimer = 0;

/**
 * Shows a text, or nothing.
 * @param {{tone?: "calm" | "warn", isWork?: boolean, stays?: boolean}} [how] work and what stays is not taken away by time
 */
export function notice(text, { tone = "calm", isWork = false, stays = false } = {}) {
  clearTimeout(timer);
  const place = part("notice");
  place.dataset.tone = tone;
  place.dataset.work = String(isWork);
  put(place, text);
  if (text && !isWork && !stays) timer = setTimeout(() => notice(""), SHOWN_MS);
}

/** Takes the note about work under way away, and no other. */
export function workIsOver() {
  if (part("notice").dataset.work === "true") notice("");
}

/** Says what was done, for a while; whatever else is to be answered meanwhile lies over it. */
export function said(text) {
  clearTimeout(saidTimer);
  put(part("said"), text);
  if (text) saidTimer = setTimeout(() => said(""), SHOWN_MS);
}
