/** The one dialog that asks a clerk for a reason, a choice or a yes, by mouse or keyboard alone. */

import { part, put, say } from "../words.js";

const OWN = "own";

/**
 * Asks, and waits for the answer.
 * @param {{title: string, text?: string, yes: string, select?: {label: string, groups: {label?: string, options: {value: string, label: string}[]}[]},
 *   choices?: {legend: string, options: {value: string, label: string}[]}, own?: string, english?: string, tick?: string,
 *   needsOwn?: boolean}} wanted
 *   `needsOwn` where the text may not be empty;
 *   with both `choices` and `own` the text is one more choice; with `english` it is asked for in both languages
 * @returns {Promise<{select?: string, choice?: string, own: string, english: string, tick: boolean} | null>} null when the clerk goes back
 */
export function ask(wanted) {
  const dialog = part("ask");
  const form = dialog.querySelector("form");
  form.reset();
  put(part("ask-title"), wanted.title);
  put(part("ask-text"), wanted.text ?? "");
  put(part("ask-yes"), wanted.yes);
  put(part("ask-trouble"), "");
  fillSelect(form, wanted.select);
  fillChoices(form, wanted);
  for (const name of ["own", "english", "tick"]) {
    part(`ask-${name}`).hidden = !wanted[name];
    put(part(`ask-${name}`).querySelector("span"), wanted[name] ?? "");
  }
  return new Promise((answer) => {
    const end = (value) => {
      form.onsubmit = form.onchange = dialog.oncancel = part("ask-no").onclick = null;
      dialog.close();
      answer(value);
    };
    form.onchange = () => showOwn(form, wanted);
    form.onsubmit = (event) => {
      event.preventDefault();
      const given = read(form);
      if (isComplete(given, wanted)) end(given);
      else put(part("ask-trouble"), say("ask.incomplete"));
    };
    dialog.oncancel = () => end(null);
    part("ask-no").onclick = () => end(null);
    showOwn(form, wanted);
    dialog.showModal();
  });
}

function fillSelect(form, select) {
  part("ask-select").hidden = !select;
  put(part("ask-select").querySelector("span"), select?.label ?? "");
  form.select.replaceChildren(...(select?.groups ?? []).filter(({ options }) => options.length).flatMap(({ label, options }) => {
    if (!label) return options.map((option) => new Option(option.label, option.value));
    const group = document.createElement("optgroup");
    group.label = label;
    group.append(...options.map((option) => new Option(option.label, option.value)));
    return group;
  }));
}

function fillChoices(form, { choices, own }) {
  const place = part("ask-choices");
  place.hidden = !choices;
  put(place.querySelector("legend"), choices?.legend ?? "");
  for (const old of place.querySelectorAll("label")) old.remove();
  const options = choices ? [...choices.options, ...(own ? [{ value: OWN, label: say("ask.other") }] : [])] : [];
  place.append(...options.map(({ value, label }, index) => {
    const line = document.createElement("label");
    const button = Object.assign(document.createElement("input"), { type: "radio", name: "choice", value, defaultChecked: index === 0 });
    line.append(button, ` ${label}`);
    return line;
  }));
}

// The text is seen where it is the choice, or where there is no choice.
function showOwn(form, wanted) {
  const isForOpening = form.select.value.startsWith("open:"); // that needs no reason
  const isOwn = !isForOpening && (!wanted.choices || form.elements.choice?.value === OWN);
  part("ask-choices").hidden = !wanted.choices || isForOpening;
  part("ask-own").hidden = !(wanted.own && isOwn);
  part("ask-english").hidden = !(wanted.english && isOwn);
  if (wanted.choices && isOwn && document.activeElement?.name === "choice") form.own.focus();
}

function read(form) {
  const { select, own, english, tick } = form;
  const choice = form.elements.choice?.value;
  return { select: select.value, choice: choice === OWN ? undefined : choice, own: own.value.trim(), english: english.value.trim(), tick: tick.checked };
}

function isComplete({ choice, own, english }, wanted) {
  if (wanted.needsOwn && (own === "" || (wanted.english && english === ""))) return false;
  if (choice !== undefined || part("ask-choices").hidden) return true;
  return own !== "" && (!wanted.english || english !== "");
}
