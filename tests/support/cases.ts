import { expect } from "vitest";
import { day } from "../../src/kernel/time.js";
import { rehearsalItems } from "../../src/rehearsal/items.js";
import type { Answer, TestTown } from "./town.js";

export const C = "/api/v1/cases";
const [MODEL] = rehearsalItems(day("2026-09-01"));
export const MATERIALS = [
  { id: "form", zh: "申请表", en: "application form", form: "original", copies: 1, required: true, condition: null, sample: null },
  { id: "plan", zh: "平面图", en: "floor plan", form: "electronic", copies: 1, required: true, condition: null, sample: null },
  { id: "lease", zh: "租赁合同", en: "lease", form: "copy", copies: 1, required: true, condition: "场地是租来的提供。", sample: null },
] as const;
export type Shown = { code: string; state: string; light: string; acceptedOn: string | null; dueOn: string | null; remaining: number | null; provisional: boolean; inTime: boolean | null; used: number; trips: number; tripsKept: boolean; level: number; version: number; mandate: string | null; deliverBy: string | null; tellBy: string | null;
  ledger: { date: string; nth: number | null; zh: string }[]; lights: { light: string; at: string }[]; papers: { kind: string; serial: number; href: string }[]; materials: { material: string; serial: number; sha256: string | null }[]; steps: { step: string; at: string }[]; missing: string[]; reasons: { level: number; zh: string }[] };

/** Cases of the town's housing unit, asked through the HTTP surface: citizen-1 applies, window-2 takes in, chief-2 and deputy-2 decide. */
export const casesOf = (town: TestTown) => {
  const act = (actor: string, code: string, verb: string, body?: unknown): Promise<Answer> => town.ask(actor, "POST", `${C}/${code}/${verb}`, body);
  const put = (actor: string, path: string, bytes = `${path} ${actor}`): Promise<Response> => Promise.resolve(town.app.request(`${C}/${path}`, { method: "PUT", headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}`, "content-type": "application/octet-stream" }, body: bytes }));
  const all = {
    act, put,
    /** An item of housing in the hall; 7 working days, decided by the chief representative. */
    item: async (code: string, more: Record<string, unknown> = {}): Promise<string> => {
      const body = { ...MODEL, code, zh: "临时占用场地审批", en: "Leave to use a place for a while", feeItems: [], materials: MATERIALS, statutoryLimitWD: 20, promisedLimitWD: 7, from: "2026-09-21", ...more };
      expect((await town.ask("window-2", "POST", "/api/v1/items", body)).json).toMatchObject({ item: code });
      expect((await town.ask("deputy-2", "POST", `/api/v1/items/${code}/confirmation`)).status).toBe(201);
      expect((await town.ask("sub-centre-1", "POST", `/api/v1/items/${code}/entry`)).json).toHaveProperty("version");
      return code;
    },
    draft: async (item: string, materials: readonly string[] = ["form", "plan"], actor = "citizen-1"): Promise<void> => {
      expect((await town.ask(actor, "PUT", `${C}/drafts/${item}`, { step: 2, applicantName: "陆晓晨", phone: "13800000001", subject: "中山路夜市占道三天", stake: null })).status).toBe(200);
      for (const material of materials) expect((await put(actor, `drafts/${item}/materials/${material}/${material}.pdf`)).status).toBe(201);
    },
    filed: async (item: string, materials?: readonly string[], actor = "citizen-1"): Promise<string> => {
      await all.draft(item, materials, actor);
      return (await town.done(actor, "POST", C, { item }))["code"] as string;
    },
    accepted: async (item: string, flags: readonly string[] = []): Promise<string> => {
      const code = await all.filed(item);
      expect((await act("window-2", code, "acceptance", { flags })).json).toEqual({ code, state: "accepted" });
      return code;
    },
    mandate: async (items: readonly string[], more: Record<string, unknown> = {}): Promise<string> => (await town.done("deputy-2", "POST", "/api/v1/approval-mandates", { holder: "chief-2", items, powers: ["decide", "review", "coordinate"], from: "2026-09-01", until: "2026-12-31", seal: `审批专用章（${items.join()}）`, document: "晨住建授〔2026〕3号", ...more }))["mandate"] as string,
    decision: (more: Record<string, unknown> = {}) => ({ outcome: "grant", facts: "材料齐全，现场符合条件。", basis: "《城市道路管理条例》第三十条", ...more }),
    track: async (code: string): Promise<Shown> => (await town.done(null, "GET", `/api/v1/track/${code}`)) as unknown as Shown,
    show: async (code: string, actor = "window-2"): Promise<Shown> => (await town.done(actor, "GET", `${C}/${code}`)) as unknown as Shown,
    code: async (asked: Promise<Answer>): Promise<unknown> => (await asked).json["code"],
  };
  return all;
};
