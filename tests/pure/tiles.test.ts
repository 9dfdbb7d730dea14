import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeBundle, parseBundle, parseHashTile, parseTilePath, tilePath, tilesOf } from "../../src/journal/tiles.js";

describe("tile paths", () => {
  test.each([
    [{ level: 0, number: 0, width: 256 }, "tile/0/000"],
    [{ level: "entries", number: 1, width: 78 }, "tile/entries/001.p/78"],
    [{ level: 1, number: 1_234_067, width: 1 }, "tile/1/x001/x234/067.p/1"],
    [{ level: 0, number: 1_000, width: 256 }, "tile/0/x001/000"],
  ] as const)("%j is %s, both ways", (tile, path) => {
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  });

  test.each(["tile/0/0", "tile/7/000", "tile/x/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/x000/001", "tile/0/../000", "tile/00/000", "entries/000", "tile/0/000/"])("%s is no tile", (path) => {
    expect(() => parseTilePath(path)).toThrow(RangeError);
  });

  test("any tile's path reads back", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 6 }), fc.nat(), fc.integer({ min: 1, max: 256 }), (level, number, width) => {
      expect(parseTilePath(tilePath({ level, number, width }))).toEqual({ level, number, width });
    }));
  });
});

test("a tree of 334 leaves has exactly the five tiles of the example bundle", () => {
  expect(tilesOf(334).map(tilePath)).toEqual(["tile/entries/000", "tile/entries/001.p/78", "tile/0/000", "tile/0/001.p/78", "tile/1/000.p/1"]);
});

test("a tree of 256 leaves has no partial tile below its top; the empty tree has none at all", () => {
  expect(tilesOf(256).map(tilePath)).toEqual(["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]);
  expect(tilesOf(0)).toEqual([]);
});

describe("entry bundles", () => {
  test("any entries read back", () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 600 }), { maxLength: 256 }), (entries) => {
      expect(parseBundle(makeBundle(entries))).toEqual(entries);
    }), { numRuns: 30 });
  });

  test("an entry of 65,535 bytes fits; one byte more or none does not", () => {
    expect(parseBundle(makeBundle([new Uint8Array(65_535).fill(1)]))).toHaveLength(1);
    expect(() => makeBundle([new Uint8Array(65_536)])).toThrow(RangeError);
    expect(() => makeBundle([new Uint8Array()])).toThrow(RangeError);
  });

  test("a bundle cut short, with an empty entry or of 257 entries is refused", () => {
    const bundle = makeBundle([Uint8Array.of(1, 2, 3)]);
    for (const wrong of [bundle.slice(0, 4), bundle.slice(0, 1), Uint8Array.of(0, 0), makeBundle(Array<Uint8Array>(257).fill(Uint8Array.of(1)))]) expect(() => parseBundle(wrong)).toThrow(RangeError);
  });
});

test("a tile of hashes holds 1 to 256 of 32 bytes", () => {
  expect(parseHashTile(new Uint8Array(256 * 32))).toHaveLength(256);
  for (const length of [0, 31, 33, 257 * 32]) expect(() => parseHashTile(new Uint8Array(length))).toThrow(RangeError);
});
