/** Where somebody was before a dialog: they come back to it, or to the page's own place, and never to nowhere. */

let place = null;
let row = null;

/** Notes where the focus is, as a dialog opens over it or an act may take it away. */
export function rememberPlace() {
  place = document.activeElement;
  row = place?.closest("li, tr") ?? null;
}

/** Brings the focus back after a dialog where the browser has lost it. */
export function bringBack() {
  if (place === null || document.querySelector("dialog[open]") || isThere(document.activeElement)) return;
  const beside = [...(row?.querySelectorAll("button") ?? [])].find(isThere);
  (isThere(place) ? place : beside ?? [...document.querySelectorAll("[data-home]")].at(-1))?.focus({ preventScroll: true });
}

/** The same once all is done that a dialog led to: the place may have gone with it. */
export function bringBackAtLast() {
  bringBack();
  place = row = null;
}

const isThere = (element) => element !== null && element !== document.body && element.isConnected && element.getClientRects().length > 0;
