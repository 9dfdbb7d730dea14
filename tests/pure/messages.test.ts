import { expect, test } from "vitest";
import { at } from "../../src/kernel/time.js";
import { LINES } from "../../src/lines/lines.js";
import { audience, classOf, isSecret } from "../../src/messages/audiences.js";
import { ALL_KINDS, kindRow, kindsFor } from "../../src/messages/kinds.js";
import { wordsOf } from "../../src/messages/templates.js";
import { TOLD_BY_DUE, TOLD_BY_MOVE, TOLD_BY_NOTICE, TOLD_BY_OPENING } from "../../src/messages/told.js";
import { messageHref } from "../../src/web/message-place.js";

const FACTS = { title: "滨河路雨污分流改造工程", lot: "一标段", what: "中标通知书", at: at("2026-09-22T09:30:00+08:00") };
const NOTHING = { title: null, lot: null, what: null, at: null };

/** What is about somebody himself, or about two organisations, has no tender to name. */
const OF_PARTIES = ["recoveries", "account", "mandates", "joints", "bills", "items", "payments", "centre", "concierge", "investments", "meetings", "committee", "campaigns", "conduct", "own-conduct", "cases", "case-lights", "complaints", "complaint-copies", "visits"];

test.each(ALL_KINDS)("%s is said in both languages, with its place where it has one and its moment, and makes sense without them", (kind) => {
  const [zh, en] = [wordsOf(kind, "zh", FACTS), wordsOf(kind, "en", FACTS)];
  expect(zh.subject).toMatch(/\p{Script=Han}/u);
  expect(zh.text.includes("滨河路雨污分流改造工程")).toBe(!OF_PARTIES.includes(kindRow(kind).leads));
  expect(zh.text).toContain("2026年9月22日（星期二）09:30");
  expect(en.text.replaceAll(FACTS.title, "").replaceAll(FACTS.lot, "").replaceAll(FACTS.what, "")).not.toMatch(/\p{Script=Han}/u);
  expect(en.text).toContain("2026");
  for (const language of ["zh", "en"] as const) expect(`${wordsOf(kind, language, NOTHING).subject} ${wordsOf(kind, language, NOTHING).text}`).not.toMatch(/null|undefined|\s{2}/);
  expect(zh.subject.length).toBeLessThanOrEqual(30);
});

test("a message leads to a page of its own, whose address holds codes alone", () => {
  for (const kind of ALL_KINDS) expect(messageHref(kindRow(kind), { tender: "D3417000001000001001", lot: "1", notice: "D3417000001000001001-N2", plan: "D3417000001P00001", sale: "D3417000001S00001" })).toMatch(/^\/[a-z]+(?:\/[A-Za-z0-9.-]+)*$/);
});

test("the table of what is told names moves that some line makes", () => {
  const moves = new Set(Object.values(LINES).flatMap((line) => line.moves.map(({ name }) => name)));
  expect(Object.keys(TOLD_BY_MOVE).filter((name) => !moves.has(name))).toEqual([]);
});

test("bidders, firms, admitted firms and committees are audiences whose members are secret; offices and openers are not", () => {
  expect([audience.bidders("T", "1"), audience.admitted("T", "1"), audience.firm("9"), audience.committee("T", "1", "bid")].map(isSecret)).toEqual([true, true, true, true]);
  expect([audience.tenderer("9"), audience.role("exchange-staff"), audience.opener("notary"), audience.office("a")].map(isSecret)).toEqual([false, false, false, false]);
  expect(classOf(audience.bidders("T", "1"))).toBe("bidders");
});

test("settings offer each office what it may be told, and nothing that any table tells it is left out", () => {
  const roleOf = { tenderer: "tenderer", bidders: "bidder", admitted: "bidder", staff: "exchange-staff", openers: "opener", committee: "committee-member", cashiers: "cashier" } as const;
  const told = [...Object.values(TOLD_BY_MOVE).flat(), ...Object.values(TOLD_BY_OPENING), ...Object.values(TOLD_BY_DUE), ...Object.values(TOLD_BY_NOTICE).flat()];
  for (const { kind, to } of told) for (const who of to) expect(kindsFor(roleOf[who]), `${kind} to ${who}`).toContain(kind);
  expect(kindsFor("bidder")).not.toContain("panel-seated");
  expect(kindsFor("citizen").every((kind) => kindRow(kind).whose?.includes("citizen") ?? true)).toBe(true);
});
