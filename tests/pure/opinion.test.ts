import { expect, test } from "vitest";
import { opinionBytes, readOpinion, standsOf, type KeptOpinion, type Opinion } from "../../src/judging/opinion.js";
import { at } from "../../src/kernel/time.js";
import { must } from "../../src/kernel/result.js";

const [NOW, BEFORE] = ["aa".repeat(32), "bb".repeat(32)];
const PLACE = { exchange: "x", tender: "T", lot: "1", expert: "m1", result: NOW };
const agreed: Opinion = { v: "report-opinion/1", ...PLACE, agrees: true, opinion: "", reason: "", salt: "00".repeat(32) };
const dissent: Opinion = { ...agreed, agrees: false, opinion: "第二名应为第一名", reason: "方案更优" };
const code = (opinion: Opinion): unknown => { const read = readOpinion(opinionBytes(opinion), PLACE); return read.ok ? "read" : read.refusal.code; };

test("a dissent says what and why, agreement says neither, and both are about the result that stands", () => {
  expect([code(agreed), code(dissent)]).toEqual(["read", "read"]);
  expect([code({ ...dissent, opinion: "" }), code({ ...dissent, reason: "" })]).toEqual(["dissent-without-reason", "dissent-without-reason"]);
  expect([code({ ...agreed, reason: "x" }), code({ ...agreed, expert: "m2" }), code({ ...agreed, salt: "" }), code({ ...dissent, reason: "上\u202e下" })]).toEqual(Array.from({ length: 4 }, () => "opinion-malformed"));
  expect(code({ ...agreed, result: BEFORE })).toBe("opinion-other-result");
  expect([code({ ...dissent, reason: "理".repeat(1_000) }), code({ ...dissent, reason: "理".repeat(1_001) })], "as much as the report prints in one cell").toEqual(["read", "opinion-malformed"]);
  expect(must(readOpinion(opinionBytes({ ...dissent, reason: "𠮷䶮㛃·阿依古丽·买买提" }), PLACE)).reason).toBe("𠮷䶮㛃·阿依古丽·买买提");
});

const kept = (label: string, serial: number, opinion: Opinion): KeptOpinion => ({ label, serial, file: opinionBytes({ ...opinion, expert: label }), sha256: `${label}${String(serial)}`, signedAt: at("2026-09-22T16:00:00+08:00") });
const standOf = (...all: readonly KeptOpinion[]) => standsOf([{ label: "m1", name: "李四" }], all, NOW).map(({ stand, earlier }) => [stand, earlier])[0];

test("the last word of a member counts; silence, and agreement to another result, is deemed agreement, and a dissent stays until it is taken back", () => {
  expect(standOf()).toEqual(["deemed", false]);
  expect(standOf(kept("m1", 1, agreed))).toEqual(["signed", false]);
  expect(standOf(kept("m1", 1, { ...agreed, result: BEFORE }))).toEqual(["deemed", false]);
  expect(standOf(kept("m1", 1, dissent))).toEqual(["dissent", false]);
  expect(standOf(kept("m1", 1, { ...dissent, result: BEFORE }))).toEqual(["dissent", true]);
  expect(standOf(kept("m1", 2, agreed), kept("m1", 1, dissent))).toEqual(["signed", false]);
  expect(standOf(kept("m1", 2, { ...agreed, result: BEFORE }), kept("m1", 1, dissent)), "it agreed to what was changed after it").toEqual(["deemed", false]);
  expect(standOf(kept("m2", 1, dissent))).toEqual(["deemed", false]);
});
