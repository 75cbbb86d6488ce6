/** The other language in place, while the alert is on: a page loaded anew may not ring before it is touched. */

import { page, part } from "../words.js";

/**
 * Puts a drawn page in the place of the one that is seen; the caller listens to it anew.
 * @param {Document} fresh the page in the other language
 * @param {string} address of it
 */
export function speak(fresh, address) {
  page.texts = JSON.parse(fresh.getElementById("page-data").textContent).texts;
  document.documentElement.lang = fresh.documentElement.lang;
  for (const name of ["header", "main"]) document.querySelector(name).replaceWith(fresh.querySelector(name));
  history.replaceState(null, "", address);
  part("language").focus();
}
