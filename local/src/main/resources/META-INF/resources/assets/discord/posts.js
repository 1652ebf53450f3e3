import { copied, element, write } from "../dom.js";
import { busy } from "../forms.js";
import { inline, markdown } from "./markdown.js";
import { written } from "./moments.js";

const template = document.getElementById("post-template");
const BUTTON = 2;
const MENU = 3;
const LINK = 5;
const STYLES = { 1: "primary", 2: "", 3: "good", 4: "danger" };

/** A message of the bot's. A change draws it anew and keeps the focus. */
export class Post {
  /**
   * @param does uses a component, or dismisses the message
   */
  constructor(does) {
    const { made, parts } = copied(template);
    this.element = made;
    this.parts = parts;
    this.does = does;
    parts.dismiss.addEventListener("click", () => does.dismiss(this.post.id));
  }

  show(post, names, bot) {
    const now = JSON.stringify([post, [...names.channels]]);
    if (this.shown === now) return;
    this.shown = now;
    this.post = post;
    const { parts } = this;
    this.element.dataset.own = post.ephemeral;
    parts.cause.hidden = !post.cause;
    parts.cause.replaceChildren(...(post.cause ? [element("b", post.cause.who), " used ", element("b", post.cause.what)] : []));
    write(parts.author, bot);
    write(parts.at, written(new Date(post.timestamp).getTime(), "t"));
    parts.at.dateTime = post.timestamp;
    parts.at.title = written(new Date(post.timestamp).getTime(), "F");
    parts.edited.hidden = !post.edited_timestamp;
    parts.thinking.hidden = !post.thinking;
    write(parts.thinking.firstElementChild, bot);
    parts.own.hidden = !post.ephemeral;
    const focused = this.focused();
    parts.body.replaceChildren(...this.body(names));
    this.focus(focused);
  }

  body(names) {
    const { post } = this;
    const body = [];
    if (post.content) body.push(filled("div", "content", markdown(post.content, names)));
    for (const embed of post.embeds ?? []) body.push(framed(embed, names));
    for (const row of post.components ?? []) {
      body.push(filled("div", "row", ...row.components.map((component) => this.component(component))));
    }
    return body;
  }

  component(component) {
    if (component.type === MENU) return this.menu(component);
    if (component.type === BUTTON && component.style === LINK) {
      const link = element("a", component.label, "button");
      link.href = component.url;
      link.target = "_blank";
      link.rel = "noopener";
      return link;
    }
    const button = element("button", component.label, STYLES[component.style] ?? "");
    button.type = "button";
    button.disabled = Boolean(component.disabled);
    button.dataset.id = component.custom_id;
    button.addEventListener("click", () => this.useComponent(button, component, []));
    return button;
  }

  /** A button confirms the selection, so that a slip cannot do what cannot be undone. */
  menu(component) {
    const select = document.createElement("select");
    select.setAttribute("aria-label", component.placeholder ?? "Select");
    select.dataset.id = component.custom_id;
    const chosen = component.options.find((option) => option.default);
    if (!chosen) select.append(new Option(component.placeholder ?? "Select", "", true, true));
    for (const option of component.options) {
      select.append(new Option(option.label, option.value, option.default, option.default));
    }
    const choose = element("button", "Choose");
    choose.type = "button";
    const unchanged = () => { choose.disabled = select.value === (chosen?.value ?? ""); };
    select.addEventListener("change", unchanged);
    unchanged();
    choose.addEventListener("click", () => this.useComponent(choose, component, [select.value]));
    return filled("div", "menu", select, choose);
  }

  useComponent(button, component, values) {
    return busy(button, () => this.does.use(this.post.id, component.custom_id, values));
  }

  focused() {
    const active = document.activeElement;
    return this.parts.body.contains(active) ? active.dataset.id ?? "" : null;
  }

  /** Focuses the same button, else the first that can be used. */
  focus(id) {
    if (id === null) return;
    const all = [...this.parts.body.querySelectorAll("button, select")];
    (all.find((each) => id && each.dataset.id === id) ?? all.find((each) => !each.disabled))?.focus({ preventScroll: true });
  }
}

function framed(embed, names) {
  const frame = element("article", "", "embed");
  frame.style.setProperty("--frame", `#${(embed.color ?? 0x808080).toString(16).padStart(6, "0")}`);
  if (embed.title) frame.append(filled("h3", "", inline(embed.title, names)));
  if (embed.description) frame.append(filled("div", "content", markdown(embed.description, names)));
  if (embed.fields?.length) {
    frame.append(filled("dl", "", ...embed.fields.map(({ name, value }) =>
      filled("div", "", filled("dt", "", inline(name, names)), filled("dd", "", markdown(value, names))))));
  }
  return frame;
}

function filled(name, className, ...children) {
  const made = element(name, "", className);
  made.append(...children);
  return made;
}
