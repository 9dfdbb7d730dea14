import { expect, test } from "vitest";
import { verifyBundle } from "../../src/verify/bundle.js";
import { faultWords, noteWords, type Fault } from "../../src/verify/findings.js";
import { MANIFEST } from "../../src/verify/manifest.js";
import { filesOf, readExample, spoiled, type MemoryBundle } from "../support/bundles.js";

const EXAMPLE = readExample();
const PATHS = [...EXAMPLE.keys()];
const bytesAt = (path: string): Uint8Array => EXAMPLE.get(path) ?? new Uint8Array();

/** The faults found, after asserting that there are some and that each is put into words. */
async function faultsOf(bundle: MemoryBundle): Promise<readonly Fault[]> {
  const report = await verifyBundle(filesOf(bundle));
  expect(report.ok).toBe(false);
  expect(report.faults.length).toBeGreaterThan(0);
  for (const fault of report.faults) for (const language of ["zh", "en"] as const) expect(faultWords(fault, language)).not.toMatch(/\{[a-z]\w*\}/i);
  return report.faults;
}

/** Whether some fault names the file, by its path or in its sentence. */
const isNamed = (path: string, faults: readonly Fault[]): boolean => faults.some((fault) => fault.path === path || faultWords(fault, "en").includes(path));

const flipped = (path: string, at: number): Uint8Array => bytesAt(path).map((byte, place) => (place === at ? byte ^ 1 : byte));

test("the example bundle holds, and says it is a rehearsal that vouches for itself", async () => {
  const report = await verifyBundle(filesOf(EXAMPLE));
  expect(report.faults).toEqual([]);
  expect(report.ok).toBe(true);
  expect(report.notes.map(({ code }) => code)).toEqual(expect.arrayContaining(["rehearsal", "policy-from-bundle", "ca-from-bundle"]));
  for (const note of report.notes) expect(noteWords(note, "zh")).not.toMatch(/\{\w+\}/);
});

test("the manifest the program makes of the example is the example's own", () => {
  expect(spoiled(EXAMPLE, {}).get(MANIFEST)).toEqual(bytesAt(MANIFEST));
});

for (const path of PATHS.filter((each) => each !== MANIFEST)) {
  const { length } = bytesAt(path);
  test(`${path}: changed in its first, middle or last byte, it is named, though the manifest fits`, async () => {
    for (const at of [0, Math.floor(length / 2), length - 1]) {
      const faults = await faultsOf(spoiled(EXAMPLE, { [path]: flipped(path, at) }));
      expect(isNamed(path, faults)).toBe(true);
      if (path.startsWith("log/")) expect(faults.map(({ code }) => code)).not.toContain("archive-differs");
      expect(faults.map(({ code }) => code).filter((code) => code.startsWith("manifest-"))).toEqual([]);
    }
  });
  test(`${path}: a byte longer, it is named`, async () => {
    const longer = Buffer.concat([bytesAt(path), Buffer.from("\n")]);
    expect(isNamed(path, await faultsOf(spoiled(EXAMPLE, { [path]: longer })))).toBe(true);
  });
  test(`${path}: dropped, or doubled under another name, it is named`, async () => {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const copy = `${folder}copy-of-${path.slice(folder.length)}`;
    expect(isNamed(path, await faultsOf(spoiled(EXAMPLE, { [path]: null })))).toBe(true);
    expect(isNamed(copy, await faultsOf(spoiled(EXAMPLE, { [copy]: bytesAt(path) })))).toBe(true);
  });
}

test("two files of different bytes in each other's place are named, for every neighbouring pair", async () => {
  const others = PATHS.filter((each) => each !== MANIFEST);
  for (const [place, path] of others.entries()) {
    const next = others[(place + 1) % others.length] ?? path;
    if (Buffer.compare(bytesAt(path), bytesAt(next)) === 0) continue;
    await faultsOf(spoiled(EXAMPLE, { [path]: bytesAt(next), [next]: bytesAt(path) }));
  }
}, 120_000);

test("a manifest that does not fit, is unsorted, or is absent is named", async () => {
  const text = Buffer.from(bytesAt(MANIFEST)).toString("utf8");
  const lines = text.trimEnd().split("\n");
  for (const wrong of [text.replace(/^./, "0"), `${lines.toReversed().join("\n")}\n`, lines.join("\n"), `${text}\n`, text.replaceAll("  ", " *")]) {
    const faults = await faultsOf(new Map(EXAMPLE).set(MANIFEST, Buffer.from(wrong)));
    expect(faults.some(({ code }) => code.startsWith("manifest-"))).toBe(true);
  }
  const without = new Map(EXAMPLE);
  without.delete(MANIFEST);
  expect((await faultsOf(without)).map(({ code }) => code)).toContain("file-missing");
});

test("a file where no file belongs is named, wherever it lies", async () => {
  for (const path of ["x", "log/tile/2/000.p/1", "log/tile/0/002.p/1", "log/deadline/324", "bids/x/statement.json", "draws/1-D2/plan.json", "notices/N1/v2/notice.json", "evaluation/2/totals.json", "../x", "openers/1/price/..json"]) {
    expect((await faultsOf(spoiled(EXAMPLE, { [path]: Buffer.from("{}") }))).map((fault) => fault.path)).toContain(path);
  }
});
