import { sameBytes } from "../kernel/bytes.js";
import type { Instant } from "../kernel/time.js";
import type { Certificate } from "../signing/certificates.js";
import type { TrustStore } from "../signing/chains.js";
import type { Crl } from "../signing/revocation.js";

/** Where revocation lists come from: DER or PEM. May throw. */
export type CrlSource = { readonly name: string; readonly fetch: () => Promise<Uint8Array> };
/** Who answers about one certificate: an OCSP request in, a response out. May throw. */
export type Responder = { readonly name: string; readonly ask: (request: Uint8Array) => Promise<Uint8Array> };
/** What a certificate meets for whose issuer there is no current word: nobody comes in, or he does and an alarm is raised. */
export type WhenStale = "refuse" | "accept";
export type RevocationSettings = { readonly sources: readonly CrlSource[]; readonly responders: readonly Responder[]; readonly whenStale: WhenStale };

/** What this process watches revocation by, and the lists it holds; made once beside the World. */
export type RevocationWatch = RevocationSettings & {
  /** By their hash, the newest of each issuer. */
  readonly lists: () => ReadonlyMap<string, Crl>;
  readonly hold: (lists: ReadonlyMap<string, Crl>) => void;
  /** Runs work unless it is under way already: then that one is waited for. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
};

export function watchRevocation(settings: RevocationSettings): RevocationWatch {
  let lists: ReadonlyMap<string, Crl> = new Map();
  let running: Promise<void> | null = null;
  return {
    ...settings, lists: () => lists, hold: (next) => { lists = next; },
    alone: (work) => (running ??= work().finally(() => { running = null; })),
  };
}

/** The same authorities, under the lists held now: one object for good, so that chains stay remembered with it. */
export const trustUnder = (trust: TrustStore, watch: RevocationWatch): TrustStore => ({ ...trust, get crls() { return [...watch.lists().values()]; } });

/** The authority that issued a certificate, among those we believe. */
export const issuerOf = ({ roots, intermediates }: TrustStore, { issuer, authorityKeyId }: Certificate): Certificate | null =>
  [...intermediates, ...roots].find(({ subject, subjectKeyId }) => sameBytes(subject.der, issuer.der) && (subjectKeyId === null || authorityKeyId === null || sameBytes(subjectKeyId, authorityKeyId))) ?? null;

/** Whether word that came at `thisUpdate` is the newest there should be. */
export const isCurrent = ({ nextUpdate }: { readonly nextUpdate: Instant | null }, at: Instant): boolean => nextUpdate !== null && at < nextUpdate;
