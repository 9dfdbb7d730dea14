import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { expect } from "vitest";
import { sealedEntry, openRefusalReceipt, type RefusalReceipt } from "../../src/journal/receipts.js";
import { verifyEd25519 } from "../../src/journal/ed25519-node.js";
import { base64, fromBase64, hex, utf8 } from "../../src/kernel/bytes.js";
import { identityLine, sealSmall } from "../../src/signing/age.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { splitSecret } from "../../src/signing/shamir.js";
import { bytesOf, headOf, type BidStatement } from "../../src/signing/statement.js";
import type { SealedBid } from "./works-tender.js";
import type { Answer, TestTown } from "./town.js";

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
export type Body = SealedBid["body"];
export type SentPart = Body["parts"][number];
export const first = ({ body }: SealedBid): SentPart => {
  const [part] = body.parts;
  if (part === undefined) throw new RangeError("a bid without parts");
  return part;
};
export const statementOf = (part: SentPart): BidStatement => JSON.parse(Buffer.from(fromBase64(part.statement)).toString()) as BidStatement;

/** The same part with other bytes for its statement, signed by `signer` as its tool would. */
export async function signedAnew(town: TestTown, signer: string, part: SentPart, bytes: Uint8Array): Promise<SentPart> {
  return { ...part, statement: base64(bytes), signature: base64(await signDetached(bytes, await town.signer(signer))), salt: hex(randomBytes(16)) };
}

/** The same part whose statement says something else in some fields, signed by `signer`. */
export const restated = (town: TestTown, signer: string, part: SentPart, change: object): Promise<SentPart> => signedAnew(town, signer, part, bytesOf({ ...statementOf(part), ...change }));

/** What a rival lodges who has another firm's ciphertext and even its key: everything is that firm's but the name. */
export async function copied(town: TestTown, thief: string, own: SentPart, of: SentPart, identity: string): Promise<SentPart> {
  const victim = statementOf(of);
  const mine = statementOf(own);
  const dealt = splitSecret(identityLine(identity), victim.shares.map((_, at) => at + 1), victim.threshold, (length) => nodePrimitives.random(length));
  const shares = await Promise.all(victim.shares.map(async ({ opener, recipient }, at) => {
    const plain = bytesOf({ ...headOf(mine), v: "dse-share/1", opener, index: at + 1, share: base64(dealt[at] ?? new Uint8Array()) });
    const file = await sealSmall(recipient, plain);
    return { file, entry: { opener, recipient, size: file.length, sha256: sha256(file), commit: sha256(plain) } };
  }));
  const bytes = bytesOf({ ...mine, recipient: victim.recipient, content: victim.content, shares: shares.map(({ entry }) => entry) });
  return { ...(await signedAnew(town, thief, own, bytes)), shares: shares.map(({ file }) => base64(file)) };
}

type Rows = { readonly lodgements: number; readonly refused: number; readonly logged: number };
/** How many rows there are of bids, refusals, and entries in the log or on their way into it. */
export async function rows(town: TestTown): Promise<Rows> {
  const { rows: [row] } = await sql<Record<keyof Rows, string>>`select (select count(*) from lodgements) as lodgements,
    (select count(*) from refused_lodgements) as refused, (select count(*) from outbox) + (select count(*) from leaves) as logged`.execute(town.database.db);
  return { lodgements: Number(row?.lodgements), refused: Number(row?.refused), logged: Number(row?.logged) };
}

/**
 * Lodges what must be refused: the answer carries a note that the logged receipt key signed over this statement and code, one
 * sealed leaf came into the log, and nothing else was written.
 */
export async function refusedWith(town: TestTown, actor: string, url: string, body: Body): Promise<string> {
  const before = await rows(town);
  const answer: Answer = await town.ask(actor, "POST", url, body);
  await town.world.journal.flush();
  const code = String(answer.json["code"]);
  expect(answer.status, code).toBeGreaterThanOrEqual(400);
  expect(answer.status, code).toBeLessThan(500);
  const note: RefusalReceipt = openRefusalReceipt(String(answer.json["refusalNote"]), town.world.receiptKey.vkey, verifyEd25519);
  expect(note).toMatchObject({ origin: town.world.exchange.origin, statementSha256: sha256(fromBase64(body.parts[0]?.statement ?? "")), code, refusedAt: town.world.clock() });
  expect(await rows(town)).toEqual({ ...before, refused: before.refused + 1, logged: before.logged + 1 });
  const [leaf] = await town.world.journal.leavesAfter(before.logged - 1, 1);
  expect(Buffer.from(leaf?.entry ?? new Uint8Array()).toString()).toMatch(/^\{"c":"[0-9a-f]{64}","type":"sealed","v":"dl\/1"\}$/);
  const salt = answer.json["refusalSalt"];
  if (typeof salt === "string") expect(Buffer.from(leaf?.entry ?? new Uint8Array()).toString()).toContain(sealedEntry(Buffer.from(salt, "hex"), Buffer.from(sha256(utf8(String(answer.json["refusalNote"]))), "hex")).c);
  return code;
}
