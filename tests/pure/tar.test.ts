import fc from "fast-check";
import { expect, test } from "vitest";
import { isMemberName, memberBytes, paddingSize, readTar, tarHeader, tarStream, TAR_MEMBERS_MAX, type TarMember } from "../../src/signing/tar.js";
import { collect } from "../../src/signing/streams.js";
import { file } from "../support/envelopes.js";

type Seen = TarMember & { readonly bytes: string };

async function read(archive: Uint8Array, piece = archive.length): Promise<Seen[]> {
  const seen: Seen[] = [];
  const cut = function* (): Generator<Uint8Array> {
    for (let at = 0; at < archive.length; at += piece) yield archive.subarray(at, at + piece);
  };
  await readTar(cut(), async (member, bytes) => {
    seen.push({ ...member, bytes: new TextDecoder().decode(await collect(bytes, 1_000_000)) });
  });
  return seen;
}

const pack = (...members: { name: string; text: string }[]): Promise<Uint8Array> => collect(tarStream(members.map(({ name, text }) => file(name, new TextEncoder().encode(text)))), 10_000_000);
/** Changes a header and makes its sum right again. */
function rewritten(header: Uint8Array, changes: readonly (readonly [number, string])[]): Uint8Array {
  const copy = header.slice();
  for (const [at, text] of changes) copy.set(Buffer.from(text, "latin1"), at);
  copy.fill(0x20, 148, 156);
  copy.set(Buffer.from(`${copy.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0")}\0 `), 148);
  return copy;
}
const END = new Uint8Array(1_024);
const single = (header: Uint8Array, content: Uint8Array = new Uint8Array()): Uint8Array => Buffer.concat([header, content, new Uint8Array((512 - (content.length % 512)) % 512), END]);

test("what is packed is read back, however the pieces are cut", async () => {
  const members = fc.array(fc.record({ name: fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" }).filter(isMemberName), text: fc.string({ maxLength: 2_000 }) }), { maxLength: 6 });
  await fc.assert(fc.asyncProperty(members, fc.integer({ min: 1, max: 3_000 }), async (given, piece) => {
    const archive = await pack(...given);
    expect(archive.length % 512).toBe(0);
    expect((await read(archive, piece)).map(({ name, bytes, fault }) => ({ name, text: bytes, fault }))).toEqual(given.map((each) => ({ ...each, text: new TextDecoder().decode(new TextEncoder().encode(each.text)), fault: null })));
  }), { numRuns: 60 });
});

test("padding fills the archive to the multiple, whatever the files", () => {
  fc.assert(fc.property(fc.array(fc.nat(3_000_000), { maxLength: 8 }), fc.constantFrom(65_536, 1_048_576), (sizes, multiple) => {
    const padding = paddingSize(sizes, multiple);
    const total = [...sizes, padding].reduce((sum, size) => sum + memberBytes(size), 1_024);
    expect(padding).toBeGreaterThanOrEqual(0);
    expect(padding).toBeLessThan(multiple);
    expect(total % multiple).toBe(0);
  }));
});

test("names: 100 bytes pass and 101 do not; no folder, no way up, no NUL", () => {
  expect(["a".repeat(100), "价".repeat(33), ".hidden", "a.b.pdf", "空 格.pdf"].map(isMemberName)).toEqual([true, true, true, true, true]);
  expect(["", "a".repeat(101), "价".repeat(34), "a/b", "/etc/passwd", "../x", "..", ".", "a..b", "a\0b", "\ud800"].map(isMemberName)).toEqual(Array.from({ length: 11 }, () => false));
  expect(() => tarHeader("../x", 1)).toThrow(RangeError);
  expect(() => tarHeader("x", -1)).toThrow(RangeError);
  expect(() => tarHeader("x", 8 * 2 ** 30)).toThrow(RangeError);
  expect(tarHeader("x", 8 * 2 ** 30 - 1)).toHaveLength(512);
});

test("links, folders, devices and ways out of the folder are shown with their fault and without bytes (T63)", async () => {
  const base = tarHeader("a.pdf", 0);
  for (const type of ["1", "2", "3", "4", "5", "6"]) {
    expect(await read(single(rewritten(base, [[156, type], [157, "/etc/passwd"]])))).toEqual([{ name: "a.pdf", size: 0, fault: "not-a-regular-file", bytes: "" }]);
  }
  const named = async (name: string): Promise<Seen | undefined> => (await read(single(rewritten(tarHeader("a", 5), [[0, name]]), Buffer.from("hello"))))[0];
  expect(await named("../../etc/passwd")).toEqual({ name: "../../etc/passwd", size: 5, fault: "forbidden-name", bytes: "" });
  expect((await named("/abs"))?.fault).toBe("forbidden-name");
  expect((await named("a\0b"))?.fault).toBe("forbidden-name");
  expect((await named("\xff\xfe"))?.fault).toBe("forbidden-name");
  expect((await read(single(rewritten(tarHeader("a", 0), [[345, "folder"]]))))[0]?.fault).toBe("forbidden-name");
});

test("what two readers would read in two ways breaks the whole", async () => {
  const good = tarHeader("a", 5);
  const broken: [string, Uint8Array][] = [
    ["wrong sum", good.map((byte, at) => (at === 0 ? byte + 1 : byte))],
    ["negative size in base 256", rewritten(good, [[124, "\xff".repeat(12)]])],
    ["no size", rewritten(good, [[124, "\0".repeat(12)]])],
    ["letters for a size", rewritten(good, [[124, "0000000000z\0"]])],
    ["GNU magic", rewritten(good, [[257, "ustar  \0"]])],
    ["no magic", rewritten(good, [[257, "\0".repeat(8)]])],
    ["pax header", rewritten(good, [[156, "x"]])],
    ["GNU long name", rewritten(good, [[156, "L"]])],
    ["sparse file", rewritten(good, [[156, "S"]])],
    ["a link with bytes of its own", rewritten(good, [[156, "2"]])],
  ];
  for (const [name, header] of broken) await expect(read(single(header, Buffer.from("hello"))), name).rejects.toThrow(/tar-malformed|member-type/);
  const whole = await pack({ name: "a", text: "hello" });
  await expect(read(whole.subarray(0, -600)), "one end block").rejects.toThrow("cut-off");
  await expect(read(whole.subarray(0, 514)), "cut in a file").rejects.toThrow("cut-off");
  await expect(read(Buffer.concat([whole, Uint8Array.of(0, 1)]), 512)).rejects.toThrow("data-after-the-end");
  await expect(read(whole.map((byte, at) => (at === 518 ? 1 : byte))), "bytes after a file's end").rejects.toThrow("tar-malformed");
  expect(await read(Buffer.concat([whole, new Uint8Array(9_000)]))).toHaveLength(1);
});

test("a million members are refused at the first too many", async () => {
  const header = tarHeader("a", 0);
  const many = function* (count: number): Generator<Uint8Array> {
    for (let at = 0; at < count; at += 1) yield header;
    yield END;
  };
  let seen = 0;
  const count = (): Promise<void> => {
    seen += 1;
    return Promise.resolve();
  };
  await readTar(many(TAR_MEMBERS_MAX), count);
  expect(seen).toBe(TAR_MEMBERS_MAX);
  await expect(readTar(many(1_000_000), count)).rejects.toThrow("too-many-members");
});

test("a file that is not as long as it said breaks the packing", async () => {
  await expect(collect(tarStream([{ name: "a", size: 4, stream: () => [new Uint8Array(5)] }]), 10_000)).rejects.toThrow("file-size: a");
});
