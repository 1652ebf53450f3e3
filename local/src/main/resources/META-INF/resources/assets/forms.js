/** Errors stand where they belong: under the field that the platform names, else above the form. */
export function showError(form, error) {
  clearErrors(form);
  const place = form.querySelector(`[data-error-for="${error.field ?? ""}"]`);
  const shown = place && isVisible(place) ? place : form.querySelector('[data-error-for=""]');
  const field = shown.dataset.errorFor && form.elements[shown.dataset.errorFor];
  shown.textContent = inThePagesWords(error, field);
  shown.hidden = false;
  if (field instanceof HTMLInputElement) {
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }
}

/** The platform names the field as its API does; the page has a name for it that people see. */
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

/** While something is asked, its button says so and cannot be pressed twice; then it has the focus again. */
export async function busy(button, work) {
  const focused = document.activeElement === button;
  button.disabled = true;
  button.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    button.disabled = false;
    button.removeAttribute("aria-busy");
    // Browsers take it from what is disabled; whoever has gone on meanwhile stays there.
    if (focused && document.activeElement === document.body) button.focus({ preventScroll: true });
  }
}

for (const dialog of document.querySelectorAll("dialog")) {
  for (const close of dialog.querySelectorAll("[data-close]")) close.addEventListener("click", () => dialog.close());
}

function isVisible(place) {
  // The place itself is hidden until it has something to say; what counts is where it stands.
  return !place.parentElement.closest("[hidden]");
}
