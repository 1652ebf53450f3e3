/** The console's own origin is all that the page talks to. Answers have the platform's shape: ok, data or error. */
export function state() {
  return read("state");
}

/** Users, sessions and licences. */
export function pool() {
  return read("pool");
}

/** A user's month; without a user the first one's, without a month the present one. */
export function costs(user, month, width) {
  return read(`costs?${new URLSearchParams({ user, month, width })}`);
}

/** What maintainers look at. */
export function overview() {
  return read("overview");
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

/** Does as Ko-fi does: posts a form to the function's URL. */
export async function kofi(message) {
  try {
    const response = await fetch("/function-url/kofi-webhook/", {
      method: "POST", body: new URLSearchParams({ data: JSON.stringify(message) }),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return { status: 0, text: "The console does not answer. Does it still run?" };
  }
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
