import type { NamesFile } from "../../experts/names-file.js";

/** The files that the holders of a draw's secrets keep: the same as the command line's. */
type Secret = { readonly v: string; readonly draw: string; readonly secret: string };
type Code = { readonly v: string; readonly draw: string; readonly code: string };
type Random = { readonly v: string; readonly draw: string; readonly name: string; readonly r: string };
export type Names = NamesFile;

const HEX = /^[0-9a-f]{64}$/;
const isSecret = (file: Partial<Secret>): file is Secret => HEX.test(file.secret ?? "");

/** What makes a file the one that is asked for; who reads it goes on only with one of the draw in hand. */
export const SHAPES = {
  keeper: { v: "ddr-keeper/1", holds: isSecret }, chain: { v: "ddr-chain/1", holds: isSecret }, random: { v: "ddr-contribution/1", holds: (file: Partial<Random>): file is Random => HEX.test(file.r ?? "") && typeof file.name === "string" },
  code: { v: "ddr-code/1", holds: (file: Partial<Code>): file is Code => HEX.test(file.code ?? "") },
  names: { v: "ddr-names/1", holds: (file: Partial<Names>): file is Names => Array.isArray(file.names) && file.names.every((each) => typeof each.label === "string" && typeof each.salt === "string" && typeof each.expert === "string") },
} as const;
type Kept = { readonly keeper: Secret; readonly chain: Secret; readonly random: Random; readonly code: Code; readonly names: Names };

/** Reads a kept file. @throws {RangeError} with `wrong` where it is not of that kind and draw */
export async function readKept<Kind extends keyof Kept>(file: File | null, kind: Kind, draw: string, wrong: string): Promise<Kept[Kind]> {
  const read = await file?.text().then((text) => JSON.parse(text) as Partial<Kept[Kind]> & { readonly v?: string; readonly draw?: string }).catch(() => null);
  const { v, holds } = SHAPES[kind] as { readonly v: string; readonly holds: (file: object) => boolean };
  if (read?.v !== v || read.draw !== draw || !holds(read)) throw new RangeError(wrong);
  return read as Kept[Kind];
}

/** Gives a file to its holder. */
export function save(name: string, draw: string, content: object): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify(content, null, 2)}\n`], { type: "application/json" }));
  link.download = `${name}-${draw.replaceAll("/", "-")}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
