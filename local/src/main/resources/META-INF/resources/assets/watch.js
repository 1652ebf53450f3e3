import { write } from "./dom.js";
import { showEvents } from "./events.js";

const byId = (id) => document.getElementById(id);
const POLL_MILLIS = 1000;

/**
 * Asks again and again and shows what came; answers with a way to ask at once. What was asked before
 * something else was chosen is not shown any more.
 * @param ask for a state, which has events and perhaps a problem
 * @param chosen tells what is chosen on the page
 */
export function watch(ask, show, chosen = () => "") {
  let underWay = null;
  let askedFor = null;
  function refresh() {
    if (underWay && askedFor === chosen()) return underWay;
    askedFor = chosen();
    const mine = load(askedFor).finally(() => { if (underWay === mine) underWay = null; });
    underWay = mine;
    return mine;
  }
  async function load(choice) {
    try {
      const seen = await ask();
      if (choice !== chosen()) return;
      problem(seen.problem);
      showEvents(seen.events);
      await show(seen);
    } catch (error) {
      problem("The console does not answer. Does it still run?");
      console.error(error);
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
