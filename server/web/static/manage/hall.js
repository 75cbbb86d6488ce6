/** The hall as its files have it: drawn by the server; the script finds matters by what is typed. */

import { part, put, say } from "../words.js";
import { begin } from "./frame.js";

const matters = [...document.querySelectorAll(".matter")];

begin(async () => {});
part("find").addEventListener("input", find);
if (part("find").value) find(); // what the browser kept

/** Shows the matters that have every word that was typed. */
function find() {
  const words = part("find").value.trim().toLowerCase().split(/\s+/);
  for (const matter of matters) matter.hidden = !words.every((word) => matter.dataset.find.includes(word));
  for (const each of document.querySelectorAll(".department")) each.hidden = each.querySelector(".matter:not([hidden])") === null;
  const count = matters.filter(({ hidden }) => !hidden).length;
  part("none").hidden = count > 0;
  put(part("found"), say("page.count", { count }));
}
