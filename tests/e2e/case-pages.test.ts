import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { casesOf } from "../support/cases.js";
import { expectSmall, keepsGates, MODES } from "../support/gates.js";
import { servedTown, type ServedTown } from "../support/served-town.js";

let site: ServedTown;
let css: Uint8Array;
let accepted = "";
let correcting = "";
let over = "";
let brought = "";
const FILE = `number,unit,item,applicant,received,accepted,decided,outcome,level,delivered
${["2026-0001,103,103-001,陈一鸣,2026-03-02,2026-03-02,2026-03-04,granted,2,2026-03-05", "2026-0002,103,103-001,李若溪,2026-03-02,2026-03-02,2026-03-12,granted,2,2026-03-12", "2026-0003,103,103-999,王晓晨,2026-03-02,2026-03-02,,,,", "2026-0004,103,103-001,赵思远,2026-03-02,2026-03-01,,,,"].join("\n")}`;
const windows = new Map<string, Page>();
beforeAll(async () => {
  site = await servedTown("2026-09-22T10:00:00+08:00");
  const play = casesOf(site.town);
  await play.item("103-900", { from: "2026-09-22" });
  await play.mandate(["103-900"]);
  accepted = await play.accepted("103-900");
  over = await play.accepted("103-900");
  await play.act("chief-2", over, "decision", play.decision());
  correcting = await play.filed("103-900", ["form"]);
  await play.act("window-2", correcting, "corrections", { points: [{ material: "plan", what: "没有提交", standard: "1:500，盖章" }] });
  await play.draft("103-900");
  brought = String((await site.town.done("sub-centre-1", "POST", `/api/v1/cases/imports?source=${encodeURIComponent("晨政务〔2026〕1号移交清单")}`, FILE))["import"]);
  css = site.town.assets.files.get(site.town.assets.urls.css)?.bytes ?? new Uint8Array();
});
afterAll(() => site.stop());
afterEach(() => { expect(site.walkers.complaints.splice(0)).toEqual([]); });

const PAGES: readonly (readonly [name: string, actor: string, path: () => string])[] = [
  ["track", "citizen-1", () => `/track?code=${accepted}`], ["survey", "citizen-1", () => `/track?code=${over}`], ["mine", "citizen-1", () => "/my/cases"], ["mine-correcting", "citizen-1", () => `/my/cases/${correcting}`], ...[1, 2, 3, 4].map((step) => [`apply-${String(step)}`, "citizen-1", () => `/services/103-900/apply?step=${String(step)}`] as const),
  ["imports", "sub-centre-1", () => "/desk/cases/imports"], ["import", "sub-centre-1", () => `/desk/cases/imports/${brought}`], ["figure-cases", "window-2", () => "/desk/figures/cases?measure=closed&from=2026-01&until=2026-12"], ["figures", "window-2", () => "/figures?from=2026-01&until=2026-12"],
  ["desk", "window-2", () => "/desk/cases"], ["desk-case", "window-2", () => `/desk/cases/${accepted}`], ["desk-chief", "chief-2", () => `/desk/cases/${accepted}`], ["counter", "window-2", () => "/desk/cases/counter?item=103-900"], ["lights", "conduct-1", () => "/desk/cases/lights"], ["chiefs", "deputy-2", () => "/desk/cases/chiefs"],
];

test.each(PAGES)("page %s has one h1, breaks no WCAG 2.2 AA rule at a desk, on a phone and in large type, fits 320 px, and weighs under 30 KB with its style", async (name, actor, path) => {
  const page = windows.get(actor) ?? (await (await site.walkers.contextOf(actor)).newPage());
  windows.set(actor, page);
  const answer = await page.goto(`${site.base}${path()}`);
  expect(await page.locator("h1").count()).toBe(1);
  expectSmall((await answer?.text()) ?? "", css);
  await keepsGates(page, `cases/${name}`, MODES.filter((mode) => ["desktop", "phone", "elder"].includes(mode.name)));
});
