import { state } from "./api.js";
import { Card } from "./card.js";
import { onCreated, openCreate } from "./dialogs.js";
import { showEvents } from "./events.js";

const byId = (id) => document.getElementById(id);
const cards = new Map();
const POLL_MILLIS = 500;

/** Asks once and shows everything; whoever calls while one is under way waits for the same answer. */
let underWay = null;
function refresh() {
  underWay ??= load().finally(() => { underWay = null; });
  return underWay;
}

async function load() {
  try {
    const seen = await state();
    problem(seen.problem && `The servers could not be listed: ${seen.problem}`);
    showEvents(seen.events);
    if (!seen.problem) showServers(seen);
  } catch {
    problem("The console does not answer. Does it still run?");
  }
}

function showServers({ instances, now }) {
  const here = new Set(instances.map((view) => view.instance.userId));
  for (const [userId, card] of cards) {
    if (!here.has(userId)) {
      card.element.remove();
      cards.delete(userId);
    }
  }
  const oldestFirst = [...instances].sort((a, b) => a.instance.createdAt.localeCompare(b.instance.createdAt));
  for (const view of oldestFirst) {
    const { userId } = view.instance;
    if (!cards.has(userId)) {
      const card = new Card(refresh);
      cards.set(userId, card);
      byId("servers").append(card.element);
    }
    cards.get(userId).show(view, now);
  }
  byId("empty").hidden = instances.length > 0;
  byId("new-server").hidden = instances.length === 0;
  byId("count").hidden = instances.length === 0;
  byId("count").textContent = String(instances.length);
}

function problem(text) {
  byId("problem").hidden = !text;
  byId("problem").textContent = text || "";
}

async function poll() {
  if (!document.hidden) await refresh();
  setTimeout(poll, POLL_MILLIS);
}

byId("new-server").addEventListener("click", openCreate);
byId("first-server").addEventListener("click", openCreate);
onCreated(refresh);
poll();
