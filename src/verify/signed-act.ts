import { z } from "zod";
import { textOf, type StepUpText } from "../identity/step-up.js";
import { fromBase64 } from "../kernel/bytes.js";
import type { Instant } from "../kernel/time.js";
import { assertionHolds } from "../signing/assertion-node.js";
import type { TrustStore } from "../signing/chains.js";
import { checkSigner } from "../signing/cms-rules.js";
import { verifyDetached } from "../signing/cms.js";
import { sha256Hex } from "../signing/hash-node.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { readShape } from "./read.js";

const bytes = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
const common = { v: z.literal("signed-act/1"), at: z.string(), text: bytes, credential: z.string(), key: bytes, signature: bytes };
/** `signed-act/1`: by what a request was signed. */
const actShape = z.discriminatedUnion("how", [
  z.strictObject({ ...common, how: z.literal("certificate") }), z.strictObject({ ...common, how: z.literal("passkey"), authenticatorData: bytes, clientDataJSON: bytes }),
]);
type Act = z.infer<typeof actShape>;

/** Where an act lies, when a certificate has to hold and whose it has to be, and what of the signed text has to be so. */
export type ActClaim = { readonly path: string; readonly at: Instant; /** Code of the organisation; null where the record says none. */ readonly organisation: string | null; readonly wanted: Partial<StepUpText> };

/** An act of which the text says what it must and whose key signed it. @returns the hash of the key or certificate and how it signed; null where it does not hold */
export function checkAct(bundle: Loaded, trust: TrustStore, { path, at, organisation, wanted }: ActClaim, findings: Findings): { readonly key: string; readonly how: Act["how"] } | null {
  const act = readShape(bundle, path, actShape, findings);
  if (act === undefined) return null;
  const text = textOf(fromBase64(act.text));
  const why = text === null ? "text" : ((Object.keys(wanted) as (keyof StepUpText)[]).find((name) => text[name] !== wanted[name]) ?? null);
  const key = why === null ? signerOf(act, trust, at, organisation) : null;
  findings.demand(key !== null, "act-wrong", path, { why: why ?? "signature" });
  return key === null ? null : { key, how: act.how };
}

function signerOf(act: Act, trust: TrustStore, at: Instant, organisation: string | null): string | null {
  const [text, key, signature] = [act.text, act.key, act.signature].map(fromBase64) as [Uint8Array, Uint8Array, Uint8Array];
  if (act.how === "passkey") return assertionHolds({ key, signature, authenticatorData: fromBase64(act.authenticatorData), clientDataJSON: fromBase64(act.clientDataJSON) }, text, textOf(text)?.origin ?? "") ? sha256Hex(key) : null;
  const verified = verifyDetached(signature, text, trust, at);
  return verified.ok && (organisation === null || checkSigner(verified.value.certificate, { organisation }).ok) && verified.value.certificate.sha256 === sha256Hex(key) ? verified.value.certificate.sha256 : null;
}
