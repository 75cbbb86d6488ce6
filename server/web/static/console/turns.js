/** The line above the work: of several things that a clerk must know each has its turn; what cannot wait comes alone. */

import { part } from "../words.js";

const TURN_MS = 6000;

let turn = 0;

/** Shows one line at a time of those that have something to say; a pointer over them stops the turns. */
export function takeTurns() {
  const lines = part("lines");
  new MutationObserver(show).observe(lines, { attributeFilter: ["hidden"], subtree: true });
  setInterval(() => {
    if (lines.matches(":hover")) return;
    turn += 1;
    show();
  }, TURN_MS);
  show();
}

// Those behind are unseen and not `hidden`: nobody who listens is told the same again at each turn.
function show() {
  const told = [...part("lines").children].filter((line) => !line.hidden);
  const first = told.filter((line) => "first" in line.dataset);
  const taking = first.length > 0 ? first : told;
  const front = taking[turn % taking.length];
  for (const line of told) {
    line.classList.toggle("behind", line !== front);
    if (taking.length > 1) line.dataset.turn = `${taking.indexOf(line) + 1}/${taking.length}`;
    else delete line.dataset.turn;
  }
}
