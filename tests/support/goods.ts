import { expect } from "vitest";
import type { TestTown } from "./town.js";
import { lodgements, lotBody, ONE_PART, release, sealBid, tenderBody, type TenderInTest } from "./works-tender.js";

/** Teaching equipment for a school, bought by open tender: budget 1,100,000. */
export const yuan = (amount: string): { amount: string; currency: string } => ({ amount, currency: "CNY" });
const DATES = { saleFrom: "2026-09-14T10:00:00+08:00", saleUntil: "2026-09-20T17:00:00+08:00", deadline: "2026-10-08T09:30:00+08:00" };

/** One package of goods; its method is given. */
export const goodsLot = (over: Record<string, unknown>): ReturnType<typeof lotBody> => lotBody({ name: "教学设备采购包", scope: "交互式智能平板 40 台", estimate: yuan("1100000.00"), ceiling: yuan("1100000.00"), termDays: 45, parts: ONE_PART, ...over });
export const goodsTender = (over: Record<string, unknown>, lots: readonly Record<string, unknown>[]): Record<string, unknown> =>
  tenderBody({ title: "晨光市第一中学教学设备采购", content: "教学设备采购", kind: "goods", compulsory: false, stateControlled: false, ...DATES, ...over }, lots);

const form = (price: string) => ({ form: { v: "form/1", price: yuan(price), days: 45, quality: "合格", address: "晨光市高新区创业路6号", leader: { name: "", certificate: "", certificateNumber: "" },
  items: [{ name: "交互式智能平板", model: "MD-86", quantity: "40 台", unitPrice: yuan("18500.00"), service: "三年保修" }] } });

/** What a tender of goods goes through, by its people. */
export const goodsOn = (town: TestTown) => {
  const lotUrl = (tender: TenderInTest): string => `/api/v1/tenders/${tender.id}/lots/1`;
  const usccOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
  return {
    lotUrl, usccOf,
    bid: async (actor: string, tender: TenderInTest, price: string) => town.done(actor, "POST", lodgements(tender.id), (await sealBid(town, actor, tender.id, "1", form(price))).body),
    stageOf: async (tender: TenderInTest): Promise<string | undefined> => ((await town.done(null, "GET", `/api/v1/tenders/${tender.id}`))["lots"] as { stage: string }[])[0]?.stage,
    openBids: async (tender: TenderInTest, openers = ["agency", "supervisor"]): Promise<void> => {
      for (const opener of openers) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
      await town.done("staff-1", "POST", `${lotUrl(tender)}/parts/bid/record`);
    },
    /** The purchaser rules on every bidder: all qualify but those named with a finding. */
    review: (tender: TenderInTest, bidders: readonly string[], failing: Readonly<Record<string, string>> = {}) => town.done("tenderer-1", "POST", `${lotUrl(tender)}/qualification`, {
      results: bidders.map((actor) => ({ bidder: usccOf(actor), qualified: failing[actor] === undefined, clause: failing[actor] === undefined ? "" : "第二章 3.1", finding: failing[actor] ?? "" })),
    }),
    noticeOf: async (tender: TenderInTest, type: string): Promise<string> => {
      const { notices } = (await town.done(null, "GET", `/api/v1/tenders/${tender.id}`)) as { notices: { id: string; type: string }[] };
      const id = notices.findLast((each) => each.type === type)?.id;
      expect(id, `${type} is published`).toBeDefined();
      return (await town.app.request(`/api/v1/notices/${id ?? ""}`)).text();
    },
  };
};
