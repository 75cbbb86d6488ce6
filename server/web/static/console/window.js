/** The window as the server last told it, and the acts on it: one at a time, each with the version that was shown. */

import { read, write, Away, Refused } from "../exchange.js";

const SETTLE_MS = 450; // pressed twice, a key must not do what it has come to mean by then
const KEY_OF = { finish_and_next: "call_next", reopen: "undo", undo_call: "undo", unpause: "pause" }; // acts that share one

/** The act on the big button for a view, with its key. */
export function primaryOf(view) {
  if (view.ticket === null) return { act: "call_next", key: "F2" };
  if (view.ticket.state === "called") return { act: "start", key: "F6" };
  return view.waiting_count > 0 ? { act: "finish_and_next", key: "F2" } : { act: "finish", key: "F8" };
}

/** Milliseconds that a ticket has been called, or served: what it was parked is no service, as in the day's average. */
export function timeOf(ticket, now) {
  if (ticket.state === "called" || ticket.started_at === null) return now - Date.parse(ticket.last_called_at);
  return now - Date.parse(ticket.started_at) - ticket.held_s * 1000;
}

/** Holds the view, does acts, and calls `onChange` after anything that the page must show. */
export class WindowDesk {
  view;
  isBusy = false;
  isRetrying = false;
  #path;
  #ahead_ms;
  #onChange;
  #onEnded;
  #reading = null;
  #readAgain = false;
  #timer = 0;
  #resting = null; // the key of the act just done, for a moment
  #finishedAs = null; // the version that a finish made, where this page saw it made

  constructor(view, { onChange, onEnded }) {
    this.#path = `/api/v1/windows/${encodeURIComponent(view.window_id)}`;
    this.#onChange = onChange;
    this.#onEnded = onEnded;
    this.#show(view);
  }

  /** The server's time now, in milliseconds. */
  now() {
    return Date.now() + this.#ahead_ms;
  }

  /** Whether the rules allow an act now. */
  allows(act) {
    if (act === "stop") return true;
    if (act === "pause") return this.view.state === "open";
    if (act === "unpause") return this.view.state === "paused";
    return this.view.acts.includes(act.startsWith("finish_") ? "finish" : act);
  }

  /** Whether a finish was the last that was done at the window; not known after the page was loaded anew, and then false. */
  get isJustFinished() {
    return this.view.finished !== null && this.view.version === this.#finishedAs;
  }

  /** Whether the key that was pressed last still rests. */
  get isResting() {
    return this.#resting !== null;
  }

  /** Whether an act waits: another is under way, or its own key was pressed a moment ago. */
  isHeldBack(act) {
    return this.isBusy || keyOf(act) === this.#resting;
  }

  /** Reads the window again; calls while one is under way share the next. Throws Away. */
  refresh() {
    this.#readAgain = true;
    this.#reading ??= this.#readUntilFresh().finally(() => { this.#reading = null; });
    return this.#reading;
  }

  /**
   * Does an act, locked until it is answered; `more` is what its request holds beside version and ticket.
   * @returns the view after it
   * @throws Refused | Away; after either the view has been read again where possible
   */
  async act(name, more = {}) {
    this.isBusy = true;
    this.#onChange();
    try {
      const before = this.view;
      this.#show(await this.#send(name, more));
      this.#rest(keyOf(name));
      return before;
    } catch (error) {
      await this.#afterTrouble(error);
      throw error;
    } finally {
      this.isBusy = false;
      this.isRetrying = false;
      this.#onChange();
    }
  }

  #rest(key) {
    clearTimeout(this.#timer);
    this.#resting = key;
    this.#timer = setTimeout(() => {
      this.#resting = null;
      this.#onChange();
    }, SETTLE_MS);
  }

  #send(name, more) {
    const body = { version: this.view.version, ticket_id: this.view.ticket?.ticket_id ?? null, ...more };
    return write("POST", `${this.#path}/${name.replaceAll("_", "-")}`, body, () => {
      this.isRetrying = true;
      this.#onChange();
    });
  }

  async #afterTrouble(error) {
    if (error instanceof Refused && error.status === 401) return this.#onEnded();
    try {
      await this.refresh();
    } catch (trouble) {
      if (!(trouble instanceof Away)) throw trouble;
    }
  }

  async #readUntilFresh() {
    while (this.#readAgain) {
      this.#readAgain = false;
      try {
        this.#show(await read(this.#path));
      } catch (error) {
        if (error instanceof Refused && (error.status === 401 || error.status === 403)) return this.#onEnded();
        throw error;
      }
    }
    this.#onChange();
  }

  // An answer that was overtaken on its way must not undo a newer one.
  #show(view) {
    if (this.view && (view.version < this.view.version || view.seq < this.view.seq)) return;
    this.#ahead_ms = Date.parse(view.at) - Date.now();
    const was = this.view?.ticket;
    if (was && was.ticket_id === view.finished && view.version === this.view.version + 1) this.#finishedAs = view.version;
    this.view = view;
  }
}

function keyOf(act) {
  return KEY_OF[act] ?? act;
}
