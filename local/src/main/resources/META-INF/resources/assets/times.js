/** Times as the browser's zone has them. */
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

export const clockTime = (time) => TIME.format(new Date(time));

export const dayAndTime = (time) => `${DAY.format(new Date(time)).replace(",", "")}, ${clockTime(time)}`;

/** From when to when something that shorter than a day takes. */
export const slot = ({ startsAt, endsAt }) => `${dayAndTime(startsAt)} to ${clockTime(endsAt)}`;

/** As a field for a local date and time wants it, which is also how the platform takes it together with a zone. */
export function localText(time) {
  const two = (number) => String(number).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

export function span(seconds) {
  const minutes = Math.round(seconds / 60);
  const parts = [[Math.floor(minutes / 1440), "d"], [Math.floor(minutes / 60) % 24, "h"], [minutes % 60, "min"]];
  return parts.filter(([count]) => count).map((part) => part.join(" ")).join(" ") || "0 min";
}
