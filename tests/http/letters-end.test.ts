import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyPdf } from "../../src/notices/pades.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { awardedGoods, awardedWorks, reportedWorks } from "../support/awarded.js";
import { filesOf, spoiled } from "../support/bundles.js";
import { goodsLot, goodsTender, yuan } from "../support/goods.js";
import { formOf, signedIn } from "../support/pages.js";
import { depositsOn } from "../support/paid-deposits.js";
import { LOWEST_PRICE } from "../support/procurement-method.js";
import { letterOf, signedLetter, townIssuer } from "../support/sureties.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes } from "../support/whole-tender.js";
import { COMPREHENSIVE, lotBody, publishedTender, tenderBody, type TenderInTest } from "../support/works-tender.js";

// A letter that an issuer signed ends as a deposit does: released after the same events and by the same day, or demanded of its issuer on the grounds on which a deposit is kept (条例 31, 35, 57, 74; 87号令 23, 38).
const DUE = 2_000_000n;
const DEPOSIT = { deposit: yuan("20000.00"), depositDays: 90 };
const TENDERER = "6222000900090009";
const FISCAL = "3417000200000001";
let town: TestTown;
let works: TenderInTest;
let goods: TenderInTest;
let money: ReturnType<typeof depositsOn>;
const letters = new Map<string, { readonly reference: string; readonly sha256: string }>();
const letterFor = (actor: string, of: TenderInTest) => letters.get(`${actor} ${of.id}`) ?? { reference: "", sha256: "" };
const uscc = (actor: string): string => money.firmOf(actor).uscc;
const release = (bidder: string, of: TenderInTest, paidOn: string, over: Record<string, unknown> = {}) => town.ask("cashier-1", "POST", `${money.lotUrl(of)}/refunds`, { bidder: uscc(bidder), paidOn, ...over });
const propose = (bidder: string, of: TenderInTest, ground: string, account: string | null, by = "tenderer-1") =>
  town.ask(by, "POST", `${money.lotUrl(of)}/forfeitures`, { bidder: uscc(bidder), grounds: [{ ground, clause: "第二章 7.5" }], finding: "书面声明放弃中标", ...(account === null ? {} : { account, bank: "晨光银行营业部" }) });
const decide = (bidder: string, of: TenderInTest, outcome: string, by = "tenderer-2") => town.ask(by, "POST", `${money.lotUrl(of)}/forfeitures/decision`, { bidder: uscc(bidder), outcome, reason: "放弃中标属实，无正当理由" });
const answer = (bidder: string, of: TenderInTest) => town.ask(bidder, "POST", `${money.lotUrl(of)}/forfeitures/answer`, { text: "本单位因原材料涨价无力履约，请求酌情退还" });
const told = async (actor: string): Promise<string[]> => ((await town.done(actor, "GET", "/api/v1/messages"))["messages"] as { kind: string }[]).map(({ kind }) => kind);
const own = async (actor: string, of: TenderInTest) => (await town.ask(actor, "GET", `${money.lotUrl(of)}/guarantee-letter`)).json;
const checked = async (actor: string, of: TenderInTest) => (await town.ask(null, "GET", `/api/v1/guarantee-letters/${letterFor(actor, of).sha256}`)).json;
const tokenOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.token ?? "";
const demandOf = (reader: string, reference: string, kind: "pdf" | "json") => town.app.request(`/api/v1/guarantees/${reference}/demand.${kind}`, { headers: { authorization: `Bearer ${tokenOf(reader)}` } });

async function handIn(actor: string, of: TenderInTest, over: Parameters<typeof letterOf>[3] = {}): Promise<void> {
  const taken = await town.done(actor, "POST", `${money.lotUrl(of)}/guarantee-letter`, await signedLetter(await letterOf(town, of, actor, over), await townIssuer(town)));
  letters.set(`${actor} ${of.id}`, { reference: String(taken["reference"]), sha256: String(taken["sha256"]) });
}

beforeAll(async () => {
  town = await testTown("2026-08-25T09:00:00+08:00");
  money = depositsOn(town, DUE);
  const dates = { saleFrom: "2026-08-25T10:00:00+08:00", saleUntil: "2026-09-01T17:00:00+08:00" };
  works = await publishedTender(town, tenderBody({ ...dates, deadline: "2026-09-15T09:30:00+08:00" }, [lotBody({ estimate: yuan("20000000.00"), ceiling: yuan("20000000.00"), parts: [{ part: "bid", title: "投标文件", after: null, form: true, requiredFiles: [] }], method: COMPREHENSIVE, ...DEPOSIT })]));
  goods = await publishedTender(town, goodsTender({ ...dates, deadline: "2026-09-22T09:30:00+08:00", validityDays: 90 }, [goodsLot({ method: LOWEST_PRICE, ...DEPOSIT })]), "procurement");
  await town.advance("2026-09-15T09:00:00+08:00");
  await handIn("bidder-1", works, { amount: "30000.00" });
  for (const actor of ["bidder-2", "bidder-3"]) await handIn(actor, works);
  for (const actor of ["bidder-1", "bidder-2"]) await handIn(actor, goods);
  await town.done("cashier-1", "POST", `${money.lotUrl(goods)}/guarantees`, { bidder: uscc("bidder-3"), kind: "letter", amount: yuan("20000.00"), validUntil: "2026-12-31" });
  await town.advance("2026-09-15T09:10:00+08:00");
}, 60_000);
afterAll(async () => { await town.stop(); });

describe("works: a winner that gives up", () => {
  test("before the deadline nobody learns by a proposal whether a firm has handed in a letter", async () => {
    expect([(await propose("bidder-1", works, "contract-refused", TENDERER)).json["code"], (await propose("bidder-4", works, "contract-refused", TENDERER)).json["code"]]).toEqual(["not-found", "not-found"]);
  });

  test("its letter is demanded of the issuer by two people with the firm heard, once, at what the documents ask and no more: a sealed paper that its tenderer fetches", async () => {
    await reportedWorks(town, works, { "bidder-1": "17985000.00", "bidder-2": "18052000.00", "bidder-3": "18600000.00" }, "2026-09-15T09:36:00+08:00");
    await town.advance("2026-09-22T00:00:00+08:00");
    await awardedWorks(town, works);
    await town.done("tenderer-1", "POST", `${money.lotUrl(works)}/winner-failures`, { ground: "gives-up", finding: "书面声明" });
    expect((await propose("bidder-1", works, "contract-refused", null)).json["code"]).toBe("forfeit-payee");
    expect((await propose("bidder-1", works, "contract-refused", TENDERER)).status).toBe(201);
    expect(await told("bidder-1")).toContain("forfeit-proposed");
    expect((await decide("bidder-1", works, "keep")).json["code"]).toBe("forfeit-hearing");
    expect((await answer("bidder-1", works)).status).toBe(201);
    expect((await decide("bidder-1", works, "keep", "tenderer-1")).json["code"]).toBe("four-eyes");
    const { reference } = letterFor("bidder-1", works);
    expect((await demandOf("tenderer-1", reference, "pdf")).status).toBe(404);
    const both = await Promise.all([decide("bidder-1", works, "keep"), decide("bidder-1", works, "keep")]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 201)?.json).toEqual({ kept: true, order: null, demand: `D-${reference}` });
    expect(await town.world.db.selectFrom("bank_orders").selectAll().execute()).toEqual([]);
    const pdf = await demandOf("tenderer-1", reference, "pdf");
    expect(verifyPdf(Buffer.from(await pdf.arrayBuffer()), town.world.trust, town.world.clock()).ok).toBe(true);
    const record = await (await demandOf("tenderer-1", reference, "json")).text();
    expect(record).toMatch(/20000\.00/);
    expect(record).toMatch(new RegExp(`中标人无正当理由不与招标人订立合同（招标投标法实施条例第七十四条；招标文件：第二章 7\\.5）[^]*${TENDERER}`));
    expect((await demandOf("bidder-2", reference, "json")).status).toBe(403);
  });

  test("the firm and whoever checks the letter read that it was demanded, how much and on which ground; it is not released", async () => {
    const ground = expect.stringContaining("招标投标法实施条例第七十四条") as unknown;
    for (const shown of [await own("bidder-1", works), await checked("bidder-1", works)]) expect(shown).toMatchObject({ state: { code: "demanded" }, releasedOn: null, why: null, demand: { amount: yuan("20000.00"), ground } });
    expect((await (await signedIn(town, "bidder-1")).get(`/my/${works.id}/1`)).text).toMatch(/已索赔[^]*20,000\.00[^]*招标投标法实施条例第七十四条/);
    expect(await (await town.app.request(`/guarantees/${letterFor("bidder-1", works).sha256}`)).text()).toMatch(/已索赔[^]*招标投标法实施条例第七十四条/);
    expect((await release("bidder-1", works, "2026-09-22")).json["code"]).toMatch(/guarantee-ended|refund-not-due/);
    expect((await propose("bidder-1", works, "contract-refused", TENDERER)).json["code"]).toBe("guarantee-ended");
  });

  test("a release and a decision in the same moment: exactly one wins; while a proposal waits no letter is released", async () => {
    await town.done("tenderer-1", "POST", `${money.lotUrl(works)}/winner-failures`, { ground: "no-performance-bond", finding: "未按时提交" });
    const who = await signedIn(town, "tenderer-1");
    const { text } = await who.get(`/desk/${works.id}`);
    expect(text).toContain(`/api/v1/guarantees/${letterFor("bidder-1", works).reference}/demand.pdf`);
    const { action, fields } = formOf(text.slice(text.search(new RegExp(`<h4[^>]*>${money.firmOf("bidder-2").name}`))), "deposit-forfeit");
    expect(fields).toMatchObject({ bidder: uscc("bidder-2"), reference: letterFor("bidder-2", works).reference });
    const ground = Object.entries(fields).find(([, value]) => value === "no-performance-bond")?.[0] ?? "";
    await who.post(action, { ...fields, [ground.replace(/ground$/, "clause")]: "第二章 7.4", finding: "未按时提交履约保证金", account: TENDERER, bank: "晨光银行营业部" });
    await answer("bidder-2", works);
    await town.done("tenderer-1", "POST", `${money.lotUrl(works)}/termination`, { reason: "规划调整" });
    expect((await release("bidder-2", works, "2026-09-22")).json["code"]).toBe("forfeit-open");
    const [kept, back] = await Promise.all([decide("bidder-2", works, "keep"), release("bidder-2", works, "2026-09-22")]);
    expect([kept.status, back.status]).toEqual([201, 409]);
    expect((await release("bidder-2", works, "2026-09-22")).json["code"]).toBe("guarantee-ended");
    const desk = await (await signedIn(town, "cashier-1")).get(`/desk/${works.id}`);
    expect(desk.text.split("已决定不予退还")).toHaveLength(3);
    expect(desk.text.split("登记解除保函：")).toHaveLength(2);
  });

  test("a terminated tender's letter is released by the cashier on its page, on the letter's own record; the firm is told, and the check says since when and why", async () => {
    const session = await signedIn(town, "cashier-1");
    const { reference } = letterFor("bidder-3", works);
    const form = formOf((await session.get(`/desk/${works.id}`)).text, "refund");
    expect(form.fields).toMatchObject({ bidder: uscc("bidder-3"), reference });
    expect((await release("bidder-3", works, "2026-09-22", { reference: letterFor("bidder-2", works).reference })).json["code"]).toBe("not-found");
    expect((await release("bidder-3", works, "2026-09-21", { reference })).json["code"]).toBe("refund-day");
    expect((await release("bidder-3", works, "2026-09-22", { reference })).json).toEqual({ late: 0, charge: yuan("0.00") });
    expect((await release("bidder-3", works, "2026-09-22", { reference })).json["code"]).toBe("refund-recorded");
    expect(await told("bidder-3")).toContain("refund-made");
    for (const shown of [await own("bidder-3", works), await checked("bidder-3", works)]) expect(shown).toMatchObject({ state: { code: "released" }, releasedOn: "2026-09-22", why: { code: "terminated", zh: "终止招标" }, demand: null });
    expect(await (await town.app.request(`/guarantees/${letterFor("bidder-3", works).sha256}`)).text()).toMatch(/2026年9月22日[^]*解除[^]*终止招标/);
    expect((await propose("bidder-3", works, "revoked", TENDERER)).json["code"]).toBe("guarantee-ended");
  });
});

test("the archive of that tender verifies: two demands that the log has, and a release; another paper's hash is named", async () => {
  await archive(town, works.id, "full");
  const bundle = await bundleBytes(town, works.id, "full");
  expect((await verifyBundle(filesOf(bundle))).faults).toEqual([]);
  const refunds = Buffer.from(bundle.get("money/refunds.json") ?? []).toString();
  const hashes = [...refunds.matchAll(/"demand":\{[^}]*"money":\{[^}]*\}[^}]*"sha256":"([0-9a-f]{64})"/g)].map(([, sha256]) => sha256 ?? "");
  expect(hashes).toHaveLength(2);
  const { faults } = await verifyBundle(filesOf(spoiled(bundle, { "money/refunds.json": Buffer.from(refunds.replace(hashes[0] ?? "", "0".repeat(64))) })));
  expect(faults.map(({ code, facts }) => [code, facts["what"]])).toContainEqual(["refund-differs", "demand"]);
});

describe("procurement", () => {
  test("what an issuer pays on a demand is the treasury's from when it has come to the number in the demand: the exact sum, once", async () => {
    await town.advance("2026-09-22T09:00:00+08:00");
    await awardedGoods(town, goods, { "bidder-1": "985000.00", "bidder-2": "1000000.00", "bidder-3": "1050000.00" }, "2026-09-22T09:36:00+08:00");
    expect((await propose("bidder-3", goods, "revoked", null)).json["code"]).toBe("deposit-not-held");
    expect((await propose("bidder-2", goods, "revoked", null)).status).toBe(201);
    expect((await answer("bidder-2", goods)).status).toBe(201);
    expect((await decide("bidder-2", goods, "keep")).status).toBe(201);
    const { reference } = letterFor("bidder-2", goods);
    const sub = /\d{20,32}/.exec(JSON.stringify((await town.world.db.selectFrom("bank_sub_accounts").selectAll().where("reference", "=", reference).execute()).map(({ number }) => number)))?.[0] ?? "";
    expect(await (await demandOf("tenderer-1", reference, "json")).text()).toContain(sub);
    const treasury = () => money.balance("treasury", uscc("tenderer-1"));
    const pays = (amount: bigint) => money.pay("bidder-2", goods, { account: FISCAL, sub, amount, payer: { name: "晨光银行股份有限公司", account: "3417000900000001", bank: "晨光银行" } });
    expect(await treasury()).toBe(0n);
    await pays(DUE - 1n);
    expect(await treasury()).toBe(0n);
    await pays(DUE);
    await pays(DUE);
    expect([await treasury(), await money.balance("in-transit", FISCAL)]).toEqual([DUE, 0n]);
  });

  test("no money is held of a letter, so that its late release costs nothing, signed or typed in (87号令 38); that it is late is said all the same", async () => {
    await town.done("tenderer-1", "POST", `${money.lotUrl(goods)}/letters`);
    await town.advance("2026-09-29T10:00:00+08:00");
    await town.done("tenderer-1", "POST", `${money.lotUrl(goods)}/contract`, { price: yuan("985000.00") });
    await town.advance("2026-10-21T10:00:00+08:00");
    const late = async (actor: string) => (await money.lines(actor, goods)).map((line) => [Number(line["late"]) > 0, line["charge"]]);
    expect([await late("bidder-1"), await late("bidder-3")]).toEqual([[[true, null]], [[true, null]]]);
    for (const actor of ["bidder-1", "bidder-3"]) expect((await release(actor, goods, "2026-10-21")).json).toMatchObject({ charge: yuan("0.00") });
    expect(await own("bidder-1", goods)).toMatchObject({ state: { code: "released" }, why: { code: "won" } });
  });
});
