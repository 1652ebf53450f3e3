/** The console's own origin is all that the page talks to. Answers have the platform's shape: ok, data or error. */
export function state() {
  return read("state");
}

/** Users, sessions and licences. */
export function pool() {
  return read("pool");
}

export function clock() {
  return read("clock");
}

export function moveClock(request) {
  return post("clock", request);
}

/** The pool's bookings as SVG text, in the days and hours of a zone. */
export async function calendar(zone, user) {
  const response = await fetch(`/console/api/pool/calendar.svg?${new URLSearchParams({ zone, user })}`, { cache: "no-store" });
  if (!response.ok) throw new Error(await response.text());
  return response.text();
}

async function read(path) {
  const response = await fetch(`/console/api/${path}`, { cache: "no-store" });
  if (!response.ok) throw new Error(`The console answered ${response.status}.`);
  return response.json();
}

export function act(action, request) {
  return post(`actions/${action}`, request);
}

/** Does what only an administrator may. */
export function operate(action, request) {
  return post(`operator/${action}`, request);
}

export function players(userId, count) {
  return post(`servers/${encodeURIComponent(userId)}/players`, { players: count });
}

async function post(path, body) {
  try {
    const response = await fetch(`/console/api/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return { ok: false, error: { code: "UNREACHABLE", message: "The console does not answer. Does it still run?" } };
  }
}
