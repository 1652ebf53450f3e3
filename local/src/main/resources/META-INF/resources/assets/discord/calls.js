/** Calls of the stand-in for Discord. An answer is ok, perhaps with a form or choices, or it has an error. */
export async function state(as, seen) {
  const response = await fetch(`/discord/page/state?${new URLSearchParams({ as, seen })}`, { cache: "no-store" });
  if (!response.ok) throw new Error(`The stand-in answered ${response.status}.`);
  return response.json();
}

export const command = (request) => post("command", request);
export const useComponent = (request) => post("component", request);
export const submit = (request) => post("submit", request);
export const dismiss = (request) => post("dismiss", request);

async function post(path, body) {
  try {
    const response = await fetch(`/discord/page/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return { ok: false, error: { message: "The laptop edition does not answer. Does it still run?" } };
  }
}
