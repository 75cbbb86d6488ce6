/** Whether somebody touches this page: what it asks by itself keeps no session open, and who works at it stays signed in. */

import { read, sendAlso } from "./exchange.js";

const ATTENDED_MS = 60000;
const TOLD_MS = 300000;

let touchedAt = Date.now();
let toldAt = Date.now();

export function watchWhetherAttended() {
  sendAlso(() => (Date.now() - touchedAt > ATTENDED_MS ? { "Yinhao-Unattended": "1" } : told()));
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, touch, { capture: true, passive: true });
}

function touch() {
  touchedAt = Date.now();
  if (touchedAt - toldAt > TOLD_MS) read("/api/v1/sessions").catch(() => {}); // a page that is only read asks nothing
}

function told() {
  toldAt = Date.now();
  return {};
}
