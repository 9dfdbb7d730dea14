import { z } from "zod";
import { at as instantOf, day, dayOf, startOf, type Instant, type PlainDate } from "../kernel/time.js";
import { saleLineOf, SALE_LINES } from "../lines/lines.js";
import { lawSets } from "../procedure/law.js";
import { lawfulPayments } from "../procedure/sale-prices.js";
import { dutyFrom } from "../procedure/sale-dates.js";
import type { SaleLawful } from "../procedure/sale-law.js";
import { saleLawOf } from "../procedure/sale-procedure.js";
import { freezeRules } from "../rules/rules.js";
import type { TrustStore } from "../signing/chains.js";
import { saleArchiveEntry } from "./archive.js";
import type { Loaded } from "./files.js";
import { dealPath, partyPath } from "./deal-paths.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import { looseJson } from "./loose-json.js";
import { readShape } from "./read.js";
import type { SaleIndex } from "./shapes.js";
import { checkAct } from "./signed-act.js";

type DealRow = NonNullable<SaleIndex["deals"]>[number];

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const fen = z.string().regex(/^[1-9]\d{0,17}$/);
const plain = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const common = { v: z.literal("sale-deal/1"), exchange: z.string(), sale: z.string(), lot: z.string(), round: z.int(), serial: z.int(), at: z.string(), salt: z.string().regex(/^[0-9a-f]{32}$/) };
/** `deals/<lot>/<round>/<serial>.json`: the acts of a deal that a public bundle shows. */
const actShape = z.discriminatedUnion("step", [
  z.strictObject({ ...common, step: z.literal("prepared"), notice: z.string(), document: hash, signAt: z.string(), signPlace: z.string() }),
  z.strictObject({ ...common, step: z.literal("signed"), party: z.enum(["seller", "winner"]), document: hash, act: hash }),
  z.strictObject({ ...common, step: z.literal("published"), notice: z.string() }),
  z.strictObject({ ...common, step: z.literal("contracted"), number: z.string(), signedOn: plain, effectiveOn: plain, price: fen, file: hash, line: z.string(), profile: z.string(), rulesOn: plain, payment: z.enum(["at-once", "instalments"]), schedule: z.array(z.strictObject({ until: plain, paid: fen })).min(1), security: z.string().nullable(), rate: z.string().nullable() }),
  z.strictObject({ ...common, step: z.literal("paid"), source: z.enum(["deposit", "bank"]), fen, valueOn: plain }),
  z.strictObject({ ...common, step: z.literal("reversed"), of: z.int() }),
  z.strictObject({ ...common, step: z.literal("settled"), fen }),
]);
type Act = z.infer<typeof actShape>;
type Of<Step extends Act["step"]> = Extract<Act, { readonly step: Step }>;
const all = <Step extends Act["step"]>(acts: readonly Act[], step: Step): readonly Of<Step>[] => acts.filter((act): act is Of<Step> => act.step === step);

type Args = { readonly index: SaleIndex; readonly log: BundleLog; readonly trust: TrustStore; readonly at: Instant };
type Checked = Args & { readonly row: DealRow; readonly acts: readonly Act[]; readonly path: string };

/** What followed the deals of a sale: acts as logged, both signatures over the confirmation’s PDF, the price of the contest, dates by the law of the notice’s day, payments once and to the fen. */
export function checkDeals(bundle: Loaded, args: Args, findings: Findings): void {
  for (const row of args.index.deals ?? []) {
    const checked: Checked = { ...args, row, acts: actsOf(bundle, args, row, findings), path: `deals/${row.lot}/${String(row.round)}` };
    const terms = checkConfirmation(bundle, checked, findings);
    checkPrice(bundle, checked, terms, findings);
    checkDates(bundle, checked, terms, findings);
    checkPayments(bundle, checked, terms, findings);
  }
}

/** The files of a deal, each the one that the log has at its place; what is logged and not shown is said. */
function actsOf(bundle: Loaded, { index, log }: Args, row: DealRow, findings: Findings): Act[] {
  const until = saleArchiveEntry(index, log)?.idx ?? log.size;
  const logged = log.all("sale.deal").filter(({ idx, body }) => body.sale === index.sale && body.lot === row.lot && body.round === row.round && idx < Math.min(until, index.treeSize));
  const withheld = logged.filter(({ body }) => !row.acts.includes(body.serial));
  if (withheld.length > 0) findings.note("deal-acts-withheld", { lot: row.lot, count: withheld.length });
  return row.acts.flatMap((serial) => {
    const path = dealPath(row, serial);
    const act = readShape(bundle, path, actShape, findings);
    const [entry, ...more] = logged.filter(({ body }) => body.serial === serial);
    findings.demand(more.length === 0 && entry?.body.sha256 === bundle.hashes.get(path), "entry-hash", path, { idx: entry?.idx ?? "—" });
    if (act === undefined) return [];
    const isHere = standsAt(act, index, row, serial);
    findings.demand(isHere, "deal-elsewhere", path);
    return isHere ? [act] : [];
  });
}

const standsAt = (act: Act, { exchange, sale }: SaleIndex, { lot, round }: DealRow, serial: number): boolean =>
  [act.exchange === exchange, act.sale === sale, act.lot === lot, act.round === round, act.serial === serial].every(Boolean);

const termsShape = z.object({ issuer: z.object({ uscc: z.string().nullable() }), codes: z.object({ lots: z.array(z.object({ code: z.string() })) }), terms: z.object({ winner: z.string(), price: z.object({ amount: z.string() }), dealtAt: z.string() }) });
type Terms = z.infer<typeof termsShape>;

const noticeAt = (bundle: Loaded, { index }: Args, id: string): unknown => looseJson(index.notices.some((each) => each.id === id) ? bundle.bytes.get(`notices/${id}/v1/notice.json`) : undefined);

/** The confirmation that was to be signed last is in the bundle, and both parties signed its PDF. @returns what it says */
function checkConfirmation(bundle: Loaded, checked: Checked, findings: Findings): Terms | null {
  const prepared = all(checked.acts, "prepared").at(-1);
  const pdf = prepared === undefined ? undefined : bundle.hashes.get(`notices/${prepared.notice}/v1/notice.pdf`);
  findings.demand(pdf !== undefined && pdf === prepared?.document, "deal-confirmation-differs", checked.path);
  const read = termsShape.safeParse(prepared === undefined ? null : noticeAt(bundle, checked, prepared.notice));
  if (prepared === undefined || !read.success) return null;
  checkParty(bundle, checked, { party: "seller", organisation: read.data.issuer.uscc ?? "", document: prepared.document }, findings);
  checkParty(bundle, checked, { party: "winner", organisation: read.data.terms.winner, document: prepared.document }, findings);
  return read.data;
}

type Signing = { readonly party: "seller" | "winner"; readonly organisation: string; readonly document: string };

/** A party signed a text that names this PDF, once, by a certificate of its own or by a passkey. */
function checkParty(bundle: Loaded, { index, acts, row, trust, at }: Checked, { party, organisation, document }: Signing, findings: Findings): void {
  const signed = all(acts, "signed").filter((act) => act.party === party && act.document === document);
  const file = partyPath(row, party);
  findings.demand(signed.length === 1 && signed[0]?.act === bundle.hashes.get(file), "deal-unsigned", file, { party });
  const by = checkAct(bundle, trust, { path: file, at, organisation, wanted: { exchange: index.exchange, action: "sale.confirm", method: "POST", path: `/api/v1/sales/${index.sale}/lots/${encodeURIComponent(row.lot)}/confirmation`, object: document } }, findings);
  if (by?.how === "passkey") findings.note("deal-by-passkey", { path: file, key: by.key });
}

const yuanOf = (amount: string): string => amount.replace(".", "").replace(/^0+(?=\d)/, "");

const resultShape = z.object({ paddle: z.string().nullable(), amount: z.object({ amount: z.string() }).nullable() });
const namesShape = z.object({ paddles: z.array(z.object({ paddle: z.string(), firm: z.string() })) });

/** Who stands behind the number that won an auction, and its price; null where its files do not say. */
function wonAt(bundle: Loaded, auction: string): { readonly firm: string | null; readonly price: string | null } {
  const result = resultShape.safeParse(looseJson(bundle.bytes.get(`auctions/${auction}/result.json`)));
  const names = namesShape.safeParse(looseJson(bundle.bytes.get(`auctions/${auction}/names.json`)));
  if (!result.success || !names.success) return { firm: null, price: null };
  const { paddle, amount } = result.data;
  return { firm: names.data.paddles.find((each) => each.paddle === paddle)?.firm ?? null, price: amount === null ? null : yuanOf(amount.amount) };
}

/** The price of confirmation and contract is that at which the contest ended, and the winner whoever stands behind its number. */
function checkPrice(bundle: Loaded, { index, acts, row, path }: Checked, terms: Terms | null, findings: Findings): void {
  if (terms === null) return;
  const price = yuanOf(terms.terms.price.amount);
  const auction = `${terms.codes.lots[0]?.code ?? ""}-A${String(row.round)}`;
  const won = index.auctions.includes(auction) ? wonAt(bundle, auction) : { firm: terms.terms.winner, price };
  findings.demand(won.price === price && won.firm === terms.terms.winner, "deal-price-differs", path, { auction });
  for (const contract of all(acts, "contracted")) findings.demand(contract.price === price, "deal-price-differs", path, { auction });
}

const noticeTerms = z.object({ type: z.literal("sale-notice"), publishedAt: z.string(), terms: z.object({ line: z.string(), profile: z.string(), round: z.int(), lots: z.array(z.object({ lot: z.string(), deposit: z.object({ amount: z.string() }) })) }) });

/** The notice of the round: its line, its local rules, its day. */
function roundOf(bundle: Loaded, checked: Checked): z.infer<typeof noticeTerms> | null {
  for (const { id } of checked.index.notices) {
    const read = noticeTerms.safeParse(noticeAt(bundle, checked, id));
    if (read.success && read.data.terms.round === checked.row.round && Object.hasOwn(SALE_LINES, read.data.terms.line)) return read.data;
  }
  return null;
}

/** Dates by the rules of the day of the notice: those of the contract recomputed; a result, a confirmation or a contract that came late is said. */
function checkDates(bundle: Loaded, checked: Checked, terms: Terms | null, findings: Findings): void {
  const { path, row } = checked;
  const notice = roundOf(bundle, checked);
  findings.demand(notice !== null, "deal-notice-missing", path, { round: row.round });
  if (notice === null || terms === null) return;
  const rulesOn = dayOf(instantOf(notice.publishedAt));
  const { line, profile } = notice.terms;
  const lawful: SaleLawful = { rules: freezeRules(rulesOn), law: saleLawOf(saleLineOf(line), profile) };
  checkSchedule(checked, { lawful, line, profile, rulesOn }, findings);
  sayLate(checked, lawful, dayOf(instantOf(terms.terms.dealtAt)), findings);
}

type Ruled = { readonly lawful: SaleLawful; readonly line: string; readonly profile: string; readonly rulesOn: PlainDate };

function checkSchedule({ acts, path }: Checked, { lawful, line, profile, rulesOn }: Ruled, findings: Findings): void {
  for (const contract of all(acts, "contracted")) {
    const byLaw = lawfulPayments(lawful, BigInt(contract.price), day(contract.effectiveOn), contract.payment)?.map(({ until, paid }) => ({ until, paid: paid.toString() }));
    const due = (byLaw ?? contract.schedule).map(({ until, paid }) => `${until} ${paid}`).join(", ");
    const isRuled = contract.line === line && contract.profile === profile && contract.rulesOn === rulesOn;
    findings.demand(isRuled && due === contract.schedule.map(({ until, paid }) => `${until} ${paid}`).join(", "), "deal-schedule-differs", path, { due });
  }
}

/** What came after its days: that stands, and is said. */
function sayLate({ acts, row }: Checked, lawful: SaleLawful, endedOn: PlainDate, findings: Findings): void {
  const done = [
    ["confirmation", "confirmationDays", all(acts, "signed").map(({ at }) => instantOf(at))], ["result", "resultDays", all(acts, "published").map(({ at }) => instantOf(at))],
    ["contract", "grantContractDays", all(acts, "contracted").map(({ signedOn }) => startOf(day(signedOn)))],
  ] as const;
  for (const [what, number, times] of done) {
    const isLate = lawSets(lawful, number) && times.some((at) => at > dutyFrom(lawful, number, endedOn).endsAt);
    if (isLate) findings.note("deal-late", { lot: row.lot, what });
  }
}

/** The deposit of the notice counts once and to the fen, and nothing is paid beyond the price. */
function checkPayments(bundle: Loaded, checked: Checked, terms: Terms | null, findings: Findings): void {
  const { acts, path, row } = checked;
  const [contract] = all(acts, "contracted");
  if (contract === undefined || terms === null) return;
  const gone = new Set(all(acts, "reversed").map(({ of }) => of));
  const paid = all(acts, "paid");
  const deposit = roundOf(bundle, checked)?.terms.lots.find(({ lot }) => lot === row.lot)?.deposit.amount;
  const converted = paid.filter(({ source }) => source === "deposit");
  findings.demand(converted.length === 1 && deposit !== undefined && converted[0]?.fen === yuanOf(deposit), "deal-deposit-differs", path, { count: converted.length });
  const sum = paid.filter(({ serial }) => !gone.has(serial)).reduce((total, each) => total + BigInt(each.fen), 0n);
  findings.demand(sum <= BigInt(contract.price), "deal-overpaid", path);
  if (sum < BigInt(contract.price)) findings.note("deal-price-open", { lot: row.lot });
}
