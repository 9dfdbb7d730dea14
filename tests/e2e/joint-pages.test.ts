import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { expectSmall, keepsGates, MODES } from "../support/gates.js";
import { FORM, jointsOf, SHARED } from "../support/joints.js";
import { servedTown, type ServedTown } from "../support/served-town.js";

let site: ServedTown;
let css: Uint8Array;
let correcting = "";
let shared = "";
let over = "";
let brought = "";
const windows = new Map<string, Page>();

/** Joint cases in the middle of all that can happen to one: told what to correct, paused and met about, brought to the window on paper, delivered over a silent member. */
beforeAll(async () => {
  site = await servedTown("2026-09-21T09:00:00+08:00");
  const { town } = site;
  const play = jointsOf(town);
  over = await play.accepted("citizen-1", "enterprise");
  for (const [actor, item] of [["window-4", "110-001"], ["window-6", "116-004"], ["window-7", "118-003"]] as const) await play.opine(actor, over, item);
  await town.advance("2026-09-30T09:00:00+08:00");
  await play.act("window-4", over, "merger");
  await play.act("deputy-4", over, "decision", { basis: "《中华人民共和国行政许可法》第二十六条第二款；《晨光市企业设立“五个一”办法（演练）》" });
  await play.act("window-4", over, "delivery", { how: "window", receivedBy: "孟创业" });
  correcting = await play.filed("citizen-1", "enterprise", SHARED.enterprise.filter((each) => each !== "health-test"));
  await play.act("window-5", correcting, "needs", { item: "111-001", points: [{ material: "health-test", what: "没有提交", standard: "近一年内有资质机构出具，原件" }] });
  await play.act("window-6", correcting, "needs", { item: "116-004", points: [{ material: "floor-plan", what: "没有标明疏散通道", standard: "1:100，标明出入口和疏散通道" }] });
  await play.act("window-4", correcting, "corrections");
  shared = await play.accepted("bidder-1", "works-project");
  await play.opine("window-3", shared, "106-001");
  await play.act("window-2", shared, "meetings", { number: "晨并联纪〔2026〕3号", heldOn: "2026-09-30", place: "政务服务中心三楼会议室", present: [{ unit: "103", person: "付筑安" }, { unit: "113", person: "江清源" }], minutes: "规划方案基本可行。\n环评报告补充施工期降噪措施后评审。", tasks: [{ what: "补充降噪措施的意见", unit: "113", dueOn: "2026-10-12" }] });
  await play.act("city-leader-1", shared, "extension", { days: 10, items: ["113-001"], reason: "环境影响重大，需要专家评审，四十五日内不能办结。", document: "晨政批〔2026〕12号" });
  await play.act("window-2", shared, "pauses", { procedure: "expert-review", items: ["113-001"], reason: "环境影响重大，组织专家评审。", expectedDays: 10 });
  brought = String((await town.done("window-10", "POST", "/api/v1/joint/counter", { template: "enterprise", applicantName: "孟创业", phone: "13800000002", subject: "设立望江楼宾馆", answers: FORM, materials: SHARED.enterprise.slice(0, 4) }))["joint"]);
  await play.draft("citizen-1", "enterprise", ["charter"]);
  css = town.assets.files.get(town.assets.urls.css)?.bytes ?? new Uint8Array();
});
afterAll(() => site.stop());
afterEach(() => { expect(site.walkers.complaints.splice(0)).toEqual([]); });

const PAGES: readonly (readonly [name: string, actor: string, path: () => string])[] = [
  ["together", "citizen-1", () => "/services/together"], ["guide", "citizen-1", () => "/services/together/works-project"], ["apply", "citizen-1", () => "/services/together/enterprise/apply"], ["track", "citizen-1", () => `/track?code=${over}`], ["mine", "citizen-1", () => `/my/together/${correcting}`],
  ["desk", "window-4", () => "/desk/together"], ["desk-needs", "window-4", () => `/desk/together/${correcting}`], ["desk-paused", "window-2", () => `/desk/together/${shared}`], ["member", "window-3", () => `/desk/together/${shared}`], ["leader", "city-leader-1", () => `/desk/together/${shared}`],
  ["counter", "window-10", () => "/desk/together/counter?template=enterprise"], ["brought", "window-10", () => `/desk/together/${brought}`], ["over-en", "citizen-1", () => `/my/together/${over}?lang=en`],
];

test.each(PAGES)("page %s has one h1, breaks no WCAG 2.2 AA rule at a desk, on a phone and in large type, fits 320 px, and weighs under 30 KB with its style", async (name, actor, path) => {
  const page = windows.get(actor) ?? (await (await site.walkers.contextOf(actor)).newPage());
  windows.set(actor, page);
  const answer = await page.goto(`${site.base}${path()}`);
  expect(await page.locator("h1").count()).toBe(1);
  expectSmall((await answer?.text()) ?? "", css);
  await keepsGates(page, `joint/${name}`, MODES.filter((mode) => ["desktop", "phone", "elder"].includes(mode.name)));
});
