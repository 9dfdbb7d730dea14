import { sameBytes } from "../kernel/bytes.js";
import type { Instant } from "../kernel/time.js";
import { verifyPdf } from "../notices/pades.js";
import type { TrustStore } from "../signing/chains.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { readBytes } from "./read.js";

/** A signed paper; `embedded` is the file that must lie inside it, null where it has none. */
export type Paper = { readonly path: string; readonly embedded: string | null; readonly trust: TrustStore; readonly at: Instant };

/** The signature covers every byte of the PDF and holds; the record inside is the published one. */
export function checkPdf(bundle: Loaded, { path, embedded, trust, at }: Paper, findings: Findings): void {
  const bytes = readBytes(bundle, path, findings);
  if (bytes === undefined) return;
  const verified = verifyPdf(bytes, trust, at);
  if (!verified.ok) { findings.fault("pdf-signature-wrong", path, { why: verified.refusal }); return; }
  const record = embedded === null ? undefined : bundle.bytes.get(embedded);
  if (record === undefined) return;
  if (verified.value.record === null) findings.note("pdf-without-embedded", { path });
  else findings.demand(sameBytes(verified.value.record, record), "pdf-embedded-differs", path);
}
