import { KIND_BYTES } from "../bidding/file-kind.js";
import { agreementOf } from "../bidding/consortium.js";
import { FORMER_FIELDS, readFields } from "../bidding/former-form.js";
import { askedOf, recheck, type AskedPart, type Rechecked } from "../bidding/precheck.js";
import { parseCanonical, type Json } from "../kernel/canonical-json.js";
import { concat } from "../kernel/bytes.js";
import { FORM_NAME, PRECHECK_NAME, type ListedFile } from "../signing/envelope.js";
import { sha256Hex } from "../signing/hash-node.js";
import { FORM_BYTES_MAX, type FileSink } from "../signing/open.js";
import type { BidStatement } from "../signing/statement.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";

/** What is kept of an opened content while its files stream by: the beginning of each, and the record of the check. */
type Seen = { readonly heads: ReadonlyMap<string, Uint8Array>; readonly sink: FileSink };

/** A sink that reads every file to its end and keeps no more than its kind, and the check before sealing, can be told by. */
export function watching(): Seen {
  const heads = new Map<string, Uint8Array>();
  const sink: FileSink = async (name, _size, bytes) => {
    const max = name === PRECHECK_NAME ? FORM_BYTES_MAX : KIND_BYTES;
    let head = new Uint8Array();
    for await (const piece of bytes) if (head.length < max) head = concat(head, piece.subarray(0, max - head.length));
    heads.set(name, head);
  };
  return { heads, sink };
}

/** Makes the check of an opened part again, over its files and what the published notice asks; without a notice the record is taken at its word. */
export function recheckSeen(bundle: Loaded, { lot, part, bidder }: BidStatement, { form, files }: { readonly form: Json; readonly files: readonly ListedFile[] }, { heads }: Seen): Rechecked {
  const record = files.find(({ name }) => name === PRECHECK_NAME);
  const filled = files.filter(({ name }) => name !== FORM_NAME && name !== PRECHECK_NAME).map(({ name, size }) => ({ name, size, head: heads.get(name) ?? null }));
  const bytes = record === undefined || record.size > FORM_BYTES_MAX ? null : (heads.get(PRECHECK_NAME) ?? null);
  return recheck(bytes, askedIn(bundle, { lot, part, members: bidder.members ?? [] }), { filled: { files: filled, form }, listed: files }, sha256Hex);
}

/** The check of one opened bid, made again. */
export type Prechecked = Rechecked & { readonly bidder: string };

/** A bid without a check, or with one that differs, is as good a bid: it is told and is no fault. */
export function tellPrechecks(prechecks: readonly Prechecked[], part: string, findings: Findings): void {
  if (prechecks.length === 0) return;
  const count = (...states: readonly Rechecked["state"][]): number => prechecks.filter(({ state }) => states.includes(state)).length;
  findings.note("prechecks", { part, of: prechecks.length, holds: count("holds"), without: count("absent", "unread") });
  for (const { bidder, differs } of prechecks.filter(({ state }) => state === "differs")) findings.note("precheck-differs", { part, bidder, what: differs.join(", ") });
}

/** What the newest tender notice of the bundle asks of a part; null where there is none that says so. */
function askedIn(bundle: Loaded, { lot, part, members }: { readonly lot: string; readonly part: string; readonly members: readonly string[] }): AskedPart | null {
  const notices = [...bundle.bytes].filter(([path]) => NOTICE.test(path)).map(([, bytes]) => recordIn(bytes)).filter((each) => each?.type === "tender-notice" || each?.type === "invitation");
  const { terms } = notices.at(-1) ?? {};
  const asked = terms?.lots?.find((each) => each.lot === lot);
  if (asked === undefined || typeof terms?.validityDays !== "number") return null;
  // Text of several lines stands as a list there.
  const fields = terms.bidForm === undefined ? FORMER_FIELDS : readFields(terms.bidForm.fields ?? null);
  return fields === null ? null : askedOf({ ...asked, quality: [asked.quality].flat().join("\n") }, part, { validityDays: terms.validityDays, fields, agreement: agreementOf(terms, members) });
}

const NOTICE = /^notices\/[^/]+\/v\d+\/notice\.json$/;
type AskedLots = { readonly lots?: readonly (Parameters<typeof askedOf>[0] & { readonly lot: string; readonly quality: string | readonly string[] })[]; readonly validityDays?: number; readonly bidForm?: { readonly fields?: Json }; readonly consortiumTerms?: { readonly agreementFile: string } };

function recordIn(bytes: Uint8Array): { readonly type?: string; readonly terms?: AskedLots } | null {
  try {
    return parseCanonical(bytes) as { readonly type?: string; readonly terms?: AskedLots };
  } catch {
    return null;
  }
}
