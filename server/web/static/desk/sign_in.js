/** The sign-in of the hall's desk and of the managers' pages: a name and a password, and no window. */

import { Away, Refused, write } from "../exchange.js";
import { sayError } from "../named.js";
import { codeFields, isAskedBy, withCode } from "../second_code.js";
import { page, part, put, say } from "../words.js";

const form = part("sign-in");
const NAME = `${page.face}.clerk`;

form.clerk.value = localStorage.getItem(NAME) ?? "";
(form.clerk.value ? form.password : form.clerk).focus();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  signIn();
});
form.addEventListener("input", (event) => event.target.removeAttribute("aria-invalid"));
part("show-password").addEventListener("click", (event) => {
  const isShown = form.password.type === "text";
  form.password.type = isShown ? "password" : "text";
  event.currentTarget.setAttribute("aria-pressed", String(!isShown));
});

async function signIn() {
  const empty = [form.clerk, form.password, ...codeFields()].filter((field) => field.value.trim() === "");
  for (const field of empty) field.setAttribute("aria-invalid", "true");
  trouble(empty.length ? say("errors.bad_input") : "");
  if (empty.length) return empty[0].focus();
  trouble("");
  busy(true);
  try {
    await write("POST", "/api/v1/sessions", withCode({ clerk: form.clerk.value.trim(), password: form.password.value }));
    localStorage.setItem(NAME, form.clerk.value.trim());
    location.replace(`/${page.face}`);
  } catch (error) {
    busy(false);
    if (!(error instanceof Refused || error instanceof Away)) throw error;
    if (isAskedBy(error)) return;
    trouble(error.code === "bad_input" ? say("sign_in.not_here") : sayError(error));
    if (error.code === "wrong_password") form.password.select();
  }
}

function busy(isBusy) {
  part("submit").disabled = isBusy;
  part("submit").setAttribute("aria-busy", String(isBusy));
  put(part("submit"), say(isBusy ? "sign_in.busy" : "sign_in.submit"));
}

function trouble(text) {
  if (text) document.getElementById("reason")?.remove(); // one message at a time
  put(part("trouble"), text);
  part("trouble").hidden = text === "";
}
