import type { BlindCodes } from "../../blind/codes.js";
import type { Leak } from "../../blind/leaks.js";
import { readLeaks } from "../../blind/leaks-file.js";
import { newestLeaks } from "../../blind/queries.js";
import { PRECHECK_NAME } from "../../signing/envelope.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { LotKey } from "../../tenders/keys.js";
import type { World } from "../../world.js";
import type { PanelBid } from "./judging.js";

/** What stands in the place of names: who is coded how, and the file names the documents themselves ask for, which are everybody's. */
export type Unnamed = { readonly codes: BlindCodes; readonly asked: readonly string[] };

/** A bid's files under this name say nothing of the bid: the statement's hash is public beside its bidder's name. */
const aliasOf = ({ salt }: BlindCodes, st: string): string => sha256Hex(Buffer.from(`daylight/blind-file/v1\0${salt}${st}`));

/** The bids of the blind part under their codes and in the order of them; of other parts, forms and names of files nothing. */
export function codedBids(bids: readonly PanelBid[], { codes, asked }: Unnamed): PanelBid[] {
  return codes.codes.flatMap(({ code, bidder }) => bids.filter((each) => each.bidder === bidder && each.part === codes.part).map((bid): PanelBid => ({
    ...bid, bidder: code, form: null,
    files: bid.files.filter(({ name }) => name !== PRECHECK_NAME).map((file) => {
      const st = aliasOf(codes, file.st);
      return { ...file, st, name: `${code}-${asked.includes(file.name) ? file.name : `附件${String(file.ordinal)}${endingOf(file.name)}`}`, href: file.href.replace(file.st, st) };
    }),
  })));
}

/** Whether a lot is judged blind, and once nobody is hidden any more who stood behind which code. */
export const blindView = (codes: BlindCodes | null, hidden: Unnamed | null): { readonly hidden: boolean; readonly codes: BlindCodes["codes"] } | null =>
  (codes === null ? null : { hidden: hidden !== null, codes: hidden === null ? codes.codes : [] });

/** A sign of identity as the chair is told it: in which file of whose bid, where, what and how sure. */
export type ShownLeak = Pick<Leak, "page" | "field" | "why" | "certainty" | "found" | "excerpt"> & { readonly bidder: string; readonly file: string };

/** What the last look through the blind part found; null where nobody looked. */
export async function leaksShown({ db }: Pick<World, "db">, key: LotKey): Promise<ShownLeak[] | null> {
  const look = await newestLeaks(db, key);
  if (look === null) return null;
  return readLeaks(look.file).files.flatMap(({ bidder, name, leaks }) => leaks.map(({ page, field, why, certainty, found, excerpt }) => ({ bidder, file: name, page, field, why, certainty, found, excerpt })));
}

/** The statement whose files go by an alias; null where none does. */
export const statementBehind = (bids: readonly PanelBid[], { codes }: Unnamed, alias: string): string | null =>
  bids.flatMap(({ files }) => files).find(({ st }) => aliasOf(codes, st) === alias)?.st ?? null;

/** What a file is, as its name says. */
const endingOf = (name: string): string => /\.(?:pdf|docx|xlsx|pptx|jpe?g|png)$/iu.exec(name)?.[0].toLowerCase() ?? "";
