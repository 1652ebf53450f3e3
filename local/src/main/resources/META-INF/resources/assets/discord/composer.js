import { element, write } from "../dom.js";
import { busy } from "../forms.js";
import { command } from "./calls.js";

const byId = (id) => document.getElementById(id);
const input = byId("command");
const list = byId("suggestions");
const TYPES = { text: 3, flag: 5, person: 6, channel: 7 };
const TYPING_MILLIS = 150;

/** The line for slash commands: suggests commands, then shows a field for each option. */
export class Composer {
  /**
   * @param where gives the person, the room, and all people, rooms and commands
   * @param done takes the answer
   */
  constructor(where, done) {
    this.where = where;
    this.done = done;
    this.chosen = null;
    this.suggestions = new Suggestions(input, list);
    input.addEventListener("input", () => this.suggest());
    input.addEventListener("focus", () => this.suggest());
    input.addEventListener("blur", () => this.suggestions.close());
    byId("chosen-drop").addEventListener("click", () => { this.drop(); input.focus(); });
    byId("composer").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    byId("composer").addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.chosen) { this.drop(); input.focus(); }
    });
  }

  suggest() {
    const typed = input.value.trim().toLowerCase();
    if (!typed.startsWith("/")) return this.suggestions.close();
    const all = this.where().commands.flatMap((group) => (group.options ?? []).map((sub) => ({ group, sub })));
    const found = all.filter(({ group, sub }) => `/${group.name} ${sub.name}`.includes(typed));
    this.suggestions.open(found.map(({ group, sub }) => ({
      name: `/${group.name} ${sub.name}`,
      about: sub.description,
      take: () => this.choose(group, sub),
    })));
  }

  choose(group, sub) {
    this.chosen = { group, sub };
    this.suggestions.close();
    input.value = "";
    input.hidden = true;
    byId("chosen").hidden = byId("send").hidden = false;
    write(byId("chosen-name"), `/${group.name} ${sub.name}`);
    byId("options").replaceChildren(...(sub.options ?? []).map((option) => this.option(option)));
    (byId("options").querySelector("input, select") ?? byId("send")).focus();
  }

  drop() {
    this.chosen = null;
    input.hidden = false;
    byId("chosen").hidden = byId("send").hidden = true;
    byId("options").replaceChildren();
  }

  option(option) {
    const label = element("label", "", "option");
    const name = element("span", option.required ? option.name : `${option.name} (optional)`);
    label.title = option.description;
    const field = this.field(option);
    field.name = option.name;
    field.required = Boolean(option.required);
    label.append(name, field);
    if (!option.autocomplete) return label;
    const proposed = element("ul", "", "");
    proposed.id = `proposed-${option.name}`;
    proposed.role = "listbox";
    proposed.ariaLabel = option.description;
    proposed.hidden = true;
    this.completes(field, proposed, option);
    const both = element("div", "", "completed");
    both.append(label, proposed);
    return both;
  }

  field(option) {
    const { people, rooms } = this.where();
    if (option.type === TYPES.text) {
      const text = document.createElement("input");
      text.autocomplete = "off";
      text.placeholder = option.description;
      if (option.max_length) text.maxLength = option.max_length;
      return text;
    }
    const select = document.createElement("select");
    select.append(new Option(option.description, ""));
    const choices = {
      [TYPES.flag]: [["true", "true"], ["false", "false"]],
      [TYPES.person]: people.map((person) => [`@${person.name}`, person.id]),
      [TYPES.channel]: rooms.filter((room) => !room.direct).map((room) => [`#${room.name}`, room.id]),
    }[option.type];
    for (const choice of choices ?? []) select.append(new Option(...choice));
    return select;
  }

  completes(field, proposed, option) {
    const suggestions = new Suggestions(field, proposed);
    field.role = "combobox";
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", proposed.id);
    let waiting;
    let asked = 0;
    const ask = async () => {
      const mine = ++asked;
      const answer = await command({ ...this.request(), focused: option.name });
      if (mine !== asked || !answer.ok) return;
      suggestions.open((answer.choices ?? []).map((choice) => ({
        name: choice.name, about: "", take: () => { field.value = choice.value; suggestions.close(); },
      })));
    };
    field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, TYPING_MILLIS); });
    field.addEventListener("blur", () => { clearTimeout(waiting); asked++; suggestions.close(); });
  }

  request() {
    const { as, room } = this.where();
    const given = [...byId("options").querySelectorAll("[name]")].map((field) => [field.name, field.value.trim()]);
    return {
      as,
      channel: room,
      command: this.chosen.group.name,
      subcommand: this.chosen.sub.name,
      options: Object.fromEntries(given),
    };
  }

  async send() {
    if (!this.chosen) return;
    const missing = [...byId("options").querySelectorAll("[required]")].find((field) => !field.value.trim());
    if (missing) { missing.setAttribute("aria-invalid", "true"); missing.focus(); return; }
    const answer = await busy(byId("send"), () => command(this.request()));
    if (answer.ok) { this.drop(); input.focus(); }
    this.done(answer);
  }
}

/** A list that opens at a field; arrows and Enter, or a click, choose from it. */
class Suggestions {
  constructor(field, popup) {
    this.field = field;
    this.popup = popup;
    this.items = [];
    field.addEventListener("keydown", (event) => this.key(event));
  }

  open(items) {
    this.items = items;
    this.at = 0;
    this.popup.replaceChildren(...items.map((item, i) => this.entry(item, i)));
    this.popup.hidden = items.length === 0;
    this.field.setAttribute("aria-expanded", String(items.length > 0));
    this.mark();
  }

  close() {
    if (!this.popup.hidden) this.open([]);
  }

  entry(item, i) {
    const made = element("li", "");
    made.role = "option";
    made.id = `${this.popup.id}-${i}`;
    made.append(element("b", item.name), element("span", item.about, "quiet"));
    // A click would come after the field has lost the focus.
    made.addEventListener("mousedown", (event) => { event.preventDefault(); item.take(); });
    return made;
  }

  mark() {
    [...this.popup.children].forEach((entry, i) => {
      entry.setAttribute("aria-selected", String(i === this.at));
      if (i === this.at) entry.scrollIntoView({ block: "nearest" });
    });
    if (this.items.length) this.field.setAttribute("aria-activedescendant", `${this.popup.id}-${this.at}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (!this.items.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = (this.at + step + this.items.length) % this.items.length;
      this.mark();
    } else if (event.key === "Enter" || event.key === "Tab") {
      this.items[this.at].take();
    } else if (event.key === "Escape") {
      this.close();
      event.stopPropagation();
    } else {
      return;
    }
    event.preventDefault();
  }
}
