import type { Tx } from "../../db/database.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { Actor, SignedAct } from "../actor.js";
import { approvalsOf, isSamePerson } from "../queries.js";
import { insertApproval } from "../store.js";
import type { ApprovalKind } from "../tables.js";

/** What somebody agrees to: an object of the exchange and the hash of it as it stands now, under its lock. */
export type Agreed = { readonly kind: ApprovalKind; readonly object: string; /** SHA-256, hex. */ readonly version: string };

/** Keeps the signature of the first of two people. @throws {RangeError} where the act was not signed */
export async function keepRequest(tx: Tx, exchangeId: string, actor: Actor, { kind, object, version }: Agreed, at: Instant): Promise<Result<true>> {
  const signed = signatureOf(actor);
  if (isStale(signed, version)) return refuse("approval-stale");
  return keep(tx, { exchange_id: exchangeId, signed_act: signed.sha256, kind, object, step: "request", version, actor_id: actor.id, made_at: new Date(at) });
}

/**
 * Keeps the signature of the second: another person than who prepared it, whatever offices they hold; and of the same version that the first signed, so that a
 * change between the two voids the first. @param preparedBy the first one's office @throws {RangeError} where the act was not signed
 */
export async function keepApproval(tx: Tx, exchangeId: string, actor: Actor, { kind, object, version, preparedBy }: Agreed & { readonly preparedBy: string }, at: Instant): Promise<Result<true>> {
  const signed = signatureOf(actor);
  if (await isSamePerson(tx, exchangeId, actor.id, preparedBy)) return refuse("four-eyes");
  const first = (await approvalsOf(tx, exchangeId, kind, object)).findLast(({ step }) => step === "request");
  if (isStale(signed, version) || (first !== undefined && first.version !== version)) return refuse("approval-stale");
  return keep(tx, { exchange_id: exchangeId, signed_act: signed.sha256, kind, object, step: "approval", version, actor_id: actor.id, made_at: new Date(at) });
}

const isStale = ({ object }: SignedAct, version: string): boolean => object !== null && object !== version;

function signatureOf({ id, signed }: Actor): SignedAct {
  if (signed === undefined) throw new RangeError(`${id} agrees without a signature`);
  return signed;
}

async function keep(tx: Tx, row: Parameters<typeof insertApproval>[1]): Promise<Result<true>> {
  return (await insertApproval(tx, row)) ? ok(true) : refuse("challenge-over");
}
