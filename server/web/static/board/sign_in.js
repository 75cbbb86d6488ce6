/** Makes this browser a display with the code that a supervisor was given. */

import { write } from "../exchange.js";
import { page, part, put, say } from "../words.js";

part("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await write("POST", "/api/v1/boards/pairing", { code: part("code").value.trim() });
    location.reload();
  } catch (error) {
    put(part("trouble"), say(error.code in page.texts ? error.code : "other"));
    part("trouble").hidden = false;
  }
});
