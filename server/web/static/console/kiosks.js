/** Tells a clerk which kiosks somebody should go and look at: paper that ends, a printer in trouble, a machine that is silent. */

import { read } from "../exchange.js";
import { page, part, put, say } from "../words.js";

const LOOK_MS = 15000;

export function watchKiosks() {
  look();
  setInterval(look, LOOK_MS);
}

async function look() {
  try {
    show(await read("/api/v1/devices/kiosks"));
  } catch {
    return; // a server that is away is told by the line of its own
  }
}

function show(kiosks) {
  const told = kiosks.filter((kiosk) => kiosk.alert !== null).map((kiosk) => say("kiosks.one", { name: nameOf(kiosk), what: whatIsWrong(kiosk) }));
  part("kiosks").hidden = told.length === 0;
  if (told.length > 0) put(part("kiosks"), say("kiosks.line", { kiosks: told.join(say("kiosks.joint")) }));
}

function nameOf({ name, place }) {
  return place === null ? name : say("kiosks.placed", { name, place: place[page.language] });
}

function whatIsWrong({ alert, printer_fault: cause, slips_left: slips }) {
  if (alert === "away") return say("kiosks.away");
  if (alert === "paper_out") return say("fault.paper_out");
  if (alert === "paper_low") return slips ? say("kiosks.left", { what: say("fault.paper_near_end"), slips }) : say("fault.paper_near_end");
  return `fault.${cause}` in page.texts ? say(`fault.${cause}`) : say("kiosks.trouble"); // a kiosk may be newer than the server
}
