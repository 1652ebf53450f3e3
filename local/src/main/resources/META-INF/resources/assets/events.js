import { element } from "./dom.js";
import { dayAndTime, exactTime } from "./times.js";

const list = document.getElementById("events");
const routine = document.getElementById("all-events");
const MARKS = { INVOCATION: "λ", TASK: "▣", HEALTH: "♥", GAME: "♟", EVENT: "✉", CLOCK: "◷" };
let newest = [];
routine.addEventListener("change", () => showEvents(newest));

/** The newest first. Routine is left out unless the box is checked. */
export function showEvents(events) {
  newest = events;
  const shown = events.filter((event) => routine.checked || !isRoutine(event));
  const key = JSON.stringify(shown.map((event) => event.id));
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  list.replaceChildren(...(shown.length ? shown.map(item) : [nothing()]));
}

/** Polls that found nothing, and deliveries of events that the list shows anyway. A failure is never routine. */
function isRoutine({ kind, title, detail, ok }) {
  return kind === "INVOCATION" && ok
    && (title.startsWith("task-events") || title.includes(" · status · ") || title.includes(" · check-availability · ") || detail === "nothing to do");
}

function item(event) {
  const entry = document.createElement("li");
  entry.dataset.ok = event.ok;
  const at = element("time", exactTime(event.at));
  at.dateTime = event.at;
  const title = element("b", event.title);
  title.dataset.mark = MARKS[event.kind] ?? "·";
  const took = [event.times > 1 ? `×${event.times}` : "", event.tookMillis == null ? "" : `${event.tookMillis} ms`];
  entry.append(at, title, element("span", took.filter(Boolean).join(" "), "took"));
  if (event.detail) entry.append(element("span", inTheZone(event.detail), "detail"));
  return entry;
}

/** The platform writes times in UTC. */
function inTheZone(text) {
  return text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (time) => dayAndTime(time));
}

function nothing() {
  return element("li", "Nothing yet.", "nothing");
}
