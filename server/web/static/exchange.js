/** Requests to the hall's server. A write keeps one idempotency key through all its tries, so it is never done twice. */

const TIMEOUT_MS = 8000;
const PATIENCE_MS = 30000;
const PAUSES_MS = [300, 1000, 2000, 4000];
const TRY_AGAIN = new Set([502, 503, 504]);

/** The server refused; `code` is the stable word of its problem details. */
export class Refused extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail ?? String(status));
    this.status = status;
    this.code = problem.code ?? "other";
    this.facts = { seconds: retryAfter, ...problem.facts, detail: problem.detail ?? String(status) };
  }
}

/** No answer that could be understood came in time; whether the server acted is unknown. */
export class Away extends Error {
  constructor(message) {
    super(message);
    this.code = "server_away";
    this.facts = {};
  }
}

let alsoSent = () => ({});

/** Takes what makes further headers for every request. */
export function sendAlso(make) {
  alsoSent = make;
}

/** Reads a JSON answer. */
export const read = (path) => once("GET", path, {});

/**
 * Sends a write, and again with the same key while no answer comes.
 * @param {() => void} [onRetry] called before each further try
 */
export async function write(method, path, body, onRetry = () => {}) {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": newKey() };
  const request = { headers, body: JSON.stringify(body ?? {}) };
  const until = Date.now() + PATIENCE_MS;
  for (let tries = 0; ; tries += 1) {
    try {
      return await once(method, path, request);
    } catch (error) {
      if (!(error instanceof Away) || Date.now() > until) throw error;
      onRetry();
      await pause(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)]);
    }
  }
}

/** A promise that comes true after some milliseconds. */
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function once(method, path, { headers, body }) {
  let response, text;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), TIMEOUT_MS);
  try {
    response = await fetch(path, {
      method, headers: { ...headers, ...alsoSent() }, body, cache: "no-store", credentials: "same-origin", signal: patience.signal,
    });
    text = await response.text();
  } catch (error) {
    throw new Away(error.message);
  } finally {
    clearTimeout(timer);
  }
  if (TRY_AGAIN.has(response.status)) throw new Away(String(response.status));
  const answer = text ? parse(text) : {};
  if (response.ok) return answer;
  throw new Refused(response.status, answer, Number(response.headers.get("Retry-After")) || undefined);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Away("not JSON");
  }
}

// crypto.randomUUID is missing on plain http origins, getRandomValues is not.
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
