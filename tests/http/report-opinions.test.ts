import { afterAll, beforeAll, expect, test } from "vitest";
import { opinionBytes, type Opinion } from "../../src/judging/opinion.js";
import { base64 } from "../../src/kernel/bytes.js";
import { canonical } from "../../src/kernel/canonical-json.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled, type MemoryBundle } from "../support/bundles.js";
import { faultsIn } from "../support/chair.js";
import { goodsLot, goodsOn, goodsTender } from "../support/goods.js";
import { opinionOn, seat, SEATS, signReport, signSheets } from "../support/judging.js";
import { signedIn } from "../support/pages.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes } from "../support/whole-tender.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// Each member signs the report or its own dissent; who does neither is deemed to agree (条例 53; 12号令 43; 87号令 61).
let town: TestTown;
let play: ReturnType<typeof goodsOn>;
let tender: TenderInTest;
let lot: string;
let bundle: MemoryBundle;
const BIDS = [["bidder-1", "950000.00"], ["bidder-2", "1000000.00"], ["bidder-3", "1080000.00"]] as const;
const DISSENT = { opinion: "技术参数第三项应为负偏离", reason: "检测报告与所列参数不一致" };
const MEMBERS = SEATS.map(({ actor }) => actor);
const [CHAIR, SECOND, THIRD, FOURTH] = MEMBERS as [string, string, string, string, string];

const enter = async (declaration: string | null): Promise<void> => {
  const offers = BIDS.map(([actor], at) => ({ bidder: play.usccOf(actor), words: null, body: null, lines: [], brand: null, firm: at === 1 && declaration !== null ? { kind: "small", declaration } : { kind: "other" } }));
  await town.done(CHAIR, "PUT", `${lot}/evaluation-inputs`, { kind: "scoring", offers, lowPrices: [], order: [] });
};
const hand = async (actor: string, opinion: Opinion | Uint8Array, signer = actor) => {
  const bytes = opinion instanceof Uint8Array ? opinion : opinionBytes(opinion);
  return town.ask(actor, "POST", `${lot}/opinions`, { opinion: base64(bytes), signature: base64(await signDetached(bytes, await town.signer(signer))) });
};
const code = async (answer: ReturnType<typeof hand>): Promise<unknown> => (await answer).json["code"];
type Room = { report: { result: string | null; signed: number; dissenting: number; open: number; own: { agrees: boolean; earlier: boolean } | null; refusal: { code: string } | null }; ranking: unknown };
const room = async (actor: string): Promise<Room> => (await town.done(actor, "GET", `${lot}/panel`)) as unknown as Room;

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  play = goodsOn(town);
  tender = await publishedTender(town, goodsTender({}, [goodsLot({ method: SCORING })]), "procurement");
  lot = play.lotUrl(tender);
  await town.advance("2026-10-08T09:00:00+08:00");
  for (const [actor, price] of BIDS) await play.bid(actor, tender, price);
  await town.advance("2026-10-08T09:36:00+08:00");
  await play.openBids(tender);
  await play.review(tender, BIDS.map(([actor]) => actor));
  await seat(town, tender.id);
}, 300_000);
afterAll(async () => { await town.stop(); });

test("nobody signs a result that does not stand yet, and members see no ranking before every sheet is signed", async () => {
  const typed = await (await signedIn(town, SECOND)).post(`/panel/${tender.id}/1`, { [`score:${play.usccOf("bidder-1")}:specs`]: "30", [`reason:${play.usccOf("bidder-1")}:specs`]: "上\u0007下" });
  expect([typed.status, faultsIn(typed.text).includes("评分表格式不符")], "a reason that nobody can see is not signed").toEqual([422, true]);
  const scores = Object.fromEntries(BIDS.map(([actor]) => [play.usccOf(actor), ["30", "12", "10", "8"]]));
  await signSheets(town, tender.id, scores, MEMBERS.slice(0, -1));
  await enter(null);
  const early = { ...(await opinionOn(town, tender.id, SECOND)), result: "00".repeat(32) };
  expect(await code(hand(SECOND, early))).toBe("sheets-missing");
  expect([(await room(SECOND)).ranking, (await room(SECOND)).report.refusal?.code]).toEqual([null, "sheets-missing"]);
  await signSheets(town, tender.id, scores, MEMBERS.slice(-1));
  expect([(await room(SECOND)).ranking === null, (await room(SECOND)).report.open]).toEqual([false, 5]);
});

test("a dissent without its reasons, in another's name, of another form or over another's signature is none", async () => {
  const own = await opinionOn(town, tender.id, SECOND, DISSENT);
  expect(await code(hand(SECOND, { ...own, reason: "" }))).toBe("dissent-without-reason");
  expect(await code(hand(SECOND, { ...own, agrees: true }))).toBe("opinion-malformed");
  expect(await code(hand(SECOND, { ...own, opinion: "上\u202e下" }))).toBe("opinion-malformed");
  expect(await code(hand(SECOND, canonical({ ...own, more: "x" })))).toBe("opinion-malformed");
  expect(await code(hand(CHAIR, own))).toBe("opinion-malformed");
  expect(await code(hand(SECOND, own, CHAIR))).toBe("sheet-other-signer");
  expect(await code(hand("committee-6", own))).toBe("not-on-panel");
  expect(await code(hand(SECOND, { ...own, result: "00".repeat(32) }))).toBe("opinion-other-result");
  expect((await town.ask(CHAIR, "POST", `${lot}/report`, { dissent: [{ member: "周明", text: "不同意" }] })).json).toMatchObject({ code: "dissent-not-signed", facts: { member: "周明" } });
  expect((await room(SECOND)).report).toMatchObject({ signed: 0, dissenting: 0, open: 5, own: null });
});

test("a member writes its dissent in the page, which shows what is signed, and says what is missing", async () => {
  const member = await signedIn(town, SECOND);
  const url = `/panel/${tender.id}/1`;
  const wrong = await member.post(url, { stand: "no", opinion: DISSENT.opinion, reason: " " });
  expect([wrong.status, faultsIn(wrong.text).includes("须书面说明不同意见和理由")]).toEqual([422, true]);
  const bell = await member.post(url, { stand: "no", opinion: "上\u0007下", reason: "有" });
  expect([bell.status, faultsIn(bell.text).includes("opinion")], "what nobody can see is not signed").toEqual([422, true]);
  const shown = await member.post(url, { stand: "no", opinion: `${DISSENT.opinion}\r\n`, reason: DISSENT.reason });
  expect([shown.status, shown.text.includes("将要签署的内容"), shown.text.includes(DISSENT.reason)]).toEqual([200, true, true]);
  const bytes = Buffer.from(/data-bytes="([^"]+)" data-field="opinion"/.exec(shown.text)?.[1] ?? "", "base64");
  expect(JSON.parse(bytes.toString("utf8"))).toMatchObject({ agrees: false, ...DISSENT });
  expect((await hand(SECOND, new Uint8Array(bytes))).status).toBe(201);
  expect((await member.get(url)).text).toContain(DISSENT.opinion);
});

test("who agreed to a result that was changed has not agreed to the new one; a dissent stays, and the report says of which result it was", async () => {
  await signReport(town, tender.id, CHAIR);
  await signReport(town, tender.id, THIRD);
  await signReport(town, tender.id, FOURTH, { opinion: "不同意第二名的价格扣除", reason: "声明函未盖章" });
  expect((await room(THIRD)).report).toMatchObject({ signed: 2, dissenting: 2, open: 1, own: { agrees: true } });
  await enter("中小企业声明函，投标文件第 12 页");
  expect((await room(THIRD)).report).toMatchObject({ signed: 0, dissenting: 2, open: 3, own: null });
  expect((await room(SECOND)).report.own).toMatchObject({ agrees: false, earlier: true });
  await signReport(town, tender.id, CHAIR);
  await signReport(town, tender.id, THIRD, DISSENT);
  await signReport(town, tender.id, THIRD);
  await signReport(town, tender.id, FOURTH);
  expect((await (await signedIn(town, CHAIR)).get(`/panel/${tender.id}/1`)).text).toContain("还有1名成员对现在的评标结果既未签字也未书面说明不同意见");
});

test("the report names who signed, who disagrees and why, and who is deemed to agree; nobody signs after it", async () => {
  await town.done(CHAIR, "POST", `${lot}/report`, {});
  expect(await code(hand(FOURTH, { ...(await opinionOn(town, tender.id, FOURTH)), result: "00".repeat(32) }))).toBe("evaluation-incomplete");
  await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  await archive(town, tender.id, "full");
  await archive(town, tender.id, "public");
  bundle = await bundleBytes(town, tender.id, "full");
  const report = reportIn(bundle).record;
  expect(report.terms.stands.map(({ stand, earlier }) => [stand, earlier]).toSorted()).toEqual([["deemed", false], ["dissent", true], ["signed", false], ["signed", false], ["signed", false]]);
  expect(JSON.stringify(report.sections)).toContain("未签字也未书面说明不同意见，视为同意评标结果");
  for (const words of [DISSENT.opinion, DISSENT.reason, "评标结果此后有变动"]) expect(JSON.stringify(report.sections)).toContain(words);
  expect([...bundle.keys()].filter((path) => path.startsWith("evaluation/1/opinions/")).length).toBe(8);
  expect((await verifyBundle(filesOf(bundle))).faults).toEqual([]);
  const open = await bundleBytes(town, tender.id, "public");
  expect([...open.keys()].some((path) => path.includes("/opinions/"))).toBe(false);
  expect((await verifyBundle(filesOf(open))).faults).toEqual([]);
});

type Stands = { expert: string; stand: string; earlier: boolean; opinion: string }[];
type Report = { type: string; terms: { stands: Stands }; sections: unknown };

function reportIn(files: MemoryBundle): { readonly path: string; readonly record: Report } {
  for (const [path, bytes] of files) {
    const record = path.endsWith("/notice.json") ? (JSON.parse(Buffer.from(bytes).toString("utf8")) as Report) : null;
    if (record?.type === "evaluation-report") return { path, record };
  }
  throw new RangeError("no report in the bundle");
}

test("a dissent that is kept back, softened, replaced or turned into agreement is found in the bundle", async () => {
  const { path: reportPath, record } = reportIn(bundle);
  const [dissent] = record.terms.stands.filter(({ stand }) => stand === "dissent");
  const [signed = "", other = ""] = record.terms.stands.filter(({ stand }) => stand === "signed").map(({ expert }) => `evaluation/1/opinions/${expert}`);
  const file = `evaluation/1/opinions/${dissent?.expert ?? ""}`;
  const codes = async (changes: Parameters<typeof spoiled>[1]): Promise<readonly string[]> => (await verifyBundle(filesOf(spoiled(bundle, changes)))).faults.map((fault) => fault.code);
  const bytesOf = (at: string): Uint8Array => bundle.get(at) ?? new Uint8Array();
  const reported = (change: (stands: Stands) => Stands) => ({ [reportPath]: Buffer.from(JSON.stringify({ ...record, terms: { ...record.terms, stands: change(record.terms.stands) } })) });
  expect(await codes({ [`${file}.json`]: null, [`${file}.p7s`]: null })).toEqual(expect.arrayContaining(["file-missing", "opinion-differs"]));
  expect(await codes({ [`${file}.json`]: canonical({ ...(JSON.parse(Buffer.from(bytesOf(`${file}.json`)).toString("utf8")) as Opinion), reason: "无" }) })).toEqual(expect.arrayContaining(["entry-hash", "signature-wrong"]));
  expect(await codes({ [`${signed}.json`]: bytesOf(`${other}.json`), [`${signed}.p7s`]: bytesOf(`${other}.p7s`) })).toEqual(expect.arrayContaining(["entry-hash", "opinion-signer", "opinion-differs"]));
  expect(await codes(reported((stands) => stands.map((each) => (each.expert === dissent?.expert ? { ...each, stand: "signed" } : each))))).toContain("opinion-differs");
  expect(await codes(reported((stands) => stands.map((each) => (each.expert === dissent?.expert ? { ...each, opinion: "无" } : each))))).toContain("opinion-differs");
  expect(await codes(reported((stands) => stands.filter(({ stand }) => stand !== "deemed")))).toContain("opinion-differs");
});
