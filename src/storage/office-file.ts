import { unzipSync } from "fflate";

/** Files of a zip that are looked at. */
const LISTED_MAX = 10_000;

/** Called for each line of a zip's directory, which may claim thousands of millions of them. @throws {RangeError} past the bound */
export function countEntries(): () => void {
  let entries = 0;
  return () => {
    entries += 1;
    if (entries > LISTED_MAX) throw new RangeError(`more than ${String(LISTED_MAX)} files`);
  };
}

/**
 * Some parts of an office file, by name: it is a zip (ECMA-376-2). A part that stands in it twice is given as `twice`: programs differ in which they show.
 * @param bytesMax what the parts may grow to, all together; a part past it is left out @throws {Error} on a broken zip
 */
export function officeParts(bytes: Uint8Array, isWanted: (name: string) => boolean, bytesMax: number): { readonly parts: Readonly<Record<string, Uint8Array>>; readonly twice: boolean } {
  const seen = new Set<string>();
  let [grown, twice] = [0, false];
  const counted = countEntries();
  const parts = unzipSync(bytes, { filter: ({ name, size, originalSize }) => {
    counted();
    if (!isWanted(name)) return false;
    if (seen.has(name)) { twice = true; return false; }
    seen.add(name);
    const grows = Math.max(size, originalSize); // a file that is stored as it is gives what it takes, whatever it says
    if (grown + grows > bytesMax) return false;
    grown += grows;
    return true;
  } });
  return { parts, twice };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'" };

/** The text runs of a WordprocessingML or SpreadsheetML part, a paragraph or string a line. @param lengthMax UTF-16 units after which it stops */
export function wordsOfXml(xml: string, lengthMax: number): string {
  const pieces = xml.matchAll(/<(?:w:)?t(?:\s[^<>]*)?>([^<]*)<\/(?:w:)?t>|<\/(?:w:p|si)>|<w:(?:tab|br)\b[^<>]*\/>/g);
  let text = "";
  for (const [whole, words] of pieces) {
    text += words === undefined ? (whole.startsWith("</") ? "\n" : " ") : wordsIn(words);
    if (text.length > lengthMax) break;
  }
  return text;
}

/** The words between two tags of XML. */
export const wordsIn = (escaped: string): string => escaped.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, entity);

const entity = (whole: string, hex: string | undefined, decimal: string | undefined, name: string | undefined): string => {
  if (name !== undefined) return ENTITIES[name] ?? whole;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
};
