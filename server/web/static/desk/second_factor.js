/** The page where somebody binds an authenticator app to the account: password, then the app's code, then codes for paper. */

import { Away, Refused, write } from "../exchange.js";
import { codeFields, isAskedBy, withCode } from "../second_code.js";
import { sayRefusal } from "../refusal.js";
import { part, put, say } from "../words.js";

const PATH = "/api/v1/staff/second-factor";
const begin = part("begin-form");
const bind = part("bind-form");
const who = () => ({ clerk: begin.clerk.value.trim(), password: begin.password.value });

begin.clerk.focus();
take(begin, () => [begin.clerk, begin.password, ...codeFields()], async () => {
  const offered = await write("POST", PATH, withCode(who()));
  draw(offered.modules);
  put(part("secret"), offered.secret.match(/.{1,4}/g).join(" "));
  show("bind");
  bind.first.focus();
});
take(bind, () => [bind.first], async () => {
  const { codes } = await write("POST", `${PATH}/confirmation`, { ...who(), code: bind.first.value });
  begin.reset();
  put(part("secret"), "");
  part("codes").replaceChildren(...codes.map((code) => Object.assign(document.createElement("li"), { textContent: code })));
  show("done");
  part("done").focus();
});
part("print").addEventListener("click", () => print());

function take(form, fields, send) {
  const trouble = form.querySelector(".trouble");
  const button = form.querySelector("button");
  const tell = (text) => {
    put(trouble, text);
    trouble.hidden = text === "";
  };
  form.addEventListener("input", ({ target }) => target.removeAttribute("aria-invalid"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const empty = fields().filter((field) => field.value.trim() === "");
    for (const field of empty) field.setAttribute("aria-invalid", "true");
    tell(empty.length ? say("wrong.incomplete") : "");
    if (empty.length) return empty[0].focus();
    button.disabled = true;
    try {
      await send();
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Away)) throw error;
      if (form === bind) bind.first.select();
      if (form === bind || !isAskedBy(error)) tell(textOf(error, form));
    } finally {
      button.disabled = false;
    }
  });
}

function textOf(error, form) {
  if (error.code === "wrong_code") return say("code.wrong");
  if (error.code === "bad_input" && form === bind) return say("factor.ended");
  return error.code === "password_expired" ? say("factor.password_first") : sayRefusal(error);
}

function show(name) {
  for (const each of ["begin", "bind", "done"]) part(each).hidden = each !== name;
  part("must")?.toggleAttribute("hidden", name === "done");
  part("language").hidden = name !== "begin"; // the page comes anew in the other language: what is shown once would be gone
}

// One path for all black modules: a thousand elements would be slow to draw.
function draw(modules) {
  const black = modules.flatMap((row, y) => [...row].map((module, x) => (module === "1" ? `M${x} ${y}h1v1h-1z` : "")));
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", black.join(""));
  part("qr").setAttribute("viewBox", `0 0 ${modules.length} ${modules.length}`);
  part("qr").setAttribute("shape-rendering", "crispEdges");
  part("qr").replaceChildren(path);
}
