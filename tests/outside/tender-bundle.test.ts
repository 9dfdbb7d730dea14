import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { writeBundleFolder } from "../../src/cli/bundle-folder.js";
import { must } from "../../src/kernel/result.js";
import { commandsOf, needTools, REMADE, runReadme } from "../support/readme.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, tenderWithResult } from "../support/whole-tender.js";

// A whole two-part tender, run over HTTP, written as a folder; from there on stock tools alone judge it.
const TOOLS = { age: "age", "age-keygen": "age", gfcombine: "libgfshare-bin", openssl: "openssl", jq: "jq", pdfsig: "poppler-utils", certutil: "libnss3-tools", qpdf: "qpdf", go: "golang-go" };
/** golang.org/x/mod from Debian's golang-golang-x-mod-dev, found without modules or network. */
const GO_SOURCES = "/usr/share/gocode";

let town: TestTown;
let ground: string;
let sound: string;
/** A copy for each test to spoil. */
let folder: string;

beforeAll(async () => {
  needTools(TOOLS);
  ground = mkdtempSync(join(tmpdir(), "daylight-outside-"));
  sound = join(ground, "bundle");
  const built = spawnSync("go", ["build", "-o", join(ground, "audit"), resolve(import.meta.dirname, "log-audit/main.go")], {
    encoding: "utf8", env: { ...process.env, GO111MODULE: "off", GOPATH: GO_SOURCES, GOFLAGS: "", GOCACHE: join(ground, "cache") },
  });
  if (built.status !== 0) throw new Error(`this test needs Debian's golang-go and golang-golang-x-mod-dev: ${built.error?.message ?? built.stderr}`);
  town = await testTown();
  const tender = await tenderWithResult(town);
  for (const edition of ["full", "public"] as const) {
    await archive(town, tender, edition);
    await writeBundleFolder(edition === "full" ? sound : join(ground, "public"), must(await makeBundle(town.world, { tenderId: tender, edition })));
  }
}, 300_000);
afterAll(async () => {
  await town.stop();
  rmSync(ground, { recursive: true, force: true });
});
beforeEach(() => {
  folder = join(ground, "copy");
  cpSync(sound, folder, { recursive: true });
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const textAt = (path: string): string => readFileSync(join(folder, path), "utf8");
const filesLike = (pattern: RegExp): string[] => readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => pattern.test(path)).sort();

function flip(path: string): void {
  const bytes = readFileSync(join(folder, path));
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(join(folder, path), bytes);
}

test("age, gfcombine, openssl, jq, sha256sum, tar and pdfsig confirm both editions by their own README.txt", () => {
  for (const edition of [folder, join(ground, "public")]) {
    expect(runReadme(edition, commandsOf(readFileSync(join(edition, "README.txt"), "utf8")))).toEqual({ status: 0, output: "" });
  }
}, 300_000);

test.each([
  ["a sealed content", /content\.age$/], ["an envelope's key", /envelope\.key$/], ["a statement", /statement\.json$/], ["an opener's signature", /^releases\/.*p7s$/], ["a notice", /notice\.json$/],
])("the same commands refuse %s that was changed, with the manifest made to fit", (_name, pattern) => {
  flip(filesLike(pattern)[0] ?? "");
  execFileSync("bash", ["-c", REMADE], { cwd: folder });
  expect(runReadme(folder, commandsOf(textAt("README.txt"))).status).not.toBe(0);
}, 300_000);

/** What a tool says, on both its outputs. */
function said(tool: string, ...parameters: readonly string[]): string {
  const { stdout, stderr } = spawnSync(tool, parameters, { encoding: "utf8" });
  return stdout + stderr;
}

/** An NSS database that trusts the bundle's authorities and nobody else. */
function trusting(): string {
  const nss = join(ground, "nss");
  rmSync(nss, { recursive: true, force: true });
  mkdirSync(nss);
  said("certutil", "-N", "-d", `sql:${nss}`, "--empty-password");
  const pems = textAt("trust/ca.pem").match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  for (const [place, pem] of pems.entries()) {
    writeFileSync(join(ground, "one.pem"), pem);
    said("certutil", "-A", "-d", `sql:${nss}`, "-n", `ca-${String(place)}`, "-t", "CT,C,C", "-i", join(ground, "one.pem"));
  }
  return `sql:${nss}`;
}

test("pdfsig finds every paper's signature valid, trusted and total under trust/ca.pem, and qpdf finds nothing wrong in any", () => {
  const nss = trusting();
  const papers = filesLike(/\.pdf$/);
  expect(papers.length).toBeGreaterThan(8);
  for (const paper of papers) {
    const report = said("pdfsig", "-nssdir", nss, join(folder, paper));
    for (const line of ["Signature is Valid.", "Certificate is Trusted.", "Total document signed"]) expect({ paper, line, report }).toEqual({ paper, line, report: expect.stringContaining(line) as string });
    expect(said("qpdf", "--check", join(folder, paper))).toContain("No syntax or stream encoding errors found");
  }
  flip(papers[0] ?? "");
  expect(said("pdfsig", "-nssdir", nss, join(folder, papers[0] ?? ""))).not.toContain("Signature is Valid.");
}, 120_000);

type Bid = { readonly idx: number; readonly salt: string; readonly statement: string };
type Part = { readonly closeIdx: number; readonly bids: readonly Bid[] };

/** What the Go program says of the log in the folder: grown from the deadline's checkpoint, and holding a bid by its receipt. */
function audit(bid: Bid, closeIdx: number): string {
  const c = createHash("sha256").update("daylight/sealed/v1\0").update(Buffer.from(bid.salt, "hex")).update(Buffer.from(bid.statement, "hex")).digest("hex");
  return said(join(ground, "audit"), folder, textAt("log/vkeys").split("\n")[0] ?? "", textAt(`log/deadline/${String(closeIdx)}`), textAt(`bids/${bid.statement}/receipt.tlog-proof`), `{"c":"${c}","type":"sealed","v":"dl/1"}`).trim();
}

test("Go's checksum-database packages accept checkpoint, tiles, root, the growth since the deadline and a receipt; and no other bytes", () => {
  const [part] = (JSON.parse(textAt("bundle.json")) as { lots: { parts: Part[] }[] }).lots.flatMap(({ parts }) => parts);
  const [bid, other] = part?.bids ?? [];
  if (part === undefined || bid === undefined || other === undefined) throw new RangeError("a tender with bids");
  const size = textAt("log/checkpoint").split("\n")[1] ?? "";
  expect(audit(bid, part.closeIdx)).toBe(`ok ${size}`);
  expect(audit({ ...bid, salt: other.salt }, part.closeIdx)).toMatch(/^receipt: /);
  const [tile] = filesLike(/^log\/tile\/0\/.*\d$/).filter((path) => !path.endsWith(".p"));
  flip(tile ?? "");
  expect(audit(bid, part.closeIdx)).toMatch(/^leaf \d+ is not its hash$/);
  cpSync(sound, folder, { recursive: true, force: true });
  writeFileSync(join(folder, "log/checkpoint"), textAt("log/checkpoint").replace(`\n${size}\n`, `\n${String(Number(size) - 1)}\n`));
  expect(audit(bid, part.closeIdx)).toMatch(/^checkpoint signature: /);
});
