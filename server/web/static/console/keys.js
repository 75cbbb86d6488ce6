/** The keys of the console; each act keeps one key, the keypad's Enter and + press the big button. */

const KEYS = {
  F2: "call_next", F3: "recall", F4: "overdue", F6: "start", F7: "hold", F8: "finish", F9: "transfer", F10: "undo",
};
const SHIFTED = { F6: "take_up", F7: "pause", F8: "finish_more" };
const PRIMARY_KEYS = new Set(["NumpadEnter", "NumpadAdd"]);

const REST_MS = 450;
let last_ms = -Infinity;

/** Whether the big button is pressed anew, and not once more by an impatient finger or a worn key: it means another act by then. */
export function isPressedAnew() {
  const rested_ms = performance.now() - last_ms;
  last_ms = performance.now();
  return rested_ms >= REST_MS;
}

/**
 * Listens for the acts' keys.
 * @param {(key: string, act: string) => void} press called with the key's act, "undo" or "primary"
 */
export function listenForKeys(press) {
  addEventListener("keydown", (event) => {
    const act = PRIMARY_KEYS.has(event.code) ? "primary" : (event.shiftKey ? SHIFTED : KEYS)[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    event.preventDefault(); // these keys belong to the browser otherwise; Enter would press the focused button too
    if (!event.repeat) press(act);
  });
}
