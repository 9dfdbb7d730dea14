import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as fontkit from "fontkit";

/** One weight of the font, shared by all documents: opening the file costs a second, an open font a few milliseconds. */
export type Face = {
  readonly name: string;
  /** What pdfkit takes as a font. */
  readonly font: object;
  readonly has: (codePoint: number) => boolean;
  /** Width in em. */
  readonly advance: (codePoint: number) => number;
};

export type Faces = { readonly regular: Face; readonly bold: Face };

type Glyph = { readonly id: number; readonly advanceWidth: number; readonly codePoints: readonly number[] };

let opened: Faces | undefined;

/** Noto Sans SC, opened once a process. */
export function faces(): Faces {
  opened ??= { regular: openWeight("400Regular"), bold: openWeight("700Bold") };
  return opened;
}

function openWeight(weight: string): Face {
  const name = `NotoSansSC_${weight}`;
  return openFace(name, readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${weight}/${name}.ttf`)));
}

/** A TrueType file as a face. @throws {TypeError} if it is a collection */
export function openFace(name: string, file: Uint8Array): Face {
  const font = fontkit.create(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
  if (!("layout" in font)) throw new TypeError(`${name} is a font collection`);
  // Every question to fontkit walks a lazily parsed table: ask once.
  const { unitsPerEm } = font;
  const glyphs = new Map<number, Glyph>();
  const glyph = (codePoint: number): Glyph => {
    const known = glyphs.get(codePoint);
    if (known !== undefined) return known;
    const { id, advanceWidth } = font.glyphForCodePoint(codePoint);
    const made = { id, advanceWidth, codePoints: [codePoint] };
    glyphs.set(codePoint, made);
    return made;
  };
  return {
    name, font: Object.create(font, { layout: { value: (text: string) => plainLayout(text, glyph) }, unitsPerEm: { value: unitsPerEm } }) as object,
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    advance: (codePoint) => glyph(codePoint).advanceWidth / unitsPerEm,
  };
}

/**
 * One glyph a character, no kerning, no ligature. Fontkit's own layout remembers in the shared font which character a glyph was
 * first asked for, so that one document's text would depend on the documents made before it; it is also many times slower.
 */
function plainLayout(text: string, glyph: (codePoint: number) => Glyph) {
  const glyphs = Array.from(text, (character) => glyph(character.codePointAt(0) ?? 0));
  const positions = glyphs.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }));
  return { glyphs, positions, advanceWidth: glyphs.reduce((sum, each) => sum + each.advanceWidth, 0) };
}
