/** A list to pick from by searching: names, pinyin, initials or a number; nothing is picked beforehand that was not asked for. */

import { part, put, say } from "../words.js";

/**
 * Fills the list of the dialog, and keeps it to what is typed.
 * @param {HTMLFormElement} form
 * @param {{label: string, many?: boolean, options: {value: string, label: string, find: string, group: string, note?: string,
 *   isOff?: boolean, isPicked?: boolean, id?: string}[]} | undefined} pick
 *   one is picked, or `many`; `id` is a number that is found by its beginning; what is off is shown and cannot be picked
 */
export function fillPick(form, pick) {
  part("ask-pick").hidden = !pick;
  put(part("ask-pick").querySelector("span"), pick?.label ?? "");
  part("ask-picks").setAttribute("aria-label", pick?.label ?? "");
  const lines = (pick?.options ?? []).map((option) => lineOf(option, pick.many));
  const show = () => showThose(lines, form.typed.value);
  form.typed.oninput = show;
  form.typed.onkeydown = (event) => goOn(event, form, lines);
  part("ask-picks").onkeydown = (event) => pickReached(event);
  show();
}

/** What is picked, in the order of the list. */
export const picked = (form) => [...form.querySelectorAll("[name=pick]:checked")].map(({ value }) => value);

/** Whether an option is what somebody types: every word is in it, and a number begins its own. */
export function fits({ find, id = "" }, typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => (/^\d+$/.test(word) && id !== "" ? id.startsWith(word) : find.includes(word) || id.toLowerCase() === word));
}

function lineOf(option, many) {
  const line = document.createElement("label");
  const input = Object.assign(document.createElement("input"), {
    type: many ? "checkbox" : "radio", name: "pick", value: option.value, disabled: option.isOff ?? false, checked: option.isPicked ?? false,
  });
  const [name, note] = ["name", "note"].map((kind) => Object.assign(document.createElement("span"), { className: kind }));
  put(name, option.label);
  put(note, option.note ?? "");
  line.append(input, name, note);
  return { option, line, input };
}

// What no longer fits is no longer picked where one is: nobody is sent where the list does not show it.
function showThose(lines, typed) {
  const seen = lines.filter(({ option, input }) => fits(option, typed) || (input.type === "checkbox" && input.checked));
  for (const each of lines) if (!seen.includes(each)) each.input.checked = false;
  const parts = [];
  let group = "";
  for (const { option, line } of seen) {
    if (option.group !== group) parts.push(headOf(option.group));
    group = option.group;
    parts.push(line);
  }
  part("ask-picks").replaceChildren(...parts);
  put(part("ask-pick-none"), seen.length === 0 && lines.length > 0 ? say("ask.none_found") : "");
}

function headOf(group) {
  const head = Object.assign(document.createElement("p"), { className: "group" });
  put(head, group);
  return head;
}

// From the search, Enter picks the only one that was found; otherwise it goes to the first that was, as the arrow does.
// Where many are picked, the search is free for the next after each, and Enter in it, empty again, says yes.
function goOn(event, form, lines) {
  if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  event.preventDefault();
  const { typed } = form;
  const able = lines.filter(({ line, input }) => line.isConnected && !input.disabled);
  const found = able.filter(({ option, input }) => fits(option, typed.value) && !input.checked);
  if (event.key === "Enter" && isMany(lines)) {
    if (typed.value.trim() === "" && picked(form).length > 0) return form.requestSubmit();
    if (found.length === 1) {
      found[0].input.checked = true;
      typed.value = "";
      return showThose(lines, "");
    }
  }
  (found[0] ?? able[0])?.input.focus();
  if (!isMany(lines) && able.length === 1) able[0].input.checked = true;
}

// The arrow only goes to the first of the list: Enter there picks it, to be seen, and the next Enter says yes. A browser
// goes on by arrows through a list of which one is picked, and not through one of many.
function pickReached(event) {
  const { target } = event;
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (way && target.type === "checkbox") {
    event.preventDefault();
    const all = [...part("ask-picks").querySelectorAll("input:not(:disabled)")];
    return all[all.indexOf(target) + way]?.focus();
  }
  if (event.key !== "Enter" || target.name !== "pick" || target.checked || target.disabled) return;
  event.preventDefault();
  target.checked = true;
}

const isMany = (lines) => lines.some(({ input }) => input.type === "checkbox");
