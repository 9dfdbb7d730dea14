import { afterAll, beforeAll, expect, test } from "vitest";
import { casesOf } from "../support/cases.js";
import { testTown, type TestTown } from "../support/town.js";

// A case from the guide to its delivery in pages alone, by posted forms and without a script.
let town: TestTown;
let play: ReturnType<typeof casesOf>;
let code = "";
beforeAll(async () => {
  town = await testTown("2026-09-21T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  play = casesOf(town);
  await play.item("103-900");
  await play.mandate(["103-900"]);
});
afterAll(async () => { await town.stop(); });

const tokenOf = (actor: string | null): Record<string, string> => (actor === null ? {} : { authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}` });
const page = async (actor: string | null, path: string): Promise<string> => (await town.app.request(path, { headers: { ...tokenOf(actor), accept: "text/html" } })).text();
/** Sends the form of an act on a page as a browser without scripts does: its hidden fields and what is typed. */
async function press(actor: string, path: string, act: string, typed: Readonly<Record<string, string | readonly string[]>> = {}): Promise<Response> {
  const html = await page(actor, path);
  const form = [...html.matchAll(/<form method="post" action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g)].find(([, action]) => action?.startsWith(`/acts/${act}?`) === true);
  if (form === undefined) throw new Error(`no ${act} on ${path}`);
  const hidden = [...(form[2] ?? "").matchAll(/<input type="hidden"[^>]*name="([^"]+)" value="([^"]*)"/g), ...(form[2] ?? "").matchAll(/<input [^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, value] as const);
  const body = new URLSearchParams([...hidden.filter(([name]) => !Object.hasOwn(typed, name)).map(([name, value]) => [name, value] as [string, string]), ...Object.entries(typed).flatMap(([name, values]) => [values].flat().map((value) => [name, value] as [string, string]))]);
  return town.app.request((form[1] ?? "").replaceAll("&amp;", "&"), { method: "POST", headers: { ...tokenOf(actor), "content-type": "application/x-www-form-urlencoded", accept: "text/html" }, body: body.toString() });
}
async function bring(actor: string, path: string, name: string): Promise<Response> {
  const form = new FormData();
  form.set("file", new File([`${name} of ${actor}`], name));
  return town.app.request(path, { method: "POST", headers: tokenOf(actor), body: form });
}

test("the guide leads to applying in four steps; what is filled in is there when one comes back, and files are seen in the last step", async () => {
  expect(await page(null, "/services/103-900")).toContain("/services/103-900/apply");
  expect(await page("citizen-1", "/services/103-900/apply")).toContain("平面图");
  const saved = await press("citizen-1", "/services/103-900/apply?step=2", "case-draft", { applicantName: "陆晓晨", phone: "13800000001", subject: "中山路夜市占道三天" });
  expect([saved.status, saved.headers.get("location")]).toEqual([303, "/services/103-900/apply?step=3"]);
  for (const material of ["form", "plan"]) expect((await bring("citizen-1", `/services/103-900/apply/materials/${material}`, `${material}.pdf`)).status).toBe(303);
  expect(await page("citizen-1", "/services/103-900/apply?step=2")).toContain("中山路夜市占道三天");
  const last = await page("citizen-1", "/services/103-900/apply?step=4");
  for (const text of ["陆晓晨", "form.pdf", "plan.pdf"]) expect(last).toContain(text);
  expect(await page("citizen-1", "/my/cases")).toContain("/services/103-900/apply");
  const filed = await press("citizen-1", "/services/103-900/apply?step=4", "case-file");
  expect(filed.status).toBe(303);
  code = /\/my\/cases\/(.+)$/.exec(filed.headers.get("location") ?? "")?.[1] ?? "";
  expect(await page("citizen-1", `/my/cases/${code}`)).toContain("已收件，待受理");
});

test("a form that is wrong comes back with what was typed", async () => {
  const refused = await press("citizen-1", "/services/103-900/apply?step=2", "case-draft", { applicantName: "陆晓晨", phone: "不是号码", subject: "占道" });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain("不是号码");
});

test("the window tells all that is to be corrected, and the applicant hands it in on his own page", async () => {
  expect(await page("window-2", "/desk/cases")).toContain(code);
  const told = await press("window-2", `/desk/cases/${code}`, "case-notify", { "points.1.what": "比例尺不清", "points.1.standard": "1:500，盖章" });
  expect(told.status, await told.clone().text()).toBe(303);
  expect(await page("citizen-1", `/my/cases/${code}`)).toContain("平面图：比例尺不清（1:500，盖章）");
  expect((await bring("citizen-1", `/my/cases/${code}/materials/plan`, "plan-2.pdf")).status).toBe(303);
  expect((await press("citizen-1", `/my/cases/${code}`, "case-resubmit")).status).toBe(303);
  expect((await press("window-2", `/desk/cases/${code}`, "case-accept")).status).toBe(303);
});

test("anybody who holds the code sees the clock day by day, and no name", async () => {
  const shown = await page(null, `/track?code=${code}`);
  for (const text of ["已受理", "2026-09-30", "中秋节（法定节假日）", "不计入"]) expect(shown).toContain(text);
  for (const own of ["陆晓晨", "13800000001", "中山路", "比例尺"]) expect(shown).not.toContain(own);
  expect(await page(null, "/track?code=20260921-0000000000")).toContain("faults");
});

test("whoever holds the code of a case that is over judges it once, in a form without scripts; the figures say how many did", async () => {
  const judge = (fields: Record<string, string>): Promise<Response> => Promise.resolve(town.app.request("/track", { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", accept: "text/html" }, body: new URLSearchParams({ code, ...fields }).toString() }));
  expect(await page(null, `/track?code=${code}`), "before its decision there is nothing to judge").not.toContain('name="grade"');
  expect((await judge({ grade: "2" })).status).toBe(422);
  expect((await play.act("chief-2", code, "decision", play.decision())).json).toMatchObject({ state: "granted" });
  expect(await page("citizen-1", `/my/cases/${code}`)).toContain(`/track?code=${code}#survey`);
  expect(await page(null, `/track?code=${code}`)).toContain('name="grade"');
  expect(await page(null, "/figures")).toContain("有效样本 0 份");
  const empty = await judge({ words: "窗口很耐心" });
  expect(empty.status).toBe(422);
  expect(await empty.text(), "what was typed is there again").toContain("窗口很耐心");
  const told = await judge({ grade: "2", words: "窗口很耐心" });
  expect([told.status, told.headers.get("location")]).toEqual([303, `/track?code=${code}`]);
  const after = await page(null, `/track?code=${code}`);
  expect(after).toContain("已经评价过");
  expect(after, "what was said is nobody else’s").not.toContain("很耐心");
  expect((await judge({ grade: "5" })).status, "once for a case").toBe(422);
  expect(await page(null, "/figures")).toContain("有效样本 1 份");
});

test("lights, mandates and the counter have their pages; whoever has no business there is turned away", async () => {
  expect(await page("conduct-1", "/desk/cases/lights")).toContain("一周内将亮红灯");
  expect(await page("deputy-2", "/desk/cases/chiefs")).toContain("柯代正");
  expect(await page("window-2", "/desk/cases/counter?item=103-900")).toContain("平面图");
  const counter = await press("window-2", "/desk/cases/counter?item=103-900", "case-counter", { applicantName: "何某", subject: "占用人行道", materials: ["form", "plan"] });
  expect([counter.status, counter.headers.get("location")?.startsWith("/desk/cases/")]).toEqual([303, true]);
  expect((await town.app.request("/desk/cases/lights", { headers: { ...tokenOf("citizen-1"), accept: "text/html" } })).status).toBe(403);
  expect((await town.app.request(`/my/cases/${code}`, { headers: { ...tokenOf("bidder-1"), accept: "text/html" } })).status).toBe(404);
});
