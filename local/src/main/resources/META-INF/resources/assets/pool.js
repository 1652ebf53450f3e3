import { pool } from "./api.js";
import { write } from "./dom.js";
import { showEvents } from "./events.js";

const byId = (id) => document.getElementById(id);
const POLL_MILLIS = 1000;

/** Asks again and again and shows what came; answers with a way to ask at once. */
export function watchPool(show) {
  let underWay = null;
  function refresh() {
    underWay ??= load().finally(() => { underWay = null; });
    return underWay;
  }
  async function load() {
    try {
      const seen = await pool();
      problem(seen.problem && `The servers could not be listed: ${seen.problem}`);
      showEvents(seen.events);
      if (!seen.problem) await show(seen);
    } catch {
      problem("The console does not answer. Does it still run?");
    }
  }
  async function poll() {
    if (!document.hidden) await refresh();
    setTimeout(poll, POLL_MILLIS);
  }
  poll();
  return refresh;
}

function problem(text) {
  byId("problem").hidden = !text;
  write(byId("problem"), text || "");
}
