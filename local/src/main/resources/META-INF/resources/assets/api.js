/** Calls of the console. Actions answer in the platform's shape: ok, data or error. */
export function state() {
  return read("state");
}

/** Users, sessions and licences. */
export function pool() {
  return read("pool");
}

/** A user's month; by default the first user's, and the present month. */
export function costs(user, month, width) {
  return read(`costs?${new URLSearchParams({ user, month, width })}`);
}

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

/** A state, or a problem. */
async function read(path) {
  const response = await fetch(`/console/api/${path}`, { cache: "no-store" });
  if (!response.ok) throw new Error(`The console answered ${response.status}.`);
  return response.json();
}

export function act(action, request) {
  return post(`actions/${action}`, request);
}

/** An action of an administrator. */
export function operate(action, request) {
  return post(`operator/${action}`, request);
}

export function players(userId, count) {
  return post(`servers/${encodeURIComponent(userId)}/players`, { players: count });
}

/** Posts a form to the function's URL, as Ko-fi does. */
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
