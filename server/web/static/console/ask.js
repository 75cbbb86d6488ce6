/** The one dialog that asks a clerk for a reason, a choice or a yes, by mouse or keyboard alone. */

import { Refused } from "../exchange.js";
import { part, put, say, sayError } from "../words.js";
import { fillPick, picked } from "./pick.js";

const OWN = "own";

/**
 * Asks, and waits for the answer.
 * @param {{title: string, text?: string, yes: string, select?: {label: string, groups: {label?: string, options: {value: string, label: string}[]}[]},
 *   choices?: {legend: string, options: {value: string, label: string}[]}, own?: string, english?: string, tick?: string,
 *   needsOwn?: boolean, pick?: object, needsPick?: string, act?: (given: object) => Promise<void>, again?: () => Promise<object>}} wanted
 *   `pick` is a list as of `fillPick`, read again by `again` when the dialog is there and after a refusal; without a pick it
 *   says `needsPick`; `act` is done before the dialog goes: refused, it says why and keeps all that was written
 *   `needsOwn` where the text may not be empty;
 *   with both `choices` and `own` the text is one more choice; with `english` it is asked for in both languages
 * @returns {Promise<{select?: string, choice?: string, picked: string[], own: string, english: string, tick: boolean} | null>} null when the clerk goes back
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
  fillPick(form, wanted.pick);
  fillChoices(form, wanted);
  for (const name of ["own", "english", "tick"]) {
    part(`ask-${name}`).hidden = !wanted[name];
    put(part(`ask-${name}`).querySelector("span"), wanted[name] ?? "");
  }
  return new Promise((answer, fail) => {
    let isActing = false;
    const end = (value) => {
      form.onsubmit = form.onchange = form.typed.oninput = form.typed.onkeydown = dialog.oncancel = part("ask-no").onclick = null;
      dialog.close();
      answer(value);
    };
    form.onchange = () => showOwn(form, wanted);
    form.onsubmit = async (event) => {
      event.preventDefault();
      const given = read(form);
      if (isActing) return;
      if (wanted.needsPick && given.picked.length === 0) return put(part("ask-trouble"), wanted.needsPick);
      if (!isComplete(given, wanted)) return put(part("ask-trouble"), say("ask.incomplete"));
      isActing = true;
      try {
        await wanted.act?.(given);
        end(given);
      } catch (error) {
        if (!(error instanceof Refused)) {
          end(null);
          return fail(error);
        }
        put(part("ask-trouble"), sayError(error));
        readAgain(form, wanted);
      } finally {
        isActing = false;
      }
    };
    dialog.oncancel = (event) => (isActing ? event.preventDefault() : end(null));
    part("ask-no").onclick = () => isActing || end(null);
    showOwn(form, wanted);
    dialog.showModal();
    readAgain(form, wanted);
  });
}

// The list as it is now, with what was picked if it still can be.
async function readAgain(form, wanted) {
  if (!wanted.again) return;
  const pick = await wanted.again().catch(() => null); // without an answer the list stays, and the act itself is refused
  if (pick === null || !form.closest("dialog").open) return;
  const kept = picked(form);
  const { name, value } = document.activeElement;
  fillPick(form, { ...pick, options: pick.options.map((each) => ({ ...each, isPicked: kept.includes(each.value) && !each.isOff })) });
  if (name === "pick") (form.querySelector(`[name=pick][value="${CSS.escape(value)}"]:not(:disabled)`) ?? form.typed).focus();
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
  return { select: select.value, choice: choice === OWN ? undefined : choice, picked: picked(form), own: own.value.trim(), english: english.value.trim(), tick: tick.checked };
}

function isComplete({ choice, own, english }, wanted) {
  if (wanted.needsOwn && (own === "" || (wanted.english && english === ""))) return false;
  if (choice !== undefined || part("ask-choices").hidden) return true;
  return own !== "" && (!wanted.english || english !== "");
}
