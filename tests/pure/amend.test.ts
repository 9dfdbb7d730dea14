import { describe, expect, test } from "vitest";
import { must, refuse } from "../../src/kernel/result.js";
import { lineOf } from "../../src/lines/lines.js";
import { amended, changesBetween, checkChanges } from "../../src/tenders/amend.js";
import { AmendBody, type Amend } from "../../src/tenders/clarification.js";
import { TenderBody, type TenderForm } from "../../src/tenders/form.js";
import { COMPREHENSIVE, lotBody, tenderBody } from "../support/works-tender.js";

const FORM: TenderForm = TenderBody.parse(tenderBody({}, [lotBody({ method: COMPREHENSIVE }), lotBody({ lot: "2", name: "三标段施工" })]));
const amend = (body: object): Amend => AmendBody.parse(body);
const changes = (body: object) => changesBetween(FORM, must(amended(FORM, amend(body))), "works").map(({ path, zh, before, after }) => [path, zh, before, after]);
const money = (amount: string) => ({ amount, currency: "CNY" });

describe("an amendment field by field", () => {
  test("amounts in figures and capitals, days, yes and no, and a limit that is taken away", () => {
    expect(changes({ validityDays: 120, consortium: true, lots: [{ lot: "1", ceiling: money("39650000.00"), termDays: 260 }, { lot: "2", ceiling: null }] })).toEqual([
      ["consortium", "接受联合体投标", "否", "是"], ["validityDays", "投标有效期（日）", "90", "120"],
      ["lots.1.ceiling", "二标段施工：最高投标限价", "38,650,000.00元（叁仟捌佰陆拾伍万元整）", "39,650,000.00元（叁仟玖佰陆拾伍万元整）"], ["lots.1.termDays", "二标段施工：计划工期（日）", "240", "260"],
      ["lots.2.ceiling", "三标段施工：最高投标限价", "38,650,000.00元（叁仟捌佰陆拾伍万元整）", "无"],
    ]);
  });
  test("scoring: each weight and each criterion by its id, rows that come and go", () => {
    const method = { ...COMPREHENSIVE, weights: { price: "50", technical: "40", credit: "10" }, criteria: [COMPREHENSIVE.criteria[0], { id: "green", title: "绿色施工", full: "20", standard: "措施具体" }] };
    const found = changes({ lots: [{ lot: "1", method }] });
    expect(found).toContainEqual(["lots.1.method.weights.price", "二标段施工：评标办法／满分／价格", "60", "50"]);
    expect(found).toContainEqual(["lots.1.method.criteria.team.full", "二标段施工：评标办法／评分项／team／满分", "10", "无"]);
    expect(found).toContainEqual(["lots.1.method.criteria.green.title", "二标段施工：评标办法／评分项／green／名称", "无", "绿色施工"]);
    expect(found.every(([path]) => !String(path).startsWith("lots.1.method.criteria.plan"))).toBe(true);
  });
  test("what is put back as it stands is no change, and several lines print as one", () => {
    expect(changes({ title: FORM.title, contact: FORM.contact, lots: [{ lot: "1", ceiling: money("38650000.00") }] })).toEqual([]);
    expect(changes({ qualification: "市政二级\n业绩两项" })[0]?.[3]).toBe("市政二级；业绩两项");
  });
  test("a lot that is not in the notice, and fields that no amendment may touch, are refused", () => {
    expect(amended(FORM, amend({ lots: [{ lot: "9", termDays: 1 }] }))).toEqual(refuse("not-found", { what: "标段 9" }));
    for (const body of [{ deadline: "2026-10-10T09:30:00+08:00" }, { lots: [{ lot: "1", openers: ["agency"] }] }, { lots: [{ lot: "1", threshold: 3 }] }, { saleFrom: "2026-10-10T09:30:00+08:00" }]) expect(AmendBody.safeParse(body).success, JSON.stringify(body)).toBe(false);
  });
});

describe("what an amendment may change", () => {
  const about = { mayAffectBid: true, lots: ["1", "2"], all: 2 };
  const may = (body: object, line = "works", over: Partial<typeof about> = {}) => {
    const result = checkChanges(changesBetween(FORM, must(amended(FORM, amend(body))), line), lineOf(line).amendable, { ...about, ...over });
    return result.ok ? "may" : result.refusal.code;
  };
  test.each([["title", { title: "另一工程" }], ["qualification", { qualification: "一级" }], ["consortium", { consortium: true }], ["scope of a lot", { lots: [{ lot: "1", scope: "另一范围" }] }], ["name of a lot", { lots: [{ lot: "2", name: "另一标段" }] }]])("procurement may not change subject or qualification: %s (87号令 27)", (_, body) => {
    expect([may(body, "procurement"), may(body, "works")]).toEqual(["amendment-forbidden", "may"]);
  });
  test("procurement may change a ceiling", () => { expect(may({ lots: [{ lot: "1", ceiling: money("38000000.00") }] }, "procurement")).toBe("may"); });
  test("what bears on bids must be said to; a telephone number need not", () => {
    expect([may({ validityDays: 91 }, "works", { mayAffectBid: false }), may({ validityDays: 91 })]).toEqual(["amendment-affects-bids", "may"]);
    expect(may({ contact: { ...FORM.contact, phone: "0000-7654321" } }, "works", { mayAffectBid: false })).toBe("may");
  });
  test("a lot it is not about stays as it is, and what is common to all lots needs all of them", () => {
    expect([may({ lots: [{ lot: "2", termDays: 9 }] }, "works", { lots: ["1"] }), may({ lots: [{ lot: "1", termDays: 9 }] }, "works", { lots: ["1"] })]).toEqual(["amendment-other-lots", "may"]);
    expect(may({ validityDays: 91 }, "works", { lots: ["1"] })).toBe("amendment-other-lots");
  });
});
