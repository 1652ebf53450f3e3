import { element, keyed, write } from "../dom.js";
import { busy } from "../forms.js";
import { command, dismiss, state, useComponent } from "./calls.js";
import { Composer } from "./composer.js";
import { openModal } from "./modal.js";
import { refreshMoments, setNow } from "./moments.js";
import { Post } from "./posts.js";

const byId = (id) => document.getElementById(id);
const POLL_MILLIS = 400;
const NEAR_THE_END = 60;
const SET_UP = { command: "foundry-admin", subcommand: "setup-registration", options: {} };

let as = sessionStorage.getItem("discord-as") ?? "";
let room = sessionStorage.getItem("discord-room") ?? "";
let all = null;
let seen = 0;
/** Whether the page shows that nothing answers. */
let silent = false;
/** The newest message that a person has seen in a room. */
const read = new Map();
const posts = new Map();

const composer = new Composer(
  () => ({ as, room, commands: all?.commands ?? [], people: all?.people ?? [], rooms: all?.channels ?? [] }),
  (answer) => follow(answer));

async function look() {
  const asked = as;
  const answer = await state(asked, seen);
  if (asked !== as) return;
  if (silent) fail(null);
  setNow(answer.now);
  if (answer.channels) {
    all = answer;
    seen = answer.version;
    if (!answer.people.some((person) => person.id === as)) as = answer.people[0].id;
    show();
  }
  refreshMoments();
}

function show() {
  const here = all.channels.find((each) => each.id === room) ?? all.channels[0];
  if (room !== here.id) enter(here.id);
  showPeople();
  showRooms();
  showRoom(here);
}

function showPeople() {
  keyed(byId("who"), all.people, (person) => person.id, (person) => new Option(person.name, person.id));
  byId("who").value = as;
  const me = all.people.find((person) => person.id === as);
  write(byId("who-about"), `${me.name} ${me.about}.`);
}

function showRooms() {
  const groups = [...new Set(all.channels.map((each) => each.direct ? "Direct messages" : each.category ?? ""))];
  const items = groups.flatMap((group) => [{ title: group }, ...all.channels.filter((each) =>
    (each.direct ? "Direct messages" : each.category ?? "") === group)]).filter((item) => item.id || item.title);
  keyed(byId("rooms"), items, (item) => item.id ?? item.title, (item) => item.id ? roomItem(item) : element("li", item.title, "group"));
  for (const each of all.channels) {
    const button = byId("rooms").querySelector(`[data-key="${each.id}"] button`);
    if (each.id === room) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
    const fresh = each.id !== room && (each.posts.at(-1)?.id ?? "") > (read.get(as + each.id) ?? "");
    button.dataset.fresh = fresh;
    write(button.lastElementChild, fresh ? "new messages" : "");
  }
}

function roomItem(each) {
  const item = document.createElement("li");
  const button = element("button", "");
  button.type = "button";
  button.append(element("span", `${each.direct ? "@" : "#"}${each.name}`), element("span", "", "hidden"));
  button.addEventListener("click", () => { enter(each.id); show(); });
  item.append(button);
  return item;
}

function showRoom(here) {
  write(byId("room-title"), `${here.direct ? "@" : "#"}${here.name}`);
  write(byId("room-topic"), here.direct ? "Direct messages of the bot" : here.topic.startsWith("foundry-hosting:") ? "A member's own channel" : here.topic);
  const scroll = byId("scroll");
  const atTheEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_THE_END;
  const answered = here.posts.some((post) => post.ephemeral && !posts.has(post.id));
  const names = {
    people: new Map(all.people.map((person) => [person.id, person.name])),
    channels: new Map(all.channels.map((each) => [each.id, each.name])),
  };
  keyed(byId("posts"), here.posts, (post) => post.id, (post) => {
    const made = new Post({ use, dismiss: dismissed });
    posts.set(post.id, made);
    return made.element;
  });
  for (const post of here.posts) posts.get(post.id).show(post, names, all.bot);
  for (const id of posts.keys()) if (!here.posts.some((post) => post.id === id)) posts.delete(id);
  showQuiet(here);
  // A button may stand far above the message that answers it.
  if (atTheEnd || answered) scroll.scrollTop = scroll.scrollHeight;
  if (here.posts.length) read.set(as + here.id, here.posts.at(-1).id);
}

function showQuiet(here) {
  byId("quiet-room").hidden = here.posts.length > 0;
  const maintainer = all.people.find((person) => person.maintainer);
  const welcome = here.id === all.channels[0].id;
  byId("set-up").hidden = !welcome;
  write(byId("quiet-room-said"), welcome
    ? `Members register by a message that stands here. ${maintainer.name} puts it up with /foundry-admin setup-registration.`
    : "No messages yet. Type / below.");
}

function enter(id) {
  room = id;
  sessionStorage.setItem("discord-room", id);
  posts.clear();
  byId("posts").replaceChildren();
  fail(null);
}

/** Opens the form of an answer, or shows its error; messages come by themselves. */
function follow(answer) {
  fail(answer.ok ? null : answer.error);
  if (answer.modal) openModal(as, answer);
  return look().catch(unreachable);
}

async function use(post, customId, values) {
  await follow(await useComponent({ as, post, customId, values }));
}

async function dismissed(post) {
  await follow(await dismiss({ as, post }));
  byId("scroll").focus();
}

function fail(error) {
  silent = false;
  byId("problem").hidden = !error;
  write(byId("problem"), error?.message ?? "");
}

function unreachable(error) {
  console.error(error);
  fail({ message: "The laptop edition does not answer. Does it still run?" });
  silent = true;
}

byId("who").addEventListener("change", () => {
  as = byId("who").value;
  sessionStorage.setItem("discord-as", as);
  seen = 0;
  posts.clear();
  byId("posts").replaceChildren();
  composer.drop();
  fail(null);
  look().catch(unreachable);
});

byId("posts").addEventListener("click", (event) => {
  const mentioned = event.target.closest("[data-room]");
  if (!mentioned) return;
  event.preventDefault();
  if (all.channels.some((each) => each.id === mentioned.dataset.room)) { enter(mentioned.dataset.room); show(); }
});

byId("set-up").addEventListener("click", (event) => busy(event.currentTarget, async () => {
  const maintainer = all.people.find((person) => person.maintainer);
  await follow(await command({ as: maintainer.id, channel: room, ...SET_UP }));
}));

async function poll() {
  try {
    if (!document.hidden) await look();
  } catch (error) {
    unreachable(error);
  }
  setTimeout(poll, POLL_MILLIS);
}
poll();
