import type { Command } from "commander";
import type { Instant } from "../kernel/time.js";
import { act, JSON_OPTION } from "./act.js";
import { withSigner } from "./person.js";
import { takeAnswer } from "./pool/answer.js";
import { askAndTake } from "./pool/ask.js";
import { makeRequest, type RequestOptions } from "./pool/request.js";
import { both, type Verb } from "./verb.js";

const list = (value: string, before: readonly string[]): string[] => [...before, value];

type Taking = { readonly province: string; readonly out: string; readonly json?: boolean };
const taking = (command: Command): Command => command
  .requiredOption("--province <file>", both("省级专家库的签名证书及其证书机构（PEM），由您自己核实", "the province's signing certificates and their authorities (PEM), which you verified yourself"))
  .requiredOption("-o, --out <file>", both("可导入专家库的名单（CSV）写到，含身份证号码", "where the list for the pool goes (CSV); it holds identity numbers"))
  .option(...JSON_OPTION);

/** `daylight pool`: experts of a provincial pool, asked for by files or over HTTP from the keeper's machine. The exchange has no part in it. */
export const pool: Verb = (program, terminal, done) => {
  const group = program.command("pool").description(both("省级专家库：在专家库管理员自己的电脑上申请专家、核验答复，写成可导入的名单。", "The provincial pool: ask for experts and check the answer on the keeper's own machine."));
  withSigner(group.command("request")).description(both("生成并签署申请（两个文件）。", "Write and sign a request: two files."))
    .requiredOption("--exchange <name>", both("交易平台的日志名", "the name of the exchange's log"))
    .requiredOption("--want <specialty=count>", both("专业和人数，例如 A0801=200（可重复）", "a specialty and how many; again for others"), list, [])
    .option("--avoid <code>", both("应当回避的单位的统一社会信用代码（可重复）；开标前只写招标人和代理机构", "the credit code of a unit to avoid, again for others; before the opening tenderer and agency alone"), list, [])
    .requiredOption("--from <day>", both("专家应当在聘的第一天", "the first day they should be appointed on"))
    .requiredOption("--until <day>", both("最后一天", "the last day"))
    .requiredOption("--answer-by <time>", both("答复期限，例如 2026-12-18T17:00:00+08:00", "when the answer is due"))
    .requiredOption("-o, --out <file>", both("申请写到；签名写到同名加 .p7s", "where the request goes, its signature beside it as .p7s"))
    .option(...JSON_OPTION)
    .action(async (options: RequestOptions & { readonly json?: boolean }) => { done(await act(terminal, options, () => makeRequest(options))); });
  taking(group.command("answer").argument("<request>", both("申请文件", "the request")).argument("<answer>", both("答复文件", "the answer")).argument("<signature>", both("答复的签名（.p7s）", "its signature")))
    .description(both("核验以文件送来的答复，逐行报告，写出名单。", "Check an answer that came as files, report line by line, write the list."))
    .action(async (request: string, answer: string, signature: string, options: Taking) => { done(await act(terminal, options, () => takeAnswer({ request, answer, signature, ...options }, Date.now() as Instant))); });
  taking(group.command("ask").argument("<address>", both("省级专家库的 https 地址", "the province's https address")).argument("<request>", both("申请文件，签名在其旁（.p7s）", "the request, its signature beside it")))
    .requiredOption("--answer <file>", both("答复写到；签名写到同名加 .p7s", "where the answer goes, its signature beside it"))
    .description(both("向省级专家库发送申请，等待答复，核验后写出名单；可以中断后重新运行。", "Send the request, wait for the answer, check it, write the list; it may be stopped and run again."))
    .action(async (address: string, request: string, options: Taking & { readonly answer: string }) => { done(await act(terminal, options, () => askAndTake({ address, request, ...options }))); });
};
