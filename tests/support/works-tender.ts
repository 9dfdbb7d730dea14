import { createHash, randomBytes } from "node:crypto";
import { base64, fromBase64, hex } from "../../src/kernel/bytes.js";
import type { Json } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { LINES } from "../../src/lines/lines.js";
import { parseCertificate, type Certificate } from "../../src/signing/certificates.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { sealPart, type ListedFile, type SealedPart } from "../../src/signing/envelope.js";
import { answerChallenge, makeOpenerKey } from "../../src/signing/opener-key.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { makeRelease, openShare, type ReleasedShare } from "../../src/signing/release.js";
import { bytesOf, parseStatement, type Bidder } from "../../src/signing/statement.js";
import { parseTerms } from "../../src/signing/terms.js";
import type { TestTown } from "./town.js";

const money = (amount: string) => ({ amount, currency: "CNY" });
const contact = { name: "晨光市城市建设投资集团有限公司", person: "陈一鸣", phone: "0000-1234567", address: "晨光市滨河路1号" };

/** G5's method: price 60, technical 30, credit 10; k 2 %, trimmed from five bids on. */
export const COMPREHENSIVE = {
  kind: "comprehensive", weights: { price: "60", technical: "30", credit: "10" }, unit: "wan", k: ["0.02"], trimAt: 5, e1: "1", e2: "0.5", trimTechnical: false,
  criteria: [{ id: "plan", title: "施工组织设计", full: "20", standard: "方案完整、针对性强" }, { id: "team", title: "项目管理机构", full: "10", standard: "人员配备齐全" }], ties: ["lower-price", "higher-technical"],
} as const;
export const LOWEST = { kind: "lowest-evaluated", adjustments: [{ clause: "3.2", title: "付款条件偏差" }, { clause: "3.3", title: "工期提前" }], ties: ["lower-price", "draw"] } as const;

export const TWO_PARTS = [
  { part: "technical", title: "技术部分", after: null, form: false, requiredFiles: [] }, { part: "price", title: "报价部分", after: "technical", form: true, requiredFiles: [] },
] as const;
export const ONE_PART = [{ part: "bid", title: "投标文件", after: null, form: true, requiredFiles: [] }] as const;

type Lot = Record<string, unknown>;

export const lotBody = (over: Lot = {}): Lot => ({
  lot: "1", name: "二标段施工", scope: "雨污管网改造 3.2 公里及附属工程", estimate: money("38650000.00"), ceiling: money("38650000.00"), floor: null, deposit: null, depositDays: 0,
  location: "晨光市滨河路", termDays: 240, quality: "合格", parts: ONE_PART, open: "threshold-or-bidder", threshold: 2, openers: ["agency", "supervisor", "notary"],
  objectionMinutes: 5, decryptionMinutes: 30, remedyMinutes: 0, method: LOWEST, ...over,
});

export const tenderBody = (over: Record<string, unknown> = {}, lots: readonly Lot[] = [lotBody()]): Record<string, unknown> => ({
  title: "晨光市滨河路雨污分流改造工程", content: "滨河路沿线雨污分流改造", scale: "总投资约 3865 万元", fundSource: "财政资金，已落实", qualification: "市政公用工程施工总承包二级及以上\n近三年类似业绩一项",
  consortium: false, compulsory: true, stateControlled: true, kind: "construction", documentsHow: "登录交易平台免费下载", saleFrom: "2026-09-01T09:30:00+08:00", saleUntil: "2026-09-08T17:00:00+08:00",
  deadline: "2026-09-22T09:30:00+08:00", validityDays: 90, reserveEstimates: 0, place: "晨光市滨河路", contact, agency: null, complaints: { ...contact, name: "晨光市公共资源交易监督管理局" }, lots, ...over,
});

export type TenderInTest = { readonly id: string; readonly identities: Map<string, string> };

/** The failed tender that another one follows, and its project. */
type Follows = { readonly project: string; readonly retenderOf: string };

/** A published tender with every opener's key given and proved; bidding is open once the clock passes the sale's start. */
export async function publishedTender(town: TestTown, body: Record<string, unknown> = tenderBody(), line = "works", follows: Follows | null = null): Promise<TenderInTest> {
  const tender = await submittedTender(town, body, line, follows);
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/publication`);
  return tender;
}

/** The same as tenderer-1 hands it to a second officer. */
export async function submittedTender(town: TestTown, body: Record<string, unknown> = tenderBody(), line = "works", follows: Follows | null = null): Promise<TenderInTest> {
  const tender = await registeredTender(town, body, line, follows);
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/submission`);
  return tender;
}

async function draftedTender(town: TestTown, form: Record<string, unknown>, line: string, follows: Follows | null): Promise<string> {
  const { project } = follows ?? await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路雨污分流改造工程", approval: "晨发改审批〔2026〕18号", funds: "财政资金 100%" });
  return String((await town.done("tenderer-1", "POST", "/api/v1/tenders", { project, line, form, retenderOf: follows?.retenderOf ?? null }))["tender"]);
}

/** The same as it enters the exchange, with every opener's key given. */
export async function registeredTender(town: TestTown, body: Record<string, unknown> = tenderBody(), line = "works", follows: Follows | null = null): Promise<TenderInTest> {
  const tender = await draftedTender(town, body, line, follows);
  // A line that asks for an intention enters with the intention it follows, or with the reason why there was none: here the reason, scenarios of plans say the other.
  if (LINES[line]?.law.intentionDays !== undefined) await town.done("tenderer-1", "PUT", `/api/v1/tenders/${tender}/plan`, { plan: null, exempt: "学校新学期开学急需，追加预算于本月下达" });
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/registration`);
  const identities = new Map<string, string>();
  for (const lot of body["lots"] as { lot: string; parts: { part: string }[]; openers: string[] }[]) {
    for (const { part } of lot.parts) for (const opener of lot.openers) identities.set(`${lot.lot}/${part}/${opener}`, await giveKey(town, { tender, lot: lot.lot, part }, opener));
  }
  return { id: tender, identities };
}

type Place = { readonly tender: string; readonly lot: string; readonly part: string };

/** One opener makes, signs, gives and proves a key for one part. @returns its identity */
export async function giveKey(town: TestTown, place: Place, opener: string): Promise<string> {
  const signer = await town.signer(`opener-${opener}`);
  const certificate = must(parseCertificate(signer.certificate));
  const key = await makeOpenerKey({ exchange: town.world.exchange.origin, ...place, opener, org: certificate.organisation ?? "", cert: certificate.sha256 });
  const url = `/api/v1/tenders/${place.tender}/lots/${place.lot}/parts/${place.part}/opener-keys`;
  const { challenge } = await town.done(`opener-${opener}`, "POST", url, { statement: base64(key.bytes), signature: base64(await signDetached(key.bytes, signer)) });
  await town.done(`opener-${opener}`, "POST", `${url}/proof`, { answer: await answerChallenge(key.identity, fromBase64(String(challenge))) });
  return key.identity;
}

export type BidFiles = Readonly<Record<string, string | Uint8Array>>;
export type SealedBid = { readonly body: { parts: { part: string; statement: string; signature: string; salt: string; shares: string[] }[] }; readonly identities: Map<string, string>; readonly statements: Map<string, string> };

type SealingPart = { part: string; form: boolean; terms: string; termsSha256: string; previous: { seq: number; sha256: string } | null };
const sha256 = (bytes: Uint8Array): string => hex(createHash("sha256").update(bytes).digest());

const LEADER = { name: "王工", certificate: "一级建造师", certificateNumber: "皖1340000000001" };
/** The 开标一览表 of an ordinary bid. `price` in yuan. */
export const priceForm = (price: string): Json => ({ v: "form/1", price: money(price), days: 240, quality: "合格", leader: LEADER });

/** A form of one's own, and what the tool says that it checked before sealing. */
type OwnForm = { readonly form: Json; readonly precheck?: (listed: readonly ListedFile[]) => object; /** Of a consortium: the other members' codes. */ readonly members?: readonly string[]; /** Where the sealed content goes; left out, it is stored at once. */ readonly sink?: (content: AsyncIterable<Uint8Array>) => Promise<void> };

const bidderOf = ({ organisation, sha256: cert }: Certificate, members?: readonly string[]): Bidder => ({ id: organisation ?? "", cert, ...(members === undefined ? {} : { members }) });

/** Seals a bid for every part of a lot as the bidder's own tool would, and stores the contents. `price` in yuan, or a form of one's own. */
export async function sealBid(town: TestTown, actor: string, tender: string, lot: string, price: string | OwnForm, files: BidFiles = { "施工组织设计.txt": "施工组织设计正文" }): Promise<SealedBid> {
  const sealing = await town.done(actor, "GET", `/api/v1/tenders/${tender}/lots/${lot}/sealing`);
  const signer = await town.signer(actor);
  const certificate = must(parseCertificate(signer.certificate));
  const sealed: SealedBid = { body: { parts: [] }, identities: new Map(), statements: new Map() };
  const own: OwnForm = typeof price === "string" ? { form: priceForm(price) } : price;
  for (const part of sealing["parts"] as SealingPart[]) {
    const { members, sink, ...kept } = own;
    const inside = part.form ? kept : { ...kept, form: null };
    const made: SealedPart = must(await sealPart(nodePrimitives, {
      exchange: town.world.exchange.origin, terms: must(parseTerms(fromBase64(part.terms))), termsSha256: part.termsSha256, bidder: bidderOf(certificate, members),
      seq: (part.previous?.seq ?? 0) + 1, prev: part.previous?.sha256 ?? null, ...inside, files: Object.entries(files).map(([name, value]) => inputOf(name, value)),
    }, sink ?? (async (content) => { must(await town.world.blobs.put(content)); })));
    sealed.identities.set(part.part, made.identity);
    sealed.statements.set(part.part, sha256(made.statementBytes));
    sealed.body.parts.push({ part: part.part, statement: base64(made.statementBytes), signature: base64(await signDetached(made.statementBytes, signer)), salt: hex(randomBytes(16)), shares: made.shares.map(base64) });
  }
  return sealed;
}

function inputOf(name: string, value: string | Uint8Array) {
  const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream of what is at hand
  return { name, size: bytes.length, stream: async function* () { yield bytes; } };
}

/** The signed statements by which a bidder takes back or confirms every part of its bid. */
export async function following(town: TestTown, actor: string, tender: string, lot: string, v: "dse-withdraw/1" | "dse-confirm/1"): Promise<SealedBid["body"]> {
  const sealing = await town.done(actor, "GET", `/api/v1/tenders/${tender}/lots/${lot}/sealing`);
  const signer = await town.signer(actor);
  const certificate = must(parseCertificate(signer.certificate));
  const parts = [];
  for (const { part, previous, termsSha256 } of sealing["parts"] as SealingPart[]) {
    const place = { exchange: town.world.exchange.origin, tender, lot, part, bidder: { id: certificate.organisation ?? "", cert: certificate.sha256 }, seq: (previous?.seq ?? 1) + 1, prev: previous?.sha256 ?? "0".repeat(64) };
    const bytes = bytesOf(v === "dse-confirm/1" ? { v, ...place, notice: termsSha256 } : { v, ...place });
    parts.push({ part, statement: base64(bytes), signature: base64(await signDetached(bytes, signer)), salt: hex(randomBytes(16)), shares: [] });
  }
  return { parts };
}

/** Withdraws every part of a bidder's bid. */
export const withdraw = async (town: TestTown, actor: string, tender: string, lot: string): Promise<Record<string, unknown>> =>
  town.done(actor, "POST", lodgements(tender, lot), await following(town, actor, tender, lot, "dse-withdraw/1"));

export const lodgements = (tender: string, lot = "1"): string => `/api/v1/tenders/${tender}/lots/${lot}/lodgements`;

/** Releases one opener's shares of a part. */
export async function release(town: TestTown, tender: TenderInTest, place: Place, opener: string): Promise<Record<string, unknown>> {
  const url = `/api/v1/tenders/${place.tender}/lots/${place.lot}/parts/${place.part}`;
  const sealed = (await town.done(`opener-${opener}`, "GET", `${url}/sealed`)) as { close: string; bids: { statement: string; share: string }[] };
  const identity = tender.identities.get(`${place.lot}/${place.part}/${opener}`) ?? "";
  const shares: ReleasedShare[] = [];
  for (const bid of sealed.bids) {
    const statement = must(parseStatement(fromBase64(bid.statement)));
    if (statement.v !== "dse/1") throw new RangeError("a live statement that is no bid");
    shares.push(must(await openShare(nodePrimitives, { statement, opener, identity, file: fromBase64(bid.share) })));
  }
  const bytes = makeRelease({ exchange: town.world.exchange.origin, ...place }, sealed.close, opener, shares);
  return town.done(`opener-${opener}`, "POST", `${url}/releases`, { release: base64(bytes), signature: base64(await signDetached(bytes, await town.signer(`opener-${opener}`))) });
}
