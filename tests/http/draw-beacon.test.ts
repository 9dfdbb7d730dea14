import { bls12_381 } from "@noble/curves/bls12-381.js";
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chainHashOf, roundFrom, timeOfRound, valueOfSignature, type BeaconChain } from "../../src/experts/beacon.js";
import { hex } from "../../src/kernel/bytes.js";
import { at, MINUTE_MS, plusMs, rfc3339, type Instant } from "../../src/kernel/time.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { drawIn, pooled, REQUEST, seatedByDraw } from "../support/draws.js";
import { signedIn } from "../support/pages.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";
import { archive, bundleBytes, tenderWithResult } from "../support/whole-tender.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// A draw that waits for a public beacon beside its parties' numbers: even all parties together cannot know its value when they commit (trust.md §3.3).
const SECRET = Uint8Array.from(createHash("sha256").update("beacon of a test").digest());
const scheme = bls12_381.shortSignatures;
const KEY = { publicKey: scheme.getPublicKey(SECRET).toHex(), groupHash: "11".repeat(32), period: 30, genesis: at("2026-01-01T00:00:00+08:00") / 1_000, beaconId: "chenguang" };
const CHAIN: BeaconChain = { ...KEY, hash: chainHashOf(KEY) };
function signatureOn(round: number): string {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(round));
  const message = scheme.hash(Uint8Array.from(createHash("sha256").update(number).digest()), "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_");
  return hex(scheme.Signature.toBytes(scheme.sign(message, SECRET)));
}

let town: TestTown;
const said = ({ json }: Answer): unknown => json["code"] ?? json;
const tenders: TenderInTest[] = [];
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", "error", null, { beacons: [CHAIN] });
  for (let count = 0; count < 4; count += 1) tenders.push(await publishedTender(town));
}, 120_000);
const nextTender = (): TenderInTest => tenders.pop() ?? (() => { throw new RangeError("no tender left"); })();
afterAll(async () => { await town.stop(); });
const later = async (ms: number): Promise<Instant> => {
  const until = plusMs(town.world.clock(), ms);
  await town.advance(rfc3339(until));
  return until;
};

/** A draw whose pool is fixed and that waits for the round of a time. @param minutes from now */
async function waiting(minutes: number): Promise<{ readonly tender: TenderInTest; readonly own: ReturnType<typeof drawIn>; readonly round: number }> {
  const tender = nextTender();
  const own = drawIn(town, tender.id, pooled([1, 2, 3, 4, 5, 6, 7]));
  const when = plusMs(town.world.clock(), minutes * MINUTE_MS);
  expect((await own.request({ beacon: { chain: CHAIN.hash, at: rfc3339(when) } })).status).toBe(201);
  expect((await own.secret()).status).toBe(201);
  const round = roundFrom(CHAIN, when);
  expect((await own.plan()).json).toMatchObject({ plan: { beacon: { chain: CHAIN.hash, round } } });
  const brought = await own.pool();
  expect((await own.fix(brought.json["sha256"])).status).toBe(201);
  return { tender, own, round };
}
const bring = (own: ReturnType<typeof drawIn>, body: object, actor = "notary-1"): Promise<Answer> => town.ask(actor, "POST", `${own.at}/beacon`, body);

test("the round goes into the draw: not known when the parties commit, checked by the beacon's key, brought by any of them once it is out, and no code is given before", async () => {
  const { own, round } = await waiting(30);
  for (const name of REQUEST.contributors) expect((await own.commit(name)).status).toBe(201);
  for (const name of REQUEST.contributors) expect((await own.reveal(name)).status).toBe(201);
  expect((await own.result()).json).toMatchObject({ code: "beacon-missing", facts: { round } });
  await town.advance(rfc3339(plusMs(timeOfRound(CHAIN, round), -1)));
  expect(said(await bring(own, { signature: signatureOn(round) })), "a moment before it is out").toBe("beacon-awaited");
  await later(1);
  expect(said(await bring(own, { signature: signatureOn(round + 1) }))).toBe("beacon-wrong");
  expect((await bring(own, { signature: "zz" })).status).toBe(422);
  expect(said(await bring(own, { missing: "网络中断" }, "supervisor-1")), "not late yet").toBe("beacon-not-late");
  expect(said(await bring(own, { signature: signatureOn(round) }, "bidder-1")), "no party of the draw").toBe("not-yours");
  const page = await signedIn(town, "supervisor-1");
  expect((await page.get(`/draws/${own.id.split("/")[0] ?? ""}/1`)).text).toContain("登记公开信标");
  const both = await Promise.all([bring(own, { signature: signatureOn(round) }), bring(own, { signature: signatureOn(round) }, "staff-1")]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await own.result()).json).toMatchObject({ drawn: 4 });
  const shown = await own.view() as unknown as { beacon: { round: number; signature: string }; seated: string[] };
  expect(shown.beacon).toMatchObject({ round, signature: signatureOn(round) });
  const publicPage = (await page.get(`/projects/${own.id.split("/")[0] ?? ""}/draws`)).text;
  expect(publicPage).toContain(valueOfSignature(signatureOn(round)));
});

test("a chain nobody named here, a round that is out, a commitment after it are refused; the draw that was left waiting may be asked for again", async () => {
  const tender = nextTender();
  const own = drawIn(town, tender.id, pooled([1, 2, 3, 4, 5, 6, 7]));
  expect((await own.request({ beacon: { chain: "ab".repeat(32), at: rfc3339(plusMs(town.world.clock(), MINUTE_MS)) } })).json).toMatchObject({ code: "beacon-chain-unknown", facts: { known: expect.stringContaining("chenguang") as unknown } });
  expect(said(await own.request({ beacon: { chain: CHAIN.hash, at: rfc3339(plusMs(town.world.clock(), -MINUTE_MS)) } }))).toBe("beacon-out");
  const { own: late, round } = await waiting(10);
  expect((await late.commit("tenderer")).status).toBe(201);
  expect(said(await late.request())).toBe("draw-stands");
  await town.advance(rfc3339(timeOfRound(CHAIN, round)));
  expect(said(await late.commit("exchange")), "who knows the round commits no more").toBe("beacon-out");
  expect(said(await bring(late, { signature: signatureOn(round) }))).toBe("commitments-missing");
  expect((await late.request()).json, "nobody knows what it would have drawn").toMatchObject({ number: 2 });
});

test("that a round did not come is the supervisor's word alone, two hours late, and stands as a dash for everybody to look up", async () => {
  const { own, round } = await waiting(10);
  for (const name of REQUEST.contributors) expect((await own.commit(name)).status).toBe(201);
  for (const name of REQUEST.contributors) expect((await own.reveal(name)).status).toBe(201);
  await town.advance(rfc3339(plusMs(timeOfRound(CHAIN, round), 120 * MINUTE_MS - 1)));
  expect(said(await bring(own, { missing: "三个镜像均无此轮" }, "supervisor-1"))).toBe("beacon-not-late");
  await later(1);
  expect(said(await bring(own, { missing: "三个镜像均无此轮" }, "notary-1"))).toBe("beacon-not-late");
  expect((await bring(own, { missing: "三个镜像均无此轮" }, "supervisor-1")).status).toBe(201);
  expect(said(await bring(own, { signature: signatureOn(round) }))).toBe("beacon-given");
  expect((await own.result()).json).toMatchObject({ drawn: 4 });
});

test("a stranger finds the round in the bundle; another signature, another chain or none passes for it nowhere", async () => {
  const whole = await testTown("2026-09-01T09:00:00+08:00", "error", null, { beacons: [CHAIN] });
  try {
    let round = 0;
    const id = await tenderWithResult(whole, async (here, tender) => {
      const when = plusMs(here.world.clock(), 5 * MINUTE_MS);
      round = roundFrom(CHAIN, when);
      await seatedByDraw(here, tender, { asked: { chain: CHAIN.hash, at: rfc3339(when) }, value: valueOfSignature(signatureOn(round)), give: async (draw) => {
        await here.advance(rfc3339(timeOfRound(CHAIN, round)));
        await here.done("notary-1", "POST", `${draw}/beacon`, { signature: signatureOn(round) });
      } });
    });
    await archive(whole, id, "full");
    const bundle: MemoryBundle = await bundleBytes(whole, id, "full");
    const report = await verifyBundle(filesOf(bundle));
    expect(report.faults).toEqual([]);
    expect(report.notes).toContainEqual(expect.objectContaining({ code: "beacon-chain", facts: { draw: `${id}/1/D1`, chain: `chenguang ${CHAIN.hash}` } }));
    const path = "draws/1-D1/beacon.json";
    const text = Buffer.from(bundle.get(path) ?? []).toString("utf8");
    const faults = async (with_: string | null): Promise<string[]> => (await verifyBundle(filesOf(spoiled(bundle, { [path]: with_ === null ? null : Buffer.from(with_) })))).faults.map(({ code, facts }) => `${code} ${(facts as { what?: string }).what ?? ""}`.trim());
    expect(await faults(text.replace(signatureOn(round), signatureOn(round + 1)))).toEqual(expect.arrayContaining(["entry-hash", "draw-differs signature", "draw-differs randomness"]));
    expect(await faults(text.replace(CHAIN.publicKey, scheme.getPublicKey(SECRET.map((byte) => byte ^ 1)).toHex()))).toEqual(expect.arrayContaining(["draw-differs chain"]));
    expect(await faults(null)).toContain("file-missing");
  } finally { await whole.stop(); }
});
