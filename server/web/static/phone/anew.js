/** The page drawn anew in place by the server: one that is loaded anew may not ring before it is touched. */

import { page, part } from "../words.js";

const REDRAWN = ["matter", "go", "legs", "materials"];

/** Puts what leads to the next place in the place of what led here; resolves to whether the server answered. */
export async function redraw() {
  const fresh = await drawn(location.href);
  if (!fresh) return false;
  const isOpen = !!part("way")?.open;
  for (const id of REDRAWN) part(id).replaceWith(fresh.getElementById(id));
  part("way")?.toggleAttribute("open", isOpen);
  return true;
}

/**
 * Puts the page in another language in the place of this one; the caller listens to it anew.
 * @param {string} address of it
 */
export async function speak(address) {
  const fresh = await drawn(address);
  if (!fresh) return false;
  page.texts = JSON.parse(fresh.getElementById("page-data").textContent).texts;
  document.documentElement.lang = fresh.documentElement.lang;
  for (const name of ["header", "main"]) document.querySelector(name).replaceWith(fresh.querySelector(name));
  history.replaceState(null, "", address);
  part("language").focus();
  return true;
}

async function drawn(address) {
  const answer = await fetch(address, { cache: "no-store" }).catch(() => null);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}
