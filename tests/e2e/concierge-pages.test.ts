import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { expectSmall, keepsGates, MODES } from "../support/gates.js";
import { servedTown, type ServedTown } from "../support/served-town.js";

let site: ServedTown;
let css: Uint8Array;
let project: string;
let meeting: string;
const windows = new Map<string, Page>();

/** A project that is being served: one request escalated, one overdue, a meeting held with its notice, an appraisal. */
beforeAll(async () => {
  site = await servedTown("2026-10-08T09:00:00+08:00");
  const { town } = site;
  const done = (actor: string, path: string, body: unknown) => town.done(actor, "POST", `/api/v1/${path}`, body);
  const broker = (await done("sub-centre-1", "intermediaries", { uscc: "91341702MA0000031Y", name: "晓明工程咨询有限公司", services: "消防技术服务", contact: "周晓", phone: "0566-5550177" }))["intermediary"];
  project = String((await done("bidder-1", "investments", { title: "晨光精密铸造一期", area: "高新技术产业开发区", business: "年产两万吨铸件，投资三亿元", contact: "曲投资", phone: "0566-5550188", concierge: "BB-001" }))["project"]);
  for (const title of ["用电报装", "招工"]) await done("bidder-1", `investments/${project}/requests`, { title, text: `请帮办${title}` });
  await done("sub-centre-1", `investments/${project}/requests/1/dispatch`, { text: "派单" });
  await done("concierge-1", `investments/${project}/requests/1/start`, { text: "已联系" });
  await done("concierge-1", `investments/${project}/requests/1/escalations`, { text: "需现场勘查" });
  meeting = String((await done("sub-centre-1", "coordination-meetings", { kind: "answers", project, level: 2, title: "投产前手续现场答疑", place: "中心三楼会议室", meetsAt: "2026-10-12T15:00:00+08:00", units: ["103", "104"], intermediaries: [broker] }))["meeting"]);
  await done("window-2", "told-once", { unit: "103" });
  await town.advance("2026-10-13T09:00:00+08:00");
  await done("sub-centre-1", `coordination-meetings/${meeting}/minutes`, { minutes: "各单位逐项答复", came: ["unit/103"], decisions: [{ text: "五日内完成施工许可预审", unit: "103", owner: "柯代正", dueOn: "2026-10-16" }] });
  await done("sub-centre-1", `coordination-meetings/${meeting}/told-once`, { items: ["103-001"] });
  await done("sub-centre-1", "concierges/BB-002/appraisals", { from: "2026-09-01", until: "2026-09-30", words: "服务热情", measure: null });
  css = town.assets.files.get(town.assets.urls.css)?.bytes ?? new Uint8Array();
});
afterAll(() => site.stop());
afterEach(() => { expect(site.walkers.complaints.splice(0)).toEqual([]); });

const PAGES: readonly (readonly [name: string, actor: string, path: () => string])[] = [
  ["pool", "citizen-1", () => "/concierge"], ["mine", "bidder-1", () => "/my/investments"], ["project", "bidder-1", () => `/concierge/projects/${project}`], ["project-centre", "sub-centre-1", () => `/concierge/projects/${project}`], ["desk", "concierge-1", () => "/concierge/desk"], ["board", "sub-centre-1", () => "/concierge/desk"],
  ["keep", "sub-centre-1", () => "/concierge/pool"], ["meetings", "sub-centre-1", () => "/concierge/meetings"], ["meeting", "bidder-1", () => `/concierge/meetings/${meeting}`], ["appraisals", "sub-centre-1", () => "/concierge/appraisals"],
];

test.each(PAGES)("page %s has one h1, breaks no WCAG 2.2 AA rule at a desk, on a phone and in large type, fits 320 px, and weighs under 30 KB with its style", async (name, actor, path) => {
  const page = windows.get(actor) ?? (await (await site.walkers.contextOf(actor)).newPage());
  windows.set(actor, page);
  const answer = await page.goto(`${site.base}${path()}`);
  expect(await page.locator("h1").count()).toBe(1);
  expectSmall((await answer?.text()) ?? "", css);
  await keepsGates(page, `concierge/${name}`, MODES.filter((mode) => ["desktop", "phone", "elder"].includes(mode.name)));
});

test("the portraits of the pool are drawn", async () => {
  const page = windows.get("citizen-1") ?? (await (await site.walkers.contextOf("citizen-1")).newPage());
  await page.goto(`${site.base}/concierge`);
  const widths = await page.locator("img.portrait").evaluateAll((images) => images.map((image) => (image as unknown as { naturalWidth: number }).naturalWidth));
  expect(widths).toEqual([96, 96, 96]);
});
