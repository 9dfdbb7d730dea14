import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { leakScanner, type Leak, type LeakScanner } from "../blind/leaks.js";
import { piecesOf } from "../blind/pieces.js";
import { STRIPPED_BYTES_MAX } from "../blind/strip.js";
import { openDocuments, openStripping } from "../threads/reading.js";
import { leakLine } from "../web/messages/blind.js";
import { JSON_OPTION } from "./act.js";
import { both, EXIT, type Exit, type Terminal, type Verb } from "./verb.js";

type Options = { readonly name: readonly string[]; readonly code: readonly string[]; readonly person: readonly string[]; readonly phone: readonly string[]; readonly mail: readonly string[]; readonly latin: readonly string[]; readonly documents?: string; readonly json?: boolean };
/** What became of a file: what in it gives its bidder away, whether its words could be read, and whether members can be shown it without who made it. */
type Checked = { readonly file: string; readonly read: string | null; readonly shown: boolean; readonly leaks: readonly Leak[]; readonly more: number };

const list = (value: string, before: readonly string[]): string[] => [...before, value];

/** `daylight blind`: a bidder looks its own blind bid through for itself before sealing; nothing leaves its machine. */
export const blind: Verb = (program, terminal, done): Command => program
  .command("blind")
  .argument("<files...>", both("暗标部分的文件", "the files of the blind part"))
  .description(both("暗标检查：封标前在自己的电脑上查找暗标文件里的单位名称、人员、电话和文件属性；不联网。", "Look blind files through for your own names before sealing, offline."))
  .requiredOption("--name <name>", both("本单位名称（可重复；曾用名、联合体成员一并写）", "your name; again for former names and consortium members"), list, [])
  .option("--code <code>", both("统一社会信用代码", "credit code"), list, []).option("--person <name>", both("法定代表人、项目负责人等", "people"), list, []).option("--phone <phone>", both("电话", "telephone"), list, [])
  .option("--mail <mail>", both("电子邮箱", "e-mail"), list, []).option("--latin <name>", both("外文名称、拼音", "name in Latin letters"), list, [])
  .option("--documents <text>", both("招标文件的文字（文本文件）：其中已有的词不算标识", "words of the tender documents: what they say gives nobody away"))
  .option(...JSON_OPTION)
  .action(async (files: readonly string[], options: Options) => { done(await checkFiles(files, options, terminal)); });

async function checkFiles(files: readonly string[], options: Options, terminal: Terminal): Promise<Exit> {
  const [documents, stripping] = [openDocuments(), openStripping()];
  try {
    const { name: names, code: codes, person: people, phone: phones, mail: mails, latin } = options;
    const scan = leakScanner([{ bidder: "", names, codes, people, phones, mails, latin }], options.documents === undefined ? "" : await readFile(options.documents, "utf8"));
    const checked: Checked[] = [];
    for (const file of files) checked.push(await checkFile(file, scan, { read: documents.read, strip: stripping.read }));
    if (options.json === true) terminal.out(JSON.stringify({ ok: true, result: checked }));
    else for (const line of linesOf(checked)) terminal.out(line);
    return checked.every(({ shown, leaks }) => shown && leaks.length === 0) ? EXIT.ok : EXIT.refused;
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) throw error;
    terminal.err(both(`✗ 读不到文件：${error.message}`, "(the file cannot be read)"));
    return EXIT.unavailable;
  } finally {
    await Promise.all([documents.end(), stripping.end()]);
  }
}

type Reading = { readonly read: ReturnType<typeof openDocuments>["read"]; readonly strip: ReturnType<typeof openStripping>["read"] };

async function checkFile(file: string, scan: LeakScanner, { read, strip }: Reading): Promise<Checked> {
  const [name, bytes] = [path.basename(file), await readFile(file)];
  const facts = await read({ name, bytes });
  return { file: name, read: facts?.kind ?? null, shown: bytes.length <= STRIPPED_BYTES_MAX && (await strip(bytes)) !== null, ...scan(piecesOf(name, facts)) };
}

function* linesOf(checked: readonly Checked[]): Generator<string> {
  for (const { file, read, shown, leaks, more } of checked) {
    if (!shown) yield both(`✗ ${file}：不能去除作者等属性，暗标评审时不会提供给评标委员会；请换成 PDF、DOCX、XLSX、PPTX、JPEG 或者 PNG`, "(members will not be shown this file)");
    if (read === null) yield both(`! ${file}：没有读出文字，请自己核对`, "(its words were not read: look yourself)");
    for (const leak of leaks) {
      yield `✗ ${leakLine({ ...leak, file }, "", "zh")}`;
      yield `    ${leakLine({ ...leak, file }, "", "en").replace(/^, /u, "")}`;
    }
    if (more > 0) yield both(`  ${file}：另有 ${String(more)} 处`, `(${String(more)} more)`);
    if (shown && read !== null && leaks.length === 0) yield both(`✓ ${file}：没有找到`, "(nothing found)");
  }
}
