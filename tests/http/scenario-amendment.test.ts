import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settleTender } from "../../src/jobs/keep-deadlines.js";
import { verifyEd25519 } from "../../src/journal/ed25519-node.js";
import { leafHash } from "../../src/journal/merkle.js";
import { openQuestionReceipt } from "../../src/journal/receipts.js";
import { base64, fromBase64, hex } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import { questionSha256 } from "../../src/questions/question.js";
import { blindedOf, prepareTickets, type Ticket } from "../../src/questions/tickets.js";
import { asked, put, ticketsFor } from "../support/questions.js";
import { formOf, signedIn } from "../support/pages.js";
import { goodsOn, goodsTender, goodsLot } from "../support/goods.js";
import { SCORING } from "../support/procurement-method.js";
import { testTown, type TestTown } from "../support/town.js";
import { COMPREHENSIVE, lotBody, publishedTender, tenderBody, type TenderInTest } from "../support/works-tender.js";

// What an amendment changes, field by field, and by when (招标投标法 23; 条例 21; 87号令 27).
const yuan = (amount: string) => ({ amount, currency: "CNY" });
const VISIT = { at: "2026-09-10T09:30:00+08:00", place: "滨河路与人民路口东南角", note: "请自备安全帽" };
let town: TestTown;
let works: TenderInTest;
let goods: TenderInTest;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  works = await publishedTender(town, tenderBody({ siteVisit: VISIT }, [lotBody({ method: COMPREHENSIVE })]));
}, 120_000);
afterAll(async () => { await town.stop(); });

const draft = async (tender: TenderInTest, over: Record<string, unknown>) => town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/clarifications`, { changes: [], mayAffectBid: true, newDeadline: null, ...over });
const publish = async (tender: TenderInTest, over: Record<string, unknown>) => {
  const drafted = await draft(tender, over);
  if (drafted.status !== 201) return drafted.json;
  const { status, json } = await town.ask("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/clarifications/${String(drafted.json["serial"])}/publication`);
  return status === 201 ? { published: json["notice"] } : json;
};
const recordOf = async (notice: unknown) => (await (await town.app.request(`/api/v1/notices/${String(notice)}`)).json()) as { terms: { fields: unknown[]; deadline: Record<string, unknown> }; sections: unknown };
const newest = async (tender: TenderInTest): Promise<string> => {
  const { notices } = (await town.done(null, "GET", `/api/v1/tenders/${tender.id}`)) as { notices: { id: string; type: string }[] };
  return notices.findLast(({ type }) => type === "clarification")?.id ?? "";
};

test("a visit of the site stands in the notice with time and place, for all alike, and names nobody", async () => {
  const { notices } = (await town.done(null, "GET", `/api/v1/tenders/${works.id}`)) as { notices: { id: string }[] };
  const text = (await (await signedIn(town, "bidder-1")).get(`/notices/${notices[0]?.id ?? ""}`)).text;
  for (const words of ["踏勘现场时间", "2026年9月10日（星期四）09:30", "滨河路与人民路口东南角", "请自备安全帽", "不单独或者分别邀请任何潜在投标人踏勘（招标投标法实施条例第二十八条）", "不公布、不向他人透露参加踏勘的单位"]) expect(text).toContain(words);
});

type Listed = { until: string | null; received: number; answered: number; drafted?: number; next: string | null; questions: { question: string; pseudonym: string; index: number | null; notice: string | null; text: string[] | null; answer: string | null }[] };
const listed = async (actor: string | null, query = ""): Promise<Listed> => (await town.done(actor, "GET", `/api/v1/tenders/${works.id}/questions${query}`)) as Listed;
const rowsOf = async (table: string): Promise<string[]> => (await sql<{ row: string }>`select row_to_json(t)::text as row from ${sql.table(table)} as t`.execute(town.database.db)).rows.map(({ row }) => row);
const TWICE = "工期可否顺延？";
const RARE = "一、图纸Ｓ－１２与清单第３．０．５条不一致，以何者为准？\n二、“阿依古丽·买买提、𠮷田䶮㛃”所绘详图是否有效？";
let mine: string[];

test("a question reaches the buyer at midnight without its asker: no row says who asked, from where or at what hour", async () => {
  const tickets = [await ticketsFor(town, "bidder-1", works.id), await ticketsFor(town, "bidder-2", works.id)].map((batch) => batch as [Ticket, Ticket]);
  const [[one, two], [other]] = tickets as [[Ticket, Ticket], [Ticket, Ticket]];
  mine = [await asked(town, works.id, one, RARE), await asked(town, works.id, two, TWICE), await asked(town, works.id, other, TWICE)];
  expect(new Set(mine).size).toBe(3);
  expect(await asked(town, works.id, one, RARE)).toBe(mine[0]);
  expect((await put(town, works.id, one, TWICE)).json["code"]).toBe("ticket-used");
  const firms = town.actors.flatMap(({ id, organisation }) => [id, ...(organisation === null ? [] : [organisation.uscc, organisation.name])]);
  for (const table of ["question_box", "audit", "idempotency", "outbox", "job_outbox"]) {
    const about = (await rowsOf(table)).filter((row) => row.includes("/questions") || mine.some((each) => row.includes(each)));
    expect(about.length, table).toBe(table === "question_box" ? 3 : 0);
    for (const row of about) for (const telling of [...firms, "2026-09-01T0"]) expect(row).not.toContain(telling);
  }
  for (const row of await rowsOf("question_tickets")) for (const { ticket } of tickets.flat()) expect(row).not.toContain(ticket);
  expect(await listed("tenderer-1")).toMatchObject({ received: 0, questions: [] });
  await town.advance("2026-09-02T00:00:00+08:00");
  expect((await listed("tenderer-1")).questions.map(({ question }) => question)).toEqual(mine.toSorted());
  expect(await rowsOf("question_box")).toEqual([]);
  expect((await rowsOf("questions")).map((row) => (JSON.parse(row) as { sha256: string }).sha256)).toEqual(mine.toSorted()); // as they lie on the disk
  const indexes = (await listed(null)).questions.map(({ index }) => index ?? -1);
  expect(indexes).toEqual(indexes.toSorted((left, right) => left - right));
  expect((await listed(null)).questions.map(({ text }) => text)).toEqual([null, null, null]);
  expect((await town.ask("tenderer-3", "GET", `/api/v1/tenders/${works.id}/questions`)).json["received"]).toBe(3);
});

test("the receipt promises a leaf that the log holds at midnight, so that a question that is dropped is missed", async () => {
  const [ticket] = await ticketsFor(town, "bidder-3", works.id) as [Ticket];
  const { json } = await put(town, works.id, ticket, "现场东侧围墙由谁拆除？", { about: "site-visit" });
  const receipt = openQuestionReceipt(String(json["receipt"]), town.world.receiptKey.vkey, verifyEd25519);
  expect(receipt).toMatchObject({ questionSha256: json["question"], collectedAt: at("2026-09-03T00:00:00+08:00") });
  const state = `/api/v1/tenders/${works.id}/questions/${String(json["question"])}`;
  expect(await town.done(null, "GET", state)).toMatchObject({ state: "waiting", index: null });
  await town.advance("2026-09-03T00:00:00+08:00");
  const { index } = (await town.done(null, "GET", state)) as { index: number };
  expect(hex(leafHash(await town.world.journal.entry(index)))).toBe(hex(receipt.leafHash));
  mine.push(String(json["question"]));
});

test("who asks while signed in, with a forged ticket, or so that the text tells who, is refused before anything is kept", async () => {
  const [ticket] = await ticketsFor(town, "bidder-3", works.id) as [Ticket];
  const path = `/api/v1/tenders/${works.id}/questions`;
  const body = { about: "documents", text: "答疑会是否召开？", ticket: ticket.ticket, signature: ticket.signature };
  expect((await town.ask("bidder-3", "POST", path, body)).json["code"]).toBe("question-signed-in");
  for (const header of ["cookie", "idempotency-key"]) expect((await town.ask(null, "POST", path, body, { [header]: "daylight=x" })).json["code"], header).toBe("question-signed-in");
  expect((await put(town, works.id, ticket, "x", { signature: base64(new Uint8Array(256)) })).json["code"]).toBe("ticket-wrong");
  expect((await put(town, works.id, ticket, "请电１３８００１３８０００")).json).toMatchObject({ code: "question-tells-asker", facts: { found: "13800138000" } });
  for (const text of ["", "问".repeat(2_001), "看不见\u200b的字", "倒\u202e序"]) expect((await put(town, works.id, ticket, text)).json["code"], text.slice(0, 5)).toBe("wrong-form");
  expect((await town.ask("bidder-3", "POST", `/api/v1/tenders/${works.id}/question-tickets`, { blinded: [] })).json["code"]).toBe("wrong-form");
  const before = (await rowsOf("question_tickets")).length;
  for (let batch = 0; batch < 3; batch++) await ticketsFor(town, "bidder-3", works.id);
  expect((await rowsOf("question_tickets")).length).toBe(before + 3);
  const { key, exchange } = (await town.done("bidder-3", "GET", `/api/v1/tenders/${works.id}/question-key`)) as { key: string; exchange: string };
  const blinded = blindedOf(must(prepareTickets({ exchange, tender: works.id }, fromBase64(key), (count) => Uint8Array.from(randomBytes(count)))));
  expect((await town.ask("bidder-3", "POST", `/api/v1/tenders/${works.id}/question-tickets`, { blinded })).json).toMatchObject({ code: "tickets-all-taken", facts: { max: 5 } });
});

test("answers go to everybody at once, each question under its pseudonym, and the notice says how many still wait", async () => {
  const answers = `/api/v1/tenders/${works.id}/answers`;
  await town.done("tenderer-1", "PUT", answers, { answers: [{ questions: [mine[0]], answer: "以图纸为准。\n详图有效。" }, { questions: [mine[1], mine[2]], answer: "不顺延。" }] });
  expect((await town.ask("tenderer-3", "PUT", answers, { answers: [{ questions: [mine[0]], answer: "x" }] })).status).toBe(404);
  expect((await town.ask("tenderer-1", "PUT", answers, { answers: [{ questions: ["0".repeat(64)], answer: "x" }] })).status).toBe(404);
  expect(await listed("tenderer-2", "?state=drafted")).toMatchObject({ received: 4, drafted: 3, answered: 0 });
  const desk = async (actor: string): Promise<string> => (await (await signedIn(town, actor)).get("/desk")).text;
  expect([await desk("tenderer-2"), await desk("tenderer-3")].map((text) => text.includes("4 个提问等待答复"))).toEqual([true, false]);
  expect((await draft(works, { mayAffectBid: false, withAnswers: true })).status).toBe(201);
  await town.done("tenderer-1", "PUT", answers, { answers: [{ questions: [mine[0]], answer: "改了主意" }] }); // after the draft: the second officer has read what stands in it
  const { json: { notice } } = await town.ask("tenderer-2", "POST", `/api/v1/tenders/${works.id}/clarifications/1/publication`);
  const record = (await (await town.app.request(`/api/v1/notices/${String(notice)}`)).json()) as { terms: { questions: { received: number; answered: number; here: { sha256: string; about: "documents"; ticket: string; text: string[]; answer: string[] }[] } }; sections: unknown };
  const { here, ...tally } = record.terms.questions;
  expect(tally).toEqual({ received: 4, answered: 3 });
  for (const each of here) expect(questionSha256({ ...each, exchange: town.world.exchange.origin, tender: works.id })).toBe(each.sha256);
  expect(here.find(({ sha256 }) => sha256 === mine[0])).toMatchObject({ text: RARE.split("\n"), answer: ["以图纸为准。", "详图有效。"] });
  expect(JSON.stringify(record.sections)).toContain("收到的提问");
  expect(JSON.stringify(record.sections)).toContain("至此尚未答复1个");
  expect((await listed(null, "?state=answered")).questions.map(({ answer }) => answer).toSorted()).toEqual(["不顺延。", "不顺延。", "以图纸为准。\n详图有效。"].toSorted());
  expect((await town.ask("tenderer-1", "PUT", answers, { answers: [{ questions: [mine[0]], answer: "x" }] })).json["code"]).toBe("question-answered");
  expect((await draft(works, { mayAffectBid: false, withAnswers: true })).json["code"]).toBe("clarification-empty");
});

test("a thousand questions are taken, answered in one request and brought to everybody in one document", async () => {
  const many = Array.from({ length: 1_000 }, (_, place) => ({ ticket: randomBytes(32), paragraphs: [`第${String(place + 1)}项：清单第${String(place + 1)}行的工程量与图纸不符，以何者为准？`] }));
  const rows = many.map(({ ticket, paragraphs }) => ({ sha256: questionSha256({ exchange: town.world.exchange.origin, tender: works.id, about: "documents", text: paragraphs, ticket: hex(ticket) }), ticket, body: JSON.stringify(paragraphs) }));
  await town.world.db.insertInto("question_box").values(rows.map((row) => ({ ...row, exchange_id: town.world.exchange.id, tender_id: works.id, about: "documents", due_at: new Date("2026-09-03T01:00:00+08:00") }))).execute();
  await settleTender(town.world, works.id);
  await town.advance("2026-09-03T01:00:00+08:00");
  expect(await listed("tenderer-1", "?state=unanswered&limit=1000")).toMatchObject({ received: 1_004, answered: 3 });
  const [page, rest] = [await listed(null, "?limit=600"), await listed(null)];
  expect([page.questions.length, rest.questions.length]).toEqual([600, 100]);
  expect((await listed(null, `?limit=600&after=${page.next ?? ""}`)).questions).toHaveLength(404);
  await town.done("tenderer-1", "PUT", `/api/v1/tenders/${works.id}/answers`, { answers: [{ questions: rows.map(({ sha256 }) => sha256), answer: "以清单为准。" }] });
  expect(await publish(works, { mayAffectBid: false, withAnswers: true })).toHaveProperty("published");
  expect(await listed(null, "?limit=1")).toMatchObject({ received: 1_004, answered: 1_003 });
  const notice = await newest(works);
  const pdf = Buffer.from(await (await town.app.request(`/notices/${notice}/v/1/notice.pdf`)).arrayBuffer());
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  if (process.env["KEEP_PDF"] !== undefined) writeFileSync(process.env["KEEP_PDF"], pdf);
  expect(JSON.stringify(await recordOf(notice)).match(/以清单为准/g)).toHaveLength(2_000);
});

test("fields of the notice change before → after in page, PDF record and JSON, and the form that stands is the amended one", async () => {
  await town.advance("2026-09-03T10:00:00+08:00");
  const method = { ...COMPREHENSIVE, weights: { price: "50", technical: "40", credit: "10" }, criteria: [{ ...COMPREHENSIVE.criteria[0], full: "30" }, COMPREHENSIVE.criteria[1]] };
  expect(await publish(works, { amend: { validityDays: 90, lots: [{ lot: "1", ceiling: yuan("38000000.00"), method }] } })).toHaveProperty("published");
  const record = await recordOf(await newest(works));
  expect(record.terms.fields).toEqual([
    { path: "lots.1.ceiling", before: "38,650,000.00元（叁仟捌佰陆拾伍万元整）", after: "38,000,000.00元（叁仟捌佰万元整）" },
    { path: "lots.1.method.weights.price", before: "60", after: "50" }, { path: "lots.1.method.weights.technical", before: "30", after: "40" }, { path: "lots.1.method.criteria.plan.full", before: "20", after: "30" },
  ]);
  const page = (await (await signedIn(town, "bidder-1")).get(`/notices/${await newest(works)}`)).text;
  for (const words of ["公告内容逐项对照", "最高投标限价", "评标办法／满分／价格", "38,000,000.00元"]) expect(page).toContain(words);
  const all = (await (await signedIn(town, "bidder-1")).get(`/projects/${works.id}/changes`)).text;
  for (const words of ["历次更正", "38,000,000.00元", "评标办法／满分／价格", "更正后投标截止时间", "最初发布的公告"]) expect(all).toContain(words);
  expect(all.match(/<h2><a href="\/notices\//g)).toHaveLength(3);
  const sealing = (await town.done("bidder-1", "GET", `/api/v1/tenders/${works.id}/lots/1/sealing`)) as { priceForm: unknown };
  expect(JSON.stringify(sealing.priceForm)).toContain("38000000.00");
});

test("an amendment brings in nothing for which a notice would be refused, and says what bears on bids", async () => {
  expect(await publish(works, { amend: { lots: [{ lot: "1", deposit: yuan("5000000.00"), depositDays: 90 }] } })).toMatchObject({ code: "amendment-unlawful" });
  expect(await publish(works, { amend: { lots: [{ lot: "1", method: { ...COMPREHENSIVE, weights: { price: "60", technical: "31", credit: "10" } } }] } })).toMatchObject({ code: "amendment-unlawful" });
  expect(await publish(works, { mayAffectBid: false, amend: { validityDays: 100 } })).toMatchObject({ code: "amendment-affects-bids", facts: { field: "投标有效期（日）" } });
  expect(await publish(works, { amend: { validityDays: 90, lots: [{ lot: "1", ceiling: yuan("38000000.00") }] } })).toMatchObject({ code: "clarification-empty" });
  expect(await publish(works, {})).toMatchObject({ code: "clarification-empty" });
  expect((await draft(works, { amend: { deadline: "2026-12-01T09:30:00+08:00" } })).json["code"]).toBe("wrong-form");
  expect((await recordOf(await newest(works))).terms.fields).toHaveLength(4);
});

test("procurement changes neither subject nor qualification; a ceiling it may", async () => {
  await town.advance("2026-09-14T09:00:00+08:00");
  goods = await publishedTender(town, goodsTender({}, [goodsLot({ method: SCORING })]), "procurement");
  for (const amend of [{ content: "办公设备采购" }, { qualification: "具有相关业绩" }, { consortium: true }, { lots: [{ lot: "1", scope: "交互式智能平板 50 台" }] }]) {
    expect(await publish(goods, { amend }), JSON.stringify(amend)).toMatchObject({ code: "amendment-forbidden", facts: { law: "87号令第二十七条" } });
  }
  expect(await publish(goods, { amend: { lots: [{ lot: "1", ceiling: yuan("1090000.00") }] } })).toHaveProperty("published");
});

test("G7: of 24 September 10:00 the deadline is 9 October 10:00 at the earliest; a minute less, a day of rest and a year without holidays each get their answer", async () => {
  await town.advance("2026-09-24T10:00:00+08:00");
  await previewed();
  const change = { changes: [{ what: "技术参数", before: "屏幕 75 英寸", after: "屏幕 86 英寸" }] };
  expect(await publish(goods, { ...change, newDeadline: "2026-10-09T09:59:00+08:00" })).toMatchObject({ code: "clarification-too-late", facts: { earliest: "2026-10-09T10:00:00+08:00" } });
  expect(await publish(goods, { ...change, newDeadline: "2026-10-11T10:00:00+08:00" })).toMatchObject({ code: "deadline-on-day-off" });
  expect(await publish(goods, { ...change, newDeadline: "2026-10-09T10:00:00+08:00" })).toHaveProperty("published");
  expect((await recordOf(await newest(goods))).terms.deadline).toMatchObject({ after: "2026-10-09T10:00:00+08:00", provisional: false });
  expect(await publish(goods, { ...change, newDeadline: "2028-03-01T10:00:00+08:00" })).toHaveProperty("published");
  const far = await recordOf(await newest(goods));
  expect(far.terms.deadline).toMatchObject({ after: "2028-03-01T10:00:00+08:00", provisional: true });
  expect(JSON.stringify(far.sections)).toContain("节假日安排尚未公布");
  expect(await goodsOn(town).noticeOf(goods, "clarification")).toContain("更正公告");
});

/** The desk shows the same before anything is drafted, asks for no field that the law fixes, and proposes a deadline that the law allows a day later too. */
async function previewed(): Promise<void> {
  const officer = await signedIn(town, "tenderer-1");
  const path = `/desk/${goods.id}/amend`;
  const [, form = ""] = /<form method="post" action="[^"]*\/amend"[^>]*>([^]*?)<\/form>/.exec((await officer.get(path)).text) ?? [];
  expect(form).not.toMatch(/name="(title|content|scale|qualification|consortium|lots\.0\.(name|scope))"/);
  const fields = formOf(`<form method="post" action="/acts/x?">${form}</form>`, "x").fields;
  const changed = { ...fields, "lots.0.quality": "符合国家一级能效标准" };
  const early = await officer.post(path, { ...changed, newDeadline: "2026-10-09T09:59" });
  expect([early.status, early.text.includes("2026年10月9日（星期五）10:00（北京时间）")]).toEqual([422, true]);
  const shown = await officer.post(path, changed);
  expect([shown.status, shown.text.includes("由系统按法律提出")]).toEqual([200, true]);
  const body = JSON.parse(String(formOf(shown.text, "amendment").fields["body"])) as { newDeadline: string; mayAffectBid: boolean; amend: object };
  expect(body).toMatchObject({ mayAffectBid: true, amend: { lots: [{ lot: "1", quality: "符合国家一级能效标准" }] } });
  expect(body.newDeadline > "2026-10-10T10:00:00+08:00").toBe(true);
  expect((await officer.post(path, fields)).status, "nothing changed").toBe(422);
}
