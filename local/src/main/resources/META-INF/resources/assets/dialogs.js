import { act } from "./api.js";
import { busy, clearErrors, showError } from "./forms.js";

const byId = (id) => document.getElementById(id);
const { gamePort, domain } = document.body.dataset;

export function openCreate() {
  clearErrors(byId("create-form"));
  byId("create-dialog").showModal();
  offerReleases("console");
}

export function openVersion(instance, done) {
  openFor(byId("version-dialog"), instance, done);
  byId("version-title").textContent = `Version of ${instance.username}'s server`;
  byId("new-version").value = instance.requestedVersion;
  byId("new-version").select();
  offerReleases(instance.userId);
}

/** Offers the builds that are cached, which any licence can start. */
async function offerReleases(userId) {
  const answer = await act("list-releases", { userId });
  const offered = byId("versions");
  const known = new Set([...offered.children].map((option) => option.value));
  for (const { version } of answer.data?.releases ?? []) {
    if (!known.has(version)) offered.append(new Option("in the release cache", version));
  }
}

export function openDestroy(instance, done) {
  openFor(byId("destroy-dialog"), instance, done);
  byId("destroy-title").textContent = `Destroy ${instance.username}'s server?`;
  byId("destroy-name").textContent = instance.subdomain;
  const form = byId("destroy-form");
  form.elements.confirmation.value = "";
  form.querySelector("[type=submit]").disabled = true;
}

export function showKey(instance, key) {
  byId("key-title").textContent = `Admin key of ${instance.username}'s server`;
  byId("admin-key").textContent = key;
  byId("key-dialog").showModal();
}

function openFor(dialog, instance, done) {
  const form = dialog.querySelector("form");
  clearErrors(form);
  dialog.showModal();
  dialog.current = { instance, done };
}

/** Sends a form; the dialog stays open with the error until the platform has accepted. */
function submit(dialogId, action, fields) {
  const dialog = byId(dialogId);
  const form = dialog.querySelector("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearErrors(form);
    const button = form.querySelector("[type=submit]");
    const answer = await busy(button, () => act(action, fields(form, dialog.current?.instance)));
    if (!answer.ok) return showError(form, answer.error);
    dialog.close();
    (dialog.current?.done ?? created)(answer.data);
  });
}

let created = () => {};

/** Calls back after a server is created. */
export function onCreated(callback) {
  created = callback;
}

submit("version-dialog", "update-version", (form, instance) => ({
  userId: instance.userId,
  foundryVersion: form.elements.foundryVersion.value.trim(),
}));
submit("destroy-dialog", "destroy", (form, instance) => ({ userId: instance.userId }));
submit("create-dialog", "create", (form) => {
  const value = (name) => form.elements[name].value.trim();
  const licence = value("licence");
  const request = {
    userId: value("userId"),
    username: value("username"),
    foundryVersion: value("foundryVersion"),
    licenseType: licence === "pooled" ? "pooled" : "byol",
  };
  if (licence === "key") request.licenseKey = value("licenseKey");
  if (licence === "account") {
    request.foundryUsername = value("foundryUsername");
    request.foundryPassword = form.elements.foundryPassword.value;
  }
  return request;
});

byId("confirmation").addEventListener("input", (event) => {
  byId("destroy-form").querySelector("[type=submit]").disabled =
    event.target.value.trim() !== byId("destroy-name").textContent;
});

const createForm = byId("create-form");
byId("create-dialog").addEventListener("close", () => {
  createForm.reset();
  createForm.elements.licenseKey.value = madeUpKey();
  suggest();
  showLicence();
});

const SPELLED = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", æ: "ae", œ: "oe", ø: "o" };

let ownUserId = false;
createForm.elements.userId.addEventListener("input", (event) => { ownUserId = event.target.value !== ""; });
createForm.elements.username.addEventListener("input", suggest);

/** A preview; the platform makes the real address. */
function suggest() {
  const spelled = [...createForm.elements.username.value.toLowerCase()].map((letter) => SPELLED[letter] ?? letter).join("");
  const name = spelled.normalize("NFD").replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  byId("address-preview").textContent = `http://${name || "…"}.${domain}:${gamePort}/`;
  if (createForm.elements.userId.value === "") ownUserId = false;
  if (!ownUserId) createForm.elements.userId.value = name;
}

const KEY_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Another one each time, since a key is registered once. */
function madeUpKey() {
  const random = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => KEY_LETTERS[byte % KEY_LETTERS.length]);
  return `MADEUPKY${random.join("")}`.replace(/(.{4})(?=.)/g, "$1-");
}

for (const choice of createForm.elements.licence) choice.addEventListener("change", showLicence);

function showLicence() {
  for (const part of createForm.querySelectorAll("[data-licence]")) {
    part.hidden = part.dataset.licence !== createForm.elements.licence.value;
  }
}

createForm.elements.licenseKey.value = madeUpKey();
suggest();
showLicence();
