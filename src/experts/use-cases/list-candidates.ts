import { inTransaction, type Tx } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { organisationName } from "../../identity/queries.js";
import { lodgementBySha } from "../../bidding/queries.js";
import { fromUtf8 } from "../../kernel/bytes.js";
import { ok, type Result } from "../../kernel/result.js";
import { dayOf, plusDays, startOf, type Instant, type PlainDate } from "../../kernel/time.js";
import { openingsOf } from "../../opening/queries.js";
import { lawId, lawWhole } from "../../procedure/law.js";
import { wholeOf } from "../../rules/rules.js";
import { lawOf, rulesOf } from "../../tenders/facts.js";
import type { World } from "../../world.js";
import { yearsBefore, NEVER_SAT, REST, type Avoided, type Firm } from "../avoidance.js";
import { ownFirms } from "./avoided.js";
import { candidatesOf, type Candidate } from "../candidates.js";
import { standingOf, standsAt } from "../pool-life.js";
import { expertsIn, sittingsOf } from "../queries/pool.js";
import { openExpert } from "./sealed-file.js";
import { heldDraw, type DrawPlace, type HeldDraw } from "./held-draw.js";
import { ringOf } from "./pool.js";

/** The keeper's list; `bidders`: whether those were avoided too, which nobody can before the opening names them. */
export type CandidateList = { readonly draw: string; readonly bidders: "avoided" | "unknown"; readonly candidates: readonly (Candidate & { /** For the keeper's tool, which calls whoever is drawn; of everybody, so that asking tells nothing. */ readonly phone: string })[] };

/** Who of the pool can be drawn for a lot, and who is left out for which reason: for the keeper, whose tool blinds it, and nobody else. */
export const listCandidates = (world: World, actor: Actor, place: DrawPlace, at: Instant): Promise<Result<CandidateList>> =>
  inTransaction(world.db, async (tx) => {
    const held = await heldDraw(tx, world, actor, "draw.keep", place);
    if (!held.ok) return held;
    const { draw, tender } = held.value;
    const [today, strata] = [dayOf(at), draw.request.strata];
    const bidders = await openedFirms(tx, world, held.value);
    const [rows, sittings] = [await expertsIn(tx, world.exchange.id, Object.keys(strata)), await sittingsOf(tx, world.exchange.id, sinceWhen(today, at))];
    const phones = new Map<string, string>();
    const pool = rows.flatMap((row) => {
      const said = openExpert(ringOf(world), row);
      if (said !== null) phones.set(row.expert_id, said.phone);
      return said === null ? [] : [{ expert: row.expert_id, file: said.file, state: standsAt(standingOf(row), today), sat: sittings.get(row.expert_id) ?? NEVER_SAT }];
    });
    const lawful = lawOf(tender, at);
    const avoided: Avoided = { own: ownFirms(tender), bidders, since: yearsBefore(today, wholeOf(rulesOf(tender, at), "EX-04")) };
    const qualifying = { rule: lawId(lawful, "expertYears"), years: lawWhole(lawful, "expertYears") };
    return ok({ draw: draw.id, bidders: bidders.length === 0 ? "unknown" : "avoided", candidates: candidatesOf(pool, strata, qualifying, avoided, today).map((each) => ({ ...each, phone: phones.get(each.expert) ?? "" })) });
  });

/** From when sittings count as this month's, this year's and of late. */
function sinceWhen(today: PlainDate, until: Instant): Parameters<typeof sittingsOf>[2] {
  const from = (date: string): Date => new Date(startOf(date as PlainDate));
  return { month: from(`${today.slice(0, 7)}-01`), year: from(`${today.slice(0, 4)}-01-01`), recent: from(plusDays(today, 1 - REST.of)), until: new Date(until) };
}

/** Every firm whose bid was opened, members of consortia with them. */
async function openedFirms(tx: Tx, world: World, { tender, lot }: Pick<HeldDraw, "tender" | "lot">): Promise<Firm[]> {
  const usccs = new Set<string>();
  for (const { part } of tender.parts.filter((each) => each.lot === lot.lot)) {
    for (const { bidder, statement_sha256 } of await openingsOf(tx, { exchangeId: world.exchange.id, tenderId: tender.id, lot: lot.lot, part })) {
      const lodged = await lodgementBySha(tx, world.exchange.id, statement_sha256);
      const { bidder: said } = JSON.parse(fromUtf8(lodged?.statement ?? new Uint8Array())) as { readonly bidder: { readonly members?: readonly string[] } };
      for (const uscc of [bidder, ...(said.members ?? [])]) usccs.add(uscc);
    }
  }
  const firms: Firm[] = [];
  for (const uscc of usccs) firms.push({ uscc, name: (await organisationName(tx, world.exchange.id, uscc)) ?? uscc });
  return firms;
}
