import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { utf8 } from "../../src/kernel/bytes.js";
import type { Result } from "../../src/kernel/result.js";
import { makeAuthority } from "../../src/rehearsal/authority.js";
import { certificatesPem, p12Of, pemOf, REHEARSAL_PASSWORD } from "../../src/rehearsal/key-files.js";
import { signDetached, type Signer } from "../../src/signing/cms-sign.js";
import { signerFromFiles } from "../../src/signing/key-file.js";

const PASSWORD = "口令 p4ss!";
const CONTENT = utf8("投标声明\n");
let folder: string;
const at = (name: string): string => path.join(folder, name);
const openssl = (...args: string[]): void => { execFileSync("openssl", args, { cwd: folder, stdio: "pipe" }); };
const read = (...names: string[]): Uint8Array[] => names.map((name) => Uint8Array.from(readFileSync(at(name))));
const code = (result: Result<unknown>): string => (result.ok ? "ok" : result.refusal.code);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "daylight-keys-"));
  const authority = await makeAuthority(randomBytes);
  const holder = { commonName: "张伟", organisation: { name: "晨光建设", uscc: "91310000AAAAAAAA01" } };
  writeFileSync(at("ca.pem"), certificatesPem([authority.root.certificate]));
  for (const kind of ["ecdsa", "rsa"] as const) {
    const pair = await authority.issue(holder, { key: kind });
    writeFileSync(at(`${kind}.crt`), certificatesPem([pair.certificate]));
    writeFileSync(at(`${kind}.key`), pemOf("PRIVATE KEY", pair.privateKey));
    writeFileSync(at(`${kind}-rehearsal.p12`), p12Of(pair, [authority.root.certificate], "张伟", REHEARSAL_PASSWORD));
  }
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

/** Signs with what was read; OpenSSL says whether the signature is the certificate's. */
async function signsAs(signer: Signer, kind: "ecdsa" | "rsa"): Promise<void> {
  writeFileSync(at("content"), CONTENT);
  writeFileSync(at("content.p7s"), await signDetached(CONTENT, signer));
  openssl("cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "content.p7s", "-content", "content", "-CAfile", "ca.pem", "-purpose", "any", "-signer", "signed-by.pem", "-out", "out");
  expect(execFileSync("openssl", ["x509", "-in", at("signed-by.pem"), "-fingerprint", "-sha256", "-noout"])).toEqual(execFileSync("openssl", ["x509", "-in", at(`${kind}.crt`), "-fingerprint", "-sha256", "-noout"]));
}

test.each(["ecdsa", "rsa"] as const)("a PKCS#12 file that OpenSSL writes signs as its %s certificate, the chain riding along", async (kind) => {
  openssl("pkcs12", "-export", "-inkey", `${kind}.key`, "-in", `${kind}.crt`, "-certfile", "ca.pem", "-out", `${kind}.p12`, "-passout", `pass:${PASSWORD}`);
  const signer = await signerFromFiles(read(`${kind}.p12`), PASSWORD);
  if (!signer.ok) throw new RangeError(signer.refusal.code);
  expect(signer.value.chain).toHaveLength(1);
  await signsAs(signer.value, kind);
});

test.each(["ecdsa", "rsa"] as const)("the PKCS#12 file that a rehearsal hands out signs as its %s certificate", async (kind) => {
  const signer = await signerFromFiles(read(`${kind}-rehearsal.p12`), REHEARSAL_PASSWORD);
  if (!signer.ok) throw new RangeError(signer.refusal.code);
  await signsAs(signer.value, kind);
});

test.each(["aes-128-cbc", "aes-192-cbc", "aes-256-cbc"])("a PEM key under a password (%s) signs beside its certificate", async (cipher) => {
  openssl("pkcs8", "-topk8", "-v2", cipher, "-v2prf", "hmacWithSHA512", "-in", "ecdsa.key", "-out", "locked.key", "-passout", `pass:${PASSWORD}`);
  const signer = await signerFromFiles(read("ecdsa.crt", "locked.key"), PASSWORD);
  if (!signer.ok) throw new RangeError(signer.refusal.code);
  await signsAs(signer.value, "ecdsa");
});

test("a wrong password is named as such, whatever the file", async () => {
  openssl("pkcs12", "-export", "-inkey", "rsa.key", "-in", "rsa.crt", "-out", "rsa.p12", "-passout", `pass:${PASSWORD}`);
  openssl("pkcs12", "-export", "-nomac", "-inkey", "rsa.key", "-in", "rsa.crt", "-out", "no-mac.p12", "-passout", `pass:${PASSWORD}`);
  openssl("pkcs8", "-topk8", "-v2", "aes-256-cbc", "-in", "ecdsa.key", "-out", "locked.key", "-passout", `pass:${PASSWORD}`);
  for (const files of [["rsa.p12"], ["no-mac.p12"], ["ecdsa.crt", "locked.key"]]) {
    expect(["passphrase-wrong", "key-file-malformed"]).toContain(code(await signerFromFiles(read(...files), "falsch")));
    expect(code(await signerFromFiles(read(...files), PASSWORD))).toBe("ok");
  }
  expect(code(await signerFromFiles(read("rsa.p12"), "falsch"))).toBe("passphrase-wrong");
});

test("what old programs wrote is refused by its algorithm, with the way to convert it", async () => {
  openssl("pkcs12", "-export", "-legacy", "-inkey", "rsa.key", "-in", "rsa.crt", "-out", "old.p12", "-passout", `pass:${PASSWORD}`);
  expect(await signerFromFiles(read("old.p12"), PASSWORD)).toMatchObject({ ok: false, refusal: { code: "key-file-legacy" } });
});

test("a key beside a stranger's certificate, no key, two keys and cut files are refused", async () => {
  openssl("pkcs12", "-export", "-inkey", "rsa.key", "-in", "rsa.crt", "-out", "rsa.p12", "-passout", `pass:${PASSWORD}`);
  expect(code(await signerFromFiles(read("ecdsa.crt", "rsa.key"), ""))).toBe("key-not-of-certificate");
  expect(code(await signerFromFiles(read("ecdsa.crt"), ""))).toBe("key-file-malformed");
  expect(code(await signerFromFiles(read("ecdsa.crt", "ecdsa.key", "rsa.key"), ""))).toBe("key-file-malformed");
  const [whole = new Uint8Array()] = read("rsa.p12");
  for (const size of [0, 1, 100, whole.length - 1]) expect(code(await signerFromFiles([whole.subarray(0, size)], PASSWORD))).toBe("key-file-malformed");
});

test("no flipped byte of a PKCS#12 file gives another key or certificate, and none throws", async () => {
  openssl("pkcs12", "-export", "-iter", "1", "-maciter", "-inkey", "ecdsa.key", "-in", "ecdsa.crt", "-out", "short.p12", "-passout", `pass:${PASSWORD}`);
  const [whole = new Uint8Array()] = read("short.p12");
  for (let place = 0; place < whole.length; place += 7) {
    const bent = Uint8Array.from(whole);
    bent[place] = (bent[place] ?? 0) ^ 0x01;
    const answer = await signerFromFiles([bent], PASSWORD);
    if (answer.ok) await signsAs(answer.value, "ecdsa");
  }
});
