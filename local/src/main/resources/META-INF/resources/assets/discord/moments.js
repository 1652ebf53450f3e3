/** Discord's times, in the browser's zone and against the platform's clock, which may have been moved. */
const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};
const RELATIVE = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
const STEPS = [["second", 60], ["minute", 60], ["hour", 24], ["day", 30], ["month", 12], ["year", Infinity]];
let ahead = 0;

/** Takes the platform's present time. */
export function setNow(time) {
  ahead = new Date(time).getTime() - Date.now();
}

export function moment(millis, style) {
  const made = document.createElement("time");
  made.className = "moment";
  made.dateTime = new Date(millis).toISOString();
  made.title = written(millis, "F");
  made.textContent = style === "R" ? relative(millis) : written(millis, style);
  if (style === "R") made.dataset.relative = millis;
  return made;
}

export const written = (millis, style) => new Intl.DateTimeFormat("en-GB", STYLES[style]).format(millis);

function relative(millis) {
  let amount = (millis - Date.now() - ahead) / 1000;
  for (const [unit, next] of STEPS) {
    if (Math.abs(Math.round(amount)) < next) return RELATIVE.format(Math.round(amount), unit);
    amount /= next;
  }
  return "";
}

/** Moves "in 5 minutes" on. */
export function refreshMoments() {
  for (const made of document.querySelectorAll("[data-relative]")) {
    const text = relative(Number(made.dataset.relative));
    if (made.textContent !== text) made.textContent = text;
  }
}
