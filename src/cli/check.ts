import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { parseStrict } from "../kernel/strict-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { at, type Instant } from "../kernel/time.js";
import { LINES } from "../lines/lines.js";
import { runChecks, tallyInChinese, tallyInEnglish, tallyOf, type CheckReport } from "../tenders/check/run.js";
import { readTenderForm, tenderOfForm } from "../tenders/draft.js";
import { JSON_OPTION, refusalLine } from "./act.js";
import { both, EXIT, type Exit, type Terminal, type Verb } from "./verb.js";

type Options = { readonly line: string; readonly at?: string; readonly json?: boolean };

const MARKS = { stop: "✗", warn: "!", hint: "·" } as const;

/** `daylight check`: a notice form held against every check of its line, without a network. What only the exchange knows is not run. */
export const check: Verb = (program, terminal, done): Command => program
  .command("check")
  .argument("<form>", both("公告表单（JSON，与 POST /api/v1/tenders 的 form 相同）", "the notice form as JSON, as in POST /api/v1/tenders"))
  .description(both("先体检、再发布：离线检查招标公告表单。", "Check a tender notice form before publication, offline."))
  .option("--line <line>", both("交易流程", "trading line"), Object.keys(LINES)[0])
  .option("--at <time>", both("以此时刻为准，如 2026-09-01T09:00:00+08:00；不写即现在", "as of this time; now if left out"))
  .option(...JSON_OPTION)
  .action(async (path: string, options: Options) => { done(await checkFile(path, options, terminal)); });

async function checkFile(path: string, options: Options, terminal: Terminal): Promise<Exit> {
  const text = await textOf(path);
  if (text === null) {
    terminal.err(both(`✗ 读不到文件 ${path}`, "(the file cannot be read)"));
    return EXIT.unavailable;
  }
  const report = reportOf(text, options, Date.now() as Instant);
  if (!report.ok) {
    terminal.err(options.json === true ? JSON.stringify({ ok: false, ...report.refusal }) : refusalLine(report.refusal));
    return EXIT.refused;
  }
  if (options.json === true) terminal.out(JSON.stringify({ ok: true, result: report.value }));
  else for (const line of linesOf(report.value)) terminal.out(line);
  return tallyOf(report.value).stops === 0 ? EXIT.ok : EXIT.refused;
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return null;
    throw error;
  }
}

function reportOf(text: string, options: Options, now: Instant): Result<CheckReport> {
  const line = Object.hasOwn(LINES, options.line) ? LINES[options.line] : undefined;
  if (line === undefined) return refuse("wrong-form", { where: "--line", why: Object.keys(LINES).join(" | "), whyEn: Object.keys(LINES).join(" | ") });
  const when = options.at === undefined ? ok(now) : timeOf(options.at);
  const json = parseStrict(text);
  if (!json.ok) return json;
  const form = readTenderForm(json.value);
  if (!form.ok) return form;
  if (!when.ok) return when;
  return ok(runChecks(line, { tender: tenderOfForm(form.value, options.line), at: when.value, offices: null, documents: null }).report);
}

function timeOf(text: string): Result<Instant> {
  try {
    return ok(at(text));
  } catch (error) {
    if (error instanceof RangeError) return refuse("wrong-form", { where: "--at", why: error.message, whyEn: error.message });
    throw error;
  }
}

function* linesOf(report: CheckReport): Generator<string> {
  for (const found of report.found) {
    yield `${MARKS[found.severity]} ${found.placeZh}：${found.saysZh}  [${found.check}]`;
    yield `    ${found.placeEn}: ${found.saysEn}`;
    yield `    ${found.law}`;
  }
  yield both(tallyInChinese(report), tallyInEnglish(report));
  if (report.notRun.length > 0) yield both("离线未进行的检查：", "Not run offline:") + ` ${report.notRun.join(" ")}`;
}
