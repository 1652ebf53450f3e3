import { write } from "./dom.js";
import { showEvents } from "./events.js";

const byId = (id) => document.getElementById(id);

/**
 * Polls a state and shows it; returns a function that asks at once. Only the answer to the last request counts.
 * @param ask for a state with events, or for a problem with events
 */
export function poll(ask, show, everyMillis = 1000) {
  let asked = 0;
  async function refresh() {
    const turn = ++asked;
    try {
      const seen = await ask();
      if (turn !== asked) return;
      problem(seen.problem);
      showEvents(seen.events);
      if (!seen.problem) await show(seen);
    } catch (error) {
      console.error(error);
      problem("The console does not answer. Does it still run?");
    }
  }
  async function repeat() {
    if (!document.hidden) await refresh();
    setTimeout(repeat, everyMillis);
  }
  repeat();
  return refresh;
}

function problem(text) {
  byId("problem").hidden = !text;
  write(byId("problem"), text || "");
}
