import type { Tx } from "../../db/database.js";
import { ok, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { CommonBlock } from "../../notices/blocks.js";
import type { NoticeRecord } from "../../notices/record.js";
import { keepNotice, type Issued } from "../../tenders/use-cases/issue.js";
import type { World } from "../../world.js";
import type { SaleForm } from "../form.js";
import { countSaleNotices, type Sale } from "../queries.js";
import { commonBlock } from "./common.js";

/** What a document of a sale is about. */
export type About = {
  readonly sale: Sale; readonly form: SaleForm;
  /** The one lot it is about; left out where it is about all of them. */
  readonly lot?: Sale["lots"][number];
  /** What its title begins with; the sale's where left out. */
  readonly named?: string;
  /** The one firm that reads it; everybody where left out. */
  readonly audience?: string;
};

/** Builds a document of a sale under its next number, seals it and publishes it. The sale is held. */
export async function issueDocument(tx: Tx, world: World, { sale, form, lot, named = form.title, audience }: About, build: (common: CommonBlock) => Result<NoticeRecord>, at: Instant): Promise<Result<Issued>> {
  const common = commonBlock(world, sale, form, (await countSaleNotices(tx, world.exchange.id, sale.id)) + 1, at);
  const built = build(lot === undefined ? common : { ...common, lots: common.lots.filter(({ code }) => code === lot.code) });
  if (!built.ok) return built;
  return ok(await keepNotice(world, tx, built.value, { lot: lot?.lot ?? null, title: `${named}${built.value.title}`, line: sale.row.line, area: form.area, audience: audience ?? null }, at));
}
