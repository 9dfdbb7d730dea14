import { allOrNothing, type Db } from "../../db/database.js";
import { knowOrganisation } from "../../identity/use-cases/offices.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { inviteOfficer, type Invited } from "../../parties/use-cases/representatives.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { Answers } from "../answers.js";
import type { CeremonyFacts } from "../transcript.js";
import { foundedAs, insertAreas, insertExchange, insertOpenerOffices, lockFounding } from "../store.js";

/** What the two administrators signed, and what goes into the log with it. */
export type Founding = { readonly answers: Answers; readonly facts: CeremonyFacts; readonly policy: string; readonly transcriptSha256: string };
/** A one-time code for an office, shown once. */
export type Seat = Invited & { readonly role: string; readonly name: string };
export type Founded = { /** False where an earlier run did it. */ readonly isNew: boolean; readonly seats: readonly Seat[] };

type Making = { readonly at: Instant; readonly random: (count: number) => Uint8Array };

/**
 * Founds a live exchange in one transaction: its row, regions, opener offices, the operator's own firms, the first entries of its log, and a one-time code for each office.
 * Again: nothing is made anew but codes for offices that nobody took up, and the earlier ones end. Law: 20号令 23.
 */
export const foundExchange = (db: Db, founding: Founding, making: Making): Promise<Result<Founded>> =>
  allOrNothing(db, async (tx) => {
    const { answers, facts } = founding;
    const { id } = answers.exchange;
    await lockFounding(tx);
    const known = await foundedAs(tx, id);
    if (known !== null && known.origin !== facts.origin) return refuse("exchange-founded", { origin: known.origin });
    if (known === null) await firstRows(tx, founding, making.at);
    const { organisation, seats } = { organisation: { name: answers.exchange.name, uscc: answers.exchange.uscc }, seats: [] as Seat[] };
    for (const office of [...answers.administrators.map(({ name }) => ({ role: "admin" as const, name, organisation })), ...answers.offices]) {
      const invited = await inviteOfficer(tx, id, { ...office, uscc: office.organisation.uscc }, making);
      if (invited !== null) seats.push({ ...invited, role: office.role, name: office.name });
    }
    return ok({ isNew: known === null, seats });
  });

async function firstRows(tx: Parameters<typeof insertExchange>[0], { answers, facts, policy, transcriptSha256 }: Founding, at: Instant): Promise<void> {
  const { exchange: { id, host, name, nameEn, uscc, platformCode }, areas, openerOffices, operatorFirms, offices } = answers;
  const made_at = new Date(at);
  await insertExchange(tx, { exchange_id: id, host, name, name_en: nameEn, uscc, platform_code: platformCode, origin: facts.origin, made_at });
  await insertAreas(tx, areas.map((each) => ({ exchange_id: id, area: each.area, name: each.name, name_en: each.nameEn })));
  await insertOpenerOffices(tx, openerOffices.map((each) => ({ exchange_id: id, opener: each.opener, org_name: each.name, org_uscc: each.uscc })));
  for (const firm of [{ name, uscc }, ...operatorFirms]) await knowOrganisation(tx, id, { ...firm, operatorFirm: true }, made_at);
  for (const { organisation } of offices) await knowOrganisation(tx, id, { ...organisation, operatorFirm: false }, made_at);
  const sha256 = sha256Hex(policy);
  const log = (entry: Parameters<typeof appendToLog>[2]): Promise<string> => appendToLog(tx, id, entry);
  await log({ v: "dl/1", type: "config", mode: "live", origin: facts.origin, exchange: name, policy_sha256: sha256 });
  await log({ v: "dl/1", type: "policy", lines: policy.trimEnd().split("\n"), sha256 });
  await log({ v: "dl/1", type: "key", role: "receipt", vkey: facts.keys.receipt });
  await log({ v: "dl/1", type: "key", role: "seal", sha256: facts.keys.seal });
  await log({ v: "dl/1", type: "key", role: "ca", sha256: facts.keys.ca });
  for (const { opener, uscc: org } of openerOffices) await log({ v: "dl/1", type: "key", role: "opener-office", opener, org });
  await log({ v: "dl/1", type: "key", role: "ceremony", sha256: transcriptSha256 });
}
