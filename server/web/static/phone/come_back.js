/** Puts a missed number back in line, as the visitor asks. */

import { Away, Refused, write } from "../exchange.js";
import { part, put, sayError } from "../words.js";

/** Asks the server; `take` gets how the number stands then, `poll` asks anew when the server refused. */
export async function comeBack(path, take, poll) {
  const button = part("come-back");
  button.disabled = true;
  put(part("come-back-trouble"), "");
  try {
    take(await write("POST", `${path}/reactivate`));
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Away)) throw error;
    put(part("come-back-trouble"), sayError(error));
    if (error instanceof Refused) poll();
  } finally {
    button.disabled = false;
  }
}
