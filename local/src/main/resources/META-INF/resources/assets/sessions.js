import { act, operate, pool } from "./api.js";
import { setUpBooking } from "./booking.js";
import { showCalendar } from "./calendar.js";
import { copied, keyed, write } from "./dom.js";
import { busy, clearErrors, showError } from "./forms.js";
import { poll } from "./poll.js";
import { slot, zone } from "./times.js";
import { nameOf, remember, showUsers } from "./users.js";

const byId = (id) => document.getElementById(id);
const who = byId("who");
const booking = setUpBooking(() => who.value, () => refresh());
const TONES = { scheduled: "", preparing: "busy", active: "good", failed: "bad" };
const OPEN = ["scheduled", "preparing", "active"];
const PAST_SHOWN = 12;
let seen = null;
let whose = "mine";

async function show(state) {
  seen = state;
  byId("empty").hidden = state.users.length > 0;
  byId("content").hidden = byId("who-label").hidden = state.users.length === 0;
  if (state.users.length === 0) return;
  showUsers(who, state.users);
  booking.showTime(state.now);
  showSessions();
  await showCalendar(byId("calendar"), who.value, state.licences.length);
}

function showSessions() {
  const chosen = seen.sessions.filter((session) => whose === "all" || session.userId === who.value);
  const open = chosen.filter((session) => OPEN.includes(session.status));
  const past = chosen.filter((session) => !OPEN.includes(session.status)).reverse().slice(0, PAST_SHOWN);
  byId("none").hidden = chosen.length > 0;
  keyed(byId("sessions"), [...open, ...past], (session) => JSON.stringify([session, who.value]), item);
}

function item(session) {
  const { made, parts } = copied(byId("session-template"));
  const own = session.userId === who.value;
  const open = OPEN.includes(session.status);
  const server = seen.users.find((user) => user.userId === session.userId);
  made.dataset.past = !open;
  made.setAttribute("aria-label", `Session ${session.title}`);
  write(parts.title, session.title);
  write(parts.when, slot(session));
  write(parts.about, [own ? "yours" : nameOf(seen.users, session.userId), licence(session)].join(" · "));
  write(parts.status, session.status);
  parts.status.dataset.tone = TONES[session.status] ?? "";
  parts.reason.hidden = !session.reason;
  write(parts.reason, session.reason ?? "");
  const address = `${server?.url}/`;
  parts.link.hidden = session.status !== "active" || !server;
  parts.link.href = address;
  write(parts.link, address);
  parts.footer.hidden = !open;
  parts.cancel.setAttribute("aria-label", `Cancel ${session.title}`);
  parts.cancel.addEventListener("click", () => openCancel(session, own));
  return made;
}

function licence(session) {
  if (session.licenseType === "byol") return "on the own licence";
  return `on the licence of ${nameOf(seen.users, session.licenseId.replace("byol-", ""))}`;
}

function openCancel(session, own) {
  const form = byId("cancel-form");
  clearErrors(form);
  form.reset();
  write(byId("cancel-title"), `Cancel “${session.title}”?`);
  write(byId("cancel-says"), own
    ? "Its time on the licence is free for others again. A server that runs for it is stopped."
    : `It is the session of ${nameOf(seen.users, session.userId)}. Its players have ten minutes to end.`);
  byId("cancel-reason-field").hidden = own;
  byId("cancel-dialog").current = { session, own };
  byId("cancel-dialog").showModal();
}

byId("cancel-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  const { session, own } = byId("cancel-dialog").current;
  clearErrors(form);
  const answer = await busy(form.querySelector("[type=submit]"), () => own
    ? act("cancel-session", { userId: session.userId, sessionId: session.sessionId })
    : operate("admin-cancel-session", { sessionId: session.sessionId, reason: form.elements.reason.value.trim() }));
  if (!answer.ok) return showError(form, answer.error);
  byId("cancel-dialog").close();
  await refresh();
});

for (const button of document.querySelectorAll("[data-whose]")) {
  button.addEventListener("click", () => {
    whose = button.dataset.whose;
    for (const each of document.querySelectorAll("[data-whose]")) each.setAttribute("aria-pressed", each === button);
    showSessions();
  });
}
who.addEventListener("change", () => {
  remember(who.value);
  booking.check();
  // The next answer comes too late: another user's sessions must not show as "yours".
  showSessions();
  refresh();
});
write(byId("zone"), `times of ${zone}`);
const refresh = poll(pool, show);
