import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { judgeReceipt, type LoggedFacts } from "../bidding/dispute.js";
import { verifyEd25519 } from "../journal/ed25519-node.js";
import { leafHash } from "../journal/merkle.js";
import { parseCheckpoint, textOfNote, type Vkey } from "../journal/note.js";
import { acceptCheckpoint, type Policy } from "../journal/policy.js";
import { PROMISE_MS, type ProvisionalReceipt } from "../journal/receipts.js";
import { base64, hex, sameBytes } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { at, plusMs, type Instant } from "../kernel/time.js";
import { GROUND_WORDS, GROUNDS, type Ground } from "../signing/dispute-file.js";
import { act, JSON_OPTION, type Done } from "./act.js";
import { policyOf } from "./anchors.js";
import { getJson, postJson, type Client } from "./client.js";
import { envelopesIn, NAMES, type Envelope } from "./envelope-folder.js";
import { partPath } from "./keys.js";
import { walkLog, type CheckedWalk } from "./log-walk.js";
import { exchangeFacts, personFrom, readBytes, readText, withPerson, type Person, type PersonOptions } from "./person.js";
import { checkProvisional, receiptKeysOf } from "./receipts.js";
import { both, type Verb } from "./verb.js";

const OPENING = z.object({ deadline: z.string(), close: z.object({ list: z.array(z.object({ idx: z.number().int(), st: z.string() })) }).nullable(), deadlineNote: z.string().nullable().optional() });
const TENDER = z.object({ lots: z.array(z.object({ lot: z.string(), parts: z.array(z.object({ part: z.string(), openers: z.array(z.object({ index: z.number().int().nullable() })) })) })) });
const RAISED = z.object({ serial: z.number().int(), ground: z.enum(GROUNDS), sha256: z.string() });

export type DisputeOptions = { readonly policy?: string; /** Judge on this machine and stop there. */ readonly check?: boolean };
export type Disputed = { readonly part: string; readonly st: string; readonly ground: Ground; readonly serial: number | null };

/** What this machine finds out for itself: the receipt, the log as the witnesses saw it, the published list. */
async function judged(client: Client, envelope: Envelope, receipt: ProvisionalReceipt, policy: Policy): Promise<Result<Ground>> {
  const { tender, lot, part } = envelope.statement;
  const opening = await getJson(client, `${partPath({ tender, lot, part })}/opening`, OPENING);
  if (!opening.ok) return opening;
  const { close, deadlineNote, deadline } = opening.value;
  if (close === null || deadlineNote == null) return refuse("dispute-late", { part });
  const walk = await walkPart(client, envelope, policy);
  if (!walk.ok) return walk;
  const leaf = walk.value.entries.findIndex((entry) => sameBytes(leafHash(entry), receipt.leafHash));
  const listed = close.list.some(({ st }) => st === envelope.st) ? envelope.st : null;
  const facts: LoggedFacts = {
    deadline: at(deadline), deadlineSize: parseCheckpoint(textOfNote(deadlineNote)).size, index: leaf < 0 ? null : walk.value.before.size + leaf, laterSize: laterSize(walk.value, receipt, policy), live: envelope.st, listed,
  };
  return judgeReceipt({ acceptedAt: receipt.acceptedAt, promisedUntil: plusMs(receipt.acceptedAt, PROMISE_MS) }, facts);
}

/** The log from before the part's first terms, which stand behind its openers' keys. */
async function walkPart(client: Client, { statement }: Envelope, policy: Policy): Promise<Result<CheckedWalk>> {
  const tender = await getJson(client, `/api/v1/tenders/${encodeURIComponent(statement.tender)}`, TENDER);
  if (!tender.ok) return tender;
  const openers = tender.value.lots.find(({ lot }) => lot === statement.lot)?.parts.find(({ part }) => part === statement.part)?.openers ?? [];
  return walkLog(client, policy, Math.min(...openers.map(({ index }) => index ?? 0), Number.MAX_SAFE_INTEGER));
}

/** The size of the newest checkpoint if the quorum saw it later than the promise; null where it did not. */
function laterSize({ newest }: CheckedWalk, { acceptedAt }: ProvisionalReceipt, policy: Policy): number | null {
  try {
    return acceptCheckpoint(newest, policy, verifyEd25519, { from: plusMs(acceptedAt, PROMISE_MS + 1), to: Number.MAX_SAFE_INTEGER as Instant }).size;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Disputes the close of every part under a folder whose receipt the log does not bear out. What is in order is said, and stops nothing. */
export async function disputeClose(person: Person, folder: string, options: DisputeOptions): Promise<Result<{ readonly disputed: readonly Disputed[]; readonly fine: readonly { readonly part: string; readonly code: string }[] }>> {
  const envelopes = await envelopesIn(folder);
  const anchors = envelopes.ok ? await anchorsOf(person, options) : envelopes;
  if (!envelopes.ok || !anchors.ok) return anchors as Result<never>;
  const disputed: Disputed[] = [];
  const fine: { part: string; code: string }[] = [];
  for (const envelope of envelopes.value) {
    const shown = await disputeEnvelope(person, envelope, anchors.value, options.check === true);
    const { part } = envelope.statement;
    if (shown.ok) disputed.push({ part, st: envelope.st, ...shown.value });
    else if (shown.refusal.code in IN_ORDER) fine.push({ part, code: shown.refusal.code });
    else return shown;
  }
  return ok({ disputed, fine });
}

type Anchors = { readonly policy: Policy; readonly key: readonly Vkey[] };

/** What everything is judged by: the bidder's own policy or the exchange's, and the key of receipts. */
async function anchorsOf({ client }: Person, options: DisputeOptions): Promise<Result<Anchors>> {
  const facts = await exchangeFacts(client);
  if (!facts.ok) return facts;
  const text = options.policy === undefined ? ok(facts.value.log.policy) : await readText(options.policy);
  const policy = text.ok ? policyOf(text.value, options.policy ?? "policy") : text;
  const key = receiptKeysOf(facts.value);
  if (!policy.ok || !key.ok) return (policy.ok ? key : policy) as Result<never>;
  return ok({ policy: policy.value, key: key.value });
}

/** Judges one envelope here and, where its receipt shows something wrong, raises the dispute. */
async function disputeEnvelope({ client }: Person, envelope: Envelope, { policy, key }: Anchors, isCheck: boolean): Promise<Result<{ readonly ground: Ground; readonly serial: number | null }>> {
  const note = await readText(path.join(envelope.folder, NAMES.receipt));
  if (!note.ok) return note;
  const receipt = checkProvisional(note.value, envelope, key);
  if (!receipt.ok) return receipt;
  const ground = await judged(client, envelope, receipt.value, policy);
  if (isCheck) return ground.ok ? ok({ ground: ground.value, serial: null }) : ground;
  // The newest checkpoint may be older than the promise although that is over: the exchange can have a later one cosigned.
  return ground.ok || ground.refusal.code === "dispute-promise-runs" ? raise(client, envelope, note.value) : ground;
}

/** Verdicts after which there is nothing to dispute. */
const IN_ORDER = { "dispute-unfounded": true, "dispute-receipt-late": true } as const;

async function raise(client: Client, { folder, statement, statementBytes, salt }: Envelope, receipt: string): Promise<Result<z.infer<typeof RAISED>>> {
  const file = path.join(folder, NAMES.signature);
  if (!existsSync(file)) return refuse("file-unreadable", { path: file, why: "ENOENT" });
  const signature = await readBytes(file);
  return signature.ok ? postJson(client, `${partPath(statement)}/disputes`, { statement: base64(statementBytes), signature: base64(signature.value), salt: hex(salt), receipt }, RAISED) : signature;
}

function linesOf({ disputed, fine }: { readonly disputed: readonly Disputed[]; readonly fine: readonly { readonly part: string; readonly code: string }[] }): Done {
  return {
    lines: [
      ...disputed.map(({ part, ground, serial }) => both(`${serial === null ? "✗" : "✓"} ${part}：${GROUND_WORDS[ground].zh}${serial === null ? "（仅核验，未提出）" : `，已提出第 ${String(serial)} 号争议，监督部门决定前不开标`}`, `${GROUND_WORDS[ground].en}${serial === null ? " (checked only)" : `: dispute ${String(serial)} raised`}`)),
      ...fine.map(({ part }) => both(`✓ ${part}：名单与回执相符，没有可争议之处`, "nothing to dispute")),
    ],
    json: { disputed: disputed.map((each) => ({ ...each })), fine: fine.map((each) => ({ ...each })) },
  };
}

type Options = PersonOptions & DisputeOptions & { readonly json?: boolean };

/** `daylight dispute`: a bidder shows the receipts of its envelopes where the closed list does not bear them out. */
export const dispute: Verb = (program, terminal, done) => withPerson(program.command("dispute"))
  .argument("<folder>", both("最后递交的密封件，连同回执", "the envelopes lodged last, with their receipts"))
  .description(both("截标后核对名单；回执不被日志证实的，向监督部门提出争议。", "Check the closed list against your receipts and dispute it where the log does not bear them out."))
  .option("--check", both("只核验，不提出", "judge on this machine, raise nothing"))
  .option("--policy <file>", both("您自己持有的见证策略", "the witness policy you hold yourself"))
  .option(...JSON_OPTION)
  .action(async (folder: string, options: Options) => {
    done(await act(terminal, options, async () => {
      const person = await personFrom(options);
      if (!person.ok) return person;
      const result = await disputeClose(person.value, folder, options);
      return result.ok ? ok(linesOf(result.value)) : result;
    }));
  });
