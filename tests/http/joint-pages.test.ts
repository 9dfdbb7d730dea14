import { afterAll, beforeAll, expect, test } from "vitest";
import { SHARED } from "../support/joints.js";
import { testTown, type TestTown } from "../support/town.js";

// A joint case in pages alone, by posted forms and without a script.
let town: TestTown;
let joint = "";
beforeAll(async () => {
  town = await testTown("2026-09-21T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
});
afterAll(async () => { await town.stop(); });

const tokenOf = (actor: string | null): Record<string, string> => (actor === null ? {} : { authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}` });
const page = async (actor: string | null, path: string): Promise<string> => (await town.app.request(path, { headers: { ...tokenOf(actor), accept: "text/html" } })).text();
/** Sends the form of an act on a page as a browser without scripts does: its hidden fields and what is typed. */
async function press(actor: string, path: string, act: string, typed: Readonly<Record<string, string | readonly string[]>> = {}): Promise<Response> {
  const html = await page(actor, path);
  const form = [...html.matchAll(/<form method="post" action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g)].find(([, action]) => action?.startsWith(`/acts/${act}?`) === true);
  if (form === undefined) throw new Error(`no ${act} on ${path}`);
  const hidden = [...(form[2] ?? "").matchAll(/<input [^>]*>/g)].map(([tag]) => tag).filter((tag) => tag.includes('type="hidden"')).map((tag): [string, string] => [/name="([^"]*)"/.exec(tag)?.[1] ?? "", /value="([^"]*)"/.exec(tag)?.[1] ?? ""]);
  const body = new URLSearchParams([...hidden.filter(([name]) => !Object.hasOwn(typed, name)), ...Object.entries(typed).flatMap(([name, values]) => [values].flat().map((value): [string, string] => [name, value]))]);
  return town.app.request((form[1] ?? "").replaceAll("&amp;", "&"), { method: "POST", headers: { ...tokenOf(actor), "content-type": "application/x-www-form-urlencoded", accept: "text/html" }, body: body.toString() });
}

test("the guide shows units, shared materials and days, in both languages, and leads to the one application", async () => {
  const guide = await page(null, "/services/together/enterprise");
  for (const words of ["公共场所卫生许可", "晨光市市场监督管理局", "7个工作日", "20个工作日", "股东和法定代表人身份证明", "/services/together/enterprise/apply"]) expect(guide).toContain(words);
  expect(await page(null, "/en/services/together/works-project")).toContain("28 working days");
  expect(await page(null, "/services")).toContain("/services/together");
  const path = "/services/together/enterprise/apply";
  const saved = await press("citizen-1", path, "joint-draft", { applicantName: "孟创业", phone: "13800000002", subject: "设立望江楼宾馆", "answers.enterpriseName": "望江楼宾馆", "answers.legalPerson": "孟创业", "answers.capital": "500000", "answers.premises": "滨江路8号", "answers.scope": "住宿", "answers.staff": "32" });
  expect(saved.status, await saved.clone().text()).toBe(303);
  expect(await page("citizen-1", path)).toContain("望江楼宾馆");
  for (const material of SHARED.enterprise) {
    const form = new FormData();
    form.set("file", new File([material], `${material}.pdf`));
    expect((await town.app.request(`${path}/materials/${material}`, { method: "POST", headers: tokenOf("citizen-1"), body: form })).status).toBe(303);
  }
  const filed = await press("citizen-1", path, "joint-file");
  expect(filed.status, await filed.clone().text()).toBe(303);
  joint = /\/my\/together\/(.+)$/.exec(filed.headers.get("location") ?? "")?.[1] ?? "";
  expect(await page("citizen-1", "/my/cases")).toContain(joint);
});

test("anybody with the code sees every unit, who answers and the clock, and nothing of the applicant; each desk has its own acts", async () => {
  const track = await page(null, `/track?code=${joint}`);
  for (const words of ["晨光市卫生健康委员会", "商继往", "已收件，待受理"]) expect(track).toContain(words);
  for (const own of ["孟创业", "望江楼"]) expect(track).not.toContain(own);
  expect(await page("window-5", "/desk/together")).toContain(joint);
  const desk = `/desk/together/${joint}`;
  expect(await page("window-5", desk)).not.toContain("/acts/joint-accept?");
  expect((await press("window-10", desk, "joint-accept")).status).toBe(303);
  expect(await page("citizen-1", `/my/together/${joint}`)).toContain("材料已共享");
  const opined = await press("window-10", desk, "joint-opine", { opinion: "agree", words: "准予登记。", document: "91341702MA1" });
  expect([303, 200]).toContain(opined.status);
});

test("a meeting, a hand-over and its confirmation are forms too; a refused form comes back with what was typed", async () => {
  const desk = `/desk/together/${joint}`;
  const met = await press("window-10", desk, "joint-meet", { number: "晨并联纪〔2026〕9号", heldOn: "2026-09-21", place: "三楼", "present.0.person": "贾公平", "present.1.person": "康守真", minutes: "核对现场。", "tasks.0.what": "复核", "tasks.0.unit": "111", "tasks.0.dueOn": "2026-09-23" });
  expect(met.status, await met.clone().text()).toBe(303);
  expect(await page("window-5", desk)).toContain("复核");
  const wrong = await press("window-10", desk, "joint-meet", { number: "晨并联纪〔2026〕10号", heldOn: "2026-09-22", place: "三楼", "present.0.person": "贾公平", "present.1.person": "康守真", minutes: "还没开。" });
  expect([wrong.status, (await wrong.text()).includes("还没开。")]).toEqual([422, true]);
  expect((await press("window-10", desk, "joint-hand-over", { to: "window-4", reason: "岗位轮换" })).status).toBe(303);
  expect((await press("window-4", desk, "joint-take-over")).status).toBe(303);
  expect(await page(null, `/track?code=${joint}`)).toContain("商启明");
});

test("a clerk of the lead takes in on one page what somebody brings, and its receipt is there to be printed", async () => {
  expect(await page("window-10", "/desk/together")).toContain("/desk/together/counter?template=enterprise");
  expect(await page("window-5", "/desk/together"), "a member’s clerk is offered none").not.toContain("/desk/together/counter?");
  const typed = { applicantName: "孟创业", phone: "13800000002", subject: "设立望江楼宾馆", "answers.enterpriseName": "望江楼宾馆", "answers.legalPerson": "孟创业", "answers.capital": "500000", "answers.premises": "滨江路8号", "answers.scope": "住宿", "answers.staff": "32", materials: ["charter", "identity"] };
  const wrong = await press("window-10", "/desk/together/counter?template=enterprise", "joint-counter", { ...typed, uscc: "91" });
  expect([wrong.status, (await wrong.text()).includes("设立望江楼宾馆")]).toEqual([422, true]);
  const received = await press("window-10", "/desk/together/counter?template=enterprise", "joint-counter", typed);
  expect(received.status, await received.clone().text()).toBe(303);
  const desk = await page("window-10", new URL(received.headers.get("location") ?? "", "http://town").pathname);
  for (const words of ["并联审批收件凭证", "纸质", "撤回联办申请"]) expect(desk).toContain(words);
});
