import type * as Pdf from "pdfjs-dist";
import { besideWords } from "../messages/beside.js";
import { ask, reasonOf } from "./asking.js";
import { element } from "./dom.js";

/** What its islands show of a file: PDFs drawn page by page with their words, pictures as they are. Nothing of the file is run, and nothing is fetched for it but the library's own tables. */
const language = document.documentElement.lang === "en" ? "en" : "zh";
const words = besideWords(language);
const PICTURES: Readonly<Record<string, string>> = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg" };
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
/** A page wider than this many pixels would not fit the memory of a small computer. */
const CANVAS_PIXELS_MAX = 24_000_000;

export async function openReader(box: HTMLElement): Promise<void> {
  const { href = "", name = "" } = box.dataset;
  const kind = kindOf(name);
  const show = SHOWN.get(kind) ?? null;
  box.replaceChildren(show === null ? element("p", words.unshown, "note") : element("p", words.loading, "hint"));
  if (show === null) return;
  try {
    await show(box, await bytesOf(href), name);
  } catch (error) {
    box.replaceChildren(element("p", `${words.broken}${error instanceof Error ? error.message : String(error)}`, "note bad"));
  }
}

/** What a file is, as its name says. */
const kindOf = (name: string): string => (/[a-z]+$/iu.exec(name) ?? [""])[0].toLowerCase();

async function bytesOf(href: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await ask(href);
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  return new Uint8Array(await answer.arrayBuffer());
}

/** A text as it is written: in UTF-8, else as Chinese programs wrote before. */
function showText(box: HTMLElement, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const text = element("pre", decoded(bytes));
  text.tabIndex = 0;
  box.replaceChildren(text);
  return Promise.resolve();
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

async function showPicture(box: HTMLElement, bytes: Uint8Array<ArrayBuffer>, name: string): Promise<void> {
  box.replaceChildren(await picture(bytes, PICTURES[kindOf(name)] ?? "", name));
}

/** A picture as the address that the site's policy lets a picture have. */
function picture(bytes: Uint8Array<ArrayBuffer>, type: string, name: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const reading = new FileReader();
    reading.onload = () => {
      const made = document.createElement("img");
      made.alt = words.view(name);
      made.src = typeof reading.result === "string" ? reading.result : "";
      resolve(made);
    };
    reading.onerror = () => { reject(new RangeError(name)); };
    reading.readAsDataURL(new Blob([bytes], { type }));
  });
}

const SHOWN: ReadonlyMap<string, (box: HTMLElement, bytes: Uint8Array<ArrayBuffer>, name: string) => Promise<void>> = new Map([["pdf", showPdf], ["txt", showText], ["json", showText], ...Object.keys(PICTURES).map((kind) => [kind, showPicture] as const)]);

type Shown = { readonly pdf: Pdf.PDFDocumentProxy; number: number; zoom: number };

async function showPdf(box: HTMLElement, bytes: Uint8Array<ArrayBuffer>, name: string): Promise<void> {
  const library = await libraryOf(box);
  const { maps = "" } = box.dataset;
  const pdf = await library.getDocument({
    data: bytes, useWasm: false, enableXfa: false, useWorkerFetch: false, isImageDecoderSupported: false, cMapUrl: "maps/", cMapPacked: true, standardFontDataUrl: "fonts/", verbosity: 0, BinaryDataFactory: tablesFrom(maps),
  }).promise;
  const shown: Shown = { pdf, number: 1, zoom: 2 };
  const [canvas, text, holder] = [document.createElement("canvas"), element("details", ""), element("div", "", "sheetof")];
  canvas.setAttribute("role", "img");
  holder.tabIndex = 0;
  holder.setAttribute("role", "region");
  holder.setAttribute("aria-label", words.view(name));
  holder.append(canvas);
  const draw = async (): Promise<void> => {
    await drawPage(shown, canvas, holder);
    canvas.setAttribute("aria-label", `${words.view(name)} ${words.page} ${String(shown.number)}`);
    await tellWords(shown, text);
  };
  box.replaceChildren(controlsOf(shown, draw), holder, text);
  await draw();
}

/** The library as the site serves it, running in this page: its own workers would need what the site's policy forbids. */
async function libraryOf(box: HTMLElement): Promise<typeof Pdf> {
  const { pdf = "", engine = "" } = box.dataset;
  await import(engine);
  return (await import(pdf)) as typeof Pdf;
}

type Asked = { readonly kind: string; readonly filename: string };

/** What the names of characters mean, and shapes of fonts that a file may leave out: one file of the site, fetched when first asked for. */
function tablesFrom(path: string): new () => { fetch: (asked: Asked) => Promise<Uint8Array> } {
  let tables: Promise<ReadonlyMap<string, Uint8Array>> | null = null;
  return class {
    async fetch({ filename }: Asked): Promise<Uint8Array> {
      const found = (await (tables ??= unpacked(path))).get(filename);
      if (found === undefined) throw new RangeError(filename);
      return found.slice();
    }
  };
}

/** Four bytes, little end first: how long the list is; the list as JSON, name by length; then the files in its order. */
async function unpacked(path: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const bytes = new Uint8Array(await (await ask(path, { cache: "force-cache" })).arrayBuffer());
  const length = new DataView(bytes.buffer).getUint32(0, true);
  let at = 4 + length;
  return new Map((JSON.parse(new TextDecoder().decode(bytes.subarray(4, at))) as [string, number][]).map(([name, size]) => {
    at += size;
    return [name, bytes.subarray(at - size, at)];
  }));
}

async function drawPage(shown: Shown, canvas: HTMLCanvasElement, holder: HTMLElement): Promise<void> {
  const page = await shown.pdf.getPage(shown.number);
  const fit = Math.max(200, holder.clientWidth - 2) / page.getViewport({ scale: 1 }).width;
  const scale = fit * (ZOOMS[shown.zoom] ?? 1);
  const plain = page.getViewport({ scale });
  const sharp = Math.min(globalThis.devicePixelRatio, Math.sqrt(CANVAS_PIXELS_MAX / (plain.width * plain.height)));
  const viewport = page.getViewport({ scale: scale * sharp });
  [canvas.width, canvas.height] = [Math.floor(viewport.width), Math.floor(viewport.height)];
  canvas.style.width = `${String(Math.floor(plain.width))}px`;
  await page.render({ canvas, viewport }).promise;
}

async function tellWords({ pdf, number }: Shown, box: HTMLElement): Promise<void> {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  const text = items.map((item) => ("str" in item ? `${item.str}${item.hasEOL ? "\n" : ""}` : "")).join("").trim();
  const said = element("pre", text === "" ? words.noText : text);
  said.tabIndex = 0;
  box.replaceChildren(element("summary", words.text), said);
}

/** Pages and size, by keyboard as well as by pointer. */
function controlsOf(shown: Shown, draw: () => Promise<void>): HTMLElement {
  const row = element("div", "", "row");
  const label = element("label", words.page) as HTMLLabelElement;
  const field = document.createElement("input");
  Object.assign(field, { type: "number", min: "1", max: String(shown.pdf.numPages), value: "1", className: "narrow", id: "page" });
  label.htmlFor = field.id;
  const turn = (to: number): void => {
    shown.number = Math.min(shown.pdf.numPages, Math.max(1, Number.isInteger(to) ? to : shown.number));
    field.value = String(shown.number);
    void draw();
  };
  const zoom = (by: number): void => {
    shown.zoom = Math.min(ZOOMS.length - 1, Math.max(0, shown.zoom + by));
    void draw();
  };
  field.addEventListener("change", () => { turn(Number(field.value)); });
  row.append(
    press(words.previous, () => { turn(shown.number - 1); }), label, field, element("span", words.of(shown.pdf.numPages), "hint"), press(words.following, () => { turn(shown.number + 1); }),
    press(words.smaller, () => { zoom(-1); }), press(words.larger, () => { zoom(1); }),
  );
  return row;
}

function press(text: string, act: () => void): HTMLElement {
  const made = element("button", text, "btn alt") as HTMLButtonElement;
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}
