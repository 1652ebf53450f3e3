/** Writes only a change, so that focus and selection stay. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

/** A copy of a template's first element, and its parts by name. */
export function copied(template) {
  const made = template.content.firstElementChild.cloneNode(true);
  const parts = Object.fromEntries([...made.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
  return { made, parts };
}

/** Lists items; the element of an unchanged item stays. */
export function keyed(list, items, keyOf, make) {
  const there = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const key = String(keyOf(item));
    const known = there.get(key);
    if (known) return known;
    const made = make(item);
    made.dataset.key = key;
    return made;
  });
  const same = wanted.length === list.children.length && wanted.every((child, i) => child === list.children[i]);
  if (!same) list.replaceChildren(...wanted);
}
