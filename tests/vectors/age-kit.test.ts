import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import * as kit from "cctv-age";
import { describe, expect, test } from "vitest";
import { checkAgeHeader } from "../../src/signing/age.js";
import { openStream } from "../../src/signing/age-stream.js";
import { noblePrimitives } from "../../src/signing/primitives.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { collect } from "../../src/signing/streams.js";

type Vector = { readonly name: string; readonly facts: ReadonlyMap<string, string>; readonly file: Uint8Array };

/** A vector is lines of `key: value`, an empty line, then an age file, perhaps deflated. */
function vectorOf(name: string, bytes: Uint8Array): Vector {
  const end = Buffer.from(bytes).indexOf("\n\n");
  const facts = new Map(Buffer.from(bytes.subarray(0, end)).toString().split("\n").map((line) => {
    const [key = "", ...rest] = line.split(": ");
    return [key, rest.join(": ")] as const;
  }));
  const body = bytes.subarray(end + 2);
  return { name, facts, file: facts.get("compressed") === "zlib" ? inflateSync(body) : body };
}

const vectors = Object.entries(kit as unknown as Record<string, Uint8Array>).filter(([, bytes]) => bytes instanceof Uint8Array).map(([name, bytes]) => vectorOf(name, bytes));
/** Armor, passphrases and post-quantum keys are not part of `std/1`. */
const applicable = vectors.filter(({ facts }) => facts.get("armored") !== "yes" && !facts.has("passphrase") && (facts.get("identity") ?? "").startsWith("AGE-SECRET-KEY-1"));

test("the kit is whole", () => {
  expect(vectors.length).toBeGreaterThanOrEqual(143);
  expect(applicable.length).toBe(66);
});

describe.each([["node", nodePrimitives], ["plain JavaScript", noblePrimitives]] as const)("age kit on %s", (_, primitives) => {
  test.each(applicable.map((vector) => [vector.name, vector] as const))("%s", async (__, { facts, file }) => {
    const open = (): Promise<Uint8Array> => collect(openStream(primitives, facts.get("identity") ?? "", [file]), 20_000_000);
    // Files for several readers are good age files, but an envelope has exactly one.
    if (facts.get("expect") === "success" && checkAgeHeader(file.subarray(0, 4_096), file.length).ok) {
      expect(createHash("sha256").update(await open()).digest("hex")).toBe(facts.get("payload"));
    } else {
      await expect(open()).rejects.toThrow(RangeError);
    }
  });
});

test("of the good files all with one X25519 reader are opened, and those left out have other stanzas", () => {
  const good = applicable.filter(({ facts }) => facts.get("expect") === "success");
  const left = good.filter(({ file }) => !checkAgeHeader(file.subarray(0, 4_096), file.length).ok);
  expect(good.length - left.length).toBeGreaterThanOrEqual(5);
  for (const { name, file } of left) expect(Buffer.from(file).toString("latin1").split("\n---")[0]?.match(/\n-> /g)?.length ?? 0, name).toBeGreaterThan(1);
});
