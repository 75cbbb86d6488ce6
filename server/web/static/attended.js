/** Whether somebody touches this page: what it asks by itself keeps no session open, and who works at it stays signed in. */

import { read, sendAlso } from "./exchange.js";
import { part } from "./words.js";

const ATTENDED_MS = 60000;
const TOLD_MS = 300000;
const WARNED_MS = 28 * 60000; // two minutes before the server ends the session
const ENDED_MS = 30.5 * 60000;
const LOOK_MS = 10000;

let touchedAt = Date.now();
let toldAt = Date.now();

export function watchWhetherAttended() {
  sendAlso(() => (Date.now() - touchedAt > ATTENDED_MS ? { "Yinhao-Unattended": "1" } : told()));
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, touch, { capture: true, passive: true });
  setInterval(look, LOOK_MS);
}

function look() {
  const idle = Date.now() - touchedAt;
  part("idle").hidden = idle < WARNED_MS;
  if (idle > ENDED_MS) askWhetherSignedIn();
}

// A page that is only read asks nothing by itself, and would stand there as if its reader were still signed in.
function askWhetherSignedIn() {
  read("/api/v1/sessions").catch((error) => error.status === 401 && location.reload());
}

function touch() {
  touchedAt = Date.now();
  part("idle").hidden = true;
  if (touchedAt - toldAt > TOLD_MS) askWhetherSignedIn();
}

function told() {
  toldAt = Date.now();
  return {};
}
