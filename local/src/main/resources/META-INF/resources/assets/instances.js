import { state } from "./api.js";
import { Card } from "./card.js";
import { onCreated, openCreate } from "./dialogs.js";
import { poll } from "./poll.js";

const byId = (id) => document.getElementById(id);
const cards = new Map();
const POLL_MILLIS = 500;

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

byId("new-server").addEventListener("click", openCreate);
byId("first-server").addEventListener("click", openCreate);
const refresh = poll(state, showServers, POLL_MILLIS);
onCreated(refresh);
