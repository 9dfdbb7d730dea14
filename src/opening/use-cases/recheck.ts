import { agreementOf } from "../../bidding/consortium.js";
import { KIND_BYTES } from "../../bidding/file-kind.js";
import { askedOf, recheck, type Rechecked } from "../../bidding/precheck.js";
import type { Json } from "../../kernel/canonical-json.js";
import { bidFormOf } from "../../lines/lines.js";
import { FORM_NAME, PRECHECK_NAME } from "../../signing/envelope.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { FORM_BYTES_MAX } from "../../signing/open.js";
import { lotOf } from "../../tenders/form.js";
import type { Tender } from "../../tenders/queries.js";
import type { World } from "../../world.js";
import type { OpenedFile } from "./open-into.js";

/** An opened part of a bid. */
export type OpenedPart = { readonly lot: string; readonly part: string; readonly form: Json; readonly files: readonly OpenedFile[]; /** Of a consortium: the members beside its leader. */ readonly members: readonly string[] };

/** Holds an opened part against the check that its tool made before sealing: the same checks over the opened files. */
export async function recheckOpened({ blobs }: Pick<World, "blobs">, { form: tender, row: { line } }: Tender, { lot, part, form, files, members }: OpenedPart): Promise<Rechecked> {
  const record = files.find(({ name }) => name === PRECHECK_NAME);
  const bytes = record === undefined || record.size > FORM_BYTES_MAX ? null : ((await blobs.head(record.sha256, FORM_BYTES_MAX))?.bytes ?? null);
  const filled = [];
  for (const { name, size, sha256 } of files.filter((each) => each.name !== FORM_NAME && each.name !== PRECHECK_NAME)) {
    filled.push({ name, size, head: size === 0 ? new Uint8Array() : ((await blobs.head(sha256, KIND_BYTES))?.bytes ?? null) });
  }
  return recheck(bytes, askedOf(lotOf(tender, lot), part, { validityDays: tender.validityDays, fields: bidFormOf(line, tender.kind).fields, agreement: agreementOf(tender, members) }), { filled: { files: filled, form }, listed: files }, sha256Hex);
}
