/** Follows a Server-Sent Events stream for as long as the page lives, and tells when the line is down. */

const SILENCE_MS = 20000; // the server speaks every 15 s at least
const PAUSES_MS = [500, 1000, 2000, 4000, 8000];

/**
 * Starts to follow a stream; written without private fields, for the phones that do not know them.
 * @param {{kinds: string[], onNews: (kind: string, data: object) => void, onLine: (isUp: boolean) => void}} listeners
 * @returns {() => void} ends it
 */
export function follow(path, { kinds, onNews, onLine }) {
  let source = null;
  let silence = 0;
  let retry = 0;
  let failures = 0;
  let isEnded = false;

  function start() {
    stop();
    if (isEnded) return;
    source = new EventSource(path);
    source.onopen = heard;
    source.onerror = fail;
    source.addEventListener("heartbeat", heard);
    for (const kind of kinds) {
      source.addEventListener(kind, (event) => {
        heard();
        onNews(kind, JSON.parse(event.data));
      });
    }
    listen();
  }

  function stop() {
    clearTimeout(silence);
    clearTimeout(retry);
    if (source !== null) source.close();
    source = null;
  }

  function heard() {
    failures = 0;
    listen();
    onLine(true);
  }

  function listen() {
    clearTimeout(silence);
    silence = setTimeout(fail, SILENCE_MS);
  }

  // EventSource gives up for good on an HTTP error, so every failure starts a new one, with growing pauses.
  function fail() {
    stop();
    const wait = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] * (0.7 + 0.6 * Math.random());
    failures += 1;
    retry = setTimeout(start, wait);
    onLine(false);
  }

  addEventListener("online", start);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => event.persisted && start());
  start();
  return () => {
    isEnded = true;
    stop();
  };
}
