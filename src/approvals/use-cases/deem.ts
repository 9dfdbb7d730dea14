import type { Tx } from "../../db/database.js";
import type { KeptVersion } from "../../items/item.js";
import { dayOf, type Instant } from "../../kernel/time.js";
import { freezeRules } from "../../rules/rules.js";
import type { World } from "../../world.js";
import { clockColumns } from "../columns.js";
import type { CaseRow } from "../queries.js";
import { changeCase, insertStep } from "../store.js";
import { acceptanceSaid, sealCasePaper, WINDOW_SEAL } from "./papers.js";
import { tellApplicant } from "./tell.js";

/**
 * A case that nobody told its faults in time is accepted, as of the day its papers came; what is missing is missing no more. The case is held and its time of silence over.
 * Law: 行政许可法 32(4). @returns the case as it is now
 */
export async function deemAccepted(tx: Tx, world: World, { row, version }: { readonly row: CaseRow; readonly version: KeptVersion }, at: Instant): Promise<CaseRow> {
  const came = (row.received_at ?? row.made_at).getTime() as Instant;
  const acceptedOn = dayOf(came);
  const change = { state: "deemed-accepted" as const, silence_at: null, accepted_on: acceptedOn, ...clockColumns(freezeRules(acceptedOn), { acceptedOn, limit: row.limit_days, pauses: [] }, { light: "green", at }) };
  await changeCase(tx, row, change);
  await insertStep(tx, { exchange_id: row.exchange_id, code: row.code, step: "deem", state: "deemed-accepted", words: { receivedOn: acceptedOn }, made_by: "clock", person: null, made_at: new Date(at) });
  const now: CaseRow = { ...row, ...change };
  await sealCasePaper(tx, world, { row: now, version, said: acceptanceSaid(now, version, true), seal: WINDOW_SEAL }, at);
  await tellApplicant(tx, world, now, "case-accepted", at);
  return now;
}
