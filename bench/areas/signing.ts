import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { writeFile, rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { must } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import { makeAuthority } from "../../src/rehearsal/authority.js";
import { certificatesPem, pemOf } from "../../src/rehearsal/key-files.js";
import { parseCertificate } from "../../src/signing/certificates.js";
import { verifyDetached } from "../../src/signing/cms.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { signerFromPem } from "../../src/signing/key-file.js";
import { sealPart, type SealedPart } from "../../src/signing/envelope.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { openStore } from "../../src/ground.js";
import { pathOf } from "../../src/storage/blobs.js";
import type { Openings } from "../../src/threads/opening.js";
import { BIDDER_A, EXCHANGE, FORM, testLot } from "../../tests/support/envelopes.js";
import { beside, figure, seconds, type Figure } from "../figure.js";
import { workFolder } from "../town.js";

const ROUNDS = 5;
/** A bid's drawings and models: a large content, where speed matters. */
const FILES = 4;
const FILE_BYTES = 64 * 1_048_576;
const SIGNATURES = 1_000;
const MB = 1e6;

/** Opening a sealed content on the server beside the `age` command on the same file, and verifying signatures. */
export async function measure(): Promise<Figure[]> {
  return [...await measureOpening(), ...await measureVerifying()];
}

async function measureOpening(): Promise<Figure[]> {
  const folder = workFolder("signing");
  const { blobs, openings } = await openStore({ BLOB_URL: pathToFileURL(path.join(folder.path, "blobs")).href, DAYLIGHT_DATA: folder.path });
  try {
    const lot = await testLot();
    const files = Array.from({ length: FILES }, (_, index) => {
      const bytes = randomBytes(FILE_BYTES);
      return { name: `图纸-${String(index + 1)}.pdf`, size: bytes.length, stream: () => [bytes] };
    });
    const sealed = must(await sealPart(nodePrimitives, { exchange: EXCHANGE, terms: lot.terms, termsSha256: lot.termsSha256, bidder: BIDDER_A, seq: 1, prev: null, form: FORM, files },
      async (content) => { must(await blobs.put(content)); }));
    const { sha256, size } = sealed.statement.content;
    const [key, plain] = [path.join(folder.path, "envelope.key"), path.join(folder.path, "content.tar")];
    await writeFile(key, `${sealed.identity}\n`, { mode: 0o600 });
    const { age, opened, hashed } = await beside(ROUNDS, {
      age: async () => size / MB / await seconds(() => ageTo(plain, key, path.join(folder.path, "blobs", pathOf(sha256)))),
      opened: async () => {
        await rm(plain, { force: true });
        let stored: readonly string[] = [];
        const taken = await seconds(async () => { stored = await openOnce(openings, sealed); });
        for (const each of stored) await blobs.remove(each);
        return size / MB / taken;
      },
      hashed: async () => size / MB / await seconds(async () => { for await (const each of await blobs.scan(sha256)) nodePrimitives.sha256(each); }),
    });
    return [
      figure({ name: "opening a content, files stored and synced", value: opened, unit: "MB/s", limit: { name: "age -d -o file", value: age }, goal: 0.8, on: "ratio" }),
      figure({ name: "reading and hashing the ciphertext alone", value: hashed, unit: "MB/s", limit: { name: "age -d -o file", value: age } }),
    ];
  } finally {
    await openings.end();
    folder.remove();
  }
}

async function ageTo(out: string, key: string, content: string): Promise<void> {
  const child = spawn("age", ["-d", "-i", key, "-o", out, content], { stdio: ["ignore", "inherit", "inherit"] });
  const [code] = (await once(child, "exit")) as [number];
  if (code !== 0) throw new RangeError(`age ended with ${String(code)}: is it installed?`);
}

/** As `openPart` does: every file into the store as it is decrypted. @returns what was stored */
async function openOnce(openings: Openings, { statement, identity }: SealedPart): Promise<string[]> {
  const { verdict, files } = await openings.open(statement, identity);
  if (verdict.outcome !== "opened" || files.length !== FILES + 1) throw new RangeError(`the content did not open: ${verdict.outcome}`);
  return files.map(({ sha256 }) => sha256);
}

async function measureVerifying(): Promise<Figure[]> {
  const authority = await makeAuthority((count) => Uint8Array.from(randomBytes(count)));
  const root = must(parseCertificate(authority.root.certificate));
  const trust = { roots: [root], intermediates: [], crls: [] };
  const now = at("2026-09-01T09:00:00+08:00");
  const rates: Record<string, number> = {};
  const works: Record<string, () => Promise<number>> = {};
  for (const key of ["ecdsa", "rsa"] as const) {
    const pair = await authority.issue({ commonName: key, organisation: { name: "晨曦建设集团有限公司", uscc: "91341702MA000004XN" } }, { key });
    const signer = must(await signerFromPem(certificatesPem([pair.certificate]), pemOf("PRIVATE KEY", pair.privateKey)));
    const signed = await Promise.all(Array.from({ length: SIGNATURES }, async () => {
      const content = randomBytes(2_000);
      return { content, p7s: await signDetached(content, signer) };
    }));
    works[key] = async () => SIGNATURES / await seconds(() => { for (const { content, p7s } of signed) must(verifyDetached(p7s, content, trust, now)); });
  }
  Object.assign(rates, await beside(ROUNDS, works));
  return [figure({ name: "CMS verifications, ECDSA P-256", value: rates["ecdsa"] ?? 0, unit: "/s" }), figure({ name: "CMS verifications, RSA 2048", value: rates["rsa"] ?? 0, unit: "/s" })];
}
