import { afterAll, beforeAll, expect, test } from "vitest";
import { askedBytes, type BidAnswer } from "../../src/judging/bid-questions.js";
import { base64 } from "../../src/kernel/bytes.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { filesOf, spoiled } from "../support/bundles.js";
import { faultsIn } from "../support/chair.js";
import { seatDrawn } from "../support/draws.js";
import { goodsLot, goodsOn, goodsTender } from "../support/goods.js";
import { signSheets } from "../support/judging.js";
import { signedIn } from "../support/pages.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { archive, bundleBytes } from "../support/whole-tender.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// What a committee asks a bidder in writing while it evaluates, and the bidder's signed answer (条例 52; 87号令 51; 财库〔2026〕2号).
let town: TestTown;
let play: ReturnType<typeof goodsOn>;
let tender: TenderInTest;
let lot: string;
const BIDS = [["bidder-1", "950000.00"], ["bidder-2", "1000000.00"], ["bidder-3", "1080000.00"], ["bidder-4", "430000.00"]] as const;
const [CHAIR, SECOND] = ["committee-1", "committee-2"];
const POINTS: Readonly<Record<string, readonly string[]>> = { "bidder-1": ["30.20", "12", "10", "8"], "bidder-2": ["31", "13", "10", "8"], "bidder-3": ["34.50", "13", "10", "8"], "bidder-4": ["20", "8", "6", "4"] };
const [QUESTION, REASONS, SAID] = ["请说明第三章与第五章交货期不一致之处，以哪一处为准", "报价低于全部报价平均值的一半，请说明成本构成", "以第五章为准，交货期45日"];

type Shown = { serial: number; bidder: string; question: string; sha256: string; answer: string | null };
const codeOf = async (answer: ReturnType<TestTown["ask"]>): Promise<unknown> => (await answer).json["code"];
const ask = (bidder: string, over: Record<string, unknown> = {}, actor = CHAIR) => town.ask(actor, "POST", `${lot}/panel/questions`, { bidder: play.usccOf(bidder), kind: "clarification", question: QUESTION, until: "2026-10-08T10:30:00+08:00", ...over });
const asked = async (actor: string): Promise<Shown[]> => ((await town.done(actor, "GET", `${lot}/clarifications`)) as { clarifications: Shown[] }).clarifications;
const inRoom = async (): Promise<Shown[]> => ((await town.done(SECOND, "GET", `${lot}/panel`)) as { asked: Shown[] }).asked;
const answerTo = ({ serial, bidder, sha256 }: Shown, over: Partial<BidAnswer> = {}): BidAnswer =>
  ({ v: "bid-answer/1", exchange: town.world.exchange.origin, tender: tender.id, lot: "1", serial, bidder, question: sha256, answer: SAID, salt: "5a".repeat(32), ...over });

/** Hands an answer in, signed over these bytes or over others by a firm's certificate. */
async function hand(actor: string, answer: BidAnswer, { by = actor, over }: { by?: string; over?: BidAnswer } = {}) {
  const signature = await signDetached(askedBytes(over ?? answer), await town.signer(by));
  return town.ask(actor, "POST", `${lot}/clarifications/${String(answer.serial)}/answer`, { answer: base64(askedBytes(answer)), signature: base64(signature) });
}

const first = async (actor: string): Promise<Shown> => {
  const [question] = await asked(actor);
  if (question === undefined) throw new RangeError("nothing was asked");
  return question;
};

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  play = goodsOn(town);
  tender = await publishedTender(town, goodsTender({}, [goodsLot({ method: SCORING })]), "procurement");
  lot = play.lotUrl(tender);
  await town.advance("2026-10-08T09:00:00+08:00");
  for (const [actor, price] of BIDS) await play.bid(actor, tender, price);
  expect(await codeOf(ask("bidder-1")), "before the opening there is no committee that could ask").toBe("not-on-panel");
  await town.advance("2026-10-08T09:36:00+08:00");
  await play.openBids(tender);
  await play.review(tender, BIDS.map(([actor]) => actor));
  expect(await codeOf(ask("bidder-1"))).toBe("not-on-panel");
  await seatDrawn(town, tender.id);
}, 180_000);
afterAll(async () => { await town.stop(); });

test("the chair asks in writing, with time to answer: nobody else asks, nor whom it does not judge, nor twice at once", async () => {
  expect(await codeOf(ask("bidder-1", {}, SECOND))).toBe("not-the-chair");
  expect(await codeOf(ask("bidder-1", {}, "committee-7"))).toBe("not-on-panel");
  expect(await codeOf(ask("bidder-5"))).toBe("bid-not-here");
  const now = new Date(town.world.clock()).toISOString();
  expect(await codeOf(ask("bidder-1", { until: now }))).toBe("clarification-no-time");
  expect(await codeOf(ask("bidder-1", { question: "" }))).toBe("wrong-form");
  const minutes = (count: number): string => new Date(town.world.clock() + count * 60_000).toISOString();
  expect((await ask("bidder-4", { kind: "low-price", question: REASONS, until: minutes(29.9) })).json, "the law leaves half an hour to explain a low price").toMatchObject({ code: "low-price-time", facts: { minutes: 29, min: 30 } });
  expect(await Promise.all([ask("bidder-1"), ask("bidder-1")]).then((both) => both.map(({ status }) => status).sort()), "two devices of the chair at once").toEqual([201, 409]);
  expect((await ask("bidder-4", { kind: "low-price", question: REASONS, until: minutes(31) })).status).toBe(201);
  expect((await ask("bidder-2")).status).toBe(201);
  expect(await codeOf(ask("bidder-1"))).toBe("clarification-waits");
});

test("the bidder alone is told, sees its own question and no member's name; the committee sees all", async () => {
  const told = await town.world.db.selectFrom("messages").select("audience").where("kind", "=", "clarification-due").orderBy("audience").execute();
  expect(told.map(({ audience }) => audience)).toEqual(["bidder-1", "bidder-2", "bidder-4"].map((actor) => `firm:${play.usccOf(actor)}`).sort());
  expect((await asked("bidder-1")).map(({ question, answer }) => [question, answer])).toEqual([[QUESTION, null]]);
  expect(await asked("bidder-3")).toEqual([]);
  expect(JSON.stringify(await asked("bidder-1"))).not.toMatch(/committee|asked_by|expert/);
  const page = await (await signedIn(town, "bidder-1")).get(`/my/${tender.id}/1`);
  expect(page.text).toContain(QUESTION);
  for (const name of town.actors.filter(({ id }) => id.startsWith("committee-")).map(({ name: own }) => own)) expect(page.text).not.toContain(name);
  expect((await inRoom()).map(({ bidder }) => bidder)).toEqual(["bidder-1", "bidder-4", "bidder-2"].map(play.usccOf));
});

test("another firm's question is not there to answer, and an answer is to the question, over the firm's own signature, of its form and size", async () => {
  const question = await first("bidder-1");
  expect(await codeOf(hand("bidder-3", answerTo(question)))).toBe("not-found");
  expect(await codeOf(hand("bidder-2", { ...answerTo(question), serial: 99 }))).toBe("not-found");
  expect(await codeOf(hand("bidder-1", answerTo(question), { by: "bidder-3" }))).toBe("signer-other-organisation");
  expect(await codeOf(hand("bidder-1", answerTo(question), { over: answerTo(question, { answer: "交货期60日" }) })), "changed after it was signed").toBe("cms-content-differs");
  expect((await hand("bidder-1", answerTo(question, { question: "00".repeat(32) }))).json).toMatchObject({ code: "clarification-malformed", facts: { where: "question" } });
  expect((await hand("bidder-1", answerTo(question, { bidder: play.usccOf("bidder-2") }))).json).toMatchObject({ code: "clarification-malformed", facts: { where: "bidder" } });
  expect(await codeOf(hand("bidder-1", answerTo(question, { answer: "上\u202e下" })))).toBe("clarification-malformed");
  expect(await codeOf(hand("bidder-1", answerTo(question, { answer: "长".repeat(1_001) })))).toBe("clarification-malformed");
  const large = await town.ask("bidder-1", "POST", `${lot}/clarifications/1/answer`, { answer: "A".repeat(9 * 1_048_576), signature: "AAAA" });
  expect([large.status, large.json["code"]]).toEqual([413, "too-large"]);
  expect((await inRoom()).every(({ answer }) => answer === null)).toBe(true);
});

test("a bidder types its answer in the page, which says what the law allows and shows what is signed; it answers once", async () => {
  const bidder = await signedIn(town, "bidder-1");
  const url = `/my/${tender.id}/1/clarifications/1`;
  expect((await bidder.get(url)).text).toContain("不得超出投标文件的范围或者改变投标文件的实质性内容");
  const bell = await bidder.post(url, { answer: "上\u0007下" });
  expect([bell.status, faultsIn(bell.text).includes("答复格式不符")]).toEqual([422, true]);
  const long = await bidder.post(url, { answer: "长".repeat(1_001) });
  expect([long.status, faultsIn(long.text).includes("不得超过1000字")]).toEqual([422, true]);
  expect((await (await signedIn(town, "bidder-3")).get(url)).status).toBe(404);
  const shown = await bidder.post(url, { answer: `${SAID}\r\n` });
  const bytes = Buffer.from(/data-bytes="([^"]+)" data-field="answer"/.exec(shown.text)?.[1] ?? "", "base64");
  const answer = JSON.parse(bytes.toString("utf8")) as BidAnswer;
  expect(answer.answer).toBe(SAID);
  const both = await Promise.all([hand("bidder-1", answer), hand("bidder-1", answerTo(await first("bidder-1"), { answer: "另一份" }))]);
  expect(both.map(({ status }) => status).sort(), "of two at once one counts").toEqual([201, 409]);
  expect(await codeOf(hand("bidder-1", answer))).toBe("clarification-answered");
  expect((await inRoom())[0]?.answer).not.toBeNull();
  expect((await (await signedIn(town, SECOND)).get(`/panel/${tender.id}/1`)).text).toContain(QUESTION);
});

test("while a bidder has time to answer nothing is found of its low price and no report is made; afterwards its answer is too late", async () => {
  await signSheets(town, tender.id, Object.fromEntries(Object.entries(POINTS).map(([actor, scores]) => [play.usccOf(actor), scores])), [1, 2, 3, 4, 5].map((each) => `committee-${String(each)}`));
  const offer = (actor: string) => ({ bidder: play.usccOf(actor), words: null, body: null, lines: [], firm: { kind: "other" }, brand: null });
  const low = { bidder: play.usccOf("bidder-4"), askedAt: "2026-10-08T09:00:00+08:00", until: "2026-10-08T09:00:01+08:00", proved: true, finding: "成本构成合理" };
  const enter = () => town.ask(CHAIR, "PUT", `${lot}/evaluation-inputs`, { kind: "scoring", offers: BIDS.map(([actor]) => offer(actor)), lowPrices: [low], order: [] });
  const early = await enter();
  expect(early.json["code"], JSON.stringify(early.json)).toBe("clarification-waits");
  await town.advance("2026-10-08T10:08:30+08:00");
  expect((await enter()).status, "the times are those of the question, whatever is typed").toBe(200);
  const { inputs } = (await town.done(CHAIR, "GET", `${lot}/panel`)) as { inputs: { lowPrices: { askedAt: number; until: number }[] } };
  expect(inputs.lowPrices.map(({ askedAt, until }) => until - askedAt >= 30 * 60_000)).toEqual([true]);
  expect((await town.ask(CHAIR, "POST", `${lot}/report`, {})).json).toMatchObject({ code: "clarification-waits", facts: { bidder: play.usccOf("bidder-2") } });
  const question = await first("bidder-2");
  await town.advance("2026-10-08T10:30:00+08:00");
  expect((await hand("bidder-2", answerTo(question))).json).toMatchObject({ code: "clarification-overdue", facts: { until: "2026-10-08T10:30:00+08:00" } });
  expect((await (await signedIn(town, "bidder-2")).get(`/my/${tender.id}/1/clarifications/${String(question.serial)}`)).text).toContain("逾期不予接收");
});

test("the report lists what was asked and answered by itself, nothing is asked after it, and the bundle proves each file", async () => {
  expect((await town.ask(CHAIR, "POST", `${lot}/report`, { clarifications: [{ bidder: "甲", question: "乙", answer: "丙" }] })).json["code"], "nobody types them").toBe("wrong-form");
  await town.done(CHAIR, "POST", `${lot}/report`, {});
  expect(await codeOf(ask("bidder-1", { until: "2026-10-09T10:30:00+08:00" }))).toBe("evaluation-incomplete");
  await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  await archive(town, tender.id, "full");
  await archive(town, tender.id, "public");
  const bundle = await bundleBytes(town, tender.id, "full");
  expect((await verifyBundle(filesOf(bundle))).faults).toEqual([]);
  const files = [...bundle.keys()].filter((path) => path.startsWith("evaluation/1/clarifications/")).sort();
  expect(files).toEqual(["1-answer.json", "1-answer.p7s", "1.json", "2.json", "3.json"].map((name) => `evaluation/1/clarifications/${name}`));
  const notice = [...bundle].find(([path, bytes]) => path.endsWith("/notice.json") && Buffer.from(bytes).includes('"evaluation-report"'));
  const report = Buffer.from(notice?.[1] ?? new Uint8Array()).toString("utf8");
  for (const words of [QUESTION, REASONS, "逾期未答复"]) expect(report).toContain(words);
  const codes = async (changes: Record<string, Uint8Array | null>): Promise<string[]> => [...new Set((await verifyBundle(filesOf(spoiled(bundle, changes)))).faults.map(({ code }) => code))];
  const bytesOf = (path: string): Uint8Array => bundle.get(`evaluation/1/clarifications/${path}`) ?? new Uint8Array();
  const text = (path: string): string => Buffer.from(bytesOf(path)).toString("utf8");
  const at = (path: string): string => `evaluation/1/clarifications/${path}`;
  expect(await codes({ [at("2.json")]: null })).toContain("file-missing");
  expect(await codes({ [at("1-answer.json")]: null, [at("1-answer.p7s")]: null })).toContain("file-missing");
  expect(await codes({ [at("2.json")]: Buffer.from(text("2.json").replace("一半", "三成")) })).toContain("entry-hash");
  expect(await codes({ [at("1-answer.json")]: Buffer.from(text("1-answer.json").replace('"answer":"', '"answer":"不')) })).toEqual(expect.arrayContaining(["entry-hash", "signature-wrong"]));
  expect(await codes({ [at("2.json")]: bytesOf("3.json"), [at("3.json")]: bytesOf("2.json") })).toEqual(expect.arrayContaining(["entry-hash", "clarification-wrong"]));
  expect(await codes({ [at("4.json")]: bytesOf("3.json") })).toContain("entry-absent");
  const open = await bundleBytes(town, tender.id, "public");
  expect([...open.keys()].some((path) => path.includes("/clarifications/"))).toBe(false);
  expect((await verifyBundle(filesOf(open))).faults).toEqual([]);
}, 120_000);
