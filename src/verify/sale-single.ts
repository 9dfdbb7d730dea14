import { z } from "zod";
import { canonicalText } from "../kernel/canonical-json.js";
import { parseMoney } from "../kernel/money.js";
import { at } from "../kernel/time.js";
import type { Loaded } from "./files.js";
import { money } from "./fields.js";
import type { Findings } from "./findings.js";
import { singlePath } from "./layout.js";
import type { BundleLog, EntryOfType } from "./log.js";
import { readShape } from "./read.js";
import { saleDocuments } from "./sale-notices.js";
import type { SaleIndex } from "./shapes.js";

const instant = z.iso.datetime({ offset: true });
const SINGLE = z.strictObject({
  v: z.literal("sale-single/1"), exchange: z.string(), sale: z.string(), lot: z.string(), round: z.int().min(1), floor: money, offer: money, price: money, applyUntil: instant, decidedAt: instant,
  transferee: z.strictObject({ firm: z.string(), name: z.string(), certificate: z.string().min(1) }),
  applications: z.array(z.strictObject({ deposit: z.enum(["none", "held", "reversed", "refunded"]), verdict: z.enum(["qualified", "refused"]).nullable(), certificate: z.string().nullable() })),
});
type Single = z.infer<typeof SINGLE>;

/**
 * One transferee is dealt with alone only where one is qualified, every application is decided, none is taken any more, and for no less than the
 * floor price of the notice and its own offer. Law: 企业国有资产法 54 (PR-01). Each such deal of the log is in the bundle.
 */
export function checkSingles(bundle: Loaded, index: SaleIndex, log: BundleLog, findings: Findings): void {
  const { singles = [], sale, treeSize } = index;
  for (const { idx, body } of log.all("sale.single").filter((each) => each.body.sale === sale && each.idx < treeSize)) {
    findings.demand(singles.some((each) => each.idx === idx && each.lot === body.lot), "entry-without-file", "bundle.json", { idx, type: "sale.single" });
  }
  for (const single of singles) checkSingle(bundle, index, { ...single, entry: log.all("sale.single").find(({ idx }) => idx === single.idx) }, findings);
}

type Listed = { readonly lot: string; readonly idx: number; readonly entry: EntryOfType<"sale.single"> | undefined };

function checkSingle(bundle: Loaded, index: SaleIndex, { lot, idx, entry }: Listed, findings: Findings): void {
  const path = singlePath(idx);
  const file = readShape(bundle, path, SINGLE, findings);
  if (file === undefined) return;
  const said = canonicalText([file.exchange, file.sale, file.lot, file.round, bundle.hashes.get(path) ?? null]);
  const fixed = entry === undefined ? null : canonicalText([index.exchange, entry.body.sale, entry.body.lot, entry.body.round, entry.body.sha256]);
  findings.demand(said === fixed && file.sale === index.sale && file.lot === lot, "single-differs", path, { idx });
  checkLawful(file, path, findings);
  checkNotice(bundle, index, { file, idx, path }, findings);
}

function checkLawful({ applications, transferee, applyUntil, decidedAt, lot, price, offer }: Single, path: string, findings: Findings): void {
  const held = applications.filter(({ deposit }) => deposit === "held");
  const qualified = held.filter(({ verdict }) => verdict === "qualified");
  findings.demand(qualified.length === 1, "single-with-competition", path, { lot, count: qualified.length });
  findings.demand(held.every(({ verdict }) => verdict !== null), "single-undecided", path, { lot });
  findings.demand(qualified.some(({ certificate }) => certificate === transferee.certificate), "single-other-firm", path, { lot, certificate: transferee.certificate });
  findings.demand(at(decidedAt) >= at(applyUntil), "single-too-early", path, { lot, until: applyUntil });
  findings.demand(fen(price) >= fen(offer), "single-price-low", path, { lot, price: price.amount, least: offer.amount });
}

/** The floor price and the last moment of applications are those of the round's notice; what is dealt alone is not contested beside it. */
function checkNotice(bundle: Loaded, index: SaleIndex, { file, idx, path }: { readonly file: Single; readonly idx: number; readonly path: string }, findings: Findings): void {
  const notice = saleDocuments(bundle, index).findLast((each) => each.type === "sale-notice" && each.idx < idx && each.terms["round"] === file.round);
  const lots = (notice?.terms["lots"] ?? []) as readonly { readonly lot?: unknown; readonly floor?: unknown }[];
  const floor = fen(lots.find(({ lot }) => lot === file.lot)?.floor);
  findings.demand(notice !== undefined && floor === fen(file.floor) && fen(file.price) >= floor, "single-floor-differs", path, { lot: file.lot, round: file.round });
}

/** @returns -1n for what is no money, which equals no sum */
function fen(value: unknown): bigint {
  const read = parseMoney(value);
  return read.ok ? read.value : -1n;
}
