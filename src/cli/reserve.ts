import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { text as readAll } from "node:stream/consumers";
import type { Command } from "commander";
import { z } from "zod";
import { base64 } from "../kernel/bytes.js";
import { parseCanonical, type Json } from "../kernel/canonical-json.js";
import { inWords, parseMoney, yuan, type Fen } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { commitmentOf, makeReserveFile, openReserveFile, readReserveFile, RESERVE_SALT_BYTES, type LotPlace } from "../signing/reserve-file.js";
import { act, JSON_OPTION, type Done } from "./act.js";
import { policyOf, unpinnedLine } from "./anchors.js";
import { getJson, postJson, type Client } from "./client.js";
import { walkLog } from "./log-walk.js";
import { exchangeFacts, personFrom, readBytes, readText, withPerson, type PersonOptions } from "./person.js";
import { both, type Verb } from "./verb.js";

const COMMITTED = z.object({ commitment: z.string(), index: z.int().nullable() });
const STATE = z.object({ commitment: z.string().nullable() });
const REVEALED = z.object({ amount: z.object({ amount: z.string() }), index: z.int().nullable() });
const ENDED = z.object({ index: z.int().nullable() });
const TENDER = z.object({ lots: z.array(z.object({ lot: z.string(), parts: z.array(z.object({ openers: z.array(z.object({ index: z.int().nullable() })) })) })) });

type Options = PersonOptions & { readonly json?: boolean };
type Here = { readonly client: Client; readonly place: LotPlace; readonly policy: string };

const tenderPath = (tender: string): string => `/api/v1/tenders/${encodeURIComponent(tender)}`;
const reservePath = ({ tender, lot }: LotPlace): string => `${tenderPath(tender)}/lots/${encodeURIComponent(lot)}/reserve`;

/** Who acts, on which lot of which exchange. */
async function hereFrom(options: Options, tender: string, lot: string, policyFile?: string): Promise<Result<Here>> {
  const person = await personFrom(options);
  if (!person.ok) return person;
  const { client } = person.value;
  const facts = await exchangeFacts(client);
  if (!facts.ok) return facts;
  const pinned = policyFile === undefined ? ok(facts.value.log.policy) : await readText(policyFile);
  return pinned.ok ? ok({ client, place: { exchange: facts.value.exchange, tender, lot }, policy: pinned.value }) : pinned;
}

/** The amount, from a file or from standard input: on the command line every user of the machine could read it. */
async function amountFrom(from: string): Promise<Result<Fen>> {
  const text = from === "-" ? ok(await readAll(process.stdin)) : await readText(from);
  return text.ok ? parseMoney({ amount: text.value.trim(), currency: "CNY" }) : text;
}

/** Writes the file that fixes the estimate. Nothing of it goes to the exchange. */
async function make(options: Options & { readonly amount: string; readonly out: string }, tender: string, lot: string): Promise<Result<Done>> {
  if (existsSync(options.out)) return refuse("file-exists", { path: options.out });
  const amount = await amountFrom(options.amount);
  if (!amount.ok) return amount;
  const here = await hereFrom(options, tender, lot);
  if (!here.ok) return here;
  const file = makeReserveFile(here.value.place, amount.value, Uint8Array.from(randomBytes(RESERVE_SALT_BYTES)));
  const read = readReserveFile(file, here.value.place);
  if (!read.ok) return read;
  await writeFile(options.out, file, { mode: 0o600 });
  const commitment = commitmentOf(file);
  return ok({ lines: [both(`✓ ${options.out}：标底 ${yuan(read.value)} 元（${inWords(read.value)}），承诺值 ${commitment}。文件丢失就不能公布标底，请另存一份，开标前不要给任何人。`, "keep a copy, and show it to nobody before the opening")], json: { out: options.out, commitment } });
}

/** What the witnessed log says of the lot from before its first terms on. */
async function loggedOf({ client, place, policy: text }: Here): Promise<Result<{ readonly commitments: readonly Json[]; readonly closed: boolean }>> {
  const policy = policyOf(text, "policy");
  if (!policy.ok) return policy;
  if (!policy.value.logs.some(({ vkey }) => vkey.name === place.exchange)) return refuse("log-checkpoint", { which: "newest", why: `${place.exchange} is not in the policy` });
  const tender = await getJson(client, tenderPath(place.tender), TENDER);
  if (!tender.ok) return tender;
  const openers = tender.value.lots.find(({ lot }) => lot === place.lot)?.parts.flatMap((part) => part.openers) ?? [];
  const walk = await walkLog(client, policy.value, Math.min(...openers.map(({ index }) => index ?? 0), Number.MAX_SAFE_INTEGER));
  if (!walk.ok) return walk;
  const bodies = walk.value.entries.map((entry) => parseCanonical(entry) as Readonly<Record<string, Json>>).filter((body) => body["tender"] === place.tender && body["lot"] === place.lot);
  return ok({ commitments: bodies.filter(({ type }) => type === "reserve.committed").map((body) => body["commitment"] ?? null), closed: bodies.some(({ type, part }) => type === "lot.close" && part !== "prequalification") });
}

/** Gives the hash alone, and does not rest before the log holds it: once, and no other. */
async function commit(options: Options & { readonly policy?: string }, tender: string, lot: string, path: string): Promise<Result<Done>> {
  const here = await hereFrom(options, tender, lot, options.policy);
  const file = await readBytes(path);
  if (!here.ok) return here;
  if (!file.ok) return file;
  const read = readReserveFile(file.value, here.value.place);
  if (!read.ok) return read;
  const commitment = commitmentOf(file.value);
  const given = await postJson(here.value.client, reservePath(here.value.place), { commitment }, COMMITTED);
  if (!given.ok) return given;
  const logged = await loggedOf(here.value);
  if (!logged.ok) return logged;
  const { commitments } = logged.value;
  if (commitments.length !== 1 || commitments[0] !== commitment) return refuse("reserve-not-logged", { commitment, count: commitments.length });
  return ok({ lines: [...unpinnedLine(unpinnedIn(options)), both(`✓ 承诺值 ${commitment} 已写入公开日志（序号 ${String(given.value.index)}），不能更换`, "fixed in the log")], json: { ...given.value, unpinned: unpinnedIn(options) } });
}

const unpinnedIn = ({ policy }: { readonly policy?: string }): string[] => (policy === undefined ? ["policy"] : []);

/** Gives the file away: only the one that was fixed, and only once the witnessed log shows that no bid can be changed any more. */
async function reveal(options: Options & { readonly policy?: string }, tender: string, lot: string, path: string): Promise<Result<Done>> {
  const here = await hereFrom(options, tender, lot, options.policy);
  const file = await readBytes(path);
  if (!here.ok) return here;
  if (!file.ok) return file;
  const { client, place } = here.value;
  const state = await getJson(client, reservePath(place), STATE);
  if (!state.ok) return state;
  if (state.value.commitment === null) return refuse("reserve-not-committed");
  const own = openReserveFile(file.value, place, state.value.commitment);
  if (!own.ok) return own;
  const logged = await loggedOf(here.value);
  if (!logged.ok) return logged;
  if (!logged.value.closed) return refuse("reserve-close-not-logged", { lot });
  const revealed = await postJson(client, `${reservePath(place)}/file`, { file: base64(file.value) }, REVEALED);
  if (!revealed.ok) return revealed;
  return ok({ lines: [...unpinnedLine(unpinnedIn(options)), both(`✓ 标底 ${yuan(own.value)} 元已公布（日志序号 ${String(revealed.value.index)}）`, "read out")], json: { ...revealed.value, unpinned: unpinnedIn(options) } });
}

async function lose(options: Options & { readonly reason: string }, tender: string, lot: string): Promise<Result<Done>> {
  const here = await hereFrom(options, tender, lot);
  if (!here.ok) return here;
  const lost = await postJson(here.value.client, `${reservePath(here.value.place)}/loss`, { reason: options.reason }, ENDED);
  return lost.ok ? ok({ lines: [both(`✓ 已声明标底文件灭失（日志序号 ${String(lost.value.index)}），本次评标不使用标底`, "declared lost")], json: lost.value }) : lost;
}

const onLot = (command: Command): Command => withPerson(command).argument("<tender>", both("招标项目编号", "the tender")).argument("<lot>", both("标段", "the lot"));
const POLICY = ["--policy <file>", both("另行取得的见证规则", "the witness policy, got elsewhere")] as const;

/** `daylight reserve`: the reserve estimate (标底), fixed before bids close and read out at the opening. Law: 招标投标法实施条例 27, 50. */
export const reserve: Verb = (program, terminal, done) => {
  const group = program.command("reserve").description(both("标底：在自己的电脑上制作，截止前只交哈希，开标时公布。", "The reserve estimate: made on your own machine, fixed by its hash, read out at the opening."));
  onLot(group.command("make")).description(both("制作标底文件；不向交易平台发送任何内容。", "Make the file; nothing of it is sent."))
    .requiredOption("--amount <file>", both("写有金额（元，两位小数）的文件；- 为标准输入", "a file with the amount in yuan, two decimals; - is standard input"))
    .requiredOption("-o, --out <file>", both("标底文件，请妥善保存", "the file to keep")).option(...JSON_OPTION)
    .action(async (tender: string, lot: string, options: Options & { amount: string; out: string }) => { done(await act(terminal, options, () => make(options, tender, lot))); });
  onLot(group.command("commit")).argument("<file>", both("标底文件", "the file")).description(both("截止前固定标底：只提交文件的哈希，并核对公开日志。", "Fix it before bids close: give the hash alone, and check the log."))
    .option(...POLICY).option(...JSON_OPTION)
    .action(async (tender: string, lot: string, file: string, options: Options & { policy?: string }) => { done(await act(terminal, options, () => commit(options, tender, lot, file))); });
  onLot(group.command("reveal")).argument("<file>", both("标底文件", "the file")).description(both("开标时公布标底：日志中已经截标、文件与承诺值一致才交出。", "Read it out at the opening, once the log shows the close and the file fits."))
    .option(...POLICY).option(...JSON_OPTION)
    .action(async (tender: string, lot: string, file: string, options: Options & { policy?: string }) => { done(await act(terminal, options, () => reveal(options, tender, lot, file))); });
  onLot(group.command("lose")).description(both("开标时声明标底文件灭失；声明后不能再公布。", "Declare the file lost, for good.")).requiredOption("--reason <text>", both("理由（印入开标记录）", "why; it is printed in the opening record"))
    .option(...JSON_OPTION).action(async (tender: string, lot: string, options: Options & { reason: string }) => { done(await act(terminal, options, () => lose(options, tender, lot))); });
  return group;
};
