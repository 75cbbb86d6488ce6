/** A wait that was told, some time later: in the steps in which it was told, and never one that has run out. */

const STEP_MIN = 5;

/** Who has a number and is called within so many minutes is told that it is soon (hall/wait_key.py). */
export const SOON_MIN = 5;

/** What is left of a range that was told at a moment. */
export function leftOf(wait, told_at) {
  const gone = Math.floor((Date.now() - told_at) / 60000);
  if (gone <= 0 || !wait.high_min) return wait;
  return {
    low_min: Math.max(0, Math.floor((wait.low_min - gone) / STEP_MIN) * STEP_MIN),
    high_min: Math.max(STEP_MIN, Math.ceil((wait.high_min - gone) / STEP_MIN) * STEP_MIN),
  };
}
