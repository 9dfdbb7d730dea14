import { readFileSync } from "node:fs";
import { x25519 } from "@noble/curves/ed25519.js";
import { describe, expect, test } from "vitest";
import { noblePrimitives } from "../../src/signing/primitives.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";

type Case = { readonly tcId: number; readonly result: "valid" | "invalid" | "acceptable" } & Readonly<Record<string, string>>;
type File = { readonly testGroups: readonly { readonly type: string; readonly ivSize?: number; readonly tests: readonly Case[] }[] };
const read = (name: string): File => JSON.parse(readFileSync(new URL(`wycheproof/${name}_test.json`, import.meta.url), "utf8")) as File;
const bytes = (each: Case, field: string): Uint8Array => new Uint8Array(Buffer.from(each[field] ?? "", "hex"));

describe.each([["node", nodePrimitives], ["plain JavaScript", noblePrimitives]] as const)("ChaCha20-Poly1305 on %s", (_, primitives) => {
  // STREAM uses 96-bit nonces and no associated data.
  const cases = read("chacha20_poly1305").testGroups.filter((group) => group.ivSize === 96).flatMap((group) => group.tests).filter((each) => each["aad"] === "");

  test("every vector without associated data is opened or refused as it should be", async () => {
    expect(cases.length).toBeGreaterThan(30);
    for (const each of cases) {
      const aead = primitives.chacha20poly1305(bytes(each, "key"));
      const sealed = Buffer.concat([bytes(each, "ct"), bytes(each, "tag")]);
      const opened = await aead.open(bytes(each, "iv"), sealed);
      if (each.result === "valid") {
        expect(opened === null ? null : Buffer.compare(opened, bytes(each, "msg")), String(each.tcId)).toBe(0);
        expect(Buffer.compare(await aead.seal(bytes(each, "iv"), bytes(each, "msg")), sealed), String(each.tcId)).toBe(0);
      } else expect(opened, String(each.tcId)).toBeNull();
    }
  });

  test("fewer bytes than a tag are refused", async () => {
    const aead = primitives.chacha20poly1305(new Uint8Array(32));
    expect(await aead.open(new Uint8Array(12), new Uint8Array(15))).toBeNull();
  });
});

/** PKCS#8 of an X25519 key is this and the 32 bytes. */
const PKCS8 = Buffer.from("302e020100300506032b656e04220420", "hex");

describe("X25519, both ways age-encryption computes it", () => {
  const cases = read("x25519").testGroups.filter((group) => group.type === "XdhComp").flatMap((group) => group.tests);

  test("valid vectors give the shared secret; a zero one is refused, as age demands", async () => {
    expect(cases.length).toBeGreaterThan(500);
    for (const each of cases) {
      const shared = bytes(each, "shared");
      const zero = shared.every((byte) => byte === 0);
      const compute = (): Uint8Array => x25519.scalarMult(bytes(each, "private"), bytes(each, "public"));
      if (zero) expect(compute, String(each.tcId)).toThrow();
      else expect(Buffer.compare(compute(), shared), String(each.tcId)).toBe(0);
      const native = webCrypto(bytes(each, "private"), bytes(each, "public"));
      if (zero) await expect(native, String(each.tcId)).rejects.toThrow();
      else expect(Buffer.compare(await native, shared), String(each.tcId)).toBe(0);
    }
  });
});

async function webCrypto(secret: Uint8Array, open: Uint8Array): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey("pkcs8", Buffer.concat([PKCS8, secret]), { name: "X25519" }, false, ["deriveBits"]);
  const peer = await crypto.subtle.importKey("raw", Buffer.from(open), { name: "X25519" }, false, []);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: peer }, key, 256));
}
