import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../../src/cli/program.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { faultWords, type Fault } from "../../src/verify/findings.js";
import { MANIFEST } from "../../src/verify/manifest.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes, tenderWithResult } from "../support/whole-tender.js";

let town: TestTown;
let tender: string;
/** The first full order, the public one, and what each gave when it was new. */
let full: MemoryBundle;
let open: MemoryBundle;
beforeAll(async () => {
  town = await testTown();
  tender = await tenderWithResult(town);
  await archive(town, tender, "full");
  full = await bundleBytes(town, tender, "full");
  await archive(town, tender, "public");
  open = await bundleBytes(town, tender, "public");
}, 300_000);
afterAll(async () => { await town.stop(); });

const url = (edition: string): string => `/api/v1/tenders/${tender}/bundle?edition=${edition}`;
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const hashes = (bundle: MemoryBundle): Record<string, string> => Object.fromEntries([...bundle].map(([file, bytes]) => [file, sha256(bytes)]));
const textOf = (bundle: MemoryBundle, file: string): string => Buffer.from(bundle.get(file) ?? []).toString("utf8");
const pathsOf = (bundle: MemoryBundle, pattern: RegExp): string[] => [...bundle.keys()].filter((file) => pattern.test(file));
type Index = { lots: { parts: { part: string; bids: { live: boolean; statement: string }[] }[] }[]; notices: { id: string }[] };
const indexOf = (bundle: MemoryBundle): Index => JSON.parse(textOf(bundle, "bundle.json")) as Index;
const statementsOf = (bundle: MemoryBundle, part: string): string[] => indexOf(bundle).lots.flatMap(({ parts }) => parts.filter((each) => each.part === part).flatMap(({ bids }) => bids.filter(({ live }) => live).map(({ statement }) => statement)));

async function zipped(edition: string, actor: string | null): Promise<Uint8Array> {
  const token = town.actors.find(({ id }) => id === actor)?.token;
  const response = await town.app.request(url(edition), token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

describe("both editions", () => {
  test("hold, and the public one says what it leaves out", async () => {
    expect((await verifyBundle(filesOf(full))).faults).toEqual([]);
    const report = await verifyBundle(filesOf(open));
    expect(report.faults).toEqual([]);
    expect(report.notes.map(({ code }) => code)).toEqual(expect.arrayContaining(["public-edition", "notices-withheld", "evaluation-withheld"]));
  });

  test("five bidders, one replaced and one withdrawn: the full one holds all fourteen lodgements, the public one the eight that count", () => {
    const counts = (bundle: MemoryBundle) => indexOf(bundle).lots[0]?.parts.map(({ part, bids }) => [part, bids.length, bids.filter(({ live }) => live).length]);
    expect(counts(full)).toEqual([["technical", 7, 4], ["price", 7, 4]]);
    expect(counts(open)).toEqual([["technical", 4, 4], ["price", 4, 4]]);
  });

  test("the public one shows the opened price part whole, and of the technical part no content, share, key or released share", () => {
    const [technical, price] = [statementsOf(open, "technical"), statementsOf(open, "price")];
    for (const statement of price) expect(pathsOf(open, new RegExp(`^bids/${statement}/`)).length).toBe(8);
    for (const statement of technical) expect(pathsOf(open, new RegExp(`^bids/${statement}/`)).map((file) => path.basename(file))).toEqual(["receipt.tlog-proof", "statement.json", "statement.p7s"]);
    const bare = pathsOf(open, /^releases\/.*json$/).filter((file) => textOf(open, file).includes('"part":"technical"'));
    expect(bare.length).toBe(2);
    for (const file of bare) {
      expect(textOf(open, file)).not.toContain("plaintext");
      expect(open.has(file.replace("json", "p7s"))).toBe(false);
    }
  });

  test("the public one holds method and totals, but no sheet, no report and no letter to a single firm", () => {
    expect(pathsOf(open, /^evaluation\//)).toEqual(["evaluation/1/method.json", "evaluation/1/totals.json"]);
    const types = (bundle: MemoryBundle) => new Set(pathsOf(bundle, /notice\.json$/).map((file) => (JSON.parse(textOf(bundle, file)) as { type: string }).type));
    expect([...types(full)].filter((type) => !types(open).has(type)).toSorted()).toEqual(["award-letter", "evaluation-report", "result-letter"]);
  });
});

describe("who may have which", () => {
  test("the public edition is for everybody; the full one for staff, the supervisor and the tenderer alone", async () => {
    expect(await zipped("public", null)).toEqual(await zipped("public", "bidder-1"));
    expect(await zipped("full", "supervisor-1")).toEqual(await zipped("full", "tenderer-1"));
    expect((await town.ask(null, "GET", url("full"))).status).toBe(401);
    expect((await town.ask("bidder-1", "GET", url("full"))).json["code"]).toBe("not-yours");
    expect((await town.ask(null, "GET", url("other"))).json["code"]).toBe("wrong-form");
  });

  test("the zip is verified where it lies, and its bytes do not depend on the day", async () => {
    const file = path.join(town.folder, "public.zip");
    writeFileSync(file, await zipped("public", null));
    const lines: string[] = [];
    const exit = await run(["verify", file], { out: (line) => { lines.push(line); }, err: (line) => { lines.push(line); } });
    expect({ exit, text: lines.filter((line) => !line.startsWith("·")) }).toEqual({ exit: 0, text: [`✓ 审计包成立：${tender} The bundle holds: ${tender}`] });
  });
});

/** Whether some fault names the file, by its path or in its sentence. */
const isNamed = (file: string, faults: readonly Fault[]): boolean => faults.some((fault) => fault.path === file || faultWords(fault, "en").includes(file));
const faultsOf = async (bundle: MemoryBundle): Promise<readonly Fault[]> => (await verifyBundle(filesOf(bundle))).faults;

/** Files of one kind are forged all at once, and each must be named: so every file is tried, and no fault hides behind another. */
const kindOf = (file: string): string => file.replace(/[0-9a-f]{64}/, "*").replace(/-N\d+/, "-N").replace(/\d+/g, "#").replace(/agency|supervisor|notary/, "?").replace(/sheets\/[^.]+/, "sheets/*").replace(/technical|price/, "?");
const kindsOf = (bundle: MemoryBundle): string[][] => [...Map.groupBy([...bundle.keys()].filter((file) => file !== MANIFEST && !file.endsWith(".tsr")), kindOf).values()];

function flipped(bytes: Uint8Array, file: string): Uint8Array {
  if (bytes.length === 0) return Uint8Array.of(1);
  const at = createHash("sha256").update(file).digest().readUInt32BE() % bytes.length;
  return bytes.with(at, (bytes[at] ?? 0) ^ 1);
}
const copyOf = (file: string): string => path.posix.join(path.posix.dirname(file), `copy-of-${path.posix.basename(file)}`);

describe.each([["full", () => full], ["public", () => open]] as const)("the %s edition, its manifest remade by the forger, is refused and each file named", (_name, bundle) => {
  test("with a byte changed in any of its files", async () => {
    const sound = bundle();
    for (const files of kindsOf(sound)) {
      const faults = await faultsOf(spoiled(sound, Object.fromEntries(files.map((file) => [file, flipped(sound.get(file) ?? new Uint8Array(), file)]))));
      expect(files.filter((file) => !isNamed(file, faults))).toEqual([]);
    }
  }, 300_000);

  test("with any of its files gone from its place and there under another name", async () => {
    const sound = bundle();
    for (const files of kindsOf(sound)) {
      const faults = await faultsOf(spoiled(sound, Object.fromEntries(files.flatMap((file) => [[file, null], [copyOf(file), sound.get(file) ?? new Uint8Array()]]))));
      // Without bundle.json nothing says which files there should be: its absence is what is named.
      expect(files.flatMap((file) => (file === "bundle.json" ? [file] : [file, copyOf(file)])).filter((file) => !isNamed(file, faults))).toEqual([]);
    }
    expect(isNamed("copy.json", await faultsOf(spoiled(sound, { "copy.json": sound.get("bundle.json") ?? new Uint8Array() })))).toBe(true);
  }, 300_000);
});

describe("later events", () => {
  test("leave both bundles as they were, to the byte; a new order makes a newer one and the old entry still gives the old", async () => {
    const lot = `/api/v1/tenders/${tender}/lots/1`;
    await town.done("tenderer-1", "POST", `${lot}/contract`, { price: (await winningPrice()), performanceBond: null });
    await town.done("tenderer-1", "POST", `${lot}/written-report`);
    await town.advance("2026-10-20T09:00:00+08:00");
    expect(hashes(await bundleBytes(town, tender, "full"))).toEqual(hashes(full));
    expect(hashes(await bundleBytes(town, tender, "public"))).toEqual(hashes(open));
    await archive(town, tender, "full");
    const newer = await bundleBytes(town, tender, "full");
    expect((await verifyBundle(filesOf(newer))).faults).toEqual([]);
    expect(JSON.parse(textOf(newer, "bundle.json"))).toMatchObject({ treeSize: expect.toSatisfy((size: number) => size > (JSON.parse(textOf(full, "bundle.json")) as { treeSize: number }).treeSize) as number });
    expect(hashes(await bundleBytes(town, tender, "full", 1))).toEqual(hashes(full));
    expect(hashes(await bundleBytes(town, tender, "full", 2))).toEqual(hashes(newer));
  }, 120_000);

  test("receipts, notices, signatures and checkpoints of the newer bundle are the bytes of the older", async () => {
    const newer = await bundleBytes(town, tender, "full");
    const issued = /receipt\.tlog-proof$|\.p7s$|notice\.(?:json|pdf)$|\.age$|^log\/(?:deadline|closing)\/|report\.pdf$|^trust\/[^/]+$/; // revocation lists are those of the newer day
    const same = pathsOf(full, issued);
    expect(same.length).toBeGreaterThan(100);
    for (const file of same) expect({ file, sha256: sha256(newer.get(file) ?? new Uint8Array()) }).toEqual({ file, sha256: sha256(full.get(file) ?? new Uint8Array()) });
    const row = await town.world.db.selectFrom("proofs").select("proof").where("statement_sha256", "=", statementsOf(full, "price")[0] ?? "").executeTakeFirstOrThrow();
    expect(textOf(full, `bids/${statementsOf(full, "price")[0] ?? ""}/receipt.tlog-proof`)).toBe(row.proof);
  });
});

async function winningPrice(): Promise<unknown> {
  const { totals } = (await town.done(null, "GET", `/api/v1/tenders/${tender}/lots/1/evaluation`)) as { totals: { results: { rank: number; price: unknown }[] } };
  return totals.results.find(({ rank }) => rank === 1)?.price;
}
