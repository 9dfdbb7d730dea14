import { expect } from "vitest";
import type { Answer, TestTown } from "./town.js";

export const yuan = (amount: string) => ({ amount, currency: "CNY" });
/** The account the contract names. */
export const PAYEE = { name: "晨曦建设集团有限公司", bank: "晨光商业银行滨河支行", account: "6217 0000 1234 5678" };
const HASH = "ab".repeat(32);
export const T = "/api/v1/treasury";

/** A unit's year: an indicator, contracts and requests, asked through the HTTP surface. */
export const treasuryOf = (town: TestTown) => {
  const usccOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
  const nameOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.name ?? "";
  let invoices = 0;
  const act = (actor: string, request: string, verb: string, body?: unknown): Promise<Answer> => town.ask(actor, "POST", `${T}/requests/${request}/${verb}`, body);
  const all = {
    usccOf, act,
    indicator: async (amount = "1200000.00", over: object = {}): Promise<string> => (await town.done("treasury-checker-1", "POST", `${T}/indicators`, {
      unit: usccOf("tenderer-1"), unitName: nameOf("tenderer-1"), subject: "2120303", subjectName: "小城镇基础设施建设", project: "滨河路改造", year: 2026, amount: yuan(amount), document: "晨财预〔2026〕12号", ...over }))["indicator"] as string,
    ask: (indicator: string, amount: string, over: object = {}): Promise<Answer> => town.ask("tenderer-1", "POST", `${T}/indicators/${indicator}/plans`, { month: "2026-09", mode: "direct", amount: yuan(amount), reason: "按合同进度付款", ...over }),
    decide: (indicator: string, amount: string, over: object = {}): Promise<Answer> => town.ask("treasury-approver-1", "POST", `${T}/indicators/${indicator}/plans/decision`, { month: "2026-09", mode: "direct", verdict: "approved", amount: yuan(amount), ...over }),
    plan: async (indicator: string, amount: string, over: object = {}): Promise<void> => {
      expect((await all.ask(indicator, amount, over)).json).toHaveProperty("serial");
      expect((await all.decide(indicator, amount, over)).json).toHaveProperty("approved");
    },
    left: async (indicator: string, month = "2026-09", mode = "direct"): Promise<string | undefined> => {
      const { indicators } = (await town.done("treasury-checker-1", "GET", `${T}/indicators`)) as { indicators: { indicator: string; plans: { month: string; mode: string; left: { amount: string } }[] }[] };
      return indicators.find((each) => each.indicator === indicator)?.plans.find((each) => each.month === month && each.mode === mode)?.left.amount;
    },
    outside: async (over: object = {}): Promise<string> => (await town.done("tenderer-1", "POST", `${T}/contracts`, {
      kind: "outside", supplier: usccOf("bidder-1"), supplierName: nameOf("bidder-1"), price: yuan("900000.00"), signedOn: "2026-08-20", sha256: HASH, number: `HT-${String(++invoices)}`, title: "滨河路绿化养护", small: true, payee: PAYEE, ...over }))["contract"] as string,
    accept: (contract: string, amount: string, over: object = {}): Promise<Answer> => town.ask("tenderer-1", "POST", `${T}/contracts/${contract}/acceptances`, { acceptedOn: "2026-09-01", parts: "第一期", amount: yuan(amount), sha256: HASH, ...over }),
    /** A contract accepted whole. */
    contract: async (over: object = {}): Promise<string> => {
      const contract = await all.outside(over);
      expect((await all.accept(contract, "900000.00")).status).toBe(201);
      return contract;
    },
    body: (given: { contract: string; indicator: string; amount: string }, over: object = {}) => ({
      contract: given.contract, indicator: given.indicator, month: "2026-09", mode: "direct", amount: yuan(given.amount), purpose: "第一期养护费", payee: PAYEE,
      invoice: { number: `FP2026${String(++invoices).padStart(6, "0")}`, receivedOn: "2026-09-02", amount: yuan(given.amount), sha256: HASH }, ...over }),
    draft: async (given: { contract: string; indicator: string; amount: string }, over: object = {}): Promise<string> => (await town.done("tenderer-1", "POST", `${T}/requests`, all.body(given, over)))["request"] as string,
    submitted: async (given: { contract: string; indicator: string; amount: string }, over: object = {}): Promise<string> => {
      const request = await all.draft(given, over);
      expect((await act("tenderer-1", request, "submission")).json).toMatchObject({ state: "submitted" });
      return request;
    },
    approved: async (given: { contract: string; indicator: string; amount: string }, over: object = {}): Promise<string> => {
      const request = await all.submitted(given, over);
      expect((await act("treasury-checker-1", request, "check")).json).toMatchObject({ state: "checked" });
      expect((await act("treasury-approver-1", request, "approval")).json).toMatchObject({ state: "approved" });
      return request;
    },
    stateOf: async (request: string): Promise<string> => (await town.done("supervisor-1", "GET", `${T}/requests/${request}`))["state"] as string,
  };
  return all;
};
