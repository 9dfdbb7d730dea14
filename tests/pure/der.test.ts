import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex, hex, utf8 } from "../../src/kernel/bytes.js";
import { at } from "../../src/kernel/time.js";
import { ecdsaPair } from "../../src/signing/algorithms.js";
import { parseCertificate } from "../../src/signing/certificates.js";
import { WrongDer, compareBytes, oid, octets, readBits, readBoolean, readDer, readFlags, readOid, readSmall, readText, readTime, readUnsigned, sequence, set, tlv, unsigned, TAG } from "../../src/signing/der.js";
import { parseCrl } from "../../src/signing/revocation.js";
import { CONTENT, readSignedData } from "../../src/signing/signed-data.js";
import { tokenOfResponse } from "../../src/signing/tsp.js";

const read = (text: string): ReturnType<typeof readDer> => readDer(fromHex(text.replace(/ /g, "")), 65_536);

test.each([
  ["nothing at all", ""],
  ["a tag alone", "30"],
  ["content cut short", "04 02 01"],
  ["a byte behind the end", "04 01 01 00"],
  ["an indefinite length", "30 80 00 00"],
  ["a length of two bytes where one is enough", "04 81 01 05"],
  ["a length of five bytes", "04 85 01 00 00 00 00"],
  ["a long tag", "1f 81 00 00"],
  ["end-of-contents", "00 00"],
  ["a SEQUENCE that does not nest", "10 00"],
  ["an OCTET STRING that nests", "24 00"],
  ["broken DER inside a SEQUENCE", "30 02 04 01"],
])("%s is refused", (_, bytes) => {
  expect(() => read(bytes)).toThrow(WrongDer);
});

test("nesting ends at 24 levels and size at the limit given", () => {
  const nested = (levels: number): Uint8Array => (levels === 0 ? octets(Uint8Array.of(1)) : sequence(nested(levels - 1)));
  expect(readDer(nested(24), 1_000).tag).toBe(TAG.sequence);
  expect(() => readDer(nested(25), 1_000)).toThrow("nested too deep");
  expect(readDer(octets(new Uint8Array(8)), 10).content).toHaveLength(8);
  expect(() => readDer(octets(new Uint8Array(9)), 10)).toThrow(WrongDer);
});

test("an INTEGER has one encoding, and what we count is not negative", () => {
  expect([readSmall(read("02 01 00"), "n"), readSmall(read("02 02 00 80"), "n"), readSmall(read("02 04 7f ff ff ff"), "n")]).toEqual([0, 128, 2_147_483_647]);
  for (const bad of ["02 00", "02 01 80", "02 02 00 7f", "02 05 00 80 00 00 00"]) expect(() => readSmall(read(bad), "n")).toThrow(WrongDer);
});

test("booleans, flags and bits have one encoding", () => {
  expect([readBoolean(read("01 01 00"), "b"), readBoolean(read("01 01 ff"), "b")]).toEqual([false, true]);
  expect(() => readBoolean(read("01 01 01"), "b")).toThrow(WrongDer);
  expect([...readFlags(read("03 02 06 c0"), "f")]).toEqual([0, 1]);
  expect([...readFlags(read("03 03 07 00 80"), "f")]).toEqual([8]);
  for (const bad of ["03 02 06 80 ", "03 02 05 c0", "03 02 06 e0", "03 01 00", "03 02 08 80"]) expect(() => readFlags(read(bad), "f")).toThrow(WrongDer);
  expect(hex(readBits(read("03 03 00 ab cd"), "b"))).toBe("abcd");
  expect(() => readBits(read("03 03 01 ab cc"), "b")).toThrow(WrongDer);
});

test("object identifiers go there and back, those made from a UUID too", () => {
  for (const dotted of ["1.2.840.113549.1.7.2", "2.5.4.97", "0.39", "2.999.3", "2.25.329800735698586629295641978511506172918"]) expect(readOid(readDer(oid(dotted), 64), "oid")).toBe(dotted);
  for (const bad of ["06 00", "06 02 2a 80", "06 03 2a 80 01"]) expect(() => readOid(read(bad), "oid")).toThrow(WrongDer);
});

test("times are real ones to the second, in UTC", () => {
  const time = (tag: number, text: string, fraction = false): string => {
    try {
      return new Date(readTime(readDer(tlv(tag, utf8(text)), 64), "t", fraction)).toISOString();
    } catch (error) {
      return error instanceof WrongDer ? "refused" : "broken";
    }
  };
  expect(time(TAG.utcTime, "260105010000Z")).toBe(new Date(at("2026-01-05T09:00:00+08:00")).toISOString());
  expect(time(TAG.utcTime, "500101000000Z")).toBe("1950-01-01T00:00:00.000Z");
  expect(time(TAG.generalizedTime, "20490101000000Z")).toBe("2049-01-01T00:00:00.000Z");
  expect(time(TAG.generalizedTime, "20260105010000.25Z", true)).toBe("2026-01-05T01:00:00.250Z");
  for (const bad of ["2601050100Z", "260230000000Z", "261301000000Z", "260105240000Z", "260105010000+0800", "260105010060Z"]) expect([bad, time(TAG.utcTime, bad)]).toEqual([bad, "refused"]);
  for (const bad of ["20260105010000.25Z", "20260105010000.Z"]) expect(time(TAG.generalizedTime, bad)).toBe("refused");
  for (const bad of ["20260105010000.250Z", "20260105010000.0Z", "20260105010000.1234Z"]) expect(time(TAG.generalizedTime, bad, true)).toBe("refused");
});

test("names are text without control characters; string types of another age are not read", () => {
  const text = (tag: number, content: Uint8Array): string | null => readText(readDer(tlv(tag, content), 64), "name");
  expect([text(TAG.utf8, utf8("晨光")), text(TAG.printable, utf8("CN")), text(TAG.bmp, fromHex("666851490041")), text(0x14, utf8("T61"))]).toEqual(["晨光", "CN", "晨光A", null]);
  for (const bad of ["a\nb", "a\0", "\x7f"]) expect(() => text(TAG.utf8, utf8(bad))).toThrow(WrongDer);
  expect(() => text(TAG.utf8, fromHex("c328"))).toThrow(WrongDer);
});

test("a set is written in the order of its bytes, whatever order it came in", () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (parts) => {
    const members = parts.map(octets);
    expect(set(...[...members].reverse())).toEqual(set(...members));
    const { children } = readDer(set(...members), 65_536);
    for (const [index, child] of children.entries()) expect(compareBytes(children[index - 1]?.bytes ?? new Uint8Array(), child.bytes)).toBeLessThanOrEqual(0);
  }));
});

test("a number of any size goes there and back without leading zeros", () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 600 }), (bytes) => {
    const first = bytes.findIndex((byte) => byte !== 0);
    expect(readUnsigned(readDer(unsigned(bytes), 1_000), "n")).toEqual(first === -1 ? Uint8Array.of(0) : bytes.slice(first));
  }));
});

test("an ECDSA signature is a pair of numbers in strict DER, or nothing", () => {
  expect(hex(ecdsaPair(sequence(unsigned(Uint8Array.of(1)), unsigned(Uint8Array.of(2))), 32) ?? new Uint8Array())).toBe(`${"1".padStart(64, "0")}${"2".padStart(64, "0")}`);
  expect(ecdsaPair(sequence(unsigned(Uint8Array.of(1)), unsigned(new Uint8Array(33).fill(1))), 32)).toBeNull();
  expect(ecdsaPair(fromHex("3080020101020102"), 32)).toBeNull();
  expect(ecdsaPair(sequence(unsigned(Uint8Array.of(1))), 32)).toBeNull();
});

/** Bytes that look like DER often enough to get past the door. */
const derLike: fc.Arbitrary<Uint8Array> = fc.letrec<{ der: Uint8Array }>((tie) => ({
  der: fc.oneof(
    { depthSize: "small" },
    fc.tuple(fc.constantFrom(...Object.values(TAG), 0x80, 0x81, 0xa0, 0xa1, 0xa3), fc.uint8Array({ maxLength: 12 })).map(([tag, content]) => tlv(tag, content)),
    fc.constantFrom(oid(CONTENT.signedData), oid(CONTENT.data), unsigned(Uint8Array.of(1)), unsigned(Uint8Array.of(2))),
    fc.tuple(fc.constantFrom(TAG.sequence, TAG.set, 0xa0, 0xa1, 0xa3), fc.array(tie("der"), { maxLength: 9 })).map(([tag, parts]) => tlv(tag, ...parts)),
  ),
})).der;

test("hostile bytes get a refusal from every reader, never an exception", () => {
  fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), derLike), (bytes) => {
    for (const result of [parseCertificate(bytes), parseCrl(bytes), readSignedData(bytes, CONTENT.data), readSignedData(bytes, CONTENT.timestamp)]) expect(result.ok).toBe(false);
    expect(typeof tokenOfResponse(bytes).ok).toBe("boolean");
    expect(ecdsaPair(bytes, 32)?.length ?? 64).toBe(64);
  }), { numRuns: 2_000 });
});
