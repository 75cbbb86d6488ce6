/** The look of the page's forms, fetched with the first of them that is used: the first view stays small. */

const SHEET = new URL("../phone_forms.css", import.meta.url).href;

/** Dresses the forms, once; they work without it too. */
export function dress() {
  if (document.querySelector("link[data-forms]")) return;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: SHEET });
  link.dataset.forms = "";
  document.head.append(link);
}
