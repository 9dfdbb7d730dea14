import { sameBytes } from "../kernel/bytes.js";
import type { Instant } from "../kernel/time.js";
import { verifyPdf } from "../notices/pades.js";
import type { TrustStore } from "../signing/chains.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { readBytes } from "./read.js";

/** A signed paper; `embedded` is the file that must lie inside it, null where it has none; `seal` the hash of the certificate that must have signed it, null where none is known. */
export type Paper = { readonly path: string; readonly embedded: string | null; readonly seal: string | null; readonly trust: TrustStore; readonly at: Instant };

/** The signature covers every byte of the PDF and holds; the record inside is the published one. */
export function checkPdf(bundle: Loaded, { path, embedded, seal, trust, at }: Paper, findings: Findings): void {
  const bytes = readBytes(bundle, path, findings);
  if (bytes === undefined) return;
  const verified = verifyPdf(bytes, trust, at);
  if (!verified.ok) { findings.fault("pdf-signature-wrong", path, { why: verified.refusal }); return; }
  findings.demand(seal === null || verified.value.signature.certificate.sha256 === seal, "pdf-sealed-by-other", path, { sha256: verified.value.signature.certificate.sha256 });
  const record = embedded === null ? undefined : bundle.bytes.get(embedded);
  if (record === undefined) return;
  if (verified.value.record === null) findings.note("pdf-without-embedded", { path });
  else findings.demand(sameBytes(verified.value.record, record), "pdf-embedded-differs", path);
}
