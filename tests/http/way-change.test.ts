import { afterAll, beforeAll, expect, test } from "vitest";
import { utf8 } from "../../src/kernel/bytes.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { goodsLot, goodsOn, goodsTender } from "../support/goods.js";
import { formOf, signedIn } from "../support/pages.js";
import { LOWEST_PRICE } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes } from "../support/whole-tender.js";
import { lotBody, publishedTender, registeredTender, tenderBody, type TenderInTest } from "../support/works-tender.js";

// G11: two suppliers at the deadline. Another way is taken after experts found nothing against documents and procedure, and with the finance department's leave (87号令 43, 74号令 28).
let town: TestTown;
let play: ReturnType<typeof goodsOn>;
let few: TenderInTest;
let wrong: TenderInTest;
let works: TenderInTest;
const EXPERTS = [["周敏", "晨光市第二人民医院"], ["赵立", "晨光大学"], ["孙倩", "晨光市计量检测院"]].map(([name, office]) => ({ name, office, post: "高级工程师" }));
const FOUND = "技术参数有三家以上产品满足，资格条件与采购标的相称，公告期限和提供期限符合规定";
const CHANGE = { way: "negotiation", approval: "晨财采〔2026〕17号" };
const find = (of: TenderInTest, over: Record<string, unknown> = {}, actor = "tenderer-1") =>
  town.ask(actor, "POST", `${play.lotUrl(of)}/way-finding`, { reviewers: EXPERTS, documentsReasonable: true, procedureLawful: true, questioned: "没有供应商质疑", finding: FOUND, ...over });
const change = (of: TenderInTest, over: Record<string, unknown> = {}, actor = "tenderer-1") => town.ask(actor, "POST", `${play.lotUrl(of)}/way-change`, { ...CHANGE, ...over });

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  play = goodsOn(town);
  const lots = [goodsLot({ method: LOWEST_PRICE })];
  few = await publishedTender(town, goodsTender({}, lots), "procurement");
  wrong = await publishedTender(town, goodsTender({ title: "晨光市第三中学教学设备采购" }, lots), "procurement");
  works = await publishedTender(town, tenderBody({ saleFrom: "2026-09-14T10:00:00+08:00", saleUntil: "2026-09-21T10:00:00+08:00", deadline: "2026-10-08T09:30:00+08:00" }));
}, 300_000);
afterAll(async () => { await town.stop(); });

const LATER = { saleFrom: "2026-10-09T10:00:00+08:00", saleUntil: "2026-10-16T17:00:00+08:00", deadline: "2026-11-03T09:30:00+08:00" };
/** Submits a tender that follows a failed one of its project; what stops it, or nothing. */
async function again(of: TenderInTest, line: string, form: Record<string, unknown>): Promise<unknown> {
  const { project: { code } } = (await town.done(null, "GET", `/api/v1/tenders/${of.id}`)) as { project: { code: string } };
  const next = await registeredTender(town, form, line, { project: code, retenderOf: of.id });
  const { status, json } = await town.ask("tenderer-1", "POST", `/api/v1/tenders/${next.id}/submission`);
  return status < 300 ? "submitted" : [json["code"], (json["facts"] as { check?: string }).check ?? null, json["law"]];
}

const STOPPED = ["check-stops", "faulted-clause-amended", expect.stringContaining("招标投标法实施条例")];

test("an upheld objection names the clauses at fault: a clause that is not there is refused, and a later attempt has to change each of them", async () => {
  const lot = play.lotUrl(works);
  await town.advance("2026-09-16T09:00:00+08:00");
  const { serial } = (await town.done("bidder-1", "POST", `${lot}/objections`, { about: "documents", text: "工期和质量要求与规模不相称。" })) as { serial: number };
  const reply = (faulted: readonly string[]) => town.ask("tenderer-1", "POST", `${lot}/objections/${String(serial)}/reply`, { upheld: true, answer: "异议成立，质量要求不合理。", effect: "将修改招标文件。", faulted });
  expect((await reply(["lot.nothing"])).json).toMatchObject({ code: "clause-unknown", facts: { path: "lot.nothing" } });
  expect((await reply(["lot.quality", "lot.termDays"])).status).toBe(201);
});

test("while bids are taken nobody asks for another way", async () => {
  expect((await find(few)).json).toMatchObject({ code: "way-change-not-now", law: "87号令第四十三条" });
  await town.advance("2026-10-08T09:00:00+08:00");
  for (const actor of ["bidder-1", "bidder-2"]) await play.bid(actor, few, "990000.00");
  await town.advance("2026-10-08T09:36:00+08:00");
  for (const tender of [few, wrong, works]) expect(await play.stageOf(tender)).toBe("failed");
  expect(await play.noticeOf(few, "failure-notice")).toContain("经评审专家论证招标文件没有不合理条款、招标程序符合规定的，报财政部门批准");
  expect((await find(works)).json, "tenders for works are tendered again").toMatchObject({ code: "no-other-ways" });
});

test("no other way is taken without a finding, and none counts of two experts, of one named twice, or of the purchaser's own people", async () => {
  expect((await change(few)).json).toMatchObject({ code: "way-finding-missing", law: "87号令第四十三条、74号令第二十八条" });
  const tooFew = { code: "way-reviewers-too-few", facts: { given: 2, min: 3, law: "74号令第二十八条；87号令第四十三条" } };
  expect((await find(few, { reviewers: EXPERTS.slice(0, 2) })).json).toMatchObject(tooFew);
  expect((await find(few, { reviewers: [EXPERTS[0], EXPERTS[0], EXPERTS[1]] })).json).toMatchObject(tooFew);
  const office = town.actors.find(({ id }) => id === "tenderer-1")?.organisation?.name;
  expect((await find(few, { reviewers: [...EXPERTS, { name: "陈一鸣", office, post: "科长" }] })).json).toMatchObject({ code: "way-reviewer-own", facts: { reviewer: "陈一鸣", office }, law: "87号令第四十七条" });
  expect((await find(few, { questioned: "" })).json["code"]).toBe("wrong-form");
  expect((await find(few, {}, "tenderer-3")).status).toBe(404);
});

test("by the desk: three experts' finding, then the way that was allowed, each once", async () => {
  const desk = await signedIn(town, "tenderer-1");
  const address = `/desk/${few.id}/1/way`;
  expect((await desk.get(`/desk/${few.id}`)).text).toContain(address);
  const { action, fields } = formOf((await desk.get(address)).text, "way");
  const experts = Object.fromEntries(EXPERTS.flatMap((each, row) => Object.entries(each).map(([name, value]) => [`reviewers.${String(row)}.${name}`, value ?? ""])));
  const answer = await desk.post(action, { ...fields, ...experts, documentsReasonable: "yes", procedureLawful: "yes", questioned: "没有供应商质疑", finding: FOUND });
  expect(answer.status, answer.text.slice(0, 2_000)).toBe(303);
  const read = (await desk.get(address)).text;
  for (const words of ["没有不合理条款", FOUND, "周敏（晨光市第二人民医院，高级工程师）", "竞争性谈判（政府采购法第三十条；74号令第二十七条）"]) expect(read).toContain(words);
  expect((await find(few, { documentsReasonable: false })).json["code"], "nobody asks experts until they find what suits").toBe("way-finding-made");
  expect((await change(few, { way: "open" })).json).toMatchObject({ code: "way-unknown", facts: { known: "竞争性谈判、竞争性磋商、询价、单一来源采购" } });
  const raced = await Promise.all([change(few), change(few, { way: "inquiry" })]);
  expect(raced.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  expect(raced.find(({ status }) => status === 409)?.json["code"]).toBe("way-changed");
  expect((await desk.get(address)).text).toContain("晨财采〔2026〕17号");
});

test("documents found unreasonable, or a procedure not as the rules ask: no other way, only a new tender, whose form says what to put right", async () => {
  expect((await find(wrong, { documentsReasonable: false, faulted: ["documents.没有.pdf"] })).json["code"]).toBe("clause-unknown");
  expect((await find(wrong, { faulted: ["lot.scope"], documentsReasonable: false, finding: "屏幕刷新率限定单一品牌，应当删除" })).json).toMatchObject({ mayChange: false });
  expect((await change(wrong)).json).toMatchObject({ code: "way-documents-unreasonable", law: "87号令第四十三条第一项" });
  const desk = await signedIn(town, "tenderer-1");
  const page = (await desk.get(`/desk/${wrong.id}/1/way`)).text;
  expect(page).toContain("改正后依法重新招标，不得变更采购方式");
  expect(page).not.toContain("/acts/way-change");
  const { project: { code } } = (await town.done(null, "GET", `/api/v1/tenders/${wrong.id}`)) as { project: { code: string } };
  expect((await desk.get(`/desk/tenders/new?project=${code}&again=${wrong.id}`)).text).toContain("评审专家论证认为须改正：屏幕刷新率限定单一品牌，应当删除");
});

test("a new tender that leaves a faulted clause as it stood is not published; one that changes it is, whatever else it keeps", async () => {
  const lots = (over: Record<string, unknown>) => [goodsLot({ method: LOWEST_PRICE, ...over })];
  const form = (over: Record<string, unknown>) => goodsTender({ title: "晨光市第三中学教学设备采购", ...LATER }, lots(over));
  expect(await again(wrong, "procurement", form({ termDays: 40 })), "another clause was changed").toEqual(STOPPED);
  expect(await again(wrong, "procurement", form({ scope: "交互式智能平板 40 台，刷新率不低于 60Hz" }))).toBe("submitted");
  const worksForm = (over: Record<string, unknown>) => tenderBody(LATER, [lotBody(over)]);
  expect(await again(works, "works", worksForm({ termDays: 300 })), "one of two clauses was changed").toEqual(STOPPED);
  expect(await again(works, "works", worksForm({ termDays: 300, quality: "合格，符合国家验收标准" }))).toBe("submitted");
});

test("the purchaser and the supervisor read the finding, everybody sees in the log that there is one, and nobody else who the experts are", async () => {
  expect(await town.done("supervisor-1", "GET", `${play.lotUrl(few)}/way`)).toMatchObject({ finding: { reviewers: EXPERTS, documentsReasonable: true } });
  expect((await town.ask("bidder-1", "GET", `${play.lotUrl(few)}/way`)).status).toBe(403);
  await town.world.journal.flush();
  const log = await (await town.app.request("/log")).text();
  for (const words of ["评审专家对招标文件和招标程序出具论证意见", "财政部门批准采用其他采购方式"]) expect(log).toContain(words);
});

test("the full bundle of a failed procurement holds finding and change; a finding turned adverse, or left out, is found; the public edition names no expert", async () => {
  const faults = async (bundle: MemoryBundle): Promise<string[]> => (await verifyBundle(filesOf(bundle))).faults.map(({ code }) => code);
  await archive(town, few.id, "full");
  const full = await bundleBytes(town, few.id, "full");
  expect(await faults(full)).toEqual([]);
  const [first = "", second = ""] = [...full.keys()].filter((path) => path.startsWith("ways/")).toSorted((left, right) => Number(/\d+/.exec(left)) - Number(/\d+/.exec(right)));
  expect(second).not.toBe("");
  const textOf = (path: string): string => Buffer.from(full.get(path) ?? []).toString();
  expect(await faults(spoiled(full, { [first]: utf8(textOf(first).replace('"documentsReasonable":true', '"documentsReasonable":false')) }))).toEqual(expect.arrayContaining(["entry-hash", "way-differs"]));
  expect(await faults(spoiled(full, { [second]: null }))).toContain("file-missing");
  await archive(town, few.id, "public");
  const open = await bundleBytes(town, few.id, "public");
  expect(await faults(open)).toEqual([]);
  expect([...open.keys()].filter((path) => path.startsWith("ways/"))).toEqual([]);
});
