import "reflect-metadata";
import { BasicConstraintsExtension, ExtendedKeyUsageExtension, KeyUsageFlags, KeyUsagesExtension, Extension } from "@peculiar/x509";
import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { concat, hex, utf8 } from "../../src/kernel/bytes.js";
import { must, type Result } from "../../src/kernel/result.js";
import { at, plusMs } from "../../src/kernel/time.js";
import { makeAuthority } from "../../src/rehearsal/authority.js";
import { parseCertificate } from "../../src/signing/certificates.js";
import type { TrustStore } from "../../src/signing/chains.js";
import { checkDetached, checkSigner, type DetachedSignature } from "../../src/signing/cms-rules.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { verifyDetachedOnWeb } from "../../src/signing/cms-web.js";
import { verifyDetached } from "../../src/signing/cms.js";
import { octets, oid, readDer, sequence } from "../../src/signing/der.js";
import { parseCrl } from "../../src/signing/revocation.js";
import { ATTRIBUTE, CONTENT, attribute } from "../../src/signing/signed-data.js";
import { AUTHORITY, certify, forge, properAttributes, trusting, SIGNS, type Oddity, type Party } from "../support/certificates.js";

const statement = utf8('{"tender":"CG-2026-001","v":"dse/1"}');
const deadline = at("2026-02-02T09:30:00+08:00");
const ORGANISATION = "91350100MA2Y1B3C4D";

let root: Party;
let bidder: Party;
let trust: TrustStore;
let signed: Uint8Array;

beforeAll(async () => {
  root = await certify("Root", { extensions: AUTHORITY });
  bidder = await certify("张三", { issuer: root, uscc: ORGANISATION });
  trust = trusting(root);
  signed = await signDetached(statement, bidder, { signingTime: deadline });
});

const codeOf = (result: Result<unknown>): string => (result.ok ? "accepted" : result.refusal.code);
const verdict = (p7s: Uint8Array, store: TrustStore = trust, when = deadline): string => codeOf(verifyDetached(p7s, statement, store, when));
/** The verdict on a statement signed by somebody whose certificate is odd. */
async function verdictOn(oddity: Oddity): Promise<string> {
  return verdict(await signDetached(statement, await certify("李四", { issuer: root, ...oddity })));
}

describe("T33: whose certificate is no good", () => {
  test("a certificate of the trusted authority is accepted and names its organisation", () => {
    const { certificate, signingTime } = must(verifyDetached(signed, statement, trust, deadline));
    expect([certificate.subject.commonName, certificate.organisation, signingTime]).toEqual(["张三", ORGANISATION, deadline]);
  });

  test("an authority nobody trusts, even of the same name, is refused", async () => {
    const twin = await certify("Root", { extensions: AUTHORITY });
    expect(await verdictOn({ issuer: twin })).toBe("certificate-untrusted");
    expect(verdict(await signDetached(statement, await certify("李四")))).toBe("certificate-untrusted");
  });

  test("a certificate counts from its first instant to its last second", async () => {
    expect(await verdictOn({ from: deadline })).toBe("accepted");
    expect(await verdictOn({ from: plusMs(deadline, 1_000) })).toBe("certificate-not-yet-valid");
    expect(await verdictOn({ until: deadline })).toBe("accepted");
    expect(await verdictOn({ until: plusMs(deadline, -1_000) })).toBe("certificate-expired");
  });

  test("a certificate not for signing is refused: key usage, purpose, or an authority's own", async () => {
    expect(await verdictOn({ extensions: [new KeyUsagesExtension(KeyUsageFlags.keyEncipherment, true)] })).toBe("certificate-usage");
    expect(await verdictOn({ extensions: [new BasicConstraintsExtension(false, undefined, true)] })).toBe("certificate-usage");
    expect(await verdictOn({ extensions: [new KeyUsagesExtension(KeyUsageFlags.nonRepudiation, true)] })).toBe("accepted");
    expect(await verdictOn({ extensions: [SIGNS, new ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.8"])] })).toBe("certificate-usage");
    expect(await verdictOn({ extensions: [SIGNS, new ExtendedKeyUsageExtension(["1.3.6.1.5.5.7.3.4"])] })).toBe("accepted");
    expect(await verdictOn({ extensions: [new BasicConstraintsExtension(true), new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.digitalSignature)] })).toBe("certificate-usage");
  });

  test("another organisation's certificate is not the bidder's", () => {
    const { certificate } = must(verifyDetached(signed, statement, trust, deadline));
    const cert = certificate.sha256;
    expect(codeOf(checkSigner(certificate, { organisation: ORGANISATION, cert }))).toBe("accepted");
    expect(codeOf(checkSigner(certificate, { organisation: "91350100MA2Y1B3C4E", cert }))).toBe("signer-other-organisation");
    expect(codeOf(checkSigner(certificate, { organisation: ORGANISATION, cert: "0".repeat(64) }))).toBe("signer-other-certificate");
  });

  test("a bidder's certificate cannot issue certificates", async () => {
    const mallory = await certify("李四", { issuer: bidder });
    const p7s = await signDetached(statement, { ...mallory, chain: [bidder.certificate] });
    expect(verdict(p7s)).toBe("certificate-untrusted");
    expect(verdict(p7s, { ...trust, intermediates: [bidder.parsed] })).toBe("certificate-untrusted");
  });

  test("an intermediate authority works attached or known, within the path length its root allows", async () => {
    const narrow = await certify("Narrow Root", { extensions: [new BasicConstraintsExtension(true, 0, true), new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true)] });
    for (const [issuer, expected] of [[root, "accepted"], [narrow, "certificate-untrusted"]] as const) {
      const between = await certify("Between", { issuer, extensions: AUTHORITY });
      const person = await certify("李四", { issuer: between });
      const store = trusting(root, narrow);
      expect(verdict(await signDetached(statement, person), store)).toBe("certificate-untrusted");
      expect(verdict(await signDetached(statement, { ...person, chain: [between.certificate] }), store)).toBe(expected);
      expect(verdict(await signDetached(statement, person), { ...store, intermediates: [between.parsed] })).toBe(expected);
    }
  });

  test("a certificate with a critical extension nobody here understands is refused", async () => {
    await expect(certify("李四", { issuer: root, extensions: [SIGNS, new Extension("1.2.3.4", true, Uint8Array.of(5, 0))] })).rejects.toThrow("the critical extension 1.2.3.4");
  });

  test("a signer on the authority's list is refused from the instant of revocation on, also by a later list", async () => {
    const authority = await makeAuthority(randomBytes);
    const holder = { commonName: "王五", organisation: { name: "晨光建工", uscc: ORGANISATION } };
    const pair = await authority.issue(holder);
    const key = await crypto.subtle.importKey("pkcs8", pair.privateKey, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
    const p7s = await signDetached(statement, { certificate: pair.certificate, key });
    const roots = [must(parseCertificate(authority.root.certificate))];
    const list = async (revokedAt: typeof deadline, issuedAt: typeof deadline) =>
      must(parseCrl(await authority.revocationList([{ certificate: pair.certificate, revokedAt }], issuedAt)));
    const store = (...crls: TrustStore["crls"]): TrustStore => ({ roots, intermediates: [], crls });
    const later = plusMs(deadline, 3_600_000);
    expect(verdict(p7s, store(await list(deadline, deadline)))).toBe("certificate-revoked");
    expect(verdict(p7s, store(await list(deadline, later)))).toBe("certificate-revoked");
    expect(verdict(p7s, store(await list(plusMs(deadline, 1_000), later)))).toBe("accepted");
    expect(verdict(p7s, { ...store(), demandCrls: true })).toBe("revocation-unknown");
    expect(verdict(p7s, { ...store(await list(later, later)), demandCrls: true })).toBe("accepted");
    expect(verdict(p7s, { ...store(await list(later, at("2025-01-01T00:00:00+08:00"))), demandCrls: true })).toBe("revocation-unknown");
    const stranger = await makeAuthority(randomBytes);
    const forged = must(parseCrl(await stranger.revocationList([{ certificate: pair.certificate, revokedAt: deadline }], later)));
    expect(verdict(p7s, store(forged))).toBe("accepted");
    expect(verdict(p7s, { ...store(), live: true })).toBe("certificate-of-rehearsal");
  });
});

describe("T34: what the signature says", () => {
  test("a signature over another statement is refused", () => {
    expect(codeOf(verifyDetached(signed, utf8('{"tender":"CG-2026-002","v":"dse/1"}'), trust, deadline))).toBe("cms-content-differs");
    expect(codeOf(verifyDetached(signed, new Uint8Array(), trust, deadline))).toBe("cms-content-differs");
  });

  test("no flip of one bit is accepted, outside what nobody signed, and then the re-encoding is the same", () => {
    const { reencoded } = must(verifyDetached(signed, statement, trust, deadline));
    expect(hex(reencoded)).toBe(hex(signed));
    for (const index of signed.keys()) for (let bit = 0; bit < 8; bit += 1) expect([index, bit, verdict(flipped(signed, index, bit))]).not.toContain("accepted");
  });

  test("bytes nobody signed are dropped from the re-encoding", async () => {
    const stamped = await signDetached(statement, { ...bidder, chain: [root.certificate] }, { timestamp: () => Promise.resolve(sequence(oid("1.2.3"))) });
    const { reencoded, timestampToken } = must(verifyDetached(stamped, statement, trust, deadline));
    expect(timestampToken).toEqual(sequence(oid("1.2.3")));
    let accepted = 0;
    for (const index of stamped.keys()) {
      const result = verifyDetached(flipped(stamped, index, 0), statement, trust, deadline);
      if (!result.ok) continue;
      accepted += 1;
      expect(hex(result.value.reencoded)).toBe(hex(reencoded));
    }
    expect(accepted).toBeGreaterThan(0);
    expect(must(verifyDetached(reencoded, statement, trust, deadline)).reencoded).toEqual(reencoded);
  });

  test("the browser gives the same answers", async () => {
    expect(await verifyDetachedOnWeb(signed, statement, trusting(root), deadline)).toEqual(verifyDetached(signed, statement, trust, deadline) satisfies Result<DetachedSignature>);
    for (let index = 0; index < signed.length; index += 7) {
      const bad = flipped(signed, index, 3);
      expect(await verifyDetachedOnWeb(bad, statement, trusting(root), deadline)).toEqual(verifyDetached(bad, statement, trust, deadline));
    }
  });
});

describe("a signature file is put together in one way only", () => {
  const otherAttribute = (dotted: string): Uint8Array => attribute(dotted, octets(Uint8Array.of(1)));

  test("the forger's own tool makes an acceptable file where it does everything right", () => {
    expect(verdict(forge(statement, bidder))).toBe("accepted");
    expect(verdict(forge(statement, bidder, { attributes: [...properAttributes(statement, bidder.certificate), otherAttribute("1.2.3.4")] }))).toBe("accepted");
  });

  test("exactly one signer", () => {
    expect(verdict(forge(statement, bidder, { signers: 2 }))).toBe("cms-signers");
    expect(verdict(forge(statement, bidder, { signers: 0 }))).toBe("cms-signers");
  });

  test("no content inside, the right one neither", () => {
    expect(verdict(forge(statement, bidder, { embedded: statement }))).toBe("cms-content-embedded");
  });

  test.each(["contentType", "messageDigest", "signingCertificate"] as const)("%s stands once", (name) => {
    const proper = properAttributes(statement, bidder.certificate);
    const isIt = (each: Uint8Array): boolean => hex(each).includes(hex(oid(ATTRIBUTE[name])));
    expect(verdict(forge(statement, bidder, { attributes: proper.filter((each) => !isIt(each)) }))).toBe("cms-attribute");
    expect(verdict(forge(statement, bidder, { attributes: [...proper, ...proper.filter(isIt)] }))).toBe("cms-attribute");
  });

  test("no attribute stands twice, whatever it is", () => {
    const twice = [...properAttributes(statement, bidder.certificate), otherAttribute("1.2.3.4"), otherAttribute("1.2.3.4")];
    expect(verdict(forge(statement, bidder, { attributes: twice }))).toBe("cms-attribute");
  });

  test("attributes stand in DER order", () => {
    expect(verdict(forge(statement, bidder, { attributes: properAttributes(statement, bidder.certificate).reverse(), inGivenOrder: true }))).toBe("wrong-cms");
  });

  test("the certificate is there and is the one the signer names", async () => {
    const second = await certify("张三", { issuer: root, uscc: ORGANISATION });
    expect(verdict(forge(statement, bidder, { certificates: [] }))).toBe("cms-certificate-missing");
    expect(verdict(forge(statement, bidder, { certificates: [second.certificate] }))).toBe("cms-certificate-differs");
    expect(verdict(forge(statement, bidder, { certificates: [second.certificate], attributes: properAttributes(statement, second.certificate) }))).toBe("cms-certificate-differs");
    expect(verdict(forge(statement, { ...bidder, nativeKey: second.nativeKey }))).toBe("signature-wrong");
  });

  test("nothing stands behind the end, and length is limited", () => {
    expect(verdict(concat(signed, Uint8Array.of(0)))).toBe("wrong-cms");
    expect(verdict(new Uint8Array(70_000))).toBe("wrong-cms");
    expect(verdict(sequence(oid(CONTENT.data)))).toBe("wrong-cms");
    expect(readDer(signed, signed.length).children).toHaveLength(2);
  });

  test("however many look-alike authorities are attached, few signatures are tried", async () => {
    const alike = await Promise.all(Array.from({ length: 7 }, () => certify("Loop", { extensions: AUTHORITY })));
    const person = await certify("李四", { issuer: { ...root, name: alike[0]?.name ?? root.name } });
    const p7s = await signDetached(statement, { ...person, chain: alike.map(({ certificate }) => certificate) });
    const checking = checkDetached(p7s, statement, trusting(root), deadline);
    let tried = 0;
    let step = checking.next();
    // The worst case: every signature holds, and 7 authorities could stand in any order.
    for (; step.done !== true; step = checking.next(true)) tried += 1;
    expect([codeOf(step.value), tried]).toEqual(["certificate-untrusted", 17]);
  });
});

test.each([
  { name: "ECDSA", namedCurve: "P-384" },
  { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2_048, publicExponent: Uint8Array.of(1, 0, 1) },
  { name: "RSA-PSS", hash: "SHA-256", modulusLength: 3_072, publicExponent: Uint8Array.of(1, 0, 1) },
])("a key of type $name signs, and server and browser agree", async (algorithm) => {
  const person = await certify("李四", { issuer: root, algorithm });
  const p7s = await signDetached(statement, person);
  expect(verdict(p7s)).toBe("accepted");
  expect(codeOf(await verifyDetachedOnWeb(p7s, statement, trusting(root), deadline))).toBe("accepted");
  expect(codeOf(await verifyDetachedOnWeb(flipped(p7s, p7s.length - 1, 0), statement, trusting(root), deadline))).toBe("signature-wrong");
});

test("an RSA key of 1024 bits is refused", async () => {
  const weak = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 1_024, publicExponent: Uint8Array.of(1, 0, 1) };
  await expect(certify("李四", { issuer: root, algorithm: weak })).rejects.toThrow("an RSA key of 1024 bits");
});

function flipped(bytes: Uint8Array, index: number, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[index] = (copy[index] ?? 0) ^ (1 << bit);
  return copy;
}
