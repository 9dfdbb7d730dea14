import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { z } from "zod";
import { base64 } from "../kernel/bytes.js";
import { canonical, type Json } from "../kernel/canonical-json.js";
import { parseMoney } from "../kernel/money.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { dayOf, type Instant } from "../kernel/time.js";
import { parseCertificate } from "../signing/certificates.js";
import { signDetached } from "../signing/cms-sign.js";
import { sha256Hex } from "../signing/hash-node.js";
import { LetterBody, letterFor, readLetter, type Letter } from "../sureties/letter.js";
import { DayBody } from "../tenders/form.js";
import { wrongForm } from "../tenders/wrong-form.js";
import { act, JSON_OPTION, type Done } from "./act.js";
import { getJson, type Client } from "./client.js";
import { personFrom, signerOf, withSigner, type PersonOptions } from "./person.js";
import { both, type Verb } from "./verb.js";

const TERMS = z.object({ exchange: z.string(), tender: z.string(), lot: z.string(), beneficiary: z.object({ uscc: z.string(), name: z.string() }), amount: z.object({ amount: z.string(), currency: z.literal("CNY") }), from: DayBody, until: DayBody });
const TIME = z.object({ now: z.string() });

type Options = PersonOptions & { readonly json?: boolean; readonly number: string; readonly applicant: string; readonly applicantName: string; readonly amount?: string; readonly until?: string; readonly out: string };

/** Asks the exchange what a letter for the lot must say, fills it in, signs it and writes one file: what the bidder hands in. */
async function make(options: Options, tender: string, lot: string): Promise<Result<Done>> {
  if (existsSync(options.out)) return refuse("file-exists", { path: options.out });
  const person = await personFrom(options);
  if (!person.ok) return person;
  const signer = await signerOf(person.value);
  if (!signer.ok) return signer;
  const certificate = parseCertificate(signer.value.certificate);
  if (!certificate.ok) return certificate;
  const { organisation: uscc, subject } = certificate.value;
  if (uscc === null) return refuse("signer-other-organisation", { expected: "NTRCN-…", found: "?" });
  const letter = await letterIn(person.value.client, { tender, lot }, { issuer: { uscc, name: subject.organisation ?? "" }, options });
  if (!letter.ok) return letter;
  const form = LetterBody.safeParse(letter.value);
  if (!form.success) return wrongForm(form.error);
  const read = readLetter(form.data);
  if (!read.ok) return read;
  const { bytes } = read.value;
  await writeFile(options.out, canonical({ letter: letter.value as unknown as Json, signature: base64(await signDetached(bytes, signer.value)) }));
  const sha256 = sha256Hex(bytes);
  return ok({ lines: [both(`✓ ${options.out}：保函 ${letter.value.number}，${letter.value.amount} 元，有效期至 ${letter.value.until}，摘要 ${sha256}。请交投标人在投标截止前提交。`, "made and signed: the bidder hands it in before the deadline")], json: { number: letter.value.number, amount: letter.value.amount, until: letter.value.until, sha256 } });
}

type Filling = { readonly issuer: Letter["issuer"]; readonly options: Options };

async function letterIn(client: Client, { tender, lot }: { readonly tender: string; readonly lot: string }, { issuer, options }: Filling): Promise<Result<Letter>> {
  const terms = await getJson(client, `/api/v1/tenders/${encodeURIComponent(tender)}/lots/${encodeURIComponent(lot)}/guarantee-terms`, TERMS);
  if (!terms.ok) return terms;
  const time = await getJson(client, "/api/v1/time", TIME);
  if (!time.ok) return time;
  const wanted = parseMoney(options.amount === undefined ? terms.value.amount : { amount: options.amount, currency: "CNY" });
  if (!wanted.ok) return wanted;
  const until = DayBody.safeParse(options.until ?? terms.value.until);
  if (!until.success) return refuse("wrong-parameter", { name: "until", wanted: "2026-12-18" });
  const issuedOn = dayOf(Date.parse(time.value.now) as Instant);
  return ok(letterFor({ ...terms.value, wanted: wanted.value, until: until.data }, { number: options.number, issuer, applicant: { uscc: options.applicant, name: options.applicantName }, issuedOn }));
}

/** `daylight guarantee make`: the issuer's side of a letter of guarantee (电子保函). */
export const guarantee: Verb = (program, terminal, done) => {
  const group = program.command("guarantee").description(both("电子保函：开立人制作、签名。", "Letters of guarantee: their issuer makes and signs them."));
  withSigner(group.command("make")).argument("<tender>", both("招标项目编号", "the tender")).argument("<lot>", both("标段", "the lot"))
    .description(both("按招标文件的要求制作一份保函并签名，写成一个文件。", "Make a letter as the documents ask for it, sign it, and write one file."))
    .requiredOption("--number <text>", both("保函编号，一个编号只用一次", "its number, used once")).requiredOption("--applicant <code>", both("被担保人（投标人）统一社会信用代码", "credit code of the bidder")).requiredOption("--applicant-name <text>", both("被担保人名称", "and its name"))
    .option("--amount <yuan>", both("保函金额（元，两位小数），默认为要求的金额", "amount in yuan, two decimals; what is asked where left out")).option("--until <day>", both("有效期至，默认为要求的最后一日", "last day; the one asked for where left out"))
    .requiredOption("-o, --out <file>", both("保函文件", "the file to write")).option(...JSON_OPTION)
    .action(async (tender: string, lot: string, options: Options) => { done(await act(terminal, options, () => make(options, tender, lot))); });
  return group;
};
