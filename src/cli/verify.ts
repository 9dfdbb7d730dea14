import { readFile, stat } from "node:fs/promises";
import type { Command } from "commander";
import { wordsOf } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { verifyBundle, type Report, type VerifyOptions } from "../verify/bundle.js";
import { faultWords, noteWords } from "../verify/findings.js";
import { bundleFolder } from "./bundle-folder.js";
import { both, EXIT, type Exit, type Terminal, type Verb } from "./verb.js";
import { withZip } from "./zip-file.js";

type Options = { readonly policy?: string; readonly ca?: string; readonly json?: boolean };

/** `daylight verify`: the whole of a tender checked from its audit bundle alone, without a network. */
export const verify: Verb = (program, terminal, done): Command => program
  .command("verify")
  .argument("<bundle>", both("审计包：文件夹或 zip 文件", "an audit bundle: a folder or a zip"))
  .description(both("核验审计包：日志、投标、截标、开标、抽取、公告、评审。", "Check an audit bundle: log, bids, close, opening, draw, notices, evaluation."))
  .option("--policy <file>", both("您自己持有的见证策略", "the witness policy you hold yourself"))
  .option("--ca <file>", both("您自己信任的证书机构（PEM）", "the certificate authorities you trust yourself (PEM)"))
  .option("--json", both("机器可读输出", "output for machines"))
  .action(async (path: string, options: Options) => { done(await check(path, options, terminal)); });

async function check(path: string, options: Options, terminal: Terminal): Promise<Exit> {
  const checked = await verifyAt(path, options);
  if (!checked.ok) {
    terminal.err(both(wordsOf(checked.refusal, "zh"), wordsOf(checked.refusal, "en")));
    return checked.refusal.code === "bundle-unreadable" ? EXIT.unavailable : EXIT.refused;
  }
  const report = checked.value;
  if (options.json === true) terminal.out(jsonOf(report));
  else for (const line of linesOf(report)) terminal.out(line);
  return report.ok ? EXIT.ok : EXIT.refused;
}

/** Reads what the reader brings along and checks the bundle. A file the system does not let us read is no fault of the bundle. */
async function verifyAt(path: string, options: Options): Promise<Result<Report>> {
  try {
    return await verifyFiles(path, { ...(await textOf("policy", options.policy)), ...(await textOf("ca", options.ca)) });
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) throw error;
    return refuse("bundle-unreadable", { why: error.message });
  }
}

/** A folder is read as it lies there, a file as the zip of a bundle, without unpacking it. */
async function verifyFiles(path: string, given: VerifyOptions): Promise<Result<Report>> {
  if ((await stat(path)).isDirectory()) return ok(await verifyBundle(await bundleFolder(path), given));
  return withZip(path, async (files) => ok(await verifyBundle(files, given)));
}

async function textOf<Name extends string>(name: Name, path: string | undefined): Promise<Partial<Record<Name, string>>> {
  return (path === undefined ? {} : { [name]: await readFile(path, "utf8") }) as Partial<Record<Name, string>>;
}

function jsonOf({ ok, tender, edition, faults, notes }: Report): string {
  return JSON.stringify({
    ok, tender, edition,
    faults: faults.map((fault) => ({ code: fault.code, path: fault.path, zh: faultWords(fault, "zh"), en: faultWords(fault, "en") })),
    notes: notes.map((note) => ({ code: note.code, zh: noteWords(note, "zh"), en: noteWords(note, "en") })),
  }, null, 2);
}

function* linesOf(report: Report): Generator<string> {
  for (const fault of report.faults) {
    yield `✗ ${fault.path}  [${fault.code}]`;
    yield `    ${faultWords(fault, "zh")}`;
    yield `    ${faultWords(fault, "en")}`;
  }
  for (const note of report.notes) yield `· ${both(noteWords(note, "zh"), noteWords(note, "en"))}`;
  const tender = report.tender ?? "—";
  if (report.ok) yield both(`✓ 审计包成立：${tender}`, `The bundle holds: ${tender}`);
  else yield both(`✗ 审计包不成立：${tender}，${String(report.faults.length)} 处问题`, `The bundle does not hold: ${tender}, ${String(report.faults.length)} faults`);
}
