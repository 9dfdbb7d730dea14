import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { writeBundleFolder } from "../../src/cli/bundle-folder.js";
import { must } from "../../src/kernel/result.js";
import { signedIn } from "../support/pages.js";
import { commandsOf, needTools, REMADE, runReadme } from "../support/readme.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, tenderWithResult } from "../support/whole-tender.js";

// A whole two-part tender, run over HTTP, written as a folder; from there on stock tools alone judge it.
const TOOLS = { age: "age", "age-keygen": "age", gfcombine: "libgfshare-bin", openssl: "openssl", jq: "jq", pdfsig: "poppler-utils", certutil: "libnss3-tools", qpdf: "qpdf", go: "golang-go", unzip: "unzip" };
/** golang.org/x/mod from Debian's golang-golang-x-mod-dev, found without modules or network. */
const GO_SOURCES = "/usr/share/gocode";

let town: TestTown;
let ground: string;
let sound: string;
/** A copy for each test to spoil. */
let folder: string;
let tender: string;

beforeAll(async () => {
  needTools(TOOLS);
  ground = mkdtempSync(join(tmpdir(), "daylight-outside-"));
  sound = join(ground, "bundle");
  const built = spawnSync("go", ["build", "-o", join(ground, "audit"), resolve(import.meta.dirname, "log-audit/main.go")], {
    encoding: "utf8", env: { ...process.env, GO111MODULE: "off", GOPATH: GO_SOURCES, GOFLAGS: "", GOCACHE: join(ground, "cache") },
  });
  if (built.status !== 0) throw new Error(`this test needs Debian's golang-go and golang-golang-x-mod-dev: ${built.error?.message ?? built.stderr}`);
  town = await testTown();
  tender = await tenderWithResult(town);
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
  ["a sealed content", /content\.age$/], ["an envelope's key", /envelope\.key$/], ["a statement", /statement\.json$/], ["an opener's signature", /^releases\/.*p7s$/], ["a notice", /notice\.json$/], ["what was entered of the evaluation", /inputs\.json$/], ["the totals", /totals\.json$/], ["a revocation list", /\.crl$/],
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
  const root = textAt("log/checkpoint").split("\n")[2] ?? "";
  writeFileSync(join(folder, "log/checkpoint"), textAt("log/checkpoint").replace(root, root.startsWith("A") ? root.replace("A", "B") : root.replace(/^./, "A")));
  expect(audit(bid, part.closeIdx)).toMatch(/^checkpoint signature: /);
});

/** The package as its buyer fetches and unpacks it. */
async function handedOver(actor: string): Promise<string> {
  const response = await town.app.request(`${HAND_OVER()}/package`, { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}` } });
  expect(response.status).toBe(200);
  writeFileSync(join(folder, "..", "package.zip"), new Uint8Array(await response.arrayBuffer()));
  const place = join(folder, "..", "package");
  rmSync(place, { recursive: true, force: true });
  execFileSync("unzip", ["-q", join(folder, "..", "package.zip"), "-d", place]);
  return place;
}
const HAND_OVER = (): string => `/api/v1/tenders/${tender}/hand-over`;

test("the buyer takes over a package of all the law wants kept: sha256sum finds every listed file, openssl the exchange's seal on the list, and the bundle in it verifies", async () => {
  const place = await handedOver("tenderer-1");
  const said = (tool: string, ...parameters: readonly string[]): string => execFileSync(tool, parameters, { cwd: place, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const checked = said("sha256sum", "-c", "SHA256SUMS").trimEnd().split("\n");
  expect(checked.filter((line) => !line.endsWith(": OK"))).toEqual([]);
  const there = readdirSync(place, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).length;
  expect(checked.length).toBe(there - 2); // but for the sums themselves and the seal
  said("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "archive-list.p7s", "-content", "archive-list.json", "-CAfile", "bundle/trust/ca.pem", "-purpose", "any", "-out", "/dev/null");
  const kinds = said("jq", "-r", ".kinds[] | [.kind, (.files | length | tostring)] | join(\" \")", "archive-list.json").trimEnd().split("\n");
  expect(kinds.map((line) => line.split(" ")[0])).toEqual(["notices", "documents", "bids", "evaluation", "award", "contract", "others"]);
  expect(kinds.find((line) => line.startsWith("contract "))).toBe("contract 0");
  for (const kind of ["notices", "bids", "evaluation", "award", "others"]) expect(kinds.find((line) => line.startsWith(`${kind} `)), kind).not.toBe(`${kind} 0`);
  expect(said("jq", "-r", ".keep.years", "archive-list.json").trim()).toBe("10");
  expect(readFileSync(join(place, "bundle", "MANIFEST.sha256"))).toEqual(readFileSync(join(sound, "MANIFEST.sha256")));
});

test("only the tender's own buyer takes it over, by the hash of the list it holds, and once; the log keeps it", async () => {
  const sha256 = createHash("sha256").update(readFileSync(join(await handedOver("tenderer-1"), "archive-list.json"))).digest("hex");
  const accept = async (actor: string, given: string): Promise<string> => { const { status, json } = await town.ask(actor, "POST", HAND_OVER(), { sha256: given }); return typeof json["code"] === "string" ? json["code"] : String(status); };
  const buyer = await signedIn(town, "tenderer-1");
  const page = async (): Promise<string> => (await buyer.get(`/desk/${tender}/hand-over`)).text;
  expect(await page()).toMatch(new RegExp(`等待招标人.*${sha256}.*合同 <span[^>]*>0 件.*由招标人（采购人）自行补齐`, "s"));
  expect([await accept("staff-1", sha256), await accept("bidder-1", sha256), await accept("tenderer-1", sha256.replaceAll(/[0-9a-f]$/g, (last) => (last === "0" ? "1" : "0")))]).toEqual(["not-yours", "not-yours", "archive-list-differs"]);
  expect(await Promise.all([accept("tenderer-1", sha256), accept("tenderer-2", sha256)]).then((answers) => answers.sort())).toEqual(["201", "archive-accepted"]);
  expect(await town.done("supervisor-1", "GET", HAND_OVER())).toMatchObject({ sha256, accepted: { by: expect.stringMatching(/^tenderer-[12]$/) as string } });
  expect(await page()).toContain("已核对并接收");
  await town.world.journal.flush();
  const entries = (await town.world.journal.leavesAfter(-1, 5_000)).map(({ entry }) => JSON.parse(Buffer.from(entry).toString()) as { type: string; sha256?: string });
  expect(entries.filter(({ type }) => type === "hand-over").map((entry) => entry.sha256)).toEqual([sha256]);
});
