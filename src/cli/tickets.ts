import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { z } from "zod";
import { fromBase64 } from "../kernel/bytes.js";
import { parseCanonical, type Json } from "../kernel/canonical-json.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { sha256Hex } from "../signing/hash-node.js";
import { ABOUT, paragraphsOf, questionSha256, tellsWhoAsks, type About } from "../questions/question.js";
import { blindedOf, finishTickets, prepareTickets, type Ticket } from "../questions/tickets.js";
import { act, JSON_OPTION } from "./act.js";
import { policyOf, unpinnedLine } from "./anchors.js";
import { getJson, postJson, postUnseen, type Client } from "./client.js";
import { walkLog } from "./log-walk.js";
import { jsonOf, personFrom, readText, withPerson, type PersonOptions } from "./person.js";
import { both, type Verb } from "./verb.js";

const KEY = z.object({ key: z.base64(), sha256: z.string(), index: z.int().nullable(), exchange: z.string(), tender: z.string(), policy: z.string() });
const TICKET = z.object({ secret: z.string(), ticket: z.string(), signature: z.string() });
const ASKED = z.object({ question: z.string(), pseudonym: z.string(), about: z.enum(ABOUT), text: z.string(), secret: z.string(), receipt: z.string() });
/** What the asker keeps, and nobody else has: tickets that are left, and what was asked with the others. */
const FILE = z.object({ v: z.literal("daylight-tickets/1"), exchange: z.string(), tender: z.string(), tickets: z.array(TICKET), asked: z.array(ASKED) });
type TicketFile = z.infer<typeof FILE>;

const api = (tender: string): string => `/api/v1/tenders/${encodeURIComponent(tender)}`;

/** Takes tickets: the key that signs them stands in the witnessed log, the only one of its tender from there on. */
async function takeTickets(client: Client, tender: string, policyFile: string | undefined): Promise<Result<{ exchange: string; tickets: readonly Ticket[] }>> {
  const said = await getJson(client, `${api(tender)}/question-key`, KEY);
  if (!said.ok) return said;
  const pinned = policyFile === undefined ? ok(said.value.policy) : await readText(policyFile);
  if (!pinned.ok) return pinned;
  const logged = await checkKey(client, said.value, tender, pinned.value);
  if (!logged.ok) return logged;
  const pending = prepareTickets({ exchange: said.value.exchange, tender }, fromBase64(said.value.key), (count) => Uint8Array.from(randomBytes(count)));
  if (!pending.ok) return pending;
  const answer = await postJson(client, `${api(tender)}/question-tickets`, { blinded: blindedOf(pending.value) }, z.object({ signed: z.array(z.base64()) }));
  if (!answer.ok) return answer;
  const tickets = finishTickets(pending.value, answer.value.signed.map(fromBase64));
  return tickets.ok ? ok({ exchange: said.value.exchange, tickets: tickets.value }) : tickets;
}

async function checkKey(client: Client, { key, sha256, index }: z.infer<typeof KEY>, tender: string, text: string): Promise<Result<null>> {
  const policy = policyOf(text, "policy");
  if (!policy.ok) return policy;
  const walk = await walkLog(client, policy.value, index ?? 0);
  if (!walk.ok) return walk;
  const keys = walk.value.entries.map(bodyOf).filter((body) => body["type"] === "key" && body["role"] === "question-tickets" && body["tender"] === tender);
  return keys.length === 1 && keys[0]?.["sha256"] === sha256 && sha256Hex(fromBase64(key)) === sha256 ? ok(null) : refuse("ticket-key-not-logged");
}

const bodyOf = (entry: Uint8Array): Readonly<Record<string, Json>> => parseCanonical(entry) as Readonly<Record<string, Json>>;

/** `daylight tickets`. */
export const tickets: Verb = (program, terminal, done) => withPerson(program.command("tickets"))
  .argument("<tender>", both("招标项目编号", "the tender"))
  .description(both("领取提问凭证（盲签名，每次十张）：交易中心签了名，却不知道签的是哪一张。", "Take ten blindly signed tickets for questions."))
  .requiredOption("-o, --out <file>", both("凭证文件，请妥善保存", "the file of tickets: keep it safe"))
  .option("--policy <file>", both("另行取得的见证规则", "the witness policy, got elsewhere"))
  .option(...JSON_OPTION)
  .action(async (tender: string, options: PersonOptions & { out: string; policy?: string; json?: boolean }) => {
    done(await act(terminal, options, async () => {
      if (existsSync(options.out)) return refuse("file-exists", { path: options.out });
      const person = await personFrom(options);
      if (!person.ok) return person;
      const taken = await takeTickets(person.value.client, tender, options.policy);
      if (!taken.ok) return taken;
      await keep(options.out, { v: "daylight-tickets/1", exchange: taken.value.exchange, tender, tickets: [...taken.value.tickets], asked: [] });
      const unpinned = options.policy === undefined ? ["policy"] : [];
      return ok({ lines: [...unpinnedLine(unpinned), both(`✓ ${options.out}：${String(taken.value.tickets.length)} 张凭证`, "tickets")], json: { out: options.out, tickets: taken.value.tickets.length, unpinned } });
    }));
  });

const keep = (path: string, file: TicketFile): Promise<void> => writeFile(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });

async function ticketFile(path: string, tender: string): Promise<Result<TicketFile>> {
  const text = await readText(path);
  if (!text.ok) return text;
  const read = FILE.safeParse(jsonOf(text.value));
  if (!read.success || read.data.tender !== tender) return refuse("file-unreadable", { path, why: read.success ? read.data.tender : (read.error.issues[0]?.message ?? "") });
  return ok(read.data);
}

const ANSWER = z.object({ question: z.string(), pseudonym: z.string(), collectedAt: z.string(), receipt: z.string() });
type AskOptions = { readonly url?: string; readonly tickets: string; readonly text: string; readonly about: string; readonly json?: boolean };

/** Puts one question without token or key of its own; the ticket leaves its file when the receipt is in it. */
async function askWith(tender: string, options: AskOptions): Promise<Result<z.infer<typeof ANSWER>>> {
  const [file, text] = [await ticketFile(options.tickets, tender), await readText(options.text)];
  if (!file.ok) return file;
  if (!text.ok) return text;
  const [ticket, ...rest] = file.value.tickets;
  if (ticket === undefined) return refuse("tickets-gone", { path: options.tickets });
  const found = tellsWhoAsks(text.value);
  if (found !== null) return refuse("question-tells-asker", { found });
  const [words, about] = [text.value.replaceAll("\r\n", "\n"), options.about as About];
  const answer = await postUnseen(options.url ?? process.env["DAYLIGHT_URL"] ?? "http://127.0.0.1:8080", `${api(tender)}/questions`, { about, text: words, ticket: ticket.ticket, signature: ticket.signature }, ANSWER);
  if (!answer.ok) return answer;
  const own = questionSha256({ exchange: file.value.exchange, tender, about, text: paragraphsOf(words.normalize("NFC")), ticket: ticket.ticket });
  if (own !== answer.value.question) return refuse("answered-otherwise", { code: "question", words: answer.value.question });
  const { question, pseudonym, receipt } = answer.value;
  await keep(options.tickets, { ...file.value, tickets: rest, asked: [...file.value.asked, { question, pseudonym, about, text: words, secret: ticket.secret, receipt }] });
  return answer;
}

/** `daylight ask`. */
export const ask: Verb = (program, terminal, done) => program.command("ask")
  .argument("<tender>", both("招标项目编号", "the tender"))
  .description(both("凭一张凭证提一个问题：不带登录状态，谁也看不出是谁问的。", "Put one question with one ticket, without signing in."))
  .requiredOption("--tickets <file>", both("daylight tickets 给出的凭证文件", "the file that daylight tickets made"))
  .requiredOption("--text <file>", both("提问的文字（UTF-8）", "the question, UTF-8"))
  .option("--about <what>", both("关于：documents 招标文件，site-visit 踏勘现场", "documents or site-visit"), "documents")
  .option("--url <address>", both("交易平台地址（或环境变量 DAYLIGHT_URL）", "the exchange (or DAYLIGHT_URL)"))
  .option(...JSON_OPTION)
  .action(async (tender: string, options: AskOptions) => {
    done(await act(terminal, options, async () => {
      const asked = await askWith(tender, options);
      if (!asked.ok) return asked;
      const { question, pseudonym, collectedAt } = asked.value;
      return ok({ lines: [both(`✓ 提问人代号 ${pseudonym}，${collectedAt} 交招标人；回执已存入 ${options.tickets}`, "asked")], json: { question, pseudonym, collectedAt } });
    }));
  });
