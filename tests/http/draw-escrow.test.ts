import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codeOf } from "../../src/experts/chain.js";
import { commitmentOf } from "../../src/experts/draw-order.js";
import { HOUR_MS, MINUTE_MS, plusMs, rfc3339, type Instant } from "../../src/kernel/time.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled } from "../support/bundles.js";
import { drawIn, pooled, REQUEST } from "../support/draws.js";
import { enterCommittee } from "../support/judging.js";
import { commandsOf, REMADE, runReadme } from "../support/readme.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";
import { archive, bundleBytes, tenderWithResult } from "../support/whole-tender.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// Escrow of a draw (trust.md §3.4) through the HTTP surface, with the openers' own keys: nobody chooses an outcome by silence.
let town: TestTown;
const EVERYBODY = pooled([1, 2, 3, 4, 5, 6, 7]);
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const said = ({ json }: Answer): unknown => json["code"] ?? json;
type Own = ReturnType<typeof drawIn>;

let tenders: TenderInTest[];
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  tenders = [];
  for (let count = 0; count < 7; count += 1) tenders.push(await publishedTender(town));
}, 120_000);
const nextTender = (): TenderInTest => tenders.pop() ?? (() => { throw new RangeError("no tender left"); })();
afterAll(async () => { await town.stop(); });

/** A draw whose contributors have committed. @param sealed what each puts in escrow instead of its number */
async function committed(sealed: Readonly<Record<string, string>> = {}): Promise<{ readonly own: Own; readonly tender: TenderInTest }> {
  const tender = nextTender();
  const own = drawIn(town, tender.id, EVERYBODY);
  await own.fixed();
  for (const name of REQUEST.contributors) expect((await own.commit(name, own.contribution(name), sealed[name])).status).toBe(201);
  return { own, tender };
}
const later = async (ms: number): Promise<Instant> => {
  const until = plusMs(town.world.clock(), ms);
  await town.advance(rfc3339(until));
  return until;
};
const HALF_HOUR = 30 * MINUTE_MS;

test("a commitment without its escrow, with one of another number's place or to other keys is refused, and the plan without one for each code", async () => {
  const tender = nextTender();
  const own = drawIn(town, tender.id, EVERYBODY);
  expect((await own.request()).status).toBe(201);
  expect((await own.secret()).status).toBe(201);
  const codes = Array.from({ length: 31 }, (_, used) => own.code(used));
  expect((await own.plan(undefined, codes)).json).toMatchObject({ code: "escrow-missing", facts: { name: "code-32" } });
  expect((await own.plan()).json).toMatchObject({ plan: { escrow: { threshold: 2, openers: [{ opener: "agency" }, { opener: "supervisor" }, { opener: "notary" }] } } });
  const brought = await own.pool();
  expect((await own.fix(brought.json["sha256"])).status).toBe(201);
  const c = commitmentOf(own.id, "notary", own.contribution("notary"));
  expect(said(await town.ask("notary-1", "POST", `${own.at}/commitments`, { name: "notary", c }))).toBe("escrow-missing");
  expect((await town.ask("notary-1", "POST", `${own.at}/commitments`, { name: "notary", c, escrow: "{}" })).json).toMatchObject({ code: "escrow-wrong", facts: { name: "notary" } });
  expect((await own.commit("notary")).status).toBe(201);
});

test("openers open what a silent contributor committed to, in its time and not before, and the draw is the one that it would have made by revealing", async () => {
  const { own, tender } = await committed();
  for (const name of ["tenderer", "exchange"]) expect((await own.reveal(name)).status).toBe(201);
  expect((await own.opens("notary", "agency", tender.identities)).json, "not before the half hour is over").toMatchObject({ code: "escrow-not-due", facts: { name: "notary" } });
  expect((await town.done("opener-agency", "GET", `${own.at}/escrow`))["escrows"]).toMatchObject([{ name: "notary", due: false, file: null }]);
  await later(HALF_HOUR - 1);
  expect(said(await own.opens("notary", "agency", tender.identities))).toBe("escrow-not-due");
  await later(1);
  expect((await own.result()).json).toMatchObject({ code: "escrow-awaited", facts: { names: "notary" } });
  expect(said(await own.opens("exchange", "agency", tender.identities)), "who has revealed is left alone").toBe("escrow-nothing-due");
  expect(said(await town.ask("notary-1", "GET", `${own.at}/escrow`))).toBe("not-yours");
  expect((await own.opens("notary", "agency", tender.identities)).json).toMatchObject({ name: "notary", outcome: "too-few" });
  expect(said(await own.opens("notary", "agency", tender.identities))).toBe("escrow-given");
  expect(said(await own.opens("notary", "supervisor", tender.identities, { draw: `${tender.id}/1/D2` })), "a word on another draw").toBe("release-other-lot");
  expect(said(await own.opens("notary", "supervisor", tender.identities, { escrow: hash("another") }))).toBe("release-unknown-envelope");
  expect(said(await own.opens("notary", "supervisor", tender.identities, { opener: "notary" }))).toBe("release-other-opener");
  expect(said(await own.opens("notary", "supervisor", tender.identities, { plaintext: "{}" }))).toBe("release-differs-from-commit");
  expect((await own.opens("notary", "supervisor", tender.identities)).json).toMatchObject({ outcome: "secret" });
  expect(said(await own.reveal("notary"))).toBe("contribution-made");
  expect(await own.view()).toMatchObject({ reveals: { notary: own.contribution("notary") }, hows: { notary: "escrow" } });
  expect((await own.result()).json).toMatchObject({ drawn: 4 });
});

test("who put another number in escrow can neither reveal his nor win by silence: a dash stands, and his name beside it", async () => {
  const { own, tender } = await committed({ notary: hash("not what was committed to") });
  expect((await own.reveal("notary")).json, "showing the number that was committed to helps nothing").toMatchObject({ code: "escrow-differs", facts: { name: "notary" } });
  for (const name of ["tenderer", "exchange"]) await own.reveal(name);
  await later(HALF_HOUR);
  await own.opens("notary", "notary", tender.identities);
  expect((await own.opens("notary", "agency", tender.identities)).json).toMatchObject({ outcome: "bad" });
  expect(await own.view()).toMatchObject({ reveals: { notary: "-" }, hows: { notary: "bad-escrow" } });
  expect((await own.result()).status).toBe(201);
});

test("where too few openers come the draw waits its two hours and goes on with a dash; one of three who lies is not enough to keep it shut", async () => {
  const { own, tender } = await committed();
  await own.reveal("tenderer");
  await later(HALF_HOUR);
  for (const name of ["exchange", "notary"]) expect((await own.opens(name, "agency", tender.identities, { plaintext: null })).json).toMatchObject({ outcome: "too-few" });
  for (const opener of ["supervisor", "notary"]) await own.opens("exchange", opener, tender.identities);
  expect(await own.view()).toMatchObject({ reveals: { exchange: own.contribution("exchange") } });
  await later(2 * HOUR_MS - 1);
  expect(said(await own.result())).toBe("escrow-awaited");
  await later(1);
  expect((await own.result()).status).toBe(201);
  expect(await own.view()).toMatchObject({ reveals: { notary: "-" }, hows: { notary: "unopened", exchange: "escrow" } });
});

test("a contributor who reveals in the moment in which the second opener opens: one of both is written, and the number is the same", async () => {
  const { own, tender } = await committed();
  for (const name of ["tenderer", "exchange"]) await own.reveal(name);
  await later(HALF_HOUR);
  await own.opens("notary", "agency", tender.identities);
  const codes = (await Promise.all([own.opens("notary", "supervisor", tender.identities), own.opens("notary", "notary", tender.identities), own.reveal("notary")])).map(({ status, json }) => (status === 201 ? "made" : json["code"]));
  expect(codes.filter((code) => code === "made")).toHaveLength(1);
  expect(await own.view()).toMatchObject({ reveals: { notary: own.contribution("notary") } });
});

test("a supervisor who keeps its code back is waited for two hours; then the openers open that code and no further one", async () => {
  const { own, tender } = await committed();
  for (const name of REQUEST.contributors) await own.reveal(name);
  await later(2 * HOUR_MS - 1);
  expect(said(await own.opens("code-1", "agency", tender.identities))).toBe("escrow-not-due");
  await later(1);
  expect(said(await own.opens("code-2", "agency", tender.identities)), "no code is opened that is not owed").toBe("escrow-nothing-due");
  await own.opens("code-1", "agency", tender.identities);
  expect((await own.opens("code-1", "notary", tender.identities)).json).toMatchObject({ outcome: "secret" });
  const drawn = await own.view();
  expect(drawn?.codes).toEqual([codeOf(own.chain, 0)]);
  expect(said(await own.result())).toBe("draw-made");
  const [leaving = ""] = drawn?.seated ?? [];
  expect((await own.leaves(leaving)).status).toBe(201);
  expect(said(await own.opens("code-2", "agency", tender.identities))).toBe("escrow-not-due");
  await later(2 * HOUR_MS);
  for (const opener of ["supervisor", "agency"]) await own.opens("code-2", opener, tender.identities);
  const view = await own.view();
  expect(view?.codes).toEqual([codeOf(own.chain, 0), codeOf(own.chain, 1)]);
  expect(view?.seated).not.toContain(leaving);
});

test("a code whose escrow is of something else is not taken: with its escrow bad the supervisor cannot choose whether the draw stands", async () => {
  const tender = nextTender();
  const own = drawIn(town, tender.id, EVERYBODY);
  await own.request();
  await own.secret();
  await own.plan(undefined, Array.from({ length: 32 }, (_, used) => hash(`other code ${String(used)}`)));
  await own.fix((await own.pool()).json["sha256"]);
  for (const name of REQUEST.contributors) await own.commit(name);
  for (const name of REQUEST.contributors) await own.reveal(name);
  expect((await own.result()).json).toMatchObject({ code: "escrow-differs", facts: { name: "code-1" } });
  await later(2 * HOUR_MS);
  await own.opens("code-1", "agency", tender.identities);
  expect((await own.opens("code-1", "notary", tender.identities)).json).toMatchObject({ outcome: "bad" });
  expect((await own.view())?.codes).toEqual([]);
});

test("the bundle holds the escrows and what the openers said; whoever changes an outcome, a share, a signature or leaves a word out is found", async () => {
  const whole = await testTown("2026-09-01T09:00:00+08:00");
  try {
    const until = (ms: number): Promise<void> => whole.advance(rfc3339(plusMs(whole.world.clock(), ms)));
    const id = await tenderWithResult(whole, async (here, of, made) => {
      const own = drawIn(here, of, pooled([1, 2, 3, 4]));
      await own.fixed();
      for (const name of REQUEST.contributors) expect((await own.commit(name, own.contribution(name), name === "exchange" ? hash("other") : undefined)).status).toBe(201);
      await own.reveal("tenderer");
      await until(HALF_HOUR);
      for (const name of ["notary", "exchange"]) for (const opener of ["notary", "supervisor"]) expect((await own.opens(name, opener, made.identities)).status).toBe(201);
      await until(2 * HOUR_MS);
      for (const opener of ["agency", "supervisor"]) expect((await own.opens("code-1", opener, made.identities)).status).toBe(201);
      for (const { expert } of pooled([1, 2, 3, 4])) expect((await own.arrive(expert)).status).toBe(201);
      await enterCommittee(here, of);
    });
    await archive(whole, id, "full");
    const full = await bundleBytes(whole, id, "full");
    const faults = async (bundle: typeof full): Promise<string[]> => (await verifyBundle(filesOf(bundle))).faults.map(({ code, path }) => `${code} ${path}`);
    expect(await faults(full)).toEqual([]);
    const folder = "draws/1-D1/escrow";
    const disk = mkdtempSync(join(tmpdir(), "escrow-"));
    for (const [path, content] of full) { mkdirSync(dirname(join(disk, path)), { recursive: true }); writeFileSync(join(disk, path), content); }
    const stock = (): number => runReadme(disk, commandsOf(readFileSync(join(disk, "README.txt"), "utf8")).filter((command) => !command.includes("pdfsig"))).status;
    expect(stock(), "stock tools combine what the openers opened").toBe(0);
    writeFileSync(join(disk, folder, "releases/2.json"), readFileSync(join(disk, folder, "releases/1.json")));
    execFileSync("bash", ["-c", REMADE], { cwd: disk });
    expect(stock()).not.toBe(0);
    rmSync(disk, { recursive: true });
    const bytesIn = (path: string): Uint8Array => full.get(path) ?? new Uint8Array();
    const text = (path: string): string => Buffer.from(bytesIn(path)).toString();
    expect([...full.keys()].filter((path) => path.startsWith(folder)).length).toBe(4 + 2 * 6);
    const spoil = (over: Record<string, Uint8Array>): Promise<string[]> => faults(spoiled(full, over));
    const utf = (value: string): Uint8Array => new TextEncoder().encode(value);
    expect(await spoil({ [`${folder}/notary.json`]: bytesIn(`${folder}/tenderer.json`) })).toContain(`draw-differs ${folder}/notary.json`);
    expect(await spoil({ [`${folder}/releases/1.json`]: utf(text(`${folder}/releases/1.json`).replace(/"plaintext":.*/, '"plaintext":null,"v":"ddr-release/1"}')) })).toContain(`entry-hash ${folder}/releases/1.json`);
    expect(await spoil({ [`${folder}/releases/2.p7s`]: bytesIn(`${folder}/releases/1.p7s`) })).toContain(`signature-wrong ${folder}/releases/2.p7s`);

    const without = new Map(full);
    without.delete(`${folder}/releases/2.json`);
    expect(await faults(spoiled(without, {}))).toContain(`file-missing ${folder}/releases/2.json`);
    expect(await spoil({ [`${folder}/code-2.json`]: bytesIn(`${folder}/code-1.json`) })).toContain(`file-extra ${folder}/code-2.json`);
    const dash = utf(text("draws/1-D1/reveals.json").replace(/"notary":"[0-9a-f]{64}"/, '"notary":"-"'));
    expect(await spoil({ "draws/1-D1/reveals.json": dash }), "the openers opened it: no dash stands").toContain(`draw-differs ${folder}/notary.json`);
    const plan = utf(text("draws/1-D1/plan.json").replace(/age1[0-9a-z]{58}/, `age1${"q".repeat(58)}`));
    expect(await spoil({ "draws/1-D1/plan.json": plan })).toContain("draw-differs draws/1-D1/plan.json");
  } finally {
    await whole.stop();
  }
}, 240_000);
