/** Follows a Server-Sent Events stream for as long as the page lives, and tells when the line is down. */

const SILENCE_MS = 20000; // the server speaks every 15 s at least
const PAUSES_MS = [500, 1000, 2000, 4000, 8000];

/** One stream: `onNews(kind, data)` for each event, `onLine(isUp)` when the line comes or goes. */
export class Feed {
  #path;
  #kinds;
  #onNews;
  #onLine;
  #source = null;
  #silence = 0;
  #failures = 0;
  #timer = 0;

  constructor(path, { kinds, onNews, onLine }) {
    this.#path = path;
    this.#kinds = kinds;
    this.#onNews = onNews;
    this.#onLine = onLine;
    addEventListener("online", () => this.#restart());
    addEventListener("pagehide", () => this.stop());
    addEventListener("pageshow", (event) => event.persisted && this.start());
  }

  start() {
    this.stop();
    this.#source = new EventSource(this.#path);
    this.#source.onopen = () => this.#heard();
    this.#source.onerror = () => this.#fail();
    this.#source.addEventListener("heartbeat", () => this.#heard());
    for (const kind of this.#kinds) {
      this.#source.addEventListener(kind, (event) => {
        this.#heard();
        this.#onNews(kind, JSON.parse(event.data));
      });
    }
    this.#listen();
  }

  stop() {
    clearTimeout(this.#silence);
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #restart() {
    if (this.#source !== null || this.#timer) this.start();
  }

  #heard() {
    this.#failures = 0;
    this.#listen();
    this.#onLine(true);
  }

  #listen() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#fail(), SILENCE_MS);
  }

  // EventSource gives up for good on an HTTP error, so every failure starts a new one, with growing pauses.
  #fail() {
    this.stop();
    const wait = PAUSES_MS[Math.min(this.#failures, PAUSES_MS.length - 1)] * (0.7 + 0.6 * Math.random());
    this.#failures += 1;
    this.#timer = setTimeout(() => this.start(), wait);
    this.#onLine(false);
  }
}
