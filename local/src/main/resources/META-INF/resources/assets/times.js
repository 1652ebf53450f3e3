/** Times in the browser's zone. */
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const EXACT_TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

export const clockTime = (time) => TIME.format(new Date(time));

export const dayAndTime = (time) => `${DAY.format(new Date(time)).replace(",", "")}, ${clockTime(time)}`;

/** To the second. */
export const exactTime = (time) => EXACT_TIME.format(new Date(time));

/** A slot of less than a day. */
export const slot = ({ startsAt, endsAt }) => `${dayAndTime(startsAt)} to ${clockTime(endsAt)}`;

const UTC_DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const UTC_TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
const UTC_MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** Months are UTC's, and so are their days. */
export const utcDay = (time) => UTC_DAY.format(new Date(time));

export const utcTime = (time) => UTC_TIME.format(new Date(time));

/** A month such as 2026-11 as people write it. */
export const monthName = (month) => UTC_MONTH.format(new Date(`${month}-01T00:00:00Z`));

export const monthOf = (time) => new Date(time).toISOString().slice(0, 7);

/** The month so many months later. */
export function monthAfter(month, by) {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + by);
  return monthOf(date);
}

/** The format of a local date and time in fields, and in the API beside a zone. */
export function localText(time) {
  const two = (number) => String(number).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** A duration, to a tenth of a second while it is short. */
export function took(from, to) {
  const elapsed = Math.max(0, (new Date(to) - new Date(from)) / 1000);
  const whole = Math.round(elapsed);
  return whole < 60 ? `${elapsed.toFixed(1)} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

export function span(seconds) {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  const parts = [[Math.floor(minutes / 1440), "d"], [Math.floor(minutes / 60) % 24, "h"], [minutes % 60, "min"]];
  return parts.filter(([count]) => count).map((part) => part.join(" ")).join(" ") || "0 min";
}
