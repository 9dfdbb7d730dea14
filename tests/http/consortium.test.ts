import { afterAll, beforeAll, expect, test } from "vitest";
import type { Json } from "../../src/kernel/canonical-json.js";
import { goodsOn } from "../support/goods.js";
import { refusedWith } from "../support/lodging.js";
import { seat } from "../support/judging.js";
import { testTown, type TestTown } from "../support/town.js";
import { lodgements, priceForm, publishedTender, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";

const TERMS = { firmsMax: 2, agreementFile: "联合体协议书.txt", other: "牵头人应当承担主体工程。" };
let town: TestTown;
let tender: TenderInTest;
let alone: TenderInTest;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  [tender, alone] = [await publishedTender(town, tenderBody({ consortium: true, consortiumTerms: TERMS })), await publishedTender(town)];
  await town.database.as("owner").updateTable("organisations").set({ parent_uscc: codeOf("bidder-3") }).where("uscc", "=", codeOf("bidder-6")).execute();
  await town.advance("2026-09-10T09:00:00+08:00");
});
afterAll(async () => { await town.stop(); });

const codeOf = (actor: string): string => goodsOn(town).usccOf(actor);
const nameOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.name ?? "";
/** What firms state in the form: the first consortium of one trade, the second of two. */
const GRADES: Readonly<Record<string, readonly (readonly [actor: string, trade: string, grade: string])[]>> = {
  "bidder-1": [["bidder-1", "市政公用工程", "壹级"], ["bidder-2", "市政公用工程", "二级"]], "bidder-4": [["bidder-4", "市政公用工程", "一级"], ["bidder-5", "机电工程", "三级"]],
};
const statedBy = (actor: string) => ({ consortium: (GRADES[actor] ?? []).map(([firm, trade, grade]) => ({ firm: codeOf(firm), trade, grade })) });
const sealed = (actor: string, members: readonly string[], of = tender) => sealBid(town, actor, of.id, "1", { form: { ...(priceForm("36000000.00") as Readonly<Record<string, Json>>), ...(members.length === 0 ? {} : statedBy(actor)) }, ...(members.length === 0 ? {} : { members: members.map(codeOf) }) });

test("where the documents accept no consortium, a statement that names members is refused, signed and logged", async () => {
  expect(await refusedWith(town, "bidder-1", lodgements(alone.id), (await sealed("bidder-1", ["bidder-2"], alone)).body)).toBe("consortium-not-accepted");
  expect(await refusedWith(town, "bidder-1", lodgements(tender.id), (await sealed("bidder-1", ["bidder-1"])).body)).toBe("consortium-member-twice");
});

test("the notice says what a consortium must be by law and by the documents, tools are told it, and one of three firms is refused where two are allowed", async () => {
  const notice = await goodsOn(town).noticeOf(tender, "tender-notice");
  for (const words of ["按照资质等级较低的单位确定资质等级（招标投标法第三十一条）", "资格预审后联合体增减、更换成员的，投标无效", "联合体各方（含牵头人）不超过 2 家；共同投标协议的文件名为“联合体协议书.txt”", "牵头人应当承担主体工程。"]) expect(notice).toContain(words);
  expect(await goodsOn(town).noticeOf(alone, "tender-notice")).not.toContain("共同投标协议");
  expect(await town.done("bidder-1", "GET", `/api/v1/tenders/${tender.id}/lots/1/sealing`)).toMatchObject({ consortium: { firmsMax: 2 }, parts: [{ part: "bid", requiredFiles: [], consortiumFiles: ["联合体协议书.txt"] }] });
  expect(await town.done("bidder-1", "GET", `/api/v1/tenders/${alone.id}/lots/1/sealing`)).toMatchObject({ consortium: null, parts: [{ consortiumFiles: [] }] });
  expect(await refusedWith(town, "bidder-1", lodgements(tender.id), (await sealed("bidder-1", ["bidder-2", "bidder-3"])).body)).toBe("consortium-too-large");
});

test("a member that bids alone as well is taken before the deadline without a word: an answer would tell one bidder of another", async () => {
  const taken = async (actor: string, members: readonly string[]): Promise<string[]> => Object.keys(await town.done(actor, "POST", lodgements(tender.id), (await sealed(actor, members)).body));
  const answers = [await taken("bidder-1", ["bidder-2"]), await taken("bidder-2", []), await taken("bidder-3", []), await taken("bidder-4", ["bidder-5"])];
  answers.push(await taken("bidder-6", [])); // a branch of bidder-3
  expect(new Set(answers.map((keys) => keys.join())).size).toBe(1);
});

test("after the opening hall, record and committee read every member's name, and the committee that both bids of one firm are invalid", async () => {
  await town.advance("2026-09-22T09:36:00+08:00");
  await goodsOn(town).openBids(tender);
  const consortium = `${nameOf("bidder-1")}（联合体牵头人；成员：${nameOf("bidder-2")}）`;
  expect(await (await town.app.request(`/halls/${tender.id}-1`)).text()).toContain(consortium);
  expect(await goodsOn(town).noticeOf(tender, "opening-record")).toContain(consortium);
  await seat(town, tender.id);
  const room = await town.done("committee-1", "GET", `/api/v1/tenders/${tender.id}/lots/1/panel`);
  expect(room["firmsTwice"]).toEqual([{ firm: codeOf("bidder-2"), bidders: [codeOf("bidder-1"), codeOf("bidder-2")].sort(), branches: [] },
    { firm: codeOf("bidder-3"), bidders: [codeOf("bidder-3"), codeOf("bidder-6")].sort(), branches: [codeOf("bidder-6")] }]);
  const token = town.actors.find(({ id }) => id === "committee-1")?.token ?? "";
  const page = await (await town.app.request(`/panel/${tender.id}/1`, { headers: { authorization: `Bearer ${token}` } })).text();
  const grades = (room["consortia"] as { bidder: string; trades: { trade: string; grade: string }[]; silent: string[] }[]).map(({ bidder, trades, silent }) => [bidder, trades.map(({ trade, grade }) => `${trade} ${grade}`), silent]);
  expect(grades.toSorted(), "in one trade the lower counts, another trade lowers nobody").toEqual([[codeOf("bidder-1"), ["市政公用工程 二级"], []], [codeOf("bidder-4"), ["市政公用工程 一级", "机电工程 三级"], []]].toSorted());
  expect(page).toContain(`联合体资质（市政公用工程）：按等级较低的单位确定为二级（${nameOf("bidder-1")} 一级、${nameOf("bidder-2")} 二级；招标投标法第三十一条`);
  expect(page).toContain(`${nameOf("bidder-2")} 在本标段以自己名义或者联合体成员身份投标 2 次`);
  expect(page).toContain(`${nameOf("bidder-3")} 以自己或者分支机构（${nameOf("bidder-6")}）的名义在本标段投标 2 次`);
  const ground = (actor: string) => town.done("committee-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/rejections`, { bidder: codeOf(actor), ground: "two-bids", clause: "投标人须知 1.4.3", finding: "以自己名义投标又参加联合体" });
  await ground("bidder-1");
  await ground("bidder-2");
});
