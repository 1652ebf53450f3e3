import { act, costs } from "./api.js";
import { element, keyed, write } from "./dom.js";
import { busy, clearErrors, showError } from "./forms.js";
import { setUpKofi } from "./kofi.js";
import { money } from "./money.js";
import { poll } from "./poll.js";
import { stopCause } from "./stopcauses.js";
import { monthAfter, monthName, monthOf, span, utcDay, utcTime } from "./times.js";
import { remember, remembered, showUsers } from "./users.js";

const byId = (id) => document.getElementById(id);
const who = byId("who");
const asked = new URLSearchParams(location.search);
/** Empty for the present month, also when the clock moves into the next. */
let month = asked.get("month") ?? "";
let user = asked.get("user") ?? remembered();
let seen = null;
const kofi = setUpKofi(() => refresh(), (transactionId) => {
  byId("transactionId").value = transactionId;
  byId("transactionId").focus();
});

function show(state) {
  const there = state.users.length > 0;
  byId("empty").hidden = there;
  byId("content").hidden = byId("months").hidden = byId("who-label").hidden = !there || !state.costs;
  if (!there || !state.costs) return;
  seen = state;
  showUsers(who, state.users);
  who.value = user = state.user;
  kofi.showUser(state.user, state.now);
  showMonths(state);
  showPicture(state.picture);
  showFigures(state.costs);
  showEntries(state.costs);
  // The page has its width only now.
  if (state.width !== width()) refresh();
}

function showMonths({ costs: { month: shown }, now }) {
  write(byId("month"), monthName(shown));
  write(byId("bill-title"), monthName(shown));
  byId("after").disabled = shown >= monthOf(now);
}

let drawn = null;
/** The width on the page, so that the picture's letters have the page's size. */
const width = () => Math.floor(byId("picture").clientWidth) || 640;

function showPicture(text) {
  if (text === drawn) return;
  drawn = text;
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  byId("picture").replaceChildren(document.importNode(svg, true));
}

function showFigures({ seconds, cost, donations, credits, uncovered, currency, otherDonations = [] }) {
  write(byId("played"), span(seconds));
  write(byId("cost"), money(cost, currency));
  write(byId("donations"), money(donations, currency));
  write(byId("credits"), money(credits, currency));
  write(byId("uncovered"), money(uncovered, currency));
  const given = Number(donations) + Number(credits);
  const nothing = Number(cost) === 0 && given === 0;
  const covered = Number(uncovered) === 0;
  const percent = Math.floor(100 * Math.min(1, given / Number(cost)));
  write(byId("coverage"), nothing ? "nothing yet" : covered ? "all covered" : `${percent} % covered`);
  byId("coverage").dataset.tone = nothing ? "" : covered ? "good" : "busy-still";
  byId("others").hidden = otherDonations.length === 0;
  const sums = otherDonations.map((each) => money(each.amount, each.currency)).join(", ");
  write(byId("others"), `In other currencies ${sums} came in. They are kept apart and cover nothing here.`);
}

function showEntries(bill) {
  const { entries, currency } = bill;
  const counted = entries.filter((entry) => entry.currency === currency);
  const apart = entries.filter((entry) => entry.currency !== currency);
  byId("none").hidden = entries.length > 0;
  byId("entries").hidden = entries.length === 0;
  keyed(byId("rows"), counted, JSON.stringify, row);
  keyed(byId("sums"), sums(bill), JSON.stringify, ([name, amount]) => {
    const line = document.createElement("tr");
    const head = element("th", name);
    head.scope = "row";
    head.colSpan = 2;
    line.append(head, element("td", amount, "amount"));
    return line;
  });
  byId("apart").hidden = apart.length === 0;
  keyed(byId("apart"), [null, ...apart], JSON.stringify, (entry) => entry ? row(entry) : heading("In other currencies"));
}

function sums({ cost, donations, credits, uncovered, currency }) {
  return [
    ["Cost", money(cost, currency)],
    ["Donations", `− ${money(donations, currency)}`],
    ["Credits", `− ${money(credits, currency)}`],
    ["Uncovered", money(uncovered, currency)],
  ];
}

function heading(text) {
  const line = document.createElement("tr");
  const head = element("th", text);
  head.scope = "rowgroup";
  head.colSpan = 3;
  line.append(head);
  return line;
}

const ROWS = {
  run: (run) => ({
    when: [utcDay(run.from), `${utcTime(run.from)} to ${run.running ? "now" : utcTime(run.until)}`],
    what: ["Run", [span(run.seconds), `${run.cpuUnits / 1024} vCPU, ${run.memoryMiB / 1024} GB`,
      run.ending && stopCause(run.ending)].filter(Boolean).join(" · ")],
    pill: run.running && "running",
    amount: money(run.cost, run.currency),
  }),
  donation: (donation) => ({
    when: [utcDay(donation.at), utcTime(donation.at)],
    what: [`${donation.kind} from ${donation.from ?? "somebody who is not named"}`,
      [donation.message && `“${donation.message}”`, donation.transactionId].filter(Boolean).join(" · ")],
    amount: `+ ${money(donation.amount, donation.currency)}`,
  }),
  credit: (credit) => ({
    when: [utcDay(credit.at), utcTime(credit.at)],
    what: ["Credit", `for the role ${credit.role}`],
    amount: `+ ${money(credit.amount, credit.currency)}`,
  }),
};

function row(entry) {
  const { when, what, pill, amount } = ROWS[entry.type](entry);
  const line = document.createElement("tr");
  line.dataset.type = entry.type;
  const cells = [when, what].map(([first, second]) => {
    const cell = document.createElement("td");
    cell.append(element("b", first), element("span", second, "quiet"));
    return cell;
  });
  if (pill) {
    const mark = element("span", pill, "pill");
    mark.dataset.tone = "good";
    cells[1].firstElementChild.after(mark);
  }
  line.append(...cells, element("td", amount, "amount"));
  return line;
}

byId("claim-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  clearErrors(form);
  write(byId("claimed"), "");
  const transactionId = form.elements.transactionId.value.trim();
  const answer = await busy(form.querySelector("[type=submit]"), () => act("claim-donation", { userId: user, transactionId }));
  if (!answer.ok) return showError(form, answer.error);
  form.reset();
  const { amount, currency, month: given } = answer.data;
  write(byId("claimed"), `${money(amount, currency)} is yours, in ${monthName(given)}.`);
  await refresh();
});

/** The address holds the choice, so that a link can. */
function choose() {
  history.replaceState(null, "", `?${new URLSearchParams(month ? { user, month } : { user })}`);
  write(byId("claimed"), "");
  refresh();
}

function turn(by) {
  const next = monthAfter(seen.costs.month, by);
  month = next >= monthOf(seen.now) ? "" : next;
  choose();
}

byId("before").addEventListener("click", () => turn(-1));
byId("after").addEventListener("click", () => turn(1));
who.addEventListener("change", () => {
  user = who.value;
  remember(user);
  choose();
});
const refresh = poll(async () => {
  const drawnFor = width();
  return { ...await costs(user, month, drawnFor), width: drawnFor };
}, show);
window.addEventListener("resize", () => refresh());
