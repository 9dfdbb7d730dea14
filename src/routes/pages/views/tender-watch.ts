import { ordersOf, orderIndexes } from "../../../objections/queries.js";
import { isGated } from "../../../tenders/entry.js";
import { lotOf } from "../../../tenders/form.js";
import { admissionListOf, admissionsOf } from "../../../tenders/queries/admissions.js";
import type { Tender } from "../../../tenders/queries.js";
import type { LotKey } from "../../../tenders/keys.js";
import type { Language } from "../../../web/context.js";
import type { TenderWatchView } from "../../../web/pages/tender-watch.js";
import type { AdmissionsView } from "../../../web/parts/admissions.js";
import type { OrderView } from "../../../web/parts/orders.js";
import type { World } from "../../../world.js";
import { instantOf, maybeInstant, stageName } from "./lists.js";

/** The supervisor's orders over a lot, oldest first, with where they stand in the log. */
export async function orderViews({ db }: Pick<World, "db">, key: LotKey): Promise<OrderView[]> {
  const [rows, indexes] = [await ordersOf(db, key), await orderIndexes(db, key)];
  return rows.map(({ serial, kind, reason, ordered_at }) => ({ serial, kind, reason, at: instantOf(ordered_at), index: indexes.get(serial) ?? null }));
}

/** The lots of a tender with their orders, and where firms are admitted with these. For the buyer and the supervisor. */
export async function watchedLots(world: World, tender: Tender, language: Language): Promise<TenderWatchView["lots"]> {
  const admissions = isGated(tender.form) ? await admissionsOf(world.db, world.exchange.id, tender.id) : null;
  return Promise.all(tender.lots.map(async ({ lot, stage }) => {
    const key = { exchangeId: world.exchange.id, tenderId: tender.id, lot };
    return {
      lot, name: lotOf(tender.form, lot).name, stage: stage as TenderWatchView["lots"][number]["stage"], stageName: stageName(stage as TenderWatchView["lots"][number]["stage"], language), orders: await orderViews(world, key),
      admissions: admissions === null ? null : await admittedView(world, key, admissions.filter((row) => row.lot === lot)),
    };
  }));
}

async function admittedView({ db }: World, key: LotKey, rows: Awaited<ReturnType<typeof admissionsOf>>): Promise<AdmissionsView> {
  const list = await admissionListOf(db, key);
  return {
    index: list?.idx == null ? null : Number(list.idx),
    firms: rows.map(({ firm, name, basis, declined_at, declined_why }) => {
      const at = maybeInstant(declined_at);
      return { name, uscc: firm, basis, declined: at === null ? null : { at, reason: declined_why ?? "" } };
    }),
  };
}
