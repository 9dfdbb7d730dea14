import { expect } from "vitest";
import { announce, cny, equityForm, parcelForm, registeredSale } from "./sales.js";
import type { TestTown } from "./town.js";

type Form = Record<string, unknown>;

/** The exploration right of a quarry, as it is granted by listing. */
export const quarryForm = (over: Form = {}): Form => parcelForm({
  title: "晨光市云麓县石门山建筑石料用灰岩采矿权", profile: "ORDER39", papers: { approval: "晨政矿〔2026〕2号", title: "矿业权出让登记", restraint: null, scheme: "晨资规矿方案〔2026〕1号", plan: null },
  lots: [{ lot: "1", name: "石门山采矿权", subject: { kind: "mining-right", place: "云麓县石门镇", mineral: "建筑石料用灰岩", area: "0.4821", coordinates: "1 3456789.12 39456123.45\n2 3456900.12 39456321.45\n3 3456700.12 39456400.45", years: 15, proceeds: "出让收益按成交价一次确定，分期缴纳", restoration: "边开采边修复，闭坑前完成全部修复" }, floor: cny("36000000.00"), step: cny("500000.00"), deposit: cny("7200000.00") }],
  reserve: false, startsAt: "2026-11-09T09:00:00+08:00", listingEndsAt: "2026-11-27T10:00:00+08:00", applyUntil: "2026-11-06T17:00:00+08:00", ...over,
});

const PARCEL = { startsAt: "2026-10-19T09:00:00+08:00", listingEndsAt: "2026-11-02T10:00:00+08:00", applyUntil: "2026-10-27T17:00:00+08:00" };
const EQUITY = { startsAt: "2026-11-09T09:00:00+08:00", applyUntil: "2026-11-06T00:00:00+08:00" };

/** A grant of land, one of a mining right and a transfer, all published on 24 September 2026, and a draft that nobody published. */
export type SalesOnPages = { readonly land: string; readonly mining: string; readonly property: string; readonly draft: string };

/** Publishes them, in this order. */
export async function salesOnPages(town: TestTown, draftTitle = "晨光市滨河区2026-09号地块"): Promise<SalesOnPages> {
  const property = await registeredSale(town, "property", equityForm(EQUITY));
  await town.done("tenderer-1", "POST", `/api/v1/sales/${property}/appraisal`);
  const [land, mining] = [await registeredSale(town, "land", parcelForm({ ...PARCEL, area: "341702" })), await registeredSale(town, "mining", quarryForm({ area: "341721" }))];
  for (const sale of [land, mining, property]) expect((await announce(town, sale)).json).toMatchObject({ round: 1 });
  const { sale: draft } = await town.done("tenderer-1", "POST", "/api/v1/sales", { line: "land", form: parcelForm({ title: draftTitle }) });
  await town.world.journal.flush();
  return { land, mining, property, draft: String(draft) };
}
