import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { openFace, type Face } from "./faces.js";

/**
 * Characters that Noto Sans SC lacks: names of people and places use some of the seventy thousand beyond it. Hanazono draws them all,
 * in files of a thousand characters each; a file is opened when the first document needs it, and stays open.
 */
const FOLDER = path.dirname(createRequire(import.meta.url).resolve("hanamin/HanaMin.min.css"));

type Range = { readonly first: number; readonly last: number; readonly file: string };

let ranges: readonly Range[] | undefined;
const open = new Map<string, Face>();

/** Which file draws which characters, as the style sheet of the fonts says. */
function rangesOf(): readonly Range[] {
  const css = readFileSync(path.join(FOLDER, "HanaMin.min.css"), "utf8");
  return Array.from(css.matchAll(/url\((HanaMin[AB]\.CJK-Unified-Ideographs[A-Za-z0-9-]*\.woff2)\)[^}]*?unicode-range:U\+([0-9a-f]+)-([0-9a-f]+)/gi), ([, file = "", first = "", last = ""]) => ({ file, first: Number.parseInt(first, 16), last: Number.parseInt(last, 16) }));
}

const fileFor = (codePoint: number): string | undefined => (ranges ??= rangesOf()).find(({ first, last }) => first <= codePoint && codePoint <= last)?.file;

/** Opens what draws those characters of a text that `face` cannot. */
export async function openRareFaces(text: string, face: Face): Promise<readonly Face[]> {
  const rare = Array.from(new Set(text), (character) => character.codePointAt(0) ?? 0).filter((codePoint) => !face.has(codePoint));
  const opened: Face[] = [];
  for (const file of new Set(rare.map(fileFor))) if (file !== undefined) opened.push(await openFile(file));
  return opened;
}

async function openFile(file: string): Promise<Face> {
  const known = open.get(file);
  if (known !== undefined) return known;
  // Loaded when a rare character comes, not at every start: it carries a program of its own.
  const { default: decompress } = await import("woff2-encoder/decompress");
  const face = openFace(path.basename(file, ".woff2"), await decompress(await readFile(path.join(FOLDER, file))));
  open.set(file, face);
  return face;
}

/** Which face draws a character: the one asked for, or an open rare one; undefined where neither does. */
export function drawnBy(codePoint: number, face: Face): Face | undefined {
  if (face.has(codePoint)) return face;
  const rare = open.get(fileFor(codePoint) ?? "");
  return rare?.has(codePoint) === true ? rare : undefined;
}

/** A text in runs of one face each. */
export function runsOf(text: string, face: Face): { readonly face: Face; readonly text: string }[] {
  const runs: { face: Face; text: string }[] = [];
  for (const character of text) {
    const by = drawnBy(character.codePointAt(0) ?? 0, face) ?? face;
    const last = runs.at(-1);
    if (last?.face === by) last.text += character;
    else runs.push({ face: by, text: character });
  }
  return runs;
}
