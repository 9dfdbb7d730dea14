import { codePoint as nameOf } from "../printable.js";
import type { Face } from "./faces.js";
import { drawnBy } from "./rare.js";

/** Where words lead, and what a screen reader says of it. */
export type Lead = { readonly url: string; readonly says: string };

/** How a line is set; size and leading in points. `anywhere` lets hashes, codes and addresses break between any two letters. */
export type Style = { readonly face: Face; readonly size: number; readonly leading: number; readonly color: string; readonly anywhere?: boolean; readonly lead?: Lead };

export type Line = { readonly text: string; readonly width: number; readonly indent: number; readonly style: Style };

/** 避头: what may not begin a line. */
const NO_START = new Set("、。，．：；！？）〕】》〉」』”’…—～·％℃‰元%)]},.:;!?");
/** 避尾: what may not end one. */
const NO_END = new Set("（〔【《〈「『“‘￥￠([{");

/** Every character the fonts can draw; the others by their number between 〔 〕, so that nothing is dropped or printed as a box. */
export const drawable = (text: string, face: Face): string =>
  Array.from(text, (character) => (drawnBy(character.codePointAt(0) ?? 0, face) !== undefined ? character : `〔${nameOf(character)}〕`)).join("");

export function widthOf(text: string, style: Style): number {
  let em = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    em += (drawnBy(codePoint, style.face) ?? style.face).advance(codePoint);
  }
  return em * style.size;
}

/** Breaks a text into lines by the Chinese rules. @param width points @param indent of the first line, points */
export function breakLines(text: string, width: number, style: Style, indent = 0): readonly Line[] {
  const lines: Line[] = [];
  let current = "";
  let used = 0;
  const room = (): number => width - (lines.length === 0 ? indent : 0);
  const flush = (): void => {
    const trimmed = current.trimEnd();
    lines.push({ text: trimmed, width: widthOf(trimmed, style), indent: lines.length === 0 ? indent : 0, style });
    current = "";
    used = 0;
  };
  const append = (piece: string): void => {
    const wide = widthOf(piece, style);
    if (current !== "" && used + widthOf(piece.trimEnd(), style) > room()) flush();
    if (current === "" && piece.trim() === "" && lines.length > 0) return;
    current += piece;
    used += wide;
  };
  for (const piece of pieces(drawable(text, style.face), style)) {
    if (widthOf(piece, style) <= room()) append(piece);
    else for (const character of piece) append(character);
  }
  if (current !== "" || lines.length === 0) flush();
  return lines;
}

/** The text cut wherever a line may break. */
function pieces(text: string, style: Style): readonly string[] {
  const characters = Array.from(text);
  if (style.anywhere === true) return characters;
  const cut: string[] = [];
  let piece = "";
  for (const [index, character] of characters.entries()) {
    piece += character;
    const next = characters[index + 1];
    if (next === undefined || mayBreak(character, next)) {
      cut.push(piece);
      piece = "";
    }
  }
  return cut;
}

/** Han, kana and full-width signs, which may be parted; Latin letters and figures may not. */
const isWide = (character: string): boolean => (character.codePointAt(0) ?? 0) >= 0x2e80;

function mayBreak(left: string, right: string): boolean {
  if (NO_START.has(right) || NO_END.has(left) || right === " ") return false;
  return left === " " || isWide(left) || isWide(right) || NO_END.has(right) || NO_START.has(left) && !/[.,:%]/.test(left);
}
