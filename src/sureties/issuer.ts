import { z } from "zod";
import { Line } from "../judging/inputs.js";
import { canonical, parseCanonical, type Json } from "../kernel/canonical-json.js";
import { checkUscc } from "../kernel/codes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { keysOf } from "../kernel/table-keys.js";
import type { PlainDate } from "../kernel/time.js";
import type { Certificate } from "../signing/certificates.js";
import { DayBody } from "../tenders/form.js";

/** Who gives letters of guarantee, and what the guarantee is called then. Law: 政府采购法实施条例 33 (金融机构、担保机构); 优化营商环境条例 13. */
export const ISSUER_KINDS = {
  bank: { zh: "银行", en: "bank", guarantee: "letter" }, insurer: { zh: "保险公司", en: "insurer", guarantee: "insurance" }, guarantor: { zh: "融资担保公司", en: "guarantor", guarantee: "letter" },
} as const;
export type IssuerKind = keyof typeof ISSUER_KINDS;

const PEM_MAX = 16_384;
/** An issuer as an officer enters it: who it is, by what it may issue, and the certificate its letters are signed by. */
export const IssuerBody = z.strictObject({
  uscc: z.string().max(30), name: Line(120), kind: z.enum(keysOf<IssuerKind>(ISSUER_KINDS)), licence: Line(120), certificate: z.string().max(PEM_MAX), from: DayBody, until: DayBody.nullable().default(null),
});
export type NewIssuer = z.infer<typeof IssuerBody>;
/** One version of an issuer, with the certificate by its hash. */
export type Issuer = Omit<NewIssuer, "certificate"> & { readonly certificate: string; readonly version: number };

/** The bytes of a version, which two officers sign for and whose hash is logged. */
export const issuerBytes = (issuer: Issuer): Uint8Array<ArrayBuffer> => canonical({ v: "guarantee-issuer/1", ...(issuer as unknown as Readonly<Record<string, Json>>) });

/** A version from its bytes: only the exchange writes them. */
export function readIssuer(bytes: Uint8Array): Issuer {
  const { v, ...issuer } = parseCanonical(bytes) as unknown as Issuer & { readonly v: string };
  if (v !== "guarantee-issuer/1") throw new RangeError(`not an issuer: ${v}`);
  return issuer;
}

/** Whether an issuer may be entered as given: its code and its certificate's are one, and no version begins before today. */
export function checkIssuer(given: NewIssuer, { certificate, before, today }: { readonly certificate: Certificate; readonly before: Issuer | null; readonly today: PlainDate }): Result<Issuer> {
  const uscc = checkUscc(given.uscc);
  if (!uscc.ok) return uscc;
  if (certificate.organisation !== uscc.value) return refuse("signer-other-organisation", { expected: uscc.value, found: certificate.organisation ?? "?" });
  if (certificate.authority !== null) return refuse("certificate-usage", { subject: given.name, usage: "certificate authority" });
  if (given.from < today || (given.until !== null && given.until < given.from)) return refuse("issuer-days", { from: given.from, earliest: today });
  return ok({ ...given, uscc: uscc.value, certificate: certificate.sha256, version: (before?.version ?? 0) + 1 });
}

/** The version that holds on a day, of those two officers agreed to: the newest that has begun; null where it is over or none has. @param agreed in the order of their versions */
export function issuerOn<Version extends Issuer>(agreed: readonly Version[], on: PlainDate): Version | null {
  const newest = agreed.findLast(({ from }) => from <= on);
  return newest === undefined || (newest.until !== null && newest.until < on) ? null : newest;
}
