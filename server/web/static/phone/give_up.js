/** The visitor gives the number up, with the code on the slip: whoever was only shown the page cannot. */

import { Away, Refused, write } from "../exchange.js";
import { part, put, say, sayError } from "../words.js";
import { dress } from "./forms.js";

/**
 * Brings the form to life.
 * @param {string} path of the visit
 * @param {(view: object) => void} onGone takes the visit as it is then
 */
export function letGiveUp(path, onGone) {
  dress();
  part("give-up-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await send(path, onGone);
  });
}

async function send(path, onGone) {
  const code = part("slip-code").value.replace(/\D/g, "");
  if (code.length !== 4) return refuse(say("give_up.four"));
  part("give-up-do").disabled = true;
  put(part("give-up-trouble"), "");
  try {
    onGone(await write("POST", `${path}/cancel`, { code }));
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Away)) throw error;
    refuse(error instanceof Away ? say("give_up.away") : sayError(error));
  } finally {
    part("give-up-do").disabled = false;
  }
}

// The button was off while it was sent, and lost the focus; whoever types goes on where the code stands.
function refuse(why) {
  put(part("give-up-trouble"), why);
  part("slip-code").select();
}
