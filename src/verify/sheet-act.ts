import { z } from "zod";
import { bodyHash, textOf } from "../identity/step-up.js";
import { sheetBody } from "../judging/sheet.js";
import { fromBase64 } from "../kernel/bytes.js";
import type { Instant } from "../kernel/time.js";
import { assertionHolds } from "../signing/assertion-node.js";
import type { TrustStore } from "../signing/chains.js";
import { verifyDetached } from "../signing/cms.js";
import { sha256Hex } from "../signing/hash-node.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { readShape } from "./read.js";
import type { BundleIndex } from "./shapes.js";

const bytes = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
const common = { v: z.literal("signed-act/1"), at: z.string(), text: bytes, credential: z.string(), key: bytes, signature: bytes };
/** `<label>.act` beside a sheet: by what the request that brought it was signed. */
const actShape = z.discriminatedUnion("how", [
  z.strictObject({ ...common, how: z.literal("certificate") }), z.strictObject({ ...common, how: z.literal("passkey"), authenticatorData: bytes, clientDataJSON: bytes }),
]);
type Act = z.infer<typeof actShape>;

/** The file of a sheet, its act, and when a certificate has to hold. */
type Where = { readonly index: BundleIndex; readonly lot: string; readonly path: string; readonly act: string; readonly at: Instant };

/**
 * A sheet whose member signed the request that brought it: the signed text names the sheets of this lot and the hash of a body that is this very sheet, and the key signed that text. A passkey is a key
 * that the exchange alone knows to be the member's: it is said of each such sheet. @returns the hash of the key or certificate, null where the signature does not hold
 */
export function checkSheetAct(bundle: Loaded, trust: TrustStore, where: Where, findings: Findings): string | null {
  const act = readShape(bundle, where.act, actShape, findings);
  const sheet = bundle.bytes.get(where.path);
  if (act === undefined || sheet === undefined) return null;
  const why = faultOf(act, sheet, where);
  const key = why === null ? signerOf(act, trust, where.at) : null;
  findings.demand(key !== null, "act-wrong", where.act, { why: why ?? "signature" });
  if (key !== null && act.how === "passkey") findings.note("sheet-by-passkey", { path: where.path, key });
  return key;
}

/** What of the text is not of this sheet. */
function faultOf({ text: signed }: Act, sheet: Uint8Array, { index, lot }: Where): string | null {
  const text = textOf(fromBase64(signed));
  if (text === null) return "text";
  const wanted = { exchange: index.exchange, action: "panel.score", method: "POST", path: `/api/v1/tenders/${index.tender}/lots/${encodeURIComponent(lot)}/sheets`, body: bodyHash(sheetBody(sheet)) } as const;
  return (Object.keys(wanted) as (keyof typeof wanted)[]).find((name) => text[name] !== wanted[name]) ?? null;
}

function signerOf(act: Act, trust: TrustStore, at: Instant): string | null {
  const [text, key, signature] = [act.text, act.key, act.signature].map(fromBase64) as [Uint8Array, Uint8Array, Uint8Array];
  if (act.how === "passkey") return assertionHolds({ key, signature, authenticatorData: fromBase64(act.authenticatorData), clientDataJSON: fromBase64(act.clientDataJSON) }, text, textOf(text)?.origin ?? "") ? sha256Hex(key) : null;
  const verified = verifyDetached(signature, text, trust, at);
  return verified.ok && verified.value.certificate.sha256 === sha256Hex(key) ? verified.value.certificate.sha256 : null;
}
