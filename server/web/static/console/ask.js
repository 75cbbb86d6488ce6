/** The one dialog that asks a clerk for a reason, a choice or a yes, by mouse or keyboard alone. */

import { Refused } from "../exchange.js";
import { sayError } from "../named.js";
import { bringBack, rememberPlace } from "../place.js";
import { part, put, say } from "../words.js";
import { fillPick, picked } from "./pick.js";

const OWN = "own";
const USUAL_MOST = 200; // as the API has it for reasons and notes

/**
 * Asks, and waits for the answer.
 * @param {{title: string, text?: string, yes: string, select?: {label: string, groups: {label?: string, options: {value: string, label: string}[]}[]},
 *   choices?: {legend: string, options: {value: string, label: string}[]}, own?: string, english?: string, tick?: string,
 *   needsOwn?: boolean, needsEnglish?: boolean, isFast?: boolean, most?: {own?: number, english?: number}, draft?: {own?: string, english?: string}, pick?: object, needsPick?: string, act?: (given: object) => Promise<void>, again?: () => Promise<object>}} wanted
 *   `pick` is a list as of `fillPick`, read again by `again` when the dialog is there and after a refusal; without a pick it
 *   says `needsPick`; `act` is done before the dialog goes: refused, it says why and keeps all that was written
 *   `needsOwn` where the text may not be empty, `needsEnglish` that in English neither; `most` are the longest texts (what is longer is told, and not cut); `draft` is what was written before, and is kept
 *   up to date however the dialog ends; `isFast`: Enter alone says yes, as to what is asked in a hurry; of `choices` and of a
 *   `select` with a `first` none is made beforehand;
 *   with both `choices` and `own` the text is one more choice; with `english` it is asked for in both languages
 * @returns {Promise<{select?: string, choice?: string, picked: string[], own: string, english: string, tick: boolean} | null>} null when the clerk goes back
 */
export function ask(wanted) {
  const dialog = part("ask");
  const form = dialog.querySelector("form");
  form.reset();
  form.own.value = wanted.draft?.own ?? "";
  form.english.value = wanted.draft?.english ?? "";
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
      form.onsubmit = form.onchange = form.typed.oninput = form.typed.onkeydown = null;
      dialog.onkeydown = dialog.oncancel = part("ask-no").onclick = null;
      if (wanted.draft) Object.assign(wanted.draft, { own: form.own.value, english: form.english.value });
      dialog.close();
      bringBack();
      answer(value);
    };
    form.onchange = () => {
      showOwn(form, wanted);
      if (!isActing) put(part("ask-trouble"), "");
    };
    form.onsubmit = async (event) => {
      event.preventDefault();
      const given = read(form);
      if (isActing) return;
      const lack = lackOf(form, given, wanted);
      put(part("ask-trouble"), lack?.text ?? "");
      if (lack) return lack.field?.focus();
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
    dialog.onkeydown = (event) => chooseByDigit(form, event);
    showOwn(form, wanted);
    rememberPlace();
    dialog.showModal();
    if (wanted.isFast) part("ask-yes").focus();
    else if (wanted.choices && !wanted.select?.first) form.querySelector("[name=choice]").focus(); // what must be answered
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
  const first = select?.first ? [new Option(select.first, "")] : [];
  form.select.replaceChildren(...first, ...(select?.groups ?? []).filter(({ options }) => options.length).flatMap(({ label, options }) => {
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
    const button = Object.assign(document.createElement("input"), { type: "radio", name: "choice", value });
    const digit = Object.assign(document.createElement("kbd"), { textContent: index + 1 });
    digit.setAttribute("aria-hidden", "true");
    line.append(button, ` ${label}`, digit);
    return line;
  }));
}

// The text is seen where it is the choice, or where there is no choice.
function showOwn(form, wanted) {
  const isForOpening = form.select.value.startsWith("open:"); // that needs no reason
  const isOwn = !isForOpening && (!wanted.choices || chosen(form) === OWN);
  part("ask-choices").hidden = !wanted.choices || isForOpening;
  part("ask-own").hidden = !(wanted.own && isOwn);
  part("ask-english").hidden = !(wanted.english && isOwn);
  if (wanted.choices && isOwn && document.activeElement?.name === "choice") form.own.focus();
}

function read(form) {
  const { select, own, english, tick } = form;
  const choice = chosen(form);
  return { select: select.value, choice: choice === OWN ? undefined : choice, picked: picked(form), own: own.value.trim(), english: english.value.trim(), tick: tick.checked };
}

const chosen = (form) => form.querySelector("[name=choice]:checked")?.value;

// What is still missing, or too long, with the field in which it is.
function lackOf(form, { select, picked: picks, own, english }, wanted) {
  if (wanted.needsPick && picks.length === 0) return { text: wanted.needsPick, field: form.typed };
  if (wanted.select?.first && select === "") return { text: say("ask.choose"), field: form.select };
  const hasChoices = !part("ask-choices").hidden;
  if (hasChoices && chosen(form) === undefined) return { text: say("ask.choose"), field: form.querySelector("[name=choice]") };
  const needsOwn = wanted.needsOwn || (hasChoices && chosen(form) === OWN);
  if (needsOwn && own === "") return { text: say("ask.incomplete", { field: wanted.own }), field: form.own };
  if (needsOwn && wanted.needsEnglish && english === "") return { text: say("ask.incomplete", { field: wanted.english }), field: form.english };
  for (const [name, text] of Object.entries({ own, english })) {
    const [most, count] = [wanted.most?.[name] ?? USUAL_MOST, [...text].length]; // as the server counts: an emoji is one
    if (count > most) return { text: say("ask.too_long", { field: wanted[name], most, count }), field: form[name] };
  }
  return null;
}

// A choice is made by its digit: nobody has to walk to it with the arrows.
function chooseByDigit(form, event) {
  const isTyping = event.target.matches("select, input:not([type=radio], [type=checkbox])");
  const line = /^[1-9]$/.test(event.key) && form.querySelectorAll("[name=choice]")[Number(event.key) - 1];
  if (!line || isTyping || event.ctrlKey || event.altKey || event.metaKey || part("ask-choices").hidden) return;
  event.preventDefault();
  line.checked = true;
  line.focus();
  form.onchange();
}
