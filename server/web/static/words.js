/** The page's data and texts, both written into the page by the server; nothing that people read is spelled in scripts. */

/** What the server knew when it drew the page. */
export const page = JSON.parse(document.getElementById("page-data").textContent);

/** Fills the {places} of a text. */
export function say(key, facts = {}) {
  return page.texts[key].replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
}

/** The text for a refusal, by its code. */
export function sayError({ code, facts }) {
  return say(`errors.${code}` in page.texts ? `errors.${code}` : "errors.other", facts);
}

const hourAndMinute = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: page.time_zone });

/** A moment as the hall's clocks show it. */
export const clockTime = (moment) => hourAndMinute.format(new Date(moment));

/** Whole minutes in some milliseconds. */
export const minutesIn = (ms) => Math.max(0, Math.floor(ms / 60000));

/** A running time as 03:41, or 1:03:41. */
export function stopwatch(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  return (seconds >= 3600 ? [Math.floor(seconds / 3600), ...parts] : parts).join(":");
}

/** The element with an id of the page's template. */
export const part = (id) => document.getElementById(id);

/** Writes a text only where it changes, so that screen readers are not told twice. */
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
