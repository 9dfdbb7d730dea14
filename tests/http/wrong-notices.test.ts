import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, rfc3339 } from "../../src/kernel/time.js";
import { goodsOn } from "../support/goods.js";
import { testTown, type TestTown } from "../support/town.js";
import { COMPREHENSIVE, lotBody, registeredTender, tenderBody, TWO_PARTS, type TenderInTest } from "../support/works-tender.js";

// What a notice gets wrong is refused with its code before anything is published; a later form of the same draft is taken.
let town: TestTown;
let draft: TenderInTest;
let rare: TenderInTest;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  [draft, rare] = [await registeredTender(town, form({})), await registeredTender(town, form({}))];
});
afterAll(async () => { await town.stop(); });

/** Puts a form in the place of the draft's and hands it on: what it is refused for. */
async function refusedFor(wanted: Record<string, unknown>, of = draft): Promise<Record<string, unknown>> {
  const url = `/api/v1/tenders/${of.id}`;
  const { version } = (await town.done("tenderer-1", "GET", url)) as { version: number };
  await town.done("tenderer-1", "PUT", `${url}/form`, { version, form: wanted });
  const { status, json } = await town.ask("tenderer-1", "POST", `${url}/submission`);
  return status < 300 ? { code: "submitted" } : json;
}
const form = (over: Record<string, unknown>, lot: Record<string, unknown> = {}): Record<string, unknown> => tenderBody(over, [lotBody({ parts: TWO_PARTS, method: { ...COMPREHENSIVE, ties: [...COMPREHENSIVE.ties, "draw"] }, ...lot })]);
const points = (over: Record<string, unknown>) => form({}, { method: { ...COMPREHENSIVE, ...over } });

describe("a draft whose", () => {
  test.each([
    ["deadline is past", form({ deadline: "2026-08-31T09:30:00+08:00" }), "deadline-before-sale-ends"],
    ["sale and deadline are past", form({ saleFrom: "2026-08-03T09:30:00+08:00", saleUntil: "2026-08-10T17:00:00+08:00", deadline: "2026-08-31T09:30:00+08:00" }), "sale-too-early"],
    ["deadline is on a day of rest", form({ deadline: "2026-09-26T09:30:00+08:00" }), "deadline-on-day-off"],
    ["points are one hundredth too many", points({ weights: { price: "60.01", technical: "30", credit: "10" } }), "weights-do-not-add-up"],
    ["price formula divides by nothing", points({ k: ["1"] }), "price-formula-missing"],
  ])("%s is not handed on", async (_, wanted, code) => {
    expect(await refusedFor(wanted)).toMatchObject({ code });
  });

  test("deadline is a minute sooner than the law lets it be is told the earliest instant, at which it is taken", async () => {
    const { code, facts } = (await refusedFor(form({ deadline: "2026-09-15T09:30:00+08:00" }))) as { code: string; facts: { earliest: string } };
    expect(code).toBe("deadline-too-soon");
    const earliest = at(facts.earliest);
    expect(await refusedFor(form({ deadline: rfc3339((earliest - 60_000) as typeof earliest) }))).toMatchObject({ code: "deadline-too-soon", facts: { earliest: facts.earliest } });
    expect((await refusedFor(form({ deadline: facts.earliest })))["code"]).not.toBe("deadline-too-soon");
  });
});

test("full-width digits, names with an interpunct and rare characters stand in every field as they were typed, in page, JSON and PDF", async () => {
  const who = { name: "𠮷祥䶮城㛃园建设发展有限公司", person: "阿依古丽·买买提", phone: "0000-1234567", address: "晨光市䶮城路１０８号㛃园" };
  const words = { title: "晨光市𠮷祥路䶮城㛃园（２期）改造工程", content: "𠮷祥路沿线改造３．２公里", scale: "总投资约 3865 万元（２期）", fundSource: "财政资金１００％，已落实", qualification: "市政公用工程施工总承包二级及以上\n项目负责人如阿依古丽·买买提持一级注册证书", place: "晨光市㛃园路１号" };
  const lot = { name: "䶮城标段", scope: "雨污管网改造３．２公里", location: "晨光市𠮷祥路", quality: "合格（㛃）" };
  expect(await refusedFor(form({ ...words, contact: who }, lot), rare)).toEqual({ code: "submitted" });
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${rare.id}/publication`);
  const json = await goodsOn(town).noticeOf(rare, "tender-notice");
  for (const each of [...Object.values(words).flatMap((text) => text.split("\n")), ...Object.values(who), "䶮城标段", "合格（㛃）"]) expect(json).toContain(each);
  const { notices } = (await town.done(null, "GET", `/api/v1/tenders/${rare.id}`)) as { notices: { id: string }[] };
  const page = await (await town.app.request(`/notices/${notices[0]?.id ?? ""}`)).text();
  for (const each of [words.title, who.person, "䶮城标段"]) expect(page).toContain(each);
  const pdf = await town.app.request(`/notices/${notices[0]?.id ?? ""}/v/1/notice.pdf`);
  expect([pdf.status, Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString("latin1")]).toEqual([200, "%PDF-"]);
});
