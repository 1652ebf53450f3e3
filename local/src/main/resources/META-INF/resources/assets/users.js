import { element, keyed } from "./dom.js";

const KEY = "foundry-hosting.who";

/** The list in which somebody says who they are; it is remembered from page to page. */
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

export const remembered = () => localStorage.getItem(KEY) ?? "";

export const remember = (userId) => localStorage.setItem(KEY, userId);
