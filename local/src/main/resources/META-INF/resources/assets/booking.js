import { act } from "./api.js";
import { element } from "./dom.js";
import { busy, clearErrors, showError } from "./forms.js";
import { localText, slot, zone } from "./times.js";

const form = document.getElementById("book-form");
const said = document.getElementById("availability");
const PAUSE_MILLIS = 300;
const HOUR = 3600_000;

/**
 * The form that books a session; it asks whether the time is free while a person fills it in.
 * @param user gives the user who books
 * @param booked is called after a booking
 */
export function setUpBooking(user, booked) {
  let waiting = null;
  let asked = 0;

  function wanted() {
    const start = new Date(form.elements.startsAt.value);
    if (Number.isNaN(start.getTime())) return null;
    const end = new Date(start.getTime() + form.elements.duration.value * 60_000);
    return { userId: user(), startsAt: localText(start), endsAt: localText(end), timeZone: zone };
  }

  async function check() {
    const request = wanted();
    const turn = ++asked;
    if (!request) return say("", "Say when it begins.");
    const answer = await act("check-availability", request);
    // Only the answer to the last request counts.
    if (turn !== asked) return undefined;
    if (!answer.ok) return say("bad", answer.error.message);
    return show(answer.data);
  }

  function show({ available, licenses, conflicts, nextFree, reason, notes = [] }) {
    if (available) {
      return say("good", licenses.length === 1 ? "Free: one licence." : `Free: ${licenses.length} licences.`, notes);
    }
    if (reason) return say("bad", reason, notes);
    if (!nextFree) return say("bad", "No licence is lent at the moment.", notes);
    const own = conflicts.some((conflict) => conflict.own);
    const why = own ? "You have another session around that time." : "Taken: every licence is booked around that time.";
    const take = element("button", `Take ${slot(nextFree)}`);
    take.type = "button";
    take.addEventListener("click", () => {
      form.elements.startsAt.value = localText(new Date(nextFree.startsAt));
      check();
    });
    return say("busy", why, notes, take);
  }

  function say(tone, text, notes = [], ...more) {
    said.dataset.tone = tone;
    said.replaceChildren(element("p", text), ...notes.map((note) => element("p", note, "quiet")), ...more);
  }

  function soon() {
    clearErrors(form);
    clearTimeout(waiting);
    waiting = setTimeout(check, PAUSE_MILLIS);
  }

  form.elements.startsAt.addEventListener("input", soon);
  form.elements.duration.addEventListener("input", soon);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearErrors(form);
    const request = wanted();
    if (!request) return showError(form, { field: "startsAt", message: "Say when it begins." });
    const title = form.elements.title.value.trim();
    if (title) request.title = title;
    const answer = await busy(form.querySelector("[type=submit]"), () => act("schedule-session", request));
    if (!answer.ok) {
      showError(form, answer.error);
      return check();
    }
    form.elements.title.value = "";
    await booked();
    return check();
  });

  return {
    check,
    /** Proposes a full hour at first. */
    showTime(now) {
      if (form.elements.startsAt.value) return;
      const proposed = new Date(Math.ceil(new Date(now).getTime() / HOUR + 1) * HOUR);
      form.elements.startsAt.value = localText(proposed);
      check();
    },
  };
}
