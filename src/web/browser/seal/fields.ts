import type { Finding } from "../../../bidding/asked.js";
import { make, say, wordsOf, type Words } from "./say.js";

type Asked = { readonly id: string; readonly label: Words; readonly hint?: Words | undefined; readonly type?: "text" | "file" | "password"; readonly multiple?: boolean; readonly money?: boolean };
export type AskedField = { readonly box: HTMLElement; readonly input: HTMLInputElement };

/** One question with its hint; a finding about it will stand between hint and input. */
export function field({ id, label, hint, type = "text", multiple = false, money = false }: Asked): AskedField {
  const input = document.createElement("input");
  Object.assign(input, { id, type, multiple, autocomplete: type === "password" ? "new-password" : "off" });
  if (money) {
    input.className = "money";
    input.inputMode = "decimal";
  }
  const name = say(label, "label") as HTMLLabelElement;
  name.htmlFor = id;
  const box = make("div", "field", name);
  if (hint !== undefined) {
    const about = say(hint, "span", "hint");
    about.id = `${id}-hint`;
    input.setAttribute("aria-describedby", about.id);
    box.append(about);
  }
  box.append(input);
  return { box, input };
}

/** The files chosen in a field. */
export const filesIn = ({ input }: AskedField): File[] => [...(input.files ?? [])];

/** The bytes of a short file. */
export const bytesOf = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());

/** Takes away what was said about fields before. */
export function clearFindings(): void {
  for (const box of document.querySelectorAll(".field.bad")) box.classList.remove("bad");
  for (const words of document.querySelectorAll(".field > .err")) words.remove();
  for (const input of document.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  faultBox().replaceChildren();
}

const faultBox = (): HTMLElement => document.getElementById("faults") ?? document.body;

/** Says what is wrong: all of it at the top, which takes the focus, and each at its field. */
export function showFindings(findings: readonly Finding[]): void {
  clearFindings();
  if (findings.length === 0) return;
  const list = make("ul", "", ...findings.map(({ at, refusal }) => make("li", "", leading(at, wordsOf(refusal)))));
  faultBox().append(make("div", "note bad", say(["请更正下列内容", "Please put this right"], "h2"), list));
  for (const { at, refusal } of findings) markField(at, wordsOf(refusal));
  faultBox().focus();
}

function leading(at: string, words: Words): HTMLElement {
  if (document.getElementById(at) === null) return say(words);
  const link = say(words, "a") as HTMLAnchorElement;
  link.href = `#${at}`;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById(at)?.focus();
  });
  return link;
}

function markField(at: string, words: Words): void {
  const input = document.getElementById(at);
  const box = input?.closest(".field");
  if (input === null || box == null || box.classList.contains("bad")) return;
  box.classList.add("bad");
  input.setAttribute("aria-invalid", "true");
  const said = say(words, "span", "err");
  said.id = `${at}-err`;
  input.before(said);
}
