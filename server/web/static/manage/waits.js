/** The record of the waits: drawn by the server; the script only keeps the frame, and never looks again by itself. */

import { begin } from "./frame.js";

begin(async () => {});
