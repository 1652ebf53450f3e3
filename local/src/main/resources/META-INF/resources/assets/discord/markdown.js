import { element } from "../dom.js";
import { moment } from "./moments.js";

/** Discord's Markdown as elements. Text only ever becomes text: nothing of it is read as HTML. */
const MARKS = [["**", "strong"], ["__", "u"], ["~~", "s"], ["*", "em"], ["_", "em"]];

/**
 * @param names what ids stand for: people and channels, both by id
 */
export function markdown(text, names) {
  const made = document.createDocumentFragment();
  for (const line of text.split("\n")) made.append(block(line, names));
  return made;
}

/** One line of it, as in titles. */
export function inline(text, names) {
  const made = document.createDocumentFragment();
  let plain = "";
  let at = 0;
  const flush = () => { if (plain) made.append(plain); plain = ""; };
  while (at < text.length) {
    const found = piece(text, at, names);
    if (found.node) { flush(); made.append(found.node); } else plain += found.text;
    at = found.end;
  }
  flush();
  return made;
}

function block(line, names) {
  const small = /^-# (.*)/.exec(line);
  const heading = /^#{1,3} (.*)/.exec(line);
  const quote = /^> (.*)/.exec(line);
  const item = /^[-*] (.*)/.exec(line);
  const made = element("p", "", small ? "subtext" : heading ? "heading" : quote ? "quote" : item ? "item" : "");
  made.append(inline((small ?? heading ?? quote ?? item ?? ["", line])[1], names));
  return made;
}

/** What stands at a place: a node, or text as it is, and where it ends. */
function piece(text, at, names) {
  if (text[at] === "\\" && /[^\sA-Za-z0-9]/.test(text[at + 1] ?? "")) {
    return { text: text[at + 1], end: at + 2 };
  }
  return code(text, at) ?? hidden(text, at, names) ?? marked(text, at, names) ?? reference(text, at, names)
    ?? link(text, at, names) ?? { text: text[at], end: at + 1 };
}

function code(text, at) {
  const end = text[at] === "`" ? text.indexOf("`", at + 1) : -1;
  return end > at + 1 ? { node: element("code", text.slice(at + 1, end)), end: end + 1 } : null;
}

function hidden(text, at, names) {
  const end = text.startsWith("||", at) ? closing(text, at + 2, "||") : -1;
  if (end < 0) return null;
  const made = element("span", "", "spoiler");
  const reveal = element("button", "Show what is hidden", "reveal");
  reveal.type = "button";
  reveal.addEventListener("click", () => {
    made.replaceChildren(inline(text.slice(at + 2, end), names));
    made.tabIndex = -1;
    made.focus();
  });
  made.append(reveal);
  return { node: made, end: end + 2 };
}

function marked(text, at, names) {
  for (const [mark, name] of MARKS) {
    const end = text.startsWith(mark, at) ? closing(text, at + mark.length, mark) : -1;
    if (end > at + mark.length) {
      const made = document.createElement(name);
      made.append(inline(text.slice(at + mark.length, end), names));
      return { node: made, end: end + mark.length };
    }
  }
  return null;
}

/** Where a mark closes; what stands behind a backslash closes nothing. */
function closing(text, from, mark) {
  for (let i = from; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text.startsWith(mark, i)) return i;
  }
  return -1;
}

function reference(text, at, names) {
  const found = /^<(?:t:(-?\d{1,13})(?::([tTdDfFR]))?|@!?(\d+)|#(\d+))>/.exec(text.slice(at, at + 40));
  if (!found) return null;
  const [all, seconds, style, person, channel] = found;
  const end = at + all.length;
  if (seconds) return { node: moment(Number(seconds) * 1000, style ?? "f"), end };
  if (person) return { node: element("span", `@${names.people.get(person) ?? person}`, "mention"), end };
  const room = element("a", `#${names.channels.get(channel) ?? "unknown"}`, "mention");
  room.href = `#${channel}`;
  room.dataset.room = channel;
  return { node: room, end };
}

function link(text, at, names) {
  const named = text[at] === "[" ? /^\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/.exec(text.slice(at)) : null;
  if (named) return { node: anchor(named[2], inline(named[1], names)), end: at + named[0].length };
  const bare = /^https?:\/\/[^\s<>|]+[^\s<>|.,:;!?)'"]/.exec(text.slice(at));
  return bare ? { node: anchor(bare[0], bare[0]), end: at + bare[0].length } : null;
}

function anchor(url, shown) {
  const made = document.createElement("a");
  made.href = url;
  made.target = "_blank";
  made.rel = "noopener";
  made.append(shown);
  return made;
}
