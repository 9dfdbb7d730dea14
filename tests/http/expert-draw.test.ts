import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { at, HOUR_MS, plusMs, rfc3339 } from "../../src/kernel/time.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled } from "../support/bundles.js";
import { drawIn, pooled, REQUEST } from "../support/draws.js";
import { goodsLot, goodsTender, yuan } from "../support/goods.js";
import { enterCommittee } from "../support/judging.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes, tenderWithResult } from "../support/whole-tender.js";
import { publishedTender } from "../support/works-tender.js";

// DDR-1 (trust.md §3) through the HTTP surface: everybody keeps his own secret, the exchange sees labels until the members sign in.
let town: TestTown;
let tender: string;
const EVERYBODY = pooled([1, 2, 3, 4, 5, 6, 7]);
let draw: ReturnType<typeof drawIn>;
let drawn: string[];
const codeOf = async (answer: ReturnType<TestTown["ask"]>): Promise<unknown> => (await answer).json["code"];

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  tender = (await publishedTender(town)).id;
  draw = drawIn(town, tender, EVERYBODY);
}, 120_000);
afterAll(async () => { await town.stop(); });

test("an even committee, two representatives among five, a specialty too wide and fewer than three contributors are refused before anybody is drawn", async () => {
  expect((await draw.request({ strata: { A0801: 3 } })).json).toMatchObject({ code: "committee-size", facts: { size: 4, min: 5 } });
  expect((await draw.request({ strata: { A0801: 3 }, representatives: 2 })).json).toMatchObject({ code: "too-few-experts", facts: { size: 5, experts: 3, min: 4 } });
  expect(await codeOf(draw.request({ strata: { A08: 4 } }))).toBe("wrong-form");
  expect((await draw.request({ contributors: ["tenderer", "exchange"] })).json).toMatchObject({ code: "contributors-too-few", facts: { given: 2, min: 3 } });
  expect(await codeOf(draw.request({ contributors: ["tenderer", "tenderer", "exchange", "notary"] }))).toBe("contributors-too-few");
  expect(await codeOf(draw.request({ contributors: ["tenderer", "exchange", "supervisor"] }))).toBe("contributor-unknown");
  expect(await codeOf(draw.request({}, "tenderer-3"))).toBe("not-found");
});

test("the plan waits for the pool keeper's secret, and nothing is committed to before a pool is fixed", async () => {
  expect((await draw.request()).json).toMatchObject({ draw: `${tender}/1/D1`, number: 1 });
  expect(await codeOf(draw.plan())).toBe("draw-secret-missing");
  expect(await codeOf(draw.pool())).toBe("draw-not-planned");
  expect((await draw.secret()).status).toBe(201);
  expect((await draw.plan()).json).toMatchObject({ plan: { v: "ddr/1", draw: draw.id, strata: { A0801: 4 }, perOrg: 1, contributors: ["tenderer", "exchange", "notary"], beacon: null } });
  expect(await codeOf(draw.plan())).toBe("draw-planned");
  expect(await codeOf(draw.commit("tenderer"))).toBe("pool-missing");
});

test("a pool out of order, of a stranger's specialty or too small for its seats is refused; one small enough to guess is told", async () => {
  expect(await codeOf(draw.pool(draw.rows.toReversed()))).toBe("pool-unsorted");
  expect(await codeOf(draw.pool(draw.rows.map((row, at) => (at === 0 ? { ...row, stratum: "A0601" } : row))))).toBe("pool-stratum");
  const three = draw.rows.map((row, at) => (at < 3 ? row : { ...row, excluded: "leave" as const }));
  expect((await draw.pool(three)).json).toMatchObject({ code: "pool-too-small", facts: { stratum: "A0801", seats: 4, eligible: 3 } });
  const oneUnit = draw.rows.map((row, at) => (at < 4 ? { ...row, orgTag: "ab".repeat(16) } : { ...row, excluded: at < 6 ? null : ("leave" as const) }));
  expect((await draw.pool(oneUnit)).json).toMatchObject({ code: "pool-too-small", facts: { eligible: 3 } });
  expect((await draw.pool()).json).toMatchObject({ small: [{ stratum: "A0801", seats: 4, eligible: 7 }] });
});

test("the supervisor fixes the very pool it saw, and then nobody is added (T51)", async () => {
  const sha256 = (await draw.view())?.pool?.sha256;
  await draw.pool(draw.rows.slice(1));
  expect(await codeOf(draw.fix(sha256))).toBe("pool-differs");
  const again = await draw.pool();
  expect(again.json["sha256"]).toBe(sha256);
  expect((await draw.fix(sha256)).status).toBe(201);
  expect(await codeOf(draw.pool(draw.rows.slice(1)))).toBe("pool-fixed");
  expect(await codeOf(draw.request())).toBe("draw-stands");
});

test("each contributor speaks for itself, commits before anybody reveals, and cannot change what it committed to (T53)", async () => {
  expect(await codeOf(town.ask("tenderer-1", "POST", `${draw.at}/commitments`, { name: "notary", c: "a".repeat(64) }))).toBe("not-a-contributor");
  expect((await draw.commit("tenderer")).status).toBe(201);
  expect(await codeOf(draw.commit("tenderer", "b".repeat(64)))).toBe("contribution-made");
  expect((await draw.reveal("tenderer")).json).toMatchObject({ code: "commitments-missing", facts: { names: "exchange、notary" } });
  for (const name of ["exchange", "notary"]) await draw.commit(name);
  expect(await codeOf(draw.reveal("exchange", "b".repeat(64)))).toBe("contribution-differs");
  for (const name of ["tenderer", "exchange"]) expect((await draw.reveal(name)).status).toBe(201);
});

test("the supervisor's code comes last, only out of its own chain (T55); who stays silent is waited for half an hour, its openers for two hours more, and then it stands as a dash (T54)", async () => {
  const waits = (await draw.result()).json;
  expect(waits).toMatchObject({ code: "reveals-missing", facts: { names: "notary" } });
  const until = at((waits["facts"] as { until: string }).until);
  await town.advance(rfc3339(plusMs(until, -1)));
  expect(await codeOf(draw.result())).toBe("reveals-missing");
  await town.advance(rfc3339(until));
  expect((await draw.result()).json).toMatchObject({ code: "escrow-awaited", facts: { names: "notary" } });
  await town.advance(rfc3339(plusMs(until, 2 * HOUR_MS)));
  expect(await codeOf(draw.result("c".repeat(64)))).toBe("code-not-in-chain");
  expect((await draw.result()).json).toMatchObject({ drawn: 4 });
  expect(await codeOf(draw.reveal("notary"))).toBe("contribution-made");
  expect(await codeOf(draw.result())).toBe("draw-made");
  const view = await draw.view();
  drawn = view?.seated.map(draw.expertOf) ?? [];
  expect(new Set(drawn).size).toBe(4);
  expect(view).toMatchObject({ reveals: { notary: "-" } });
});

test("a seat that comes free falls to whom the supervisor's next code says, and whoever left is not drawn again", async () => {
  const [leaving = ""] = (await draw.view())?.seated ?? [];
  expect(await codeOf(draw.next(draw.code(1)))).toBe("no-replacement-asked");
  expect(await codeOf(draw.leaves("d".repeat(64)))).toBe("label-not-seated");
  const unsigned = await town.askOnce("pool-keeper-1", "POST", `${draw.at}/replacements`, { label: leaving, reason: "declined", evidence: "0".repeat(64) });
  expect([unsigned.status, unsigned.json["code"]]).toEqual([401, "step-up-needed"]);
  expect((await draw.leaves(leaving)).status).toBe(201);
  expect((await town.askOnce("supervisor-1", "POST", `${draw.at}/replacements/code`, { code: draw.code(1) })).json["code"]).toBe("step-up-needed");
  expect(await codeOf(draw.leaves(leaving))).toBe("replacement-waits");
  expect(await codeOf(draw.next(draw.code(2)))).toBe("code-not-in-chain");
  const { json } = await draw.next(draw.code(1));
  expect(json).toMatchObject({ label: leaving });
  expect(drawn.map(draw.label)).not.toContain(json["substitute"]);
  drawn = (await draw.view())?.seated.map(draw.expertOf) ?? [];
  expect(drawn.map(draw.label)).not.toContain(leaving);
});

test("until the names may be told nothing anybody can read tells who was drawn (T57)", async () => {
  const names = town.actors.filter(({ role }) => role === "committee-member").flatMap(({ id, name }) => [id, name]);
  const read = JSON.stringify([await town.done(null, "GET", draw.path), await town.done("supervisor-1", "GET", draw.path), await town.done("tenderer-1", "GET", `/api/v1/tenders/${tender}`)]) + (await (await town.app.request("/log")).text()) + (await (await town.app.request(`/projects/${tender}`)).text());
  for (const name of names) expect(read).not.toContain(name);
  await town.world.journal.flush();
  for (let index = 0; index < (await town.world.journal.flush()).size; index += 1) {
    const entry = Buffer.from(await town.world.journal.entry(index)).toString();
    if (entry.includes('"draw.')) for (const name of names) expect(entry).not.toContain(name);
  }
  expect(await codeOf(draw.names(drawn))).toBe("names-still-secret");
});

test("members sign in half an hour before the evaluation, each with his own proof; whoever was not drawn does not", async () => {
  const [first = ""] = drawn;
  await town.advance("2026-09-22T08:59:59.999+08:00");
  expect((await draw.arrive(first)).json).toMatchObject({ code: "sign-in-too-early", facts: { earliest: "2026-09-22T09:00:00+08:00" } });
  await town.advance("2026-09-22T09:00:00+08:00");
  const unsigned = await town.askOnce(first, "POST", `${draw.at}/arrivals`, { salt: draw.saltFor(first) });
  expect([unsigned.status, unsigned.json["code"]], "whoever comes proves by a signature that it is he").toEqual([401, "step-up-needed"]);
  expect((await draw.arrive(first)).json).toMatchObject({ label: draw.label(first) });
  expect(await codeOf(draw.arrive(first, draw.saltFor(drawn[1] ?? "")))).toBe("not-drawn");
  const stranger = EVERYBODY.find(({ expert }) => !drawn.includes(expert))?.expert ?? "";
  expect(await codeOf(draw.arrive(stranger))).toBe("not-drawn");
});

// 29 and 30 September are the last two working days before 8 October, when the review starts: 1 to 7 October are a holiday.
test("procurement draws within the last two working days before the review and no earlier", async () => {
  const goods = await testTown("2026-09-14T09:00:00+08:00");
  try {
    const { id } = await publishedTender(goods, goodsTender({}, [goodsLot({ method: SCORING, ceiling: yuan("600000.00"), estimate: yuan("600000.00") })]), "procurement");
    const own = drawIn(goods, id, EVERYBODY);
    await own.fixed();
    await goods.advance("2026-09-28T23:59:59.999+08:00");
    for (const name of REQUEST.contributors) await own.commit(name);
    for (const name of REQUEST.contributors) await own.reveal(name);
    expect((await own.result()).json).toMatchObject({ code: "draw-too-early", facts: { evaluation: "2026-10-08", days: 2 } });
    await goods.advance("2026-09-29T00:00:00+08:00");
    expect((await own.result()).json).toMatchObject({ drawn: 4 });
  } finally {
    await goods.stop();
  }
}, 120_000);

test("a committee of the drawn: nobody else sits as an expert, its labels are the draw's, and the bundle holds the draw, which any change breaks", async () => {
  const whole = await testTown("2026-09-01T09:00:00+08:00");
  try {
    const people = [...pooled([1, 2, 3, 4]), ...pooled([6], { excluded: "leave" }), ...pooled([7], { excluded: "conflict" })];
    let own: ReturnType<typeof drawIn> | undefined;
    const id = await tenderWithResult(whole, async (here, of) => {
      const committee = `/api/v1/tenders/${of}/lots/1/committee`;
      const seats = [1, 2, 3, 6, 5].map((each) => ({ actor: `committee-${String(each)}`, kind: each === 5 ? "representative" : "expert", chair: each === 1 }));
      expect((await here.ask("tenderer-1", "POST", committee, { members: seats })).json).toMatchObject({ code: "members-not-arrived", facts: { seats: 4, arrived: 0 } });
      for (const { expert } of pooled([1, 2, 3, 4])) expect((await own?.arrive(expert))?.status).toBe(201);
      expect((await here.ask("tenderer-1", "POST", committee, { members: seats })).json).toMatchObject({ code: "members-not-drawn", facts: { members: "江若水" } });
      const { members } = (await enterCommittee(here, of)) as { members: { actor: string; label: string }[] };
      for (const { expert } of pooled([1, 2, 3, 4])) expect(members.find(({ actor }) => actor === expert)?.label).toBe(own?.label(expert));
    }, async (of) => {
      own = drawIn(whole, of, people);
      await own.fixed();
      expect((await own.made()).toSorted()).toEqual(["committee-1", "committee-2", "committee-3", "committee-4"]);
    });
    const open = (experts: readonly string[]) => own?.names(experts) ?? Promise.resolve({ status: 0, json: {} });
    expect(await codeOf(open(["committee-1"]))).toBe("labels-kept-back");
    const drawn = ["committee-1", "committee-2", "committee-3", "committee-4"];
    expect((await open([...drawn, "committee-6"])).json, "who was on leave is nobody's business").toMatchObject({ code: "label-differs", facts: { expert: "committee-6" } });
    expect((await open([...drawn, "committee-7"])).status, "who was left out for a conflict is named with the drawn").toBe(201);
    const issued = await whole.database.db.selectFrom("notices").select("notice_id").where("tender_id", "=", id).where("type", "=", "draw-record").executeTakeFirstOrThrow();
    const record = JSON.stringify(await whole.done("tenderer-1", "GET", `/api/v1/notices/${issued.notice_id}`));
    for (const expert of drawn) expect(record).toContain(whole.actors.find(({ id: each }) => each === expert)?.name);
    const steps = ["申请抽取", "固定标签密钥", "批准方案", "提交名单", "核对并固定名单", "承诺随机数（", "公布随机数（", "公布第一个一次性码"].map((step) => record.indexOf(`"${step}`));
    expect(steps, "steps of one instant stand in the order a draw takes them").toEqual(steps.toSorted((left, right) => left - right));
    expect(steps).not.toContain(-1);
    expect(record, "and is no line of those who held a seat").not.toContain("committee-7");
    await archive(whole, id, "full");
    const full = await bundleBytes(whole, id, "full");
    const faults = async (bundle: typeof full): Promise<string[]> => (await verifyBundle(filesOf(bundle))).faults.map(({ code }) => code);
    expect(await faults(full)).toEqual([]);
    const file = (name: string): string => Buffer.from(full.get(`draws/1-D1/${name}`) ?? []).toString();
    expect(JSON.parse(file("opened.json"))).toHaveLength(5);
    expect(createHash("sha256").update(file("pool.json")).digest("hex")).toBe((await own?.view())?.pool?.sha256);
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
    expect(await faults(spoiled(full, { "draws/1-D1/result.json": bytes(file("result.json").replace(/"drawn":\[\{[^}]*\},/, '"drawn":[')) }))).toContain("draw-differs");
    expect(await faults(spoiled(full, { "draws/1-D1/pool.json": bytes(file("pool.json").replace('"excluded":"leave"', '"excluded":null')) }))).toContain("draw-differs");
    expect(await faults(spoiled(full, { "draws/1-D1/randomness.txt": bytes(file("randomness.txt").replace("notary", "tenderer")) }))).toContain("draw-differs");
  } finally {
    await whole.stop();
  }
}, 240_000);
