import { expect } from "vitest";
import type { Answer, TestTown } from "./town.js";

export const J = "/api/v1/joint";
export const FORM = { enterpriseName: "晨光市望江楼宾馆有限公司", legalPerson: "孟创业", capital: "500000", premises: "晨光市滨江路8号", scope: "住宿、歌舞娱乐", staff: "32" };
const WORKS = { projectName: "滨江商务楼", site: "滨江路8号", floorArea: "3200.5", investment: "38000000", builder: "晨曦建设集团有限公司" };
export const SHARED = { "enterprise": ["charter", "identity", "premises", "floor-plan", "health-test"], "works-project": ["approval", "land", "design", "environment", "views", "contract", "drawings", "funds"] } as const;
type Template = keyof typeof SHARED;
export type ShownMember = { item: string; unit: string; state: string; stage: number; dueOn: string | null; light: string | null; silentAt: string | null; code: string | null; opinion: string | null; counted: string | null };
export type ShownCase = {
  joint: string; state: string; stage: number; light: string | null; acceptedOn: string | null; dueOn: string | null; tellBy: string | null; remaining: number | null; used: number | null; inTime: boolean | null; outcome: string | null; mergedAt: string | null; overdueAt: string | null; bill: string | null; source: string; extended: number; officer: string; officers: { name: string; reason: string; confirmedAt: string | null }[];
  members: ShownMember[]; missing: string[]; materials: { material: string; serial: number; sha256: string | null }[]; papers: { kind: string; serial: number; href: string }[]; steps: { step: string; unit: string | null }[]; meetings: { number: string; tasks: { serial: number; unit: string; doneAt: string | null }[] }[]; pauses: { items: string[]; until: string | null }[];
};

/** Joint cases asked through the HTTP surface: citizens and firms apply, the units’ windows take part, the lead’s window leads. */
export const jointsOf = (town: TestTown) => {
  const act = (actor: string, joint: string, verb: string, body?: unknown): Promise<Answer> => town.ask(actor, "POST", `${J}/cases/${joint}/${verb}`, body);
  const put = (actor: string, path: string, bytes = `${path} ${actor}`): Promise<Response> => Promise.resolve(town.app.request(`${J}/${path}`, { method: "PUT", headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}`, "content-type": "application/octet-stream" }, body: bytes }));
  const all = {
    act, put,
    code: async (asked: Promise<Answer>): Promise<unknown> => (await asked).json["code"],
    draft: async (actor: string, template: Template, materials: readonly string[] = SHARED[template]): Promise<void> => {
      const body = template === "enterprise" ? { applicantName: "孟创业", phone: "13800000002", subject: "设立望江楼宾馆", answers: FORM } : { applicantName: "晨曦建设集团有限公司", phone: "0566-2000001", subject: "滨江商务楼建设", answers: WORKS };
      expect((await town.ask(actor, "PUT", `${J}/drafts/${template}`, body)).status).toBe(200);
      for (const material of materials) expect((await put(actor, `drafts/${template}/materials/${material}/${material}.pdf`)).status).toBe(201);
    },
    filed: async (actor: string, template: Template, materials?: readonly string[]): Promise<string> => {
      await all.draft(actor, template, materials);
      return (await town.done(actor, "POST", `${J}/cases`, { template }))["joint"] as string;
    },
    accepted: async (actor: string, template: Template): Promise<string> => {
      const joint = await all.filed(actor, template);
      expect((await act(template === "enterprise" ? "window-4" : "window-2", joint, "acceptance")).json).toEqual({ joint, state: "shared" });
      return joint;
    },
    opine: (actor: string, joint: string, item: string, opinion: "agree" | "object" = "agree", document: string | null = `证-${item}`) => act(actor, joint, "opinions", { item, opinion, words: opinion === "agree" ? "符合条件。" : "现场不符合条件。", document }),
    show: async (joint: string, actor = "window-4"): Promise<ShownCase> => (await town.done(actor, "GET", `${J}/cases/${joint}`)) as unknown as ShownCase,
    track: async (joint: string): Promise<ShownCase> => (await town.done(null, "GET", `${J}/track/${joint}`)) as unknown as ShownCase,
    meeting: (number: string, more: object = {}) => ({ number, heldOn: "2026-09-24", place: "政务服务中心三楼会议室", present: [{ unit: "110", person: "贾公平" }, { unit: "111", person: "康守真" }], minutes: "逐项说明，卫健部门复核现场。", tasks: [], ...more }),
  };
  return all;
};
