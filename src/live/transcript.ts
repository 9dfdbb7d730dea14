import { canonical, type Json } from "../kernel/canonical-json.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import type { Answers } from "./answers.js";

/** Public halves and hashes of what a ceremony made. */
export type CeremonyFacts = {
  readonly origin: string;
  readonly keys: { readonly log: string; readonly receipt: string; readonly seal: string; readonly ca: string; readonly policy: string };
  /** SubjectPublicKeyInfo of each administrator's key, base64, in the order of the answers. */
  readonly administrators: readonly string[];
};

/** What two administrators sign with `daylight init`: who was there, and public keys and hashes alone. */
export function transcriptBytes(answers: Answers, { origin, keys, administrators }: CeremonyFacts, at: Instant): Uint8Array {
  const { exchange, operatorFirms, openerOffices, offices } = answers;
  const text: Json = {
    v: "ceremony/1", at: rfc3339(at), exchange: { ...exchange, origin }, publicUrl: answers.publicUrl, keys,
    administrators: answers.administrators.map(({ name }, index) => ({ name, key: administrators[index] ?? "" })),
    operatorFirms: operatorFirms.map(({ name, uscc }) => ({ name, uscc })), openerOffices: openerOffices.map(({ opener, uscc }) => ({ opener, uscc })),
    offices: offices.map(({ role, name, organisation: { uscc } }) => ({ role, name, uscc })),
  };
  return canonical(text);
}

const GROUP = 4;
const GROUPS = 4;

/** The beginning of a hash as people read it out to each other and type it: four groups of four digits. */
export const fingerprintOf = (sha256: string): string => Array.from({ length: GROUPS }, (_, at) => sha256.slice(at * GROUP, (at + 1) * GROUP)).join(" ");

/** Whether what somebody typed is that fingerprint, however he grouped it. */
export const isFingerprint = (typed: string, sha256: string): boolean => typed.toLowerCase().replace(/[\s:-]/g, "") === fingerprintOf(sha256).replaceAll(" ", "");
