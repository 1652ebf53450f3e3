import { operate, overview } from "./api.js";
import { element, keyed, write } from "./dom.js";
import { busy, clearErrors, showError } from "./forms.js";
import { money } from "./money.js";
import { poll } from "./poll.js";
import { stopCause } from "./stopcauses.js";
import { dayAndTime, monthName, span } from "./times.js";

const byId = (id) => document.getElementById(id);
const form = byId("maintenance-form");
/** In the order of a server's life, with the tones of the Servers page. */
const STATUSES = {
  creating: "busy", created: "", starting: "busy", running: "good", stopping: "busy", stopped: "", failed: "bad",
  destroying: "busy",
};
const SHARING = { private: "not lent", shared: "lent", stopping: "lending ends", withdrawn: "taken back" };

function show({ overview: seen, stats, names }) {
  byId("content").hidden = !seen;
  if (!seen) return;
  showMaintenance(seen.maintenance);
  showServers(seen.servers);
  showNow(seen.running, seen.month.currency, stats);
  showSessions(seen.sessions);
  showLicences(seen.licenses);
  showMonth(seen);
  showContributors(seen.contributors, names);
  showStopCauses(stats);
}

function showServers({ total, ...byStatus }) {
  write(byId("servers-total"), String(total));
  const there = Object.entries(byStatus).filter(([, count]) => count > 0);
  there.sort(([one], [other]) => Object.keys(STATUSES).indexOf(one) - Object.keys(STATUSES).indexOf(other));
  keyed(byId("servers-shares"), there, String, ([status, count]) => {
    const share = document.createElement("span");
    share.style.flexGrow = count;
    share.dataset.tone = STATUSES[status] ?? "";
    return share;
  });
  counts(byId("servers"), there.map(([status, count]) => [count, status, STATUSES[status]]));
}

function showNow({ players, seconds, cost }, currency, stats) {
  write(byId("players"), players === 1 ? "1 player" : `${players} players`);
  const lines = [[money(cost, currency), "cost of what runs, so far"], [span(seconds), "run by it"]];
  for (const [name, says] of [["empty", "empty"], ["warned", "warned of their stop"], ["unreadable", "unreadable"]]) {
    if (stats?.servers?.[name]) lines.push([stats.servers[name], says]);
  }
  counts(byId("playing"), lines);
}

function showSessions({ open, scheduled, preparing, active, next }) {
  write(byId("sessions-total"), `${open} open`);
  counts(byId("sessions"), [[active, "active", active ? "good" : ""], [preparing, "preparing"], [scheduled, "scheduled"]]);
  if (next) byId("sessions").append(element("li", `next: ${dayAndTime(next.startsAt)}`));
}

function showLicences({ total, inUse, ...bySharing }) {
  write(byId("licences-total"), String(total));
  const shared = Object.entries(bySharing).filter(([sharing, count]) => count > 0 && SHARING[sharing]);
  counts(byId("licences"), [[inUse, "in use", inUse ? "good" : ""],
    ...shared.map(([sharing, count]) => [count, SHARING[sharing]])]);
}

function counts(list, lines) {
  keyed(list, lines, JSON.stringify, ([count, text, tone]) => {
    const line = document.createElement("li");
    line.dataset.tone = tone ?? "";
    line.append(element("b", String(count)), ` ${text}`);
    return line;
  });
}

function showMonth({ month, unclaimed, spendingCaps }) {
  const { currency } = month;
  write(byId("month"), monthName(month.month));
  byId("month").href = `/costs?month=${month.month}`;
  write(byId("played"), `${month.hours} h`);
  for (const part of ["cost", "donations", "credits", "uncovered"]) write(byId(part), money(month[part], currency));
  const most = Math.max(Number(month.cost), Number(month.donations) + Number(month.credits));
  for (const part of ["donations", "credits"]) {
    byId(`meter-${part}`).style.width = most ? `${100 * month[part] / most}%` : "0";
  }
  const nothing = Number(month.cost) === 0;
  const covered = Number(month.uncovered) === 0;
  write(byId("coverage"), nothing ? "nothing yet" : covered ? "all covered" : `${month.coveredPercent} % covered`);
  byId("coverage").dataset.tone = nothing ? "" : covered ? "good" : "busy-still";
  byId("meter").setAttribute("aria-label", nothing ? "No cost yet" : `${month.coveredPercent} percent of the cost are covered`);
  const waiting = [[unclaimed.donations, currency], ...(unclaimed.otherDonations ?? []).map((each) => [each.amount, each.currency])]
    .filter(([amount]) => Number(amount) > 0).map(([amount, of]) => money(amount, of));
  byId("unclaimed").hidden = waiting.length === 0;
  write(byId("unclaimed"), `${waiting.join(", ")} of the donations wait to be claimed.`);
  const reached = spendingCaps?.reached ?? [];
  byId("capped").hidden = reached.length === 0;
  write(byId("capped"), `The spending cap is reached by ${reached.map((each) => each.userId ?? each).join(", ")}.`);
}

function showContributors(contributors, names) {
  byId("no-contributors").hidden = contributors.length > 0;
  const most = Math.max(0, ...contributors.map((each) => Number(each.donations)));
  keyed(byId("contributors"), contributors.map((each) => ({ ...each, username: names[each.userId] })), JSON.stringify,
    ({ userId, username, name, donations, currency }) => {
      const whose = userId ? link(`/costs?${new URLSearchParams({ user: userId })}`, name ?? username ?? userId)
        : element("b", name ?? "somebody who is not named");
      return ranked(whose, money(donations, currency), Number(donations) / most, "good");
    });
}

function showStopCauses(stats) {
  const stops = Object.entries(stats?.stops ?? {}).filter(([, count]) => count > 0).sort(([, one], [, other]) => other - one);
  byId("no-stop-causes").hidden = stops.length > 0;
  const most = Math.max(0, ...stops.map(([, count]) => count));
  keyed(byId("stop-causes"), stops, String, ([kind, count]) =>
    ranked(element("b", stopCause(kind)), String(count), count / most, "accent"));
}

function ranked(whose, figure, share, tone) {
  const line = document.createElement("li");
  const bar = document.createElement("span");
  bar.className = "bar";
  bar.dataset.tone = tone;
  bar.style.width = `${100 * share}%`;
  line.append(whose, element("span", figure, "amount"), bar);
  return line;
}

function link(href, text) {
  const made = element("a", text);
  made.href = href;
  return made;
}

function showMaintenance({ enabled, reason, since, by }) {
  byId("maintenance").dataset.on = enabled;
  write(byId("maintenance-state"), enabled ? "on" : "off");
  byId("maintenance-state").dataset.tone = enabled ? "bad" : "good";
  const whence = [since && `since ${dayAndTime(since)}`, by && `by ${by}`].filter(Boolean).join(", ");
  write(byId("maintenance-says"), enabled
    ? `${whence ? `It is on ${whence}: no` : "No"} server starts, and those that ran stop after a warning.`
    : "Servers may start. Maintenance warns players, stops all servers ten minutes later, and lets none start.");
  byId("maintenance-reason").hidden = !enabled || !reason;
  write(byId("maintenance-reason"), reason ?? "");
  byId("reason-field").hidden = byId("begin").hidden = enabled;
  byId("lift").hidden = byId("take-up").hidden = !enabled;
}

async function order(button, action, request, done) {
  clearErrors(form);
  write(byId("maintenance-done"), "");
  const answer = await busy(button, () => operate(action, request));
  if (!answer.ok) return showError(form, answer.error);
  form.reset();
  await refresh();
  return write(byId("maintenance-done"), done);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const reason = form.elements.reason.value.trim();
  order(byId("begin"), "admin-system-maintenance", { enabled: true, reason }, "");
});
byId("lift").addEventListener("click", (event) =>
  order(event.currentTarget, "admin-system-maintenance", { enabled: false, reason: "over" }, "It is lifted."));
byId("take-up").addEventListener("click", (event) => order(event.currentTarget, "admin-maintenance-reset", {}, "It is lifted."));

const refresh = poll(overview, show);
