import { bodyHash } from "../identity/step-up.js";
import { sheetBody } from "../judging/sheet.js";
import type { Instant } from "../kernel/time.js";
import type { TrustStore } from "../signing/chains.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleIndex } from "./shapes.js";
import { checkAct } from "./signed-act.js";

/** The file of a sheet, its act, and when a certificate has to hold. */
type Where = { readonly index: BundleIndex; readonly lot: string; readonly path: string; readonly act: string; readonly at: Instant };

/**
 * A sheet whose member signed the request that brought it: the signed text names the sheets of this lot and the hash of a body that is this very sheet, and the key signed that text. A passkey is a key
 * that the exchange alone knows to be the member's: it is said of each such sheet. @returns the hash of the key or certificate, null where the signature does not hold
 */
export function checkSheetAct(bundle: Loaded, trust: TrustStore, { index, lot, path, act, at }: Where, findings: Findings): string | null {
  const sheet = bundle.bytes.get(path);
  if (sheet === undefined) return null;
  const wanted = { exchange: index.exchange, action: "panel.score", method: "POST", path: `/api/v1/tenders/${index.tender}/lots/${encodeURIComponent(lot)}/sheets`, body: bodyHash(sheetBody(sheet)) };
  const signed = checkAct(bundle, trust, { path: act, at, organisation: null, wanted }, findings);
  if (signed?.how === "passkey") findings.note("sheet-by-passkey", { path, key: signed.key });
  return signed?.key ?? null;
}
