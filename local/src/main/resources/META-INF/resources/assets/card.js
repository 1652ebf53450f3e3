import { act, players } from "./api.js";
import { openDestroy, openVersion, showKey } from "./dialogs.js";
import { element, keyed, write } from "./dom.js";
import { busy } from "./forms.js";
import { money } from "./money.js";
import { openSettings } from "./settings.js";
import { clockTime, slot, took } from "./times.js";

const template = document.getElementById("card-template");

const TONES = { running: "good", creating: "busy", starting: "busy", stopping: "busy", destroying: "busy", failed: "bad" };
const DOING = {
  creating: "Its files, bucket, key and secret are being made.",
  destroying: "Its worlds, files, bucket and address are being removed.",
};
const START = ["requested", "pulling", "booting", "checking", "ready"];
const STOP = ["draining", "stopped"];
const MAY_START = ["created", "stopped", "failed"];
const MAY_STOP = ["starting", "running"];
const AT_REST = ["created", "stopped", "failed", "running"];

/** A server's card. It writes only changes, so that focus and selection stay. */
export class Card {
  constructor(refresh) {
    this.element = template.content.firstElementChild.cloneNode(true);
    this.refresh = refresh;
    this.parts = Object.fromEntries(
      [...this.element.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.buttons = Object.fromEntries(
      [...this.element.querySelectorAll("[data-do]")].map((button) => [button.dataset.do, button]));
    for (const [name, button] of Object.entries(this.buttons)) {
      button.addEventListener("click", () => this[name](button));
    }
  }

  show({ instance, playersNow }, now) {
    const before = this.instance?.status;
    this.instance = instance;
    this.playersNow = playersNow;
    const { status } = instance;
    const { parts } = this;
    this.element.querySelector("article").setAttribute("aria-label", `Server of ${instance.username}`);
    write(parts.name, instance.username);
    write(parts.about, about(instance));
    write(parts.status, status);
    parts.status.dataset.tone = TONES[status] ?? "";
    parts.reason.hidden = !instance.statusReason;
    write(parts.reason, instance.statusReason ?? "");
    parts.doing.hidden = !DOING[status];
    write(parts.doing, DOING[status] ?? "");
    const plans = planned(instance);
    parts.plans.hidden = plans.length === 0;
    keyed(parts.plans, plans, (text) => text, (text) => element("li", text));
    this.showSteps(status, instance.progress?.phases ?? [], now);
    this.showJoin(status);
    this.buttons.start.disabled = !MAY_START.includes(status);
    this.buttons.stop.disabled = !MAY_STOP.includes(status);
    this.buttons.settings.disabled = !AT_REST.includes(status);
    this.buttons.version.disabled = this.buttons.key.disabled = !AT_REST.includes(status);
    this.buttons.destroy.disabled = status === "destroying";
    if (before && before !== status) {
      write(parts.spoken, `${instance.username}: ${status}`);
      this.fail(null);
    }
  }

  showSteps(status, phases, now) {
    const list = this.parts.steps;
    const motion = { starting: START, running: START, stopping: STOP }[status];
    list.hidden = !motion;
    if (!motion) return;
    const first = phases.findLastIndex((each) => each.phase === motion[0]);
    const begun = first < 0 ? [] : phases.slice(first);
    if (list.children.length !== motion.length) list.replaceChildren(...motion.map(step));
    motion.forEach((name, i) => {
      const at = begun.findIndex((each) => each.phase === name);
      const reached = begun.findLastIndex((each) => motion.indexOf(each.phase) >= i) >= 0;
      const end = name === motion.at(-1);
      const current = at >= 0 && at === begun.length - 1 && !end;
      const item = list.children[i];
      item.dataset.state = current ? "now" : reached ? "done" : "todo";
      if (current) item.setAttribute("aria-current", "step"); else item.removeAttribute("aria-current");
      write(item.firstElementChild, name);
      write(item.lastElementChild, at < 0 ? "" : end
        ? `after ${took(begun[0].since, begun[at].since)}`
        : took(begun[at].since, begun[at + 1]?.since ?? now));
    });
  }

  showJoin(status) {
    const { join, link, players: shown } = this.parts;
    join.hidden = status !== "running";
    const address = `${this.instance.url}/`;
    link.href = address;
    write(link, address);
    write(shown, String(this.playersNow ?? 0));
    write(this.parts["players-word"], this.playersNow === 1 ? "player" : "players");
    this.buttons.fewer.disabled = !this.playersNow;
    write(this.parts.cost, soFar(this.instance));
  }

  fail(error) {
    this.parts.error.hidden = !error;
    write(this.parts.error, error?.message ?? "");
  }

  async run(button, work) {
    this.fail(null);
    const answer = await busy(button, work);
    if (!answer.ok) this.fail(answer.error);
    await this.refresh();
    return answer;
  }

  start(button) { return this.run(button, () => act("start", { userId: this.instance.userId })); }
  stop(button) { return this.run(button, () => act("stop", { userId: this.instance.userId })); }
  more(button) { return this.setPlayers(button, (this.playersNow ?? 0) + 1); }
  fewer(button) { return this.setPlayers(button, (this.playersNow ?? 0) - 1); }
  setPlayers(button, count) { return this.run(button, () => players(this.instance.userId, count)); }
  keep(button) { return this.run(button, () => act("keep-alive", { userId: this.instance.userId, minutes: 60 })); }
  settings() { openSettings(this.instance, this.refresh); }
  version() { openVersion(this.instance, this.refresh); }
  destroy() { openDestroy(this.instance, this.refresh); }

  async key(button) {
    const answer = await this.run(button, () => act("get-admin-key", { userId: this.instance.userId }));
    if (answer.ok) showKey(this.instance, answer.data.adminKey);
  }
}

function about(instance) {
  const licence = instance.licenseType === "byol" ? "own licence" : "licence of the pool";
  const size = `size ${instance.runningSize ?? instance.size}`;
  return [instance.userId, `Foundry ${instance.foundryVersion}`, size, licence].join(" · ");
}

/** A run's cost, and the players at the last sweep. */
function soFar({ cost, players: counted }) {
  return [
    cost && `${money(cost.amount, cost.currency)} so far`,
    counted !== undefined && `players at the last look: ${counted}`,
  ].filter(Boolean).join(" · ");
}

/** What its user has to do. */
const ATTENTION = {
  "licence-agreement": "Its licence agreement waits for the game master: open it.",
  "open-a-world": "No player can join yet: open it, and launch the world.",
};

/** What is to be done and what is due, a sentence each. */
function planned({ attention, shutdownAt, keptAliveUntil, linkedSessionId, nextSession, size, runningSize }) {
  const here = linkedSessionId && linkedSessionId === nextSession?.sessionId;
  return [
    ATTENTION[attention],
    shutdownAt && `It is going to be stopped at ${clockTime(shutdownAt)}.`,
    keptAliveUntil && `It is kept until ${clockTime(keptAliveUntil)}, even without players.`,
    here && `It runs for the session ${slot(nextSession)}.`,
    linkedSessionId && !here && "It ran for a session that is over.",
    runningSize && `It has size ${size} from the next start on.`,
    attention === "larger-size" && `It ran out of memory, and size ${size} is what it has: choose a larger one in Settings.`,
    nextSession && !here && `Next session: ${slot(nextSession)}.`,
  ].filter(Boolean);
}

function step() {
  const item = document.createElement("li");
  item.append(document.createElement("span"), document.createElement("time"));
  return item;
}
