/** What a phone can do to be noticed: sound, vibration, a notification, and a screen that stays on. */

const RINGS = 5;
const RING_EVERY_MS = 3000;
const VIBRATION_MS = [400, 150, 400, 150, 700];
const CHIME = [{ hz: 880, at_s: 0 }, { hz: 660, at_s: 0.35 }];

let audio = null;
let ringing = 0;

/** Unlocks sound and notifications; browsers allow that only from a touch. Rings once so that the visitor hears it. */
export async function allow() {
  const Audio = window.AudioContext ?? window.webkitAudioContext;
  audio ??= Audio ? new Audio() : null;
  await audio?.resume();
  chime();
  vibrate(200);
  keepAwake();
  // Not awaited: the page must not look dead while the visitor ponders the browser's question.
  if ("Notification" in window && Notification.permission === "default") Notification.requestPermission();
}

/** Whether `allow` was granted sound. */
export const canRing = () => audio?.state === "running";

/** Rings and vibrates several times, until the page is touched. */
export function ring(text) {
  quiet();
  notify(text, "call");
  let rings = 0;
  const once = () => {
    chime();
    vibrate(VIBRATION_MS);
    rings += 1;
    if (rings >= RINGS) clearInterval(ringing);
  };
  ringing = setInterval(once, RING_EVERY_MS);
  once();
}

/** Rings once: the call will be soon. */
export function nudge(text) {
  notify(text, "near");
  chime();
  vibrate(VIBRATION_MS);
}

/** Ends the ringing. */
export function quiet() {
  if (!ringing) return;
  clearInterval(ringing);
  ringing = 0;
  vibrate(0);
}

/** Keeps the screen on while the page is in front, where the browser can. */
export async function keepAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch (error) {
    if (error.name !== "NotAllowedError") throw error; // a low battery, or the page went behind meanwhile
  }
}

// Browsers refuse it, loudly, on a page that was never touched.
function vibrate(pattern) {
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(pattern);
}

function chime() {
  if (!canRing()) return;
  for (const { hz, at_s } of CHIME) {
    const begin = audio.currentTime + at_s;
    const tone = new OscillatorNode(audio, { frequency: hz });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(0.5, begin + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.9);
    tone.connect(volume).connect(audio.destination);
    tone.start(begin);
    tone.stop(begin + 1);
  }
}

function notify(text, tag) {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  try {
    new Notification(text, { tag, requireInteraction: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // Chrome on Android allows them to service workers only
  }
}
