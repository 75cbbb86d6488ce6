/** The keys of the console; each act keeps one key, the keypad's Enter and + press the big button. */

import { part } from "../words.js";

const KEYS = {
  F2: "call_next", F3: "recall", F4: "overdue", F6: "start", F7: "hold", F8: "finish", F9: "transfer", F10: "undo",
};
const SHIFTED = { F6: "take_up", F7: "pause", F8: "finish_more" };
const PRIMARY_KEYS = new Set(["NumpadEnter", "NumpadAdd"]);

const REST_MS = 450;
let last_ms = -Infinity;

/**
 * Passes on the act of a button; of the big one only when it is pressed anew.
 * @param {HTMLButtonElement} button
 * @param {(act: string) => void} press
 */
export function pressButton(button, press) {
  if (button.id !== "primary" || isPressedAnew()) press(button.dataset.act);
}

/**
 * Listens for the acts' keys.
 * @param {(act: string) => void} press called with the key's act, or "undo"
 */
export function listenForKeys(press) {
  addEventListener("keydown", (event) => {
    const isPrimary = PRIMARY_KEYS.has(event.code);
    const act = (event.shiftKey ? SHIFTED : KEYS)[event.key];
    if (!(isPrimary || act) || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    event.preventDefault(); // these keys belong to the browser otherwise; Enter would press the focused button too
    if (event.repeat) return;
    if (isPrimary) pressButton(part("primary"), press);
    else press(act);
  });
}

// Once more by an impatient finger or a worn key is not anew: the big button means another act by then.
function isPressedAnew() {
  const rested_ms = performance.now() - last_ms;
  last_ms = performance.now();
  return rested_ms >= REST_MS;
}
