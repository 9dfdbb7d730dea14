import { allOrNothing, type Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { dayOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { audience } from "../../messages/audiences.js";
import { tell } from "../../messages/use-cases/tell.js";
import { regulationRecord } from "../../notices/centre-papers.js";
import { sealRecord } from "../../notices/use-cases/seal.js";
import type { World } from "../../world.js";
import { hallsOf, regulationVersions } from "../queries.js";
import { checkRegulation, regulationsOn, REGULATION_KINDS, type NewRegulation, type Policy } from "../regulation.js";
import { holdCentre, insertRegulation, insertTakenUp } from "../store.js";
import { isInForce } from "../unit.js";
import { ledBy } from "./organisation.js";

type By = { readonly id: string };
export type PublishedRegulation = { readonly code: string; readonly version: number; readonly sha256: string };

/** Publishes a rule, or its next version: sealed, its hashes logged, the text open to all. */
export const publishRegulation = (world: World, by: By, given: NewRegulation, at: Instant): Promise<Result<PublishedRegulation>> => allOrNothing(world.db, (tx) => publishRegulationIn(tx, world, by, given, { at, today: dayOf(at) }));

/** The same within a transaction. @param today the day before which no version begins */
export async function publishRegulationIn(tx: Tx, world: World, by: By, given: NewRegulation, { at, today }: { readonly at: Instant; readonly today: PlainDate }): Promise<Result<PublishedRegulation>> {
  const { exchange, mode, publicUrl } = world;
  await holdCentre(tx, exchange.id);
  const fit = checkRegulation(given, { before: (await regulationVersions(tx, exchange.id, given.code)).at(-1) ?? null, today });
  if (!fit.ok) return fit;
  const { code, version, kind, status, from } = fit.value;
  const record = regulationRecord({ exchange: exchange.origin, mode, issuer: { name: exchange.name, uscc: exchange.uscc }, publishedAt: at, publicUrl }, fit.value, REGULATION_KINDS[kind].zh);
  if (!record.ok) return record;
  const sealed = await sealRecord(world, record.value);
  const outboxId = await appendToLog(tx, exchange.id, { v: "dl/1", type: "centre.rule", code, version, json_sha256: sealed.json_sha256, pdf_sha256: sealed.pdf_sha256 });
  await insertRegulation(tx, { exchange_id: exchange.id, code, version, kind, status, from_on: from, ...sealed, outbox_id: outboxId, made_by: by.id, made_at: new Date(at) });
  if (kind === "policy") await tell(tx, world, { kind: "policy-issued", to: [audience.role("sub-centre-head")], tender: null, lot: null }, at);
  return ok({ code, version, sha256: sealed.json_sha256 });
}

export type TakenUpPolicy = { readonly hall: string; readonly policy: Policy; readonly version: number };

/** The head of a sub-centre puts one of its halls under the version of a policy that holds today; no older one, and nobody else's hall. */
export const takeUpPolicy = (world: World, by: By, asked: { readonly hall: string; readonly policy: Policy }, at: Instant): Promise<Result<TakenUpPolicy>> =>
  allOrNothing(world.db, async (tx) => {
    const hall = (await hallsOf(tx, world.exchange.id)).find(({ code }) => code === asked.hall);
    const own = await ledBy(tx, world.exchange.id, by.id, dayOf(at));
    if (own === null || hall?.subCentre !== own) return refuse("not-found", { what: asked.hall });
    return takeUpPolicyIn(tx, world, by, asked, at);
  });

/** The same within a transaction, for any hall. */
export async function takeUpPolicyIn(tx: Tx, world: World, by: By, { hall: code, policy }: { readonly hall: string; readonly policy: Policy }, at: Instant): Promise<Result<TakenUpPolicy>> {
  await holdCentre(tx, world.exchange.id);
  const hall = (await hallsOf(tx, world.exchange.id)).find((each) => each.code === code);
  if (hall === undefined || !isInForce(hall, dayOf(at))) return refuse("hall-not-in-force", { hall: code, on: dayOf(at) });
  const current = regulationsOn(await regulationVersions(tx, world.exchange.id, policy), dayOf(at))[0];
  if (current === undefined) return refuse("policy-not-issued", { policy });
  const made = await insertTakenUp(tx, { exchange_id: world.exchange.id, hall: code, code: policy, version: current.version, made_by: by.id, made_at: new Date(at) });
  return made ? ok({ hall: code, policy, version: current.version }) : refuse("policy-taken-up", { hall: hall.zh, version: current.version });
}
