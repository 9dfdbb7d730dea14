import { dayOf, type Instant } from "../../kernel/time.js";
import type { CommonBlock } from "../../notices/blocks.js";
import type { World } from "../../world.js";
import type { SaleForm } from "../form.js";
import type { Sale } from "../queries.js";

const YEAR_CHARS = 4;
const SERIAL_CHARS = 6;

/** What the rows that every document has are called in one of a sale. */
const LABELS = { "标段（包）": { zh: "标的", en: "Lot" }, "标段（包）编号": { zh: "标的编号", en: "Lot code" } } as const;

/** What every document of a sale says, whatever its kind. @param serial of the sale's documents, from 1 */
export function commonBlock(world: World, sale: Sale, form: SaleForm, serial: number, at: Instant): CommonBlock {
  const contactOf = ({ name, person, phone, address }: SaleForm["contact"]) => ({ name, person, phone, address });
  return {
    exchange: world.exchange.origin, tender: null, sale: sale.id, id: `${sale.id}-N${String(serial)}`, version: 1, mode: world.mode,
    number: `${world.exchange.name.slice(0, 2)}公易〔${dayOf(at).slice(0, YEAR_CHARS)}〕${sale.id.slice(-SERIAL_CHARS)}-${String(serial)}号`,
    issuer: { name: sale.row.seller_name, uscc: sale.row.seller_uscc }, media: [`${world.exchange.name}（${world.publicUrl}）`], publishedAt: at, unified: null, project: { code: sale.id, name: form.title }, tenderCode: null,
    lots: sale.lots.map(({ lot, code }) => ({ code, name: form.lots.find((each) => each.lot === lot)?.name ?? lot })),
    contact: contactOf(form.contact), complaint: { ...contactOf(form.complaints), url: null }, publicBase: world.publicUrl, words: { documents: {}, labels: LABELS },
  };
}
