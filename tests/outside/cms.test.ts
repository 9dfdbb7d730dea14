import { createPrivateKey, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sha256 } from "@noble/hashes/sha2.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { concat, utf8 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { at, plusMs } from "../../src/kernel/time.js";
import { makeAuthority, openAuthority, type Authority, type KeyPair } from "../../src/rehearsal/authority.js";
import { certificatesPem, pemOf, writeKeyFiles, REHEARSAL_PASSWORD, type KeyFiles } from "../../src/rehearsal/key-files.js";
import { isRehearsal, parseCertificate } from "../../src/signing/certificates.js";
import type { TrustStore } from "../../src/signing/chains.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { verifyDetached } from "../../src/signing/cms.js";
import { makeTimestampToken, timestampResponse, tokenOfResponse, verifyTimestampToken } from "../../src/signing/tsp.js";
import { opensslIn } from "../support/openssl.js";

// OpenSSL judges what we write, and writes what we judge.
const content = utf8('{"tender":"CG-2026-001","v":"dse/1"}');
const when = at("2026-02-02T09:30:00+08:00");
const holder = { commonName: "张三", organisation: { name: "晨光市建设集团有限公司", uscc: "91350100MA2Y1B3C4D" } };
const ECDSA = { name: "ECDSA", namedCurve: "P-256" };
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const PSS = { name: "RSA-PSS", hash: "SHA-256" };

let folder: string;
let authority: Authority;
let ecdsa: KeyPair;
let rsa: KeyPair;
let trust: TrustStore;

const file = (name: string): string => path.join(folder, name);
const seconds = String(when / 1_000);

const openssl = (...args: readonly string[]): string => opensslIn(folder, ...args);

const keyOf = (pair: KeyPair, algorithm: Parameters<typeof crypto.subtle.importKey>[2]) => crypto.subtle.importKey("pkcs8", pair.privateKey, algorithm, false, ["sign"]);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "daylight-cms-"));
  authority = await openAuthority((await makeAuthority(randomBytes)).root, randomBytes);
  [ecdsa, rsa] = await Promise.all([authority.issue(holder), authority.issue(holder, { key: "rsa" })]);
  trust = { roots: [must(parseCertificate(authority.root.certificate))], intermediates: [], crls: [] };
  writeFileSync(file("content"), content);
  writeFileSync(file("ca.pem"), certificatesPem([authority.root.certificate]));
  for (const [name, pair] of [["ecdsa", ecdsa], ["rsa", rsa]] as const) {
    writeFileSync(file(`${name}.pem`), certificatesPem([pair.certificate]));
    writeFileSync(file(`${name}.key`), pemOf("PRIVATE KEY", pair.privateKey));
  }
});

afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

describe("detached signatures", () => {
  const verifyWith = (p7s: Uint8Array): string => {
    writeFileSync(file("made.p7s"), p7s);
    return openssl("cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "made.p7s", "-content", "content", "-CAfile", "ca.pem", "-attime", seconds, "-purpose", "any");
  };

  test.each([["ECDSA P-256", ECDSA], ["RSA", RSA], ["RSA-PSS", PSS]] as const)("openssl accepts ours of %s, as written and as re-encoded, with and without a time stamp", async (name, algorithm) => {
    const pair = name === "ECDSA P-256" ? ecdsa : rsa;
    const signer = { certificate: pair.certificate, chain: [authority.root.certificate], key: await keyOf(pair, algorithm) };
    const tsa = await authority.issueTimestamper();
    const stamper = { certificate: tsa.certificate, key: await keyOf(tsa, ECDSA) };
    const timestamp = (signature: Uint8Array) => makeTimestampToken(sha256(signature), when, stamper, Uint8Array.of(7));
    for (const p7s of [await signDetached(content, signer), await signDetached(content, signer, { signingTime: when, timestamp })]) {
      expect(verifyWith(p7s)).toContain('"v":"dse/1"');
      const judged = must(verifyDetached(p7s, content, trust, when));
      expect(verifyWith(judged.reencoded)).toContain('"v":"dse/1"');
      if (judged.timestampToken !== null) expect(must(verifyTimestampToken(judged.timestampToken, judged.signature, trust)).at).toBe(when);
    }
  });

  test.each([
    ["ECDSA", ["-signer", "ecdsa.pem", "-inkey", "ecdsa.key"]],
    ["RSA", ["-signer", "rsa.pem", "-inkey", "rsa.key"]],
    ["RSA-PSS", ["-signer", "rsa.pem", "-inkey", "rsa.key", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:32"]],
  ])("we accept openssl's of %s", (_, signer) => {
    openssl("cms", "-sign", "-cades", "-binary", "-md", "sha256", "-in", "content", "-outform", "DER", "-out", "theirs.p7s", ...signer);
    const judged = must(verifyDetached(readFileSync(file("theirs.p7s")), content, trust, when));
    expect(judged.certificate.organisation).toBe(holder.organisation.uscc);
    expect(verifyWith(judged.reencoded)).toContain('"v":"dse/1"');
  });

  test.each([
    ["without CAdES attributes", ["-signer", "ecdsa.pem", "-inkey", "ecdsa.key"], "cms-attribute"],
    ["by two signers", ["-cades", "-signer", "ecdsa.pem", "-inkey", "ecdsa.key", "-signer", "rsa.pem", "-inkey", "rsa.key"], "cms-signers"],
    ["with the content inside", ["-cades", "-nodetach", "-signer", "ecdsa.pem", "-inkey", "ecdsa.key"], "cms-content-embedded"],
    ["without its certificate", ["-cades", "-nocerts", "-signer", "ecdsa.pem", "-inkey", "ecdsa.key"], "cms-certificate-missing"],
    ["with SHA-512", ["-cades", "-md", "sha512", "-signer", "ecdsa.pem", "-inkey", "ecdsa.key"], "signature-algorithm"],
  ])("we refuse openssl's %s", (_, args, code) => {
    openssl("cms", "-sign", "-binary", "-in", "content", "-outform", "DER", "-out", "odd.p7s", ...(args.includes("sha512") ? [] : ["-md", "sha256"]), ...args);
    expect(verifyDetached(readFileSync(file("odd.p7s")), content, trust, when)).toMatchObject({ ok: false, refusal: { code } });
  });
});

describe("time stamps", () => {
  test("openssl accepts ours, for a query and for the data, and refuses it for other data", async () => {
    const tsa = await authority.issueTimestamper();
    writeFileSync(file("tsa.pem"), certificatesPem([tsa.certificate]));
    const token = await makeTimestampToken(sha256(content), plusMs(when, 250), { certificate: tsa.certificate, key: await keyOf(tsa, ECDSA) }, randomBytes(16));
    writeFileSync(file("made.tsr"), timestampResponse(token));
    const verify = (data: string): string => openssl("ts", "-verify", "-data", data, "-in", "made.tsr", "-CAfile", "ca.pem", "-attime", seconds);
    expect(verify("content")).toContain("Verification: OK");
    expect(openssl("ts", "-reply", "-in", "made.tsr", "-text")).toContain("Feb  2 01:30:00.25 2026 GMT");
    writeFileSync(file("other"), "other");
    expect(() => verify("other")).toThrow("message imprint mismatch");
    expect(must(verifyTimestampToken(must(tokenOfResponse(timestampResponse(token))), content, trust))).toMatchObject({ at: plusMs(when, 250) });
    expect(verifyTimestampToken(token, utf8("other"), trust)).toMatchObject({ refusal: { code: "timestamp-other-data" } });
    expect(verifyTimestampToken(token, content, { ...trust, roots: [] })).toMatchObject({ refusal: { code: "certificate-untrusted" } });
  });

  test("we accept openssl's with the authority's certificate, and refuse it signed by a person", async () => {
    const tsa = await authority.issueTimestamper();
    writeFileSync(file("tsa.pem"), certificatesPem([tsa.certificate]));
    writeFileSync(file("tsa.key"), pemOf("PRIVATE KEY", tsa.privateKey));
    writeFileSync(file("serial"), "0A");
    writeFileSync(file("tsa.cnf"), "[t]\nserial=serial\nsigner_digest=sha256\ndigests=sha256\ndefault_policy=1.2.3.4\naccuracy=secs:1\nordering=yes\ness_cert_id_alg=sha256\n");
    openssl("ts", "-query", "-data", "content", "-sha256", "-cert", "-out", "query.tsq");
    openssl("ts", "-reply", "-config", "tsa.cnf", "-section", "t", "-queryfile", "query.tsq", "-signer", "tsa.pem", "-inkey", "tsa.key", "-out", "theirs.tsr");
    const stamped = must(verifyTimestampToken(must(tokenOfResponse(readFileSync(file("theirs.tsr")))), content, trust));
    expect([stamped.policy, isRehearsal(stamped.certificate)]).toEqual(["1.2.3.4", true]);
    const byPerson = await makeTimestampToken(sha256(content), when, { certificate: ecdsa.certificate, key: await keyOf(ecdsa, ECDSA) }, Uint8Array.of(1));
    expect(verifyTimestampToken(byPerson, content, trust)).toMatchObject({ refusal: { code: "certificate-usage" } });
  });

  test("a detached signature is no time stamp, and a time stamp no detached signature", async () => {
    const p7s = await signDetached(content, { certificate: ecdsa.certificate, key: await keyOf(ecdsa, ECDSA) });
    expect(verifyTimestampToken(p7s, content, trust)).toMatchObject({ refusal: { code: "wrong-cms" } });
  });
});

describe("certificates and key files", () => {
  test("openssl builds the chain, and knows from our list who is revoked", async () => {
    expect(openssl("verify", "-x509_strict", "-CAfile", "ca.pem", "-attime", seconds, "ecdsa.pem", "rsa.pem")).toBe("ecdsa.pem: OK\nrsa.pem: OK\n");
    const list = await authority.revocationList([{ certificate: rsa.certificate, revokedAt: plusMs(when, -1_000) }], when);
    writeFileSync(file("list.pem"), pemOf("X509 CRL", list));
    const check = (name: string): string => openssl("verify", "-crl_check", "-CAfile", "ca.pem", "-CRLfile", "list.pem", "-attime", seconds, name);
    expect(check("ecdsa.pem")).toBe("ecdsa.pem: OK\n");
    expect(() => check("rsa.pem")).toThrow("certificate revoked");
  });

  test("certificates say 演练, whom they name, and last from 2020 to 2040", () => {
    const certificate = must(parseCertificate(ecdsa.certificate));
    expect([certificate.subject.commonName, certificate.subject.organisation, certificate.organisation, isRehearsal(certificate)]).toEqual(["张三", holder.organisation.name, holder.organisation.uscc, true]);
    expect(openssl("x509", "-in", "ecdsa.pem", "-noout", "-dates")).toBe("notBefore=Dec 31 16:00:00 2019 GMT\nnotAfter=Dec 31 15:59:59 2040 GMT\n");
  });

  test.each(["ecdsa", "rsa"] as const)("openssl reads the .p12 of an %s key: same key, same certificate, readable by the owner only", async (kind) => {
    const pair = kind === "ecdsa" ? ecdsa : rsa;
    const files: KeyFiles = await writeKeyFiles(folder, `actor-${kind}`, pair, [authority.root.certificate]);
    for (const name of Object.values(files)) expect([name, statSync(file(name)).mode & 0o777]).toEqual([name, 0o600]);
    const inside = openssl("pkcs12", "-in", files.p12File, "-passin", `pass:${REHEARSAL_PASSWORD}`, "-nodes");
    const key = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/.exec(inside)?.[0] ?? "";
    const publicDer = (pem: string): Buffer => createPrivateKey(pem).export({ format: "der", type: "pkcs8" });
    expect(publicDer(key)).toEqual(publicDer(readFileSync(file(files.keyFile), "utf8")));
    expect(inside).toContain(certificatesPem([pair.certificate]));
    expect(inside).toContain(`friendlyName: actor-${kind}`);
    expect(() => openssl("pkcs12", "-in", files.p12File, "-passin", "pass:wrong", "-nodes")).toThrow("invalid password");
  });
});

test("one byte more in the response is refused", async () => {
  const tsa = await authority.issueTimestamper();
  const token = await makeTimestampToken(sha256(content), when, { certificate: tsa.certificate, key: await keyOf(tsa, ECDSA) }, Uint8Array.of(1));
  expect(tokenOfResponse(concat(timestampResponse(token), Uint8Array.of(0)))).toMatchObject({ refusal: { code: "wrong-timestamp" } });
});
