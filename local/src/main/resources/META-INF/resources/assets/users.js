import { element, keyed } from "./dom.js";

const KEY = "foundry-hosting.who";

/** The list of users, one of whom a person plays; all pages remember the choice. */
export function showUsers(select, users) {
  const sorted = [...users].sort((a, b) => a.username.localeCompare(b.username));
  const before = select.value || localStorage.getItem(KEY);
  keyed(select, sorted, (user) => `${user.userId} ${user.username}`, (user) => {
    const option = element("option", user.gone ? `${user.username} (gone)` : user.username);
    option.value = user.userId;
    return option;
  });
  select.value = users.some((user) => user.userId === before) ? before : sorted[0]?.userId ?? "";
}

/** A user's name, or the id of a user who is gone. */
export const nameOf = (users, userId) => users.find((user) => user.userId === userId)?.username ?? userId;

export const remembered = () => localStorage.getItem(KEY) ?? "";

export const remember = (userId) => localStorage.setItem(KEY, userId);
