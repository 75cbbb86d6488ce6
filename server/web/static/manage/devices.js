/** The devices: which there are and how they are, a code that makes a machine one, and the end of one's token. */

import { ask } from "../console/ask.js";
import { read, write } from "../exchange.js";
import { forgetsWrong } from "../refusal.js";
import { clockTime, part, put, say } from "../words.js";
import { attempt, begin, moment, notice, rows } from "./frame.js";

const LOOK_MS = 10000;
const PATH = "/api/v1/devices";

const form = part("pair-form");
let devices = [];

begin(look, LOOK_MS);
forgetsWrong(form);
form.kind.addEventListener("change", showWhat);
part("add").addEventListener("click", () => {
  form.reset();
  put(part("pair-trouble"), "");
  showWhat();
  part("pair").showModal();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(() => makeCode({ kind: form.kind.value, name: form.name.value.trim() }), (text) => put(part("pair-trouble"), text), form);
});
part("code").addEventListener("close", () => put(part("code-digits"), "")); // it is told once
part("devices").addEventListener("click", ({ target }) => {
  const button = target.closest("button[data-act]");
  if (button) attempt(() => ACTS[button.dataset.act](devices[Number(button.dataset.of)]));
});

const ACTS = { again, revoke };

async function look() {
  devices = await read(PATH);
  put(part("count"), say("devices.count", { count: devices.filter((device) => !device.is_revoked).length }));
  part("none").hidden = devices.length > 0;
  rows("devices", "device-row", devices, draw);
}

function draw(row, device) {
  put(row.querySelector(".name"), device.name);
  put(row.querySelector(".state"), stateOf(device));
  put(row.querySelector("[data-badge=kind]"), say(`role.${device.kind}`));
  put(row.querySelector("[data-badge=standing]"), device.is_revoked ? say("devices.revoked") : "");
  row.dataset.tone = device.is_revoked ? "off" : device.alert && device.heard_at ? "trouble" : "";
  row.querySelector("[data-act=revoke]").hidden = device.is_revoked;
  for (const button of row.querySelectorAll("button")) {
    button.dataset.of = devices.indexOf(device);
    button.setAttribute("aria-label", `${button.textContent} ${device.name}`);
  }
}

function showWhat() {
  put(part("name-what"), say(`devices.name_${form.kind.value}`));
}

function stateOf({ heard_at, alert, health, is_revoked }) {
  if (is_revoked) return say("devices.ended");
  if (heard_at === null) return say("devices.never");
  const heard = say("devices.heard", { time: moment(heard_at) });
  const version = health?.version ? say("devices.version", { version: health.version }) : "";
  return [say(`devices.${alert ?? "well"}`), heard, version].filter(Boolean).join(" · ");
}

async function makeCode(wanted) {
  const made = await write("POST", `${PATH}/pairing`, wanted);
  part("pair").close();
  put(part("code-title"), say("devices.code_title", { name: made.name }));
  put(part("code-digits"), made.code);
  put(part("code-text"), say(`devices.code_${made.kind}`, { time: clockTime(made.expires_at) }));
  part("code").showModal();
}

async function again({ kind, name }) {
  if (await ask({ title: say("devices.again_title", { name }), text: say("devices.again_text"), yes: say("devices.make_code") })) {
    await makeCode({ kind, name, replace: true });
  }
}

async function revoke({ kind, name }) {
  if (!await ask({ title: say("devices.revoke_title", { name }), text: say("devices.revoke_text"), yes: say("devices.revoke") })) return;
  await write("DELETE", `${PATH}/${kind}/${encodeURIComponent(name)}`);
  notice(say("devices.was_revoked", { name }));
  await look();
}
