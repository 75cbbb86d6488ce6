/** The sign-in page: sends name, password and window, asks before it takes a window over. */

import { Away, Refused, write } from "../exchange.js";
import { sayError } from "../named.js";
import { codeFields, isAskedBy, withCode } from "../second_code.js";
import { part, put, say } from "../words.js";

const REMEMBERED = ["clerk", "window"];
const form = part("sign-in");

for (const name of REMEMBERED) recall(name);
(form.clerk.value ? form.password : form.clerk).focus();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (isComplete()) signIn({ takeOver: false });
});
form.addEventListener("input", (event) => event.target.removeAttribute("aria-invalid"));
part("take-over-yes").addEventListener("click", () => signIn({ takeOver: true }));
part("take-over-no").addEventListener("click", () => {
  ask(false);
  form.window.focus();
});
part("show-password").addEventListener("click", (event) => {
  const isShown = form.password.type === "text";
  form.password.type = isShown ? "password" : "text";
  event.currentTarget.setAttribute("aria-pressed", String(!isShown));
});

async function signIn({ takeOver }) {
  busy(true);
  trouble("");
  try {
    await write("POST", "/api/v1/sessions", withCode({
      clerk: form.clerk.value.trim(), password: form.password.value, window_id: form.window.value, take_over: takeOver,
    }));
    for (const name of REMEMBERED) localStorage.setItem(`console.${name}`, form[name].value);
    location.replace("/console");
  } catch (error) {
    busy(false);
    if (error instanceof Refused && error.code === "window_taken") ask(true, error.facts);
    else if (error instanceof Refused || error instanceof Away) refuse(error);
    else throw error;
  }
}

function refuse(error) {
  ask(false);
  if (isAskedBy(error)) return;
  trouble(error.code === "window_busy" ? say("sign_in.busy_elsewhere", error.facts) : sayError(error));
  if (error.code === "wrong_password") {
    form.password.setAttribute("aria-invalid", "true");
    form.password.select();
  }
}

function isComplete() {
  const empty = [form.clerk, form.password, ...codeFields(), form.window].filter((field) => field.value.trim() === "");
  for (const field of empty) field.setAttribute("aria-invalid", "true");
  trouble(empty.length ? say("errors.bad_input") : "");
  empty[0]?.focus();
  return empty.length === 0;
}

function ask(isAsked, { clerk = "" } = {}) {
  const chosen = form.window.selectedOptions[0];
  put(part("take-over-title"), say("sign_in.take_over_title", { clerk, window: chosen.dataset.name ?? "" }));
  part("take-over").hidden = !isAsked;
  part("submit").hidden = isAsked;
  if (isAsked) part("take-over-no").focus();
}

function busy(isBusy) {
  part("submit").disabled = isBusy;
  part("take-over-yes").disabled = isBusy;
  part("submit").setAttribute("aria-busy", String(isBusy));
  put(part("submit"), say(isBusy ? "sign_in.busy" : "sign_in.submit"));
}

function trouble(text) {
  if (text) document.getElementById("reason")?.remove(); // one message at a time
  put(part("trouble"), text);
  part("trouble").hidden = text === "";
}

function recall(name) {
  const value = localStorage.getItem(`console.${name}`);
  if (value !== null && (name !== "window" || form.window.querySelector(`option[value="${CSS.escape(value)}"]`))) form[name].value = value;
}
