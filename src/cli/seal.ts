import { randomBytes } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import path from "node:path";
import { checkMembers, filesFor, ruleTold } from "../bidding/consortium.js";
import { KIND_BYTES } from "../bidding/file-kind.js";
import { precheckPart, precheckRecord } from "../bidding/precheck.js";
import { readPriceForm } from "../bidding/price-form.js";
import { canonicalText, type Json } from "../kernel/canonical-json.js";
import { wordsOf, type Refusal } from "../kernel/refusal.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { SALT_BYTES, saltLine } from "../signing/envelope-files.js";
import { FORM_NAME, sealPart, type SealedPart, type SealOrder, type SealProgress } from "../signing/envelope.js";
import { identityLine } from "../signing/age.js";
import { wrapIdentity } from "../signing/opener-key.js";
import { sha256Hex } from "../signing/hash-node.js";
import { nodePrimitives } from "../signing/primitives-node.js";
import type { Sealing } from "../signing/sealing.js";
import type { Bidder, BidStatement } from "../signing/statement.js";
import { act, JSON_OPTION } from "./act.js";
import { anchorsFrom, unpinnedLine, withAnchors, type AnchorOptions } from "./anchors.js";
import { contentSink, inputsOf, isEnvelope, NAMES, writeIn } from "./envelope-folder.js";
import { bidderOf } from "./follow.js";
import { passphraseFor } from "./passphrase.js";
import { personFrom, readText, withSigner, type Person, type PersonOptions } from "./person.js";
import { checkSealing, fetchSealing, type CheckedPart } from "./sealing.js";
import { both, type Verb } from "./verb.js";

/** A bid to seal: under `from` one folder a part, with the files and where it belongs form.json; under `to` come the envelopes. */
export type SealOrderFiles = {
  readonly tender: string; readonly lot: string; readonly from: string; readonly to: string; readonly anchors: AnchorOptions;
  /** Of a consortium, which this bidder leads: the other members' credit codes. */
  readonly members: readonly string[];
  /** Null leaves the bidder's key unwrapped: rehearsals only. */
  readonly passphrase: string | null;
};
export type SealedBid = { readonly parts: readonly { readonly part: string; readonly folder: string; readonly statement: BidStatement; /** What the check before sealing says and leaves to the bidder. */ readonly warnings: readonly Refusal[] }[]; readonly unpinned: readonly string[] };

/**
 * Seals a whole bid on this machine: checks terms, openers and log first, then makes one envelope a part. The exchange sees
 * nothing before `daylight lodge`.
 */
export async function sealBid(person: Person, order: SealOrderFiles, progress: SealProgress = () => undefined): Promise<Result<SealedBid>> {
  const said = await fetchSealing(person.client, order.tender, order.lot);
  if (!said.ok) return said;
  const anchors = await anchorsFrom(order.anchors, { ...said.value, policy: said.value.log.policy });
  if (!anchors.ok) return anchors;
  const parts = await checkSealing(person.client, said.value, anchors.value);
  if (!parts.ok) return parts;
  const bidder = await bidderOf(person);
  if (!bidder.ok) return bidder;
  const party = partyOf(bidder.value, order.members, said.value);
  if (!party.ok) return party;
  const sealed: SealedBid["parts"][number][] = [];
  for (const part of parts.value) {
    const one = await sealOne({ exchange: said.value.exchange, priceForm: said.value.priceForm, part, bidder: party.value, order }, progress);
    if (!one.ok) return one;
    sealed.push(one.value);
  }
  return ok({ parts: sealed, unpinned: anchors.value.unpinned });
}

/** The bidder with the members of the consortium that it leads, as the documents let one be. */
function partyOf(bidder: Bidder, members: readonly string[], { consortium }: Sealing): Result<Bidder> {
  if (members.length === 0) return ok(bidder);
  const may = checkMembers(bidder.id, members, ruleTold(consortium));
  return may.ok ? ok({ ...bidder, members }) : may;
}

type One = { readonly exchange: string; readonly priceForm: Json; readonly part: CheckedPart; readonly bidder: Bidder; readonly order: SealOrderFiles };

async function sealOne({ exchange, priceForm, part, bidder, order }: One, progress: SealProgress): Promise<Result<SealedBid["parts"][number]>> {
  const folder = path.join(order.to, part.part);
  if (isEnvelope(folder)) return refuse("file-exists", { path: folder });
  const requiredFiles = filesFor(part, bidder.members ?? []);
  const inside = await readPart(path.join(order.from, part.part), { ...part, requiredFiles }, priceForm);
  if (!inside.ok) return inside;
  const { warnings, ...packed } = inside.value;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { previous, terms, termsSha256 } = part;
  const sealed = await sealPart(nodePrimitives, { exchange, terms, termsSha256, bidder, seq: (previous?.seq ?? 0) + 1, prev: previous?.sha256 ?? null, ...packed }, contentSink(folder), progress);
  if (!sealed.ok) return sealed;
  const kept = await keep(folder, sealed.value, order.passphrase);
  return kept.ok ? ok({ part: part.part, folder, statement: sealed.value.statement, warnings }) : kept;
}

type Inside = Pick<SealOrder, "form" | "files" | "precheck"> & { readonly warnings: readonly Refusal[] };

/** The files of a part and its form, held against what the documents ask: the first grave finding is the answer, the rest is told. */
async function readPart(from: string, { part, title, form: hasForm, requiredFiles }: CheckedPart, priceForm: Json): Promise<Result<Inside>> {
  const files = await inputsOf(from, hasForm ? [FORM_NAME] : []);
  if (!files.ok) return files;
  if (!hasForm && files.value.some(({ name }) => name === FORM_NAME)) return refuse("form-json-not-here", { part });
  const form = hasForm ? await readForm(path.join(from, FORM_NAME), part) : ok(null);
  if (!form.ok) return form;
  const questions = hasForm ? readPriceForm(priceForm) : ok(null);
  if (!questions.ok) return questions;
  const asked = { part, title, form: hasForm, requiredFiles, priceForm: questions.value };
  const filled = { form: form.value, files: await Promise.all(files.value.map(async ({ name, size }) => ({ name, size, head: await headOf(path.join(from, name)) }))) };
  const findings = precheckPart(asked, filled);
  const grave = findings.find((finding) => finding.grave);
  if (grave !== undefined) return { ok: false, refusal: grave.refusal };
  return ok({ form: form.value, files: files.value, precheck: (listed) => precheckRecord(asked, filled, listed, sha256Hex), warnings: findings.map(({ refusal }) => refusal) });
}

/** A file's beginning, which says its kind; null where it cannot be read. */
async function headOf(file: string): Promise<Uint8Array | null> {
  const handle = await open(file, "r").catch(() => null);
  if (handle === null) return null;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(KIND_BYTES), 0, KIND_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } catch {
    return null; // a folder, which the sealing itself refuses
  } finally {
    await handle.close();
  }
}

/** The statement is written last: a folder that holds one is a whole envelope. */
async function keep(folder: string, { statementBytes, shares, identity }: SealedPart, passphrase: string | null): Promise<Result<null>> {
  const key = passphrase === null ? ok(identityLine(identity)) : await wrapIdentity(identity, passphrase);
  if (!key.ok) return key;
  await writeIn(folder, NAMES.key, key.value);
  for (const [at, share] of shares.entries()) await writeIn(folder, NAMES.share(at + 1), share);
  await writeIn(folder, NAMES.salt, saltLine(randomBytes(SALT_BYTES)));
  await writeIn(folder, NAMES.statement, statementBytes);
  return ok(null);
}

async function readForm(file: string, part: string): Promise<Result<Json>> {
  const text = await readText(file);
  if (!text.ok) return refuse("form-json-missing", { part });
  try {
    const form = JSON.parse(text.value) as Json;
    canonicalText(form);
    return ok(form);
  } catch (error) {
    return refuse("file-unreadable", { path: file, why: error instanceof Error ? error.message : "JSON" });
  }
}

type Options = PersonOptions & AnchorOptions & { readonly out: string; readonly member?: readonly string[]; readonly rehearsalPlainKey?: boolean; readonly json?: boolean };

/** `daylight seal`: makes the sealed envelopes of a bid, without sending anything. */
export const seal: Verb = (program, terminal, done) => withAnchors(withSigner(program.command("seal")))
  .argument("<tender>", both("招标项目编号", "the tender"))
  .argument("<lot>", both("标段", "the lot"))
  .argument("<folder>", both("投标文件夹：每部分一个子文件夹，需要时含 form.json", "the bid: one folder a part, with form.json where it has one"))
  .description(both("在本机加密、封装投标文件；先核对招标条件、开启人公钥和日志。", "Seal a bid on this machine, after checking terms, openers' keys and the log."))
  .requiredOption("-o, --out <folder>", both("密封件存放处", "where the envelopes go"))
  .option("--member <uscc...>", both("联合体其他成员的统一社会信用代码（本单位为牵头人）", "the other members of the consortium, by credit code; this firm leads it"))
  .option("--rehearsal-plain-key", both("演练专用：投标人密钥不加口令", "rehearsals only: keep the bidder's key without a passphrase"))
  .option(...JSON_OPTION)
  .action(async (tender: string, lot: string, folder: string, options: Options) => {
    done(await act(terminal, options, async () => {
      const person = await personFrom(options);
      if (!person.ok) return person;
      const passphrase = options.rehearsalPlainKey === true ? ok(null) : await passphraseFor("bidder.key");
      if (!passphrase.ok) return passphrase;
      const sealed = await sealBid(person.value, { tender, lot, from: folder, to: options.out, members: options.member ?? [], anchors: options, passphrase: passphrase.value });
      if (!sealed.ok) return sealed;
      const { parts, unpinned } = sealed.value;
      return ok({
        lines: [...unpinnedLine(unpinned), ...parts.flatMap(({ part, warnings }) => warnings.map((warning) => both(`· ${part}：${wordsOf(warning, "zh")}`, wordsOf(warning, "en")))), ...parts.map(({ part, folder: made, statement }) => both(`✓ ${part}：${made}（${String(statement.content.size)} 字节，序号 ${String(statement.seq)}）`, "sealed"))],
        json: { parts: parts.map(({ part, folder: made, statement, warnings }) => ({ part, folder: made, warnings: warnings.map(({ code, facts }) => ({ code, facts })), envelope: statement.envelope, seq: statement.seq, size: statement.content.size, sha256: statement.content.sha256 })), unpinned },
      });
    }));
  });
