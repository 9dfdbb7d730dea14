import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { wordsOf } from "../../src/kernel/refusal.js";
import { Line } from "../../src/judging/inputs.js";
import { FileName, MoneyBody, TenderBody, text, TimeBody } from "../../src/tenders/form.js";
import { OWN_WORDS, wrongForm } from "../../src/tenders/wrong-form.js";

const told = (schema: z.ZodType, value: unknown, language: "zh" | "en" = "zh"): string => {
  const read = schema.safeParse(value);
  if (read.success) throw new RangeError("it is taken");
  return wordsOf(wrongForm(read.error, "x").refusal, language);
};
const FOLDERS = ["tenders", "routes", "judging", "questions", "objections", "identity"];
const sources = FOLDERS.flatMap((folder) => readdirSync(path.join("src", folder), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts")).map((name) => readFileSync(path.join("src", folder, name), "utf8")));

describe("what is wrong in a form is said in the reader's language", () => {
  test("every sentence of our own schemas has its Chinese", () => {
    const own = sources.flatMap((source) => [...source.matchAll(/\.(?:regex|refine)\((?:[^"\n]|"(?![a-z][a-z]* ))*?, "([A-Za-z][^"]* [^"]*)"\)/g)].map(([, words = ""]) => words));
    expect(own.length).toBeGreaterThan(10);
    expect(own.filter((words) => !Object.hasOwn(OWN_WORDS, words))).toEqual([]);
  });
  test.each<[string, z.ZodType, unknown, string]>([
    ["nothing where something is needed", text(10), "", "请填写"], ["a key that is not there", z.strictObject({ a: text(10) }), {}, "请填写"], ["a text one character too long", text(10), "十一个字的文字十一个字", "不得超过 10 个字符"],
    ["an amount without its decimals", MoneyBody, { amount: "12", currency: "CNY" }, "请填写金额（元），保留两位小数，例如 38650000.00"], ["a number above its bound", z.int().min(1).max(7_300), 7_301, "不得大于 7300"], ["one below it", z.int().min(1), 0, "不得小于 1"],
    ["a half", z.int(), 1.5, "请填写整数"], ["words for a number", z.int(), "三十", "应当是数字"], ["a choice there is not", z.enum(["a", "b"]), "c", "请选择：a、b"], ["a time without a zone", TimeBody, "2026-09-01", "请填写日期和时间，例如 2026-12-18T09:30:00+08:00"],
    ["a path for a file's name", FileName, "../a.pdf", "请填写文件名：不含路径，不超过 100 字节"], ["too many rows", z.array(z.string()).max(1), ["a", "b"], "不得超过 1 项"], ["too few", z.array(z.string()).min(1), [], "不得少于 1 项"],
    ["a key nobody knows", z.strictObject({}), { b: 1 }, "不认识的内容：b"], ["a name with a blank", z.string().regex(/^[a-z]+$/), "a b", "格式不对：只能用字母、数字、点、下划线和连字符"], ["a line break", Line(10), "a\nb", "不能换行，不能含有控制字符或者改变文字方向的字符"],
  ])("%s", (_, schema, value, zh) => {
    expect(told(schema, value)).toBe(`填写内容不符合要求：x ${zh}`);
    expect(told(schema, value, "en")).not.toMatch(/[一-鿿]/);
  });
  test("no place of the notice form is told in English to a Chinese reader", () => {
    for (const wrong of [null, {}, [], "x", 1, { title: 1 }, { lots: [{}] }]) {
      const read = TenderBody.safeParse(wrong);
      for (const issue of read.error?.issues ?? []) expect(String(wrongForm(new z.ZodError([issue])).refusal.facts["why"])).toMatch(/^[^a-zA-Z]*$|：/);
    }
  });
});
