import { element } from "../dom.js";
import { busy } from "../forms.js";
import { submit } from "./calls.js";

const byId = (id) => document.getElementById(id);
const dialog = byId("modal");
const form = byId("modal-form");
const PARAGRAPH = 2;
let open = null;

/** Opens a form of the bot's for a person. */
export function openModal(as, { form: id, modal }) {
  open = { as, id };
  byId("modal-title").textContent = modal.title;
  byId("modal-problem").hidden = true;
  byId("modal-fields").replaceChildren(...modal.components.map(field));
  dialog.showModal();
}

function field({ label, component }) {
  const made = element("div", "", "field");
  const name = element("label", label);
  const input = document.createElement(component.style === PARAGRAPH ? "textarea" : "input");
  input.id = `input-${component.custom_id}`;
  name.htmlFor = input.id;
  input.name = component.custom_id;
  input.value = component.value ?? "";
  input.placeholder = component.placeholder ?? "";
  input.autocomplete = "off";
  if (component.max_length) input.maxLength = component.max_length;
  if (component.min_length) input.minLength = component.min_length;
  input.required = component.required ?? true;
  if (!input.required) name.append(" ", element("span", "optional", "quiet"));
  made.append(name, input);
  return made;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const inputs = Object.fromEntries([...byId("modal-fields").querySelectorAll("[name]")].map((each) => [each.name, each.value]));
  const missing = form.querySelector(":invalid");
  if (missing) return fail(`“${missing.labels[0].textContent}” is required.`, missing);
  const answer = await busy(form.querySelector("[type=submit]"), () => submit({ as: open.as, form: open.id, inputs }));
  if (!answer.ok) return fail(answer.error.message, null);
  dialog.close();
});

function fail(message, input) {
  byId("modal-problem").textContent = message;
  byId("modal-problem").hidden = false;
  input?.focus();
}
