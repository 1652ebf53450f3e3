import { write } from "./dom.js";
import { showEvents } from "./events.js";

const byId = (id) => document.getElementById(id);

/**
 * Asks again and again and shows what came; answers with a way to ask at once. Only what was asked last is shown,
 * however late the answers come.
 * @param ask for a state, which has events and perhaps a problem
 */
export function watch(ask, show, everyMillis = 1000) {
  let asked = 0;
  async function refresh() {
    const turn = ++asked;
    try {
      const seen = await ask();
      if (turn !== asked) return;
      problem(seen.problem);
      showEvents(seen.events);
      await show(seen);
    } catch (error) {
      console.error(error);
      problem("The console does not answer. Does it still run?");
    }
  }
  async function poll() {
    if (!document.hidden) await refresh();
    setTimeout(poll, everyMillis);
  }
  poll();
  return refresh;
}

function problem(text) {
  byId("problem").hidden = !text;
  write(byId("problem"), text || "");
}
