import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { sbomOf } from "../../src/sbom.js";

const ROOT = path.resolve(import.meta.dirname, "../..");
const lock = readFileSync(path.join(ROOT, "package-lock.json"), "utf8");
type Bom = { bomFormat: string; specVersion: string; components: { "bom-ref": string; purl: string; hashes?: { alg: string; content: string }[] }[]; dependencies: { ref: string; dependsOn: string[] }[] };
const ours = (): Bom => JSON.parse(sbomOf(lock)) as Bom;

test("npm, asked for a bill of materials of the same lock file, names the same packages with the same hashes and the same needs", () => {
  const npm = JSON.parse(execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], { cwd: ROOT, encoding: "utf8", maxBuffer: 64 * 1_048_576, stdio: ["ignore", "pipe", "ignore"] })) as Bom;
  const parts = (bom: Bom): string[] => [...new Set(bom.components.map(({ purl, hashes }) => `${purl} ${(hashes ?? []).map(({ alg, content }) => `${alg}:${content}`).join(",")}`))].sort();
  expect(parts(ours())).toEqual(parts(npm));
  const needs = (bom: Bom): string[] => [...new Set(bom.dependencies.flatMap(({ ref, dependsOn }) => dependsOn.map((on) => `${ref} -> ${on}`)))].sort();
  expect(needs(ours())).toEqual(needs(npm));
  expect(ours().components.length).toBeGreaterThan(300);
});

test("the same lock file gives the same bytes, whatever the time; another one others; nothing in it names a registry host", () => {
  expect(sbomOf(lock)).toBe(sbomOf(lock));
  expect(sbomOf(lock.replace(/"version": "(\d+)\.(\d+)\.(\d+)"/, '"version": "$1.$2.999"'))).not.toBe(sbomOf(lock));
  const { bomFormat, specVersion, ...rest } = ours();
  expect([bomFormat, specVersion]).toEqual(["CycloneDX", "1.6"]);
  expect(Object.keys(rest).sort()).toEqual(["$schema", "components", "dependencies", "metadata", "version"]);
  expect(sbomOf(lock)).not.toMatch(/timestamp|serialNumber|registry\.|resolved/);
});

test("every reference leads to a component of the bill, and none stands twice", () => {
  const { components, dependencies } = ours();
  const refs = components.map((each) => each["bom-ref"]);
  expect(new Set(refs).size).toBe(refs.length);
  const known = new Set([...refs, dependencies.find(({ ref }) => ref.startsWith("daylight@"))?.ref]);
  expect(dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !known.has(ref))).toEqual([]);
});
