import { createPrivateKey, sign } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { fromBase64, base64 } from "../kernel/bytes.js";
import { must } from "../kernel/result.js";
import { DAY_MS, plusMs, type Instant } from "../kernel/time.js";
import { SIGNATURE_IDENTIFIER } from "../signing/algorithms.js";
import { parseCertificate } from "../signing/certificates.js";
import { isIdOf, ocspRefusal, ocspResponse, ocspSigned, readOcspRequest } from "../signing/ocsp.js";
import type { Authority, Revocation } from "./authority.js";

/** What the rehearsal's authority says of certificates it took back, on the exchange's clock. */
export type RevokingAuthority = {
  /** The list as of now, DER (RFC 5280). */
  readonly list: (now: Instant) => Promise<Uint8Array>;
  /** Answers an OCSP request (RFC 6960). */
  readonly answer: (request: Uint8Array, now: Instant) => Uint8Array;
  /** Takes a certificate back; a second time changes nothing. */
  readonly revoke: (certificate: Uint8Array, at: Instant) => Promise<void>;
};

/** An OCSP answer of the rehearsal's is good this long. */
const ANSWER_DAYS = 1;
type Line = { readonly certificate: string; readonly revokedAt: Instant };

/** @param folder the authority's own; what was revoked stands in a file there */
export function openRevoking(authority: Authority, folder: string): RevokingAuthority {
  const file = path.join(folder, "revoked.json");
  let lines: readonly Line[] = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Line[]) : [];
  const root = must(parseCertificate(authority.root.certificate));
  const key = createPrivateKey({ key: Buffer.from(authority.root.privateKey), format: "der", type: "pkcs8" });
  const revocations = (): Revocation[] => lines.map(({ certificate, revokedAt }) => ({ certificate: fromBase64(certificate), revokedAt }));
  const serials = (): Map<string, Instant> => new Map(revocations().map(({ certificate, revokedAt }) => [must(parseCertificate(certificate)).serial, revokedAt]));
  return {
    list: (now) => authority.revocationList(revocations(), now),
    answer: (request, now) => {
      const asked = readOcspRequest(request);
      if (!asked.ok) return ocspRefusal(1);
      const { id, nonce } = asked.value;
      if (!isIdOf(id, root)) return ocspRefusal(6);
      const signed = ocspSigned(root, { id: id.bytes, revokedAt: serials().get(id.serial) ?? null, thisUpdate: now, nextUpdate: plusMs(now, ANSWER_DAYS * DAY_MS) }, nonce);
      return ocspResponse(signed, SIGNATURE_IDENTIFIER.ecdsa, sign("sha256", signed, { key, dsaEncoding: "der" }));
    },
    revoke: async (certificate, at) => {
      const line = { certificate: base64(certificate), revokedAt: at };
      if (lines.some((each) => each.certificate === line.certificate)) return;
      lines = [...lines, line];
      await writeFile(`${file}.new`, JSON.stringify(lines), { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
  };
}
