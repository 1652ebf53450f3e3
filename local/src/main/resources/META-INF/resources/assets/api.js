/** The console's own origin is all that the page talks to. Answers have the platform's shape: ok, data or error. */
export async function state() {
  const response = await fetch("/console/api/state", { cache: "no-store" });
  if (!response.ok) throw new Error(`The console answered ${response.status}.`);
  return response.json();
}

export function act(action, request) {
  return post(`actions/${action}`, request);
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
