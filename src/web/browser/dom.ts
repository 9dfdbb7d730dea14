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

/** Whoever was in something that went away goes on at the first of these that is there: nobody starts again from the top of the page. @param was who had the focus before */
export function keepFocus(was: Element | null, ...places: readonly string[]): void {
  if (!(was instanceof HTMLElement) || was === document.body || (was.checkVisibility() && !was.matches(":disabled"))) return;
  places.map((id) => document.getElementById(id)).find((place) => place?.checkVisibility() === true)?.focus();
}

type Work = () => void | Promise<void>;

/** Does something; where it goes wrong the element with this id says why, and has the focus. */
export const attemptIn = (id: string) => (work: Work): void => {
  const place = byId(id);
  place.replaceChildren();
  Promise.resolve().then(work).catch((error: unknown) => {
    place.replaceChildren(element("p", error instanceof Error ? error.message : String(error), "note bad"));
    place.focus();
  });
};

/** Wires the form of a page that makes a file or checks one, and the button that saves it. @returns whether it makes one */
export function wireFile(attempt: (work: Work) => void, { make, check, save }: Readonly<Record<"make" | "check" | "save", Work>>): boolean {
  const making = document.getElementById("make");
  const form = making ?? byId("check");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(making === null ? check : make);
  });
  document.getElementById("save")?.addEventListener("click", () => { attempt(save); });
  form.hidden = false;
  return making !== null;
}
