import { clock, moveClock } from "./api.js";
import { write } from "./dom.js";
import { busy } from "./forms.js";
import { dayAndTime, clockTime, span } from "./times.js";

const byId = (id) => document.getElementById(id);
const POLL_MILLIS = 2000;
/** Below that the process's and the browser's clocks may differ anyway. */
const UNMOVED_SECONDS = 30;
let next = null;

async function show() {
  try {
    const time = await clock();
    next = time.next;
    const moved = time.movedSeconds > UNMOVED_SECONDS;
    write(byId("clock-said"), moved
      ? `Platform's time: ${dayAndTime(time.now)} (${span(time.movedSeconds)} ahead)`
      : "The platform's clock is right.");
    byId("clock-said").dataset.moved = moved;
    byId("clock-next").hidden = !next;
    if (next) write(byId("clock-next"), `${clockTime(next.at)}: ${next.what}`);
    byId("clock-next").title = next ? `Move the clock to ${dayAndTime(next.at)}` : "";
  } catch {
    // The page's own poll shows that the console does not answer.
  }
}

async function move(button, request) {
  byId("clock-problem").hidden = true;
  const answer = await busy(button, () => moveClock(request));
  byId("clock-problem").hidden = answer.ok;
  write(byId("clock-problem"), answer.ok ? "" : answer.error.message);
  await show();
}

for (const button of document.querySelectorAll("[data-forward]")) {
  button.addEventListener("click", () => move(button, { forward: button.dataset.forward }));
}
byId("clock-next").addEventListener("click", (event) => move(event.currentTarget, { to: next.at }));

async function poll() {
  if (!document.hidden) await show();
  setTimeout(poll, POLL_MILLIS);
}
poll();
