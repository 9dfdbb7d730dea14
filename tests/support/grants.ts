import type { TestTown } from "./town.js";
import { expect } from "vitest";
import { lodgements, lotBody, ONE_PART, release, sealBid, tenderBody, type TenderInTest } from "./works-tender.js";

const yuan = (amount: string): { amount: string; currency: string } => ({ amount, currency: "CNY" });

export const HIGHEST_PRICE = { kind: "highest-price", ties: [] } as const;
export const HIGHEST_COMPOSITE = {
  kind: "highest-composite", weights: { price: "70", technical: "30" }, ties: [],
  criteria: [{ id: "scheme", title: "规划设计方案", full: "20", standard: "每满足一项专项指标得 4 分" }, { id: "schedule", title: "开发进度承诺", full: "10", standard: "每提前 3 个月得 2 分" }],
} as const;

/** A parcel whose lowest price is 100 million. */
export const parcel = (over: Record<string, unknown> = {}): ReturnType<typeof lotBody> => lotBody({
  name: "WJ-07 地块", scope: "国有建设用地使用权，居住用地，70 年", estimate: yuan("100000000.00"), ceiling: null, location: "晨光市望江路西侧", termDays: 30, quality: "净地交付", parts: ONE_PART, deposit: yuan("20000000.00"), depositDays: 90, method: HIGHEST_PRICE, ...over,
});

/** Published on 1 September, taken from 21 September, closed on 8 October. */
export const parcelTender = (over: Record<string, unknown> = {}, lots: readonly Record<string, unknown>[] = [parcel()]): Record<string, unknown> => tenderBody({
  title: "晨光市望江片区 WJ-07 地块招标出让", content: "WJ-07 地块，规划条件见招标文件", scale: "36,500 平方米，居住用地，使用年期 70 年", fundSource: "国有建设用地储备", qualification: "境内外的公司、企业、其他组织和个人", kind: "right", compulsory: false, stateControlled: false,
  saleFrom: "2026-09-22T00:00:00+08:00", saleUntil: "2026-09-28T17:00:00+08:00", deadline: "2026-10-08T09:30:00+08:00", ...over,
}, lots);

/** What the tender of a grant goes through, by its people. */
export const grantOn = (town: TestTown) => {
  const lotUrl = (tender: TenderInTest): string => `/api/v1/tenders/${tender.id}/lots/1`;
  const usccOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
  const form = (price: string) => ({ form: { v: "form/1", price: yuan(price), validityDays: 90, deposit: yuan("20000000.00"), promise: "无" } });
  return {
    lotUrl, usccOf,
    seal: (actor: string, tender: TenderInTest, price: string) => sealBid(town, actor, tender.id, "1", form(price)),
    bid: async (actor: string, tender: TenderInTest, price: string) => town.done(actor, "POST", lodgements(tender.id), (await sealBid(town, actor, tender.id, "1", form(price))).body),
    /** The deposit of a firm, as the cashier enters it. */
    deposit: (actor: string, tender: TenderInTest) => town.done("cashier-1", "POST", `${lotUrl(tender)}/guarantees`, { bidder: usccOf(actor), kind: "transfer", amount: yuan("20000000.00"), validUntil: "2027-03-31" }),
    stageOf: async (tender: TenderInTest): Promise<string | undefined> => ((await town.done(null, "GET", `/api/v1/tenders/${tender.id}`))["lots"] as { stage: string }[])[0]?.stage,
    openBids: async (tender: TenderInTest, openers = ["agency", "supervisor"]): Promise<void> => {
      for (const opener of openers) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
      await town.done("staff-1", "POST", `${lotUrl(tender)}/parts/bid/record`);
    },
    review: (tender: TenderInTest, bidders: readonly string[], failing: Readonly<Record<string, string>> = {}) => town.done("tenderer-1", "POST", `${lotUrl(tender)}/qualification`, {
      results: bidders.map((actor) => ({ bidder: usccOf(actor), qualified: failing[actor] === undefined, clause: failing[actor] === undefined ? "" : "公告第三条", finding: failing[actor] ?? "" })),
    }),
    byPrice: (tender: TenderInTest, actor = "tenderer-1") => town.ask(actor, "POST", `${lotUrl(tender)}/award-by-price`),
    noticeOf: async (tender: TenderInTest, type: string): Promise<string> => {
      const { notices } = (await town.done(null, "GET", `/api/v1/tenders/${tender.id}`)) as { notices: { id: string; type: string }[] };
      const id = notices.findLast((each) => each.type === type)?.id;
      expect(id, `${type} is published`).toBeDefined();
      return (await town.app.request(`/api/v1/notices/${id ?? ""}`)).text();
    },
  };
};
