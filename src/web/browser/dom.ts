/** The element with this id. @throws {TypeError} where the page has none: page and island belong together. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the page, not the compiler, knows which element it is
export function byId<Kind extends Element = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new TypeError(`the page has no #${id}`);
  return found as Element as Kind;
}

/** A new element with text in it. */
export function element(name: string, text: string, className = ""): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}
