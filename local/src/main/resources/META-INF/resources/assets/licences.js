import { act, pool } from "./api.js";
import { copied, element, keyed, write } from "./dom.js";
import { busy, clearErrors, showError } from "./forms.js";
import { poll } from "./poll.js";
import { dayAndTime, slot } from "./times.js";
import { nameOf } from "./users.js";

const byId = (id) => document.getElementById(id);

/** The meaning of each state, and what the owner may do. */
const STATES = {
  private: { pill: "not lent", tone: "", says: "Only its owner plays on it.", may: ["lend"] },
  shared: { pill: "lent", tone: "good", says: "Members without a licence book sessions on it.", may: ["stop", "withdraw"] },
  stopping: {
    pill: "lending ends", tone: "busy", may: ["goOn", "withdraw"],
    says: "It takes no more bookings. It is the owner's alone when the last borrowed session is over.",
  },
  withdrawn: {
    pill: "taken back", tone: "bad", may: ["lendAgain"],
    says: "It was taken back at once. The sessions that others had booked on it failed.",
  },
};
const manage = (operation) => ["manage-license-state", { operation }];
const CHOICES = {
  lend: {
    label: "Lend it", request: ["set-license-sharing", { share: true }],
    says: "Members can book sessions on it at times that its owner has not booked.",
  },
  stop: {
    label: "Stop lending", request: manage("schedule_stop_after_sessions"),
    says: "What is booked still takes place, then it is the owner's alone.",
  },
  withdraw: {
    label: "Take back at once", request: manage("immediate_stop"), danger: true,
    says: "The sessions that others booked on it fail now; their players have ten minutes. The owner's own stay.",
  },
  goOn: {
    label: "Lend on", request: manage("cancel_scheduled_stop"),
    says: "It stays in the pool after all, and can be booked again.",
  },
  lendAgain: {
    label: "Lend it again", request: manage("reactivate_sharing"),
    says: "Members can book sessions on it again. What failed stays failed.",
  },
};
const problems = new Map();

function show({ licences: answers, sessions, users }) {
  const licences = answers.map((licence) => named(licence, sessions, users));
  byId("empty").hidden = licences.length > 0;
  byId("count").hidden = licences.length === 0;
  write(byId("count"), String(licences.length));
  const lent = licences.filter((licence) => licence.sharing === "shared");
  const free = lent.filter((licence) => !licence.inUse).length;
  write(byId("summary"), licences.length ? `${lent.length} lent, ${free} of them free now` : "");
  keyed(byId("licences"), licences,
    (licence) => JSON.stringify([licence, problems.get(licence.licenseId)]), item);
}

/** A licence with its users' names and its sessions' titles. */
function named(licence, sessions, users) {
  const bookings = licence.bookings.map((booking) => ({
    ...booking,
    title: sessions.find((session) => session.sessionId === booking.sessionId)?.title,
    username: nameOf(users, booking.userId),
  }));
  const inUseByName = licence.inUseBy && nameOf(users, licence.inUseBy);
  return { ...licence, ownerName: nameOf(users, licence.ownerId), inUseByName, bookings };
}

function item(licence) {
  const { made, parts } = copied(byId("licence-template"));
  const state = STATES[licence.sharing];
  made.setAttribute("aria-label", `Licence of ${licence.ownerName}`);
  write(parts.title, `Licence of ${licence.ownerName}`);
  write(parts.about, state.says);
  write(parts.status, state.pill);
  parts.status.dataset.tone = state.tone;
  write(parts.use, use(licence) + (licence.bookings.length ? "" : " Nothing is booked on it."));
  parts.use.dataset.used = licence.inUse;
  const { bookings } = licence;
  parts["bookings-title"].hidden = bookings.length === 0;
  parts.bookings.replaceChildren(...bookings.map((booking) => booked(booking, licence)));
  const problem = problems.get(licence.licenseId);
  parts.error.hidden = !problem;
  write(parts.error, problem ?? "");
  parts.choices.replaceChildren(...state.may.map((name) => choice(CHOICES[name], licence)));
  return made;
}

function use(licence) {
  if (!licence.inUse) return "No server runs on it now.";
  const user = licence.inUseBy === licence.ownerId ? "its owner" : licence.inUseByName ?? "somebody";
  return `In use by ${user} since ${dayAndTime(licence.inUseSince)}.`;
}

function booked(booking, licence) {
  const entry = document.createElement("li");
  const whom = booking.userId === licence.ownerId ? "the owner" : booking.username;
  entry.append(
    element("span", slot(booking)), element("b", booking.title ?? "Session"), element("span", whom, "quiet"));
  return entry;
}

function choice({ label, says, request, danger }, licence) {
  const line = document.createElement("div");
  const button = element("button", label, danger ? "danger" : "");
  button.type = "button";
  button.addEventListener("click", () => danger ? openWithdraw(licence) : run(button, licence, request));
  line.append(button, element("p", says, "quiet"));
  return line;
}

async function run(button, licence, [action, fields]) {
  const answer = await busy(button, () => act(action, { userId: licence.ownerId, ...fields }));
  if (answer.ok) problems.delete(licence.licenseId); else problems.set(licence.licenseId, answer.error.message);
  await refresh();
}

function openWithdraw(licence) {
  clearErrors(byId("withdraw-form"));
  const borrowed = licence.bookings.filter((booking) => booking.userId !== licence.ownerId).length;
  write(byId("withdraw-title"), `Take back the licence of ${licence.ownerName}?`);
  const sessions = borrowed === 1 ? "One session that somebody booked on it fails"
    : `${borrowed} sessions that others booked on it fail`;
  write(byId("withdraw-says"), borrowed
    ? `${sessions}, and they get a message. A server that runs for one is stopped in ten minutes.`
    : "Nobody else has booked it, so nothing fails.");
  byId("withdraw-dialog").current = licence;
  byId("withdraw-dialog").showModal();
}

byId("withdraw-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  clearErrors(form);
  const [action, fields] = CHOICES.withdraw.request;
  const licence = byId("withdraw-dialog").current;
  const answer = await busy(form.querySelector("[type=submit]"), () => act(action, { userId: licence.ownerId, ...fields }));
  if (!answer.ok) return showError(form, answer.error);
  byId("withdraw-dialog").close();
  await refresh();
});

const refresh = poll(pool, show);
