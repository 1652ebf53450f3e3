/** Shows each error under the field that the platform names, else above the form. */
export function showError(form, error) {
  clearErrors(form);
  const wrong = error.fields ?? [{ field: error.field, message: error.message }];
  const fields = wrong.map((each) => showOne(form, each));
  fields.find((field) => field instanceof HTMLInputElement)?.focus();
}

function showOne(form, error) {
  const place = form.querySelector(`[data-error-for="${error.field ?? ""}"]`);
  const shown = place && isVisible(place) ? place : form.querySelector('[data-error-for=""]');
  const field = shown.dataset.errorFor && form.elements[shown.dataset.errorFor];
  const sentence = inThePagesWords(error, field);
  shown.textContent = shown.hidden ? sentence : `${shown.textContent}; ${sentence}`;
  shown.hidden = false;
  if (field instanceof HTMLInputElement) field.setAttribute("aria-invalid", "true");
  return field;
}

/** The platform's message begins with the API's name of the field; people see the page's. */
function inThePagesWords({ field: name, message }, field) {
  const label = field instanceof HTMLInputElement && field.labels[0]?.textContent;
  return label && message.startsWith(`${name} `) ? label + message.slice(name.length) : message;
}

export function clearErrors(form) {
  for (const place of form.querySelectorAll("[data-error-for]")) {
    place.hidden = true;
    place.textContent = "";
  }
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}

/** Disables a button during its work, then gives it the focus back. */
export async function busy(button, work) {
  const focused = document.activeElement === button;
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    button.disabled = false;
    button.removeAttribute("aria-busy");
    // A disabled button loses the focus; a person may have moved on meanwhile.
    if (focused && document.activeElement === document.body) button.focus({ preventScroll: true });
  }
}

for (const dialog of document.querySelectorAll("dialog")) {
  for (const close of dialog.querySelectorAll("[data-close]")) close.addEventListener("click", () => dialog.close());
}

function isVisible(place) {
  // The place itself is hidden while it is empty; its surroundings decide.
  return !place.parentElement.closest("[hidden]");
}
