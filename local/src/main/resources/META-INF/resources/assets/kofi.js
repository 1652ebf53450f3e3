import { kofi } from "./api.js";
import { copied, write } from "./dom.js";
import { busy } from "./forms.js";

const byId = (id) => document.getElementById(id);
const form = byId("kofi-form");
const ANSWERS_SHOWN = 5;
/** The webhook's pattern: Discord's ids are long numbers. */
const MENTION = /(?<![a-z0-9])discord\s*:?\s*([0-9]{15,20})(?![a-z0-9_-])/i;

/**
 * The form that plays Ko-fi.
 * @param sent is called after a message
 * @param claim is called with the transaction id that a person wants to claim
 */
export function setUpKofi(sent, claim) {
  let prefilled = null;
  let now = null;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const message = messageOf(form, now);
    const answer = await busy(form.querySelector("[type=submit]"), () => kofi(message));
    add(message, answer);
    await sent();
  });
  form.elements.message.addEventListener("input", showPayee);

  function add(message, first) {
    const { made, parts } = copied(byId("answer-template"));
    let times = 0;
    function show({ status, text }) {
      times += 1;
      write(parts.status, String(status));
      parts.status.dataset.tone = status === 200 ? "good" : "bad";
      write(parts.text, times === 1 ? text : `${text} Sent ${times} times.`);
      parts.claim.hidden = status !== 200 || MENTION.test(message.message);
    }
    write(parts.what, `${message.type}, ${message.amount} ${message.currency}:`);
    write(parts.id, message.kofi_transaction_id);
    parts.claim.addEventListener("click", () => claim(message.kofi_transaction_id));
    parts.again.addEventListener("click", async () => {
      show(await busy(parts.again, () => kofi(message)));
      await sent();
    });
    show(first);
    byId("answers").prepend(made);
    while (byId("answers").children.length > ANSWERS_SHOWN) byId("answers").lastElementChild.remove();
  }

  function showPayee() {
    const named = MENTION.exec(form.elements.message.value)?.[1];
    write(byId("message-hint"), named
      ? `It goes to the user ${named}.`
      : "It has no “discord: ” with an id of 15 to 20 digits. Unless the payer is known, it waits until it is claimed.");
  }

  return {
    /** The message names the chosen user, unless a person wrote another one. */
    showUser(userId, platformsTime) {
      now = platformsTime;
      const wanted = `Great evening! discord: ${userId}`;
      if (prefilled === wanted) return;
      if (prefilled === null || form.elements.message.value === prefilled) form.elements.message.value = wanted;
      prefilled = wanted;
      showPayee();
    },
  };
}

/** As Ko-fi's page about webhooks shows it. */
function messageOf({ elements }, now) {
  const { kind, amount, currency, giver, email, message, token } = elements;
  const subscription = kind.value === "Subscription";
  return {
    verification_token: token.value,
    message_id: crypto.randomUUID(),
    timestamp: now,
    type: kind.value,
    is_public: elements.public.checked,
    from_name: giver.value,
    message: message.value,
    amount: amount.value,
    url: "https://ko-fi.com/Home/CoffeeShop",
    email: email.value,
    currency: currency.value,
    is_subscription_payment: subscription,
    is_first_subscription_payment: subscription,
    kofi_transaction_id: crypto.randomUUID(),
    shop_items: null,
    tier_name: null,
    shipping: null,
  };
}
