import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formOf, signedIn, type Reader } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
let officer: Reader;
let page: string;
beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路雨污分流改造工程", approval: "晨发改审批〔2026〕18号", funds: "财政资金 100%" });
  officer = await signedIn(town, "tenderer-1");
  page = `/desk/tenders/new?project=${String(project)}&line=works&way=open&method=comprehensive&lots=2`;
});
afterAll(async () => { await town.stop(); });

/** The drafted form as it stands, with one answer changed. */
async function sent(change: Readonly<Record<string, string>>, address = page): Promise<{ readonly status: number; readonly text: string }> {
  const { action, fields } = formOf((await officer.get(address)).text, "tender");
  return officer.post(action, { ...fields, ...change });
}
const faultsIn = (text: string): string[] => [...(/id="faults".*?<\/ul>/s.exec(text)?.[0] ?? "").matchAll(/<li>(.*?)<\/li>/g)].map(([, each = ""]) => each.replaceAll(/<[^>]+>/g, ""));
/** The headings of the sections that stand open. */
const openIn = (text: string): string[] => [...text.matchAll(/<details class="fold" open[^>]*><summary><strong>([^<]*)<\/strong>/g)].map(([, name = ""]) => name);

describe("the desk's form of a notice", () => {
  test("stands folded: only the first section is open of a form that is filled", async () => {
    expect(openIn((await officer.get(page)).text)).toEqual(["项目概况"]);
  });
  test.each([
    ["lots.1.termDays", "99999", "计划工期：不得大于 7300", "标段（包） 2：第2标段（包）"], ["lots.0.ceiling", "12.345", "最高投标限价：请填写金额（元），最多两位小数，例如 38650000.00", "标段（包） 1：一标段施工"],
    ["lots.0.threshold", "4", "开启所需份额数：不得多于开标密钥持有人数（3）", "标段（包） 1：开标安排"], ["lots.1.method.weights.technical", "31", "技术满分：技术评分项的满分之和不等于技术满分", "标段（包） 2：评标办法：综合评估法"],
    ["title", "", "招标项目名称：请填写", "项目概况"], ["deadline", "", "投标截止时间：请填写", "招标文件、投标和开标"], ["consortiumTerms.firmsMax", "2", "共同投标协议的文件名：请填写", "项目概况"],
  ])("%s wrong is said in words of the field, beside it, and its section alone is open", async (name, value, words, section) => {
    const { status, text } = await sent({ [name]: value });
    expect([status, faultsIn(text), openIn(text)]).toEqual([422, [words], [section]]);
    expect(/<span class="err"[^>]*>(.*?)<\/span>/.exec(text)?.[1]).toContain(words.slice(words.indexOf("：") + 1));
  });
});
