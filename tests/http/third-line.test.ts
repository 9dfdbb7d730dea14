import { afterAll, beforeAll, expect, test } from "vitest";
import { LINES } from "../../src/lines/lines.js";
import { procurement } from "../../src/lines/procurement.js";
import type { FormField } from "../../src/procedure/bid-form.js";
import type { Procedure } from "../../src/procedure/procedure.js";
import { testTown, type TestTown } from "../support/town.js";
import { lodgements, lotBody, ONE_PART, publishedTender, registeredTender, release, sealBid, tenderBody } from "../support/works-tender.js";

/** What its bids answer: the price, when the seed comes, how much of it sprouts, and what the bidder vouches with. */
const SEED_FIELDS: readonly FormField[] = [
  { path: "price", kind: "money", ask: { zh: "种子总价（元）", en: "Price of the seed" }, name: { zh: "总价", en: "Price" }, required: true, said: ["opening"] },
  { path: "days", kind: "days", ask: { zh: "供种期（日历天）", en: "Supply (days)" }, name: { zh: "供种期", en: "Supply" }, required: true, said: ["opening", "result"] },
  { path: "seed.sprouting", kind: "text", ask: { zh: "发芽率", en: "How much sprouts" }, name: { zh: "发芽率", en: "Sprouting" }, required: true, said: ["opening", "result"] },
  { path: "seed.vouched", kind: "money", ask: { zh: "质量赔付限额（元）", en: "Vouched (yuan)" }, name: { zh: "赔付限额", en: "Vouched" }, required: false, said: ["opening"] },
];

/** A made-up line: a village buys seed by open call, two bidders are enough, nobody reviews who qualifies. One table, and nothing else. */
const seed: Procedure = {
  ...procurement, title: { zh: "村集体种子采购（测试用）", en: "seed for a village (made up)" }, valuedAs: { zh: "村集体预算", en: "village budget", inNotice: false },
  forms: { goods: { law: { zh: "村规", en: "the village’s custom" }, term: { zh: "供种期", en: "Time of supply" }, fields: SEED_FIELDS } },
  words: { ...procurement.words, buyer: { zh: "村集体", en: "Village" } },
  methods: { kinds: ["lowest-evaluated"], law: { zh: "村规", en: "the village's custom" } },
  law: { ...procurement.law, biddersMin: "GP-10", bidWindowDays: "EC-06" },
  moves: procurement.moves.filter(({ name }) => name !== "reviewQualification" && name !== "tooFewQualified")
    .map((move) => (move.name === "seatCommittee" ? { ...move, from: ["opened"] } : move)),
};

let town: TestTown;
beforeAll(async () => {
  Object.assign(LINES, { seed });
  town = await testTown("2026-09-01T09:00:00+08:00");
});
afterAll(async () => { await town.stop(); });

const body = (deadline: string) => tenderBody({ kind: "goods", deadline, saleFrom: "2026-09-01T10:00:00+08:00", saleUntil: "2026-09-08T10:00:00+08:00" }, [lotBody({ parts: ONE_PART })]);

const yuan = (amount: string) => ({ amount, currency: "CNY" });
const SEED_FORM = (actor: string) => ({ v: "form/1", price: yuan("990000.00"), days: 20, seed: { sprouting: "不低于百分之九十六", ...(actor === "bidder-1" ? { vouched: yuan("50000.00") } : {}) } });

test("a third line is one table: its own numbers and words hold from the notice to the evaluation", async () => {
  const soon = await registeredTender(town, body("2026-09-06T09:59:59+08:00"), "seed");
  const { found } = (await town.done("tenderer-1", "POST", `/api/v1/tenders/${soon.id}/check`)) as { found: { check: string }[] };
  expect(found.map(({ check }) => check)).toContain("deadlineFarEnough");
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${soon.id}/submission`)).status).toBe(422);
  const tender = await publishedTender(town, body("2026-09-08T10:00:00+08:00"), "seed");
  const { notices } = (await town.done(null, "GET", `/api/v1/tenders/${tender.id}`)) as { notices: { id: string }[] };
  expect(await (await town.app.request(`/api/v1/notices/${notices[0]?.id ?? ""}`)).text()).toContain("村集体");
  await town.advance("2026-09-08T09:00:00+08:00");
  const sealing = (await town.done("bidder-1", "GET", `/api/v1/tenders/${tender.id}/lots/1/sealing`)) as { priceForm: { questions: { zh: string }[] } };
  expect(sealing.priceForm.questions.map(({ zh }) => zh)).toEqual(["种子总价（元）", "供种期（日历天）", "发芽率", "质量赔付限额（元）"]);
  for (const actor of ["bidder-1", "bidder-2"]) await town.done(actor, "POST", lodgements(tender.id), (await sealBid(town, actor, tender.id, "1", { form: SEED_FORM(actor) })).body);
  await town.advance("2026-09-08T10:06:00+08:00");
  for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
  expect((await town.done(null, "GET", `/api/v1/tenders/${tender.id}`))["lots"]).toMatchObject([{ stage: "opening" }]);

  const page = async (address: string) => (await (await town.app.request(address)).text()).replaceAll(/<[^>]+>/g, " ");
  const hall = await page(`/halls/${tender.id}-1`);
  for (const word of ["供种期（天）", "发芽率", "赔付限额", "不低于百分之九十六", "50,000.00"]) expect(hall).toContain(word);
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/parts/bid/record`);
  const { notices: issued } = (await town.done(null, "GET", `/api/v1/tenders/${tender.id}`)) as { notices: { id: string; type: string }[] };
  const record = await (await town.app.request(`/api/v1/notices/${issued.find(({ type }) => type === "opening-record")?.id ?? ""}`)).text();
  for (const word of ["供种期（天）", "发芽率", "不低于百分之九十六", "伍万元整"]) expect(record).toContain(word);
  for (const foreign of ["工期", "交货期", "负责人"]) expect(hall + record).not.toContain(foreign);
});

test("a line the exchange does not trade is refused by name", async () => {
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "某项目", approval: "晨发改〔2026〕1号", funds: "自筹" });
  const answer = await town.ask("tenderer-1", "POST", "/api/v1/tenders", { project, line: "lottery", form: body("2026-09-30T10:00:00+08:00") });
  expect(answer.json).toMatchObject({ code: "wrong-form" });
});
