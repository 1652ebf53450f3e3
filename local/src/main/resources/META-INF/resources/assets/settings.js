import { act, operate } from "./api.js";
import { busy, clearErrors, showError } from "./forms.js";

const dialog = document.getElementById("settings-dialog");
const form = document.getElementById("settings-form");
const OWN = ["idleMinutes", "neverJoinedMinutes", "maxHours"];
let current = null;

/** Opens the form for how long a server runs, how large it is, which world it opens, and what it may cost. */
export function openSettings(instance, done) {
  current = { instance, done };
  clearErrors(form);
  document.getElementById("settings-title").textContent = `Settings of ${instance.username}'s server`;
  for (const name of [...OWN, "spendingCap"]) form.elements[name].value = instance.settings?.[name] ?? "";
  form.elements.size.value = instance.size;
  document.getElementById("size-hint").textContent = sizeHint(instance);
  form.elements.world.value = instance.world ?? "";
  dialog.showModal();
}

function sizeHint({ runningSize, status, size }) {
  const running = runningSize ?? (status === "running" && size);
  return running ? `It counts from the next start. Now it runs in size ${running}.` : "It counts from the next start.";
}

/** Another text goes to the platform as it is, which says what is wrong. */
const numberOf = (text) => /^\d+$/.test(text) ? Number(text) : text;

async function change({ userId, settings, world }) {
  const value = (name) => form.elements[name].value.trim();
  const own = Object.fromEntries(OWN.map((name) => [name, numberOf(value(name))]));
  // A world that was only open last is not chosen by a form that shows it.
  const chosen = value("world") === (world ?? "") ? {} : { world: value("world") };
  const changed = await act("update-settings", { userId, size: value("size"), ...own, ...chosen });
  if (!changed.ok || value("spendingCap") === (settings?.spendingCap ?? "")) return changed;
  return operate("update-settings", { userId, spendingCap: value("spendingCap") || "none" });
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearErrors(form);
  const answer = await busy(form.querySelector("[type=submit]"), () => change(current.instance));
  if (!answer.ok) return showError(form, answer.error);
  await current.done();
  return dialog.close();
});
