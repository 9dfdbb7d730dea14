import { z } from "@hono/zod-openapi";
import { priceFormOf } from "../bidding/price-form.js";
import { enterGuarantee } from "../bidding/use-cases/guarantee.js";
import { lodge } from "../bidding/use-cases/lodge.js";
import { finalReceipt } from "../bidding/use-cases/receipt.js";
import { lodgementBySha, lodgementsOf, type LodgementRow } from "../bidding/queries.js";
import type { Actor } from "../identity/actor.js";
import { base64, utf8 } from "../kernel/bytes.js";
import { filesAsked } from "../bidding/consortium.js";
import { checkUscc } from "../kernel/codes.js";
import { parseMoney } from "../kernel/money.js";
import { ok, refuse } from "../kernel/result.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { bidFormOf } from "../lines/lines.js";
import { DayBody, MoneyBody, type LotForm } from "../tenders/form.js";
import { fileVersion } from "../parties/queries.js";
import { sealedParts } from "../tenders/entry.js";
import { isAdmitted } from "../tenders/queries/admissions.js";
import { openerKeysOf, openerOffices, tenderById, termsOf, type Tender } from "../tenders/queries.js";
import type { World } from "../world.js";
import { document, endpoint, inOffice, type Api } from "./endpoint.js";
import { problem } from "./problem.js";
import { Base64, created, Hex } from "./tenders.js";

const STATEMENT_MAX = 16_384;
const SHARE_MAX = 4_096;
const BODY_MAX = 1_048_576;

const LodgementBody = z.strictObject({
  parts: z.array(z.strictObject({ part: z.string().max(64), statement: Base64(STATEMENT_MAX + 1_024), signature: Base64(16_384), salt: Hex(16), shares: z.array(Base64(SHARE_MAX + 1_024)).max(9) })).min(1).max(4),
});

/** Everything a bidder's tool does: what to seal to, lodging, receipts; and the cashier's guarantees. */
export function bidRoutes(api: Api, world: World): void {
  const lot = "/api/v1/tenders/:tender/lots/:lot";
  endpoint(api, world, { method: "post", path: `${lot}/lodgements`, summary: "Lodge sealed bids, withdrawals or confirmations: all or none", action: "bid.lodge", bodyMax: BODY_MAX, body: LodgementBody }, async ({ c, actor, body, param, receivedAt }) => {
    const lodged = await lodge(world, actor, { tenderId: param("tender"), lot: param("lot"), sent: body.parts, from: c.get("address") }, receivedAt);
    return lodged.ok ? created({ parts: lodged.value.map((each) => ({ ...each, acceptedAt: rfc3339(each.acceptedAt) })) }) : lodged;
  });
  sealingRoute(api, world, lot);
  receiptRoutes(api, world);
  endpoint(api, world, { method: "post", path: `${lot}/guarantees`, summary: "Enter a bid guarantee (cashier)", action: "guarantee.enter",
    body: z.strictObject({ bidder: z.string().max(30), kind: z.enum(["letter", "transfer", "insurance"]), amount: MoneyBody, validUntil: DayBody }) }, async ({ actor, body, param, receivedAt }) => {
    const bidder = checkUscc(body.bidder);
    if (!bidder.ok) return bidder;
    const amount = parseMoney(body.amount);
    if (!amount.ok) return amount;
    const entered = await enterGuarantee(world, actor, { tenderId: param("tender"), lot: param("lot"), bidder: bidder.value, kind: body.kind, amount: amount.value, validUntil: body.validUntil }, receivedAt);
    return entered.ok ? created(entered.value) : entered;
  });
}

function sealingRoute(api: Api, world: World, lot: string): void {
  endpoint(api, world, { method: "get", path: `${lot}/sealing`, summary: "What a bidder’s tool needs to seal: terms, openers’ signed keys, authority", action: "bid.lodge" }, async ({ actor, param }) => {
    const tender = await tenderById(world.db, world.exchange.id, param("tender"));
    const form = tender?.form.lots.find((each) => each.lot === param("lot"));
    if (tender?.row.published_at == null || form === undefined) return refuse("not-found", { what: `${param("tender")}/${param("lot")}` });
    const [terms, keys, offices, mine] = await Promise.all([
      termsOf(world.db, world.exchange.id, tender.id, form.lot), openerKeysOf(world.db, world.exchange.id, tender.id), openerOffices(world.db, world.exchange.id),
      lodgementsOf(world.db, world.exchange.id, tender.id, form.lot, actor.organisation?.uscc ?? ""),
    ]);
    if (!(await isAdmitted(world.db, { exchangeId: world.exchange.id, tenderId: tender.id, lot: form.lot }, firmOf(actor).uscc))) return refuse("not-admitted", { lot: form.lot });
    const taken = takenParts(tender, form.lot);
    const parts = taken.map((part) => sealingPart(part, agreementIn(tender), terms, keys.filter((key) => key.lot === form.lot), mine));
    return ok({ body: {
      exchange: world.exchange.origin, mode: world.mode, now: rfc3339(world.clock()), tender: tender.id, lot: form.lot, title: tender.form.title, lotName: form.name, bidder: firmOf(actor),
      consortium: consortiumIn(tender), priceForm: taken.some((each) => each.form) ? priceFormOf(form, tender.form.validityDays, bidFormOf(tender.row.line, tender.form.kind).fields) : null, parts, caPem: world.caPem, offices: Object.fromEntries(offices.map(({ opener, org_uscc }) => [opener, org_uscc])),
      log: { vkeys: world.journal.vkeys, policy: world.journal.policy },
    } });
  });
}

/** What a lot takes in the round it is in: an application or a bid. */
const takenParts = ({ form, parts }: Tender, lot: string) => sealedParts(form, lot).filter(({ part }) => parts.some((each) => each.lot === lot && each.part === part));

/** What a sealing tool is told of consortia: null where none is accepted. */
const consortiumIn = ({ form: { consortium, consortiumTerms } }: Tender): { readonly firmsMax: number | null } | null => (consortium ? { firmsMax: consortiumTerms?.firmsMax ?? null } : null);
const agreementIn = ({ form }: Tender): string | null => form.consortiumTerms?.agreementFile ?? null;

const firmOf = ({ organisation }: Actor): { uscc: string; name: string } => ({ uscc: organisation?.uscc ?? "", name: organisation?.name ?? "" });

type Terms = Awaited<ReturnType<typeof termsOf>>;
type Keys = Awaited<ReturnType<typeof openerKeysOf>>;

function sealingPart({ part, title, form, requiredFiles, after }: LotForm["parts"][number], agreement: string | null, terms: Terms, keys: Keys, mine: readonly LodgementRow[]) {
  const newest = terms.filter((each) => each.part === part).at(-1);
  const last = mine.filter((each) => each.part === part).at(-1);
  return {
    part, title, form, requiredFiles, consortiumFiles: filesAsked({ requiredFiles, after }, agreement).slice(requiredFiles.length), paddingTo: form ? 65_536 : 1_048_576, terms: newest === undefined ? null : base64(newest.entry), termsSha256: newest?.sha256 ?? null,
    openers: keys.filter((key) => key.part === part).map((key) => ({ opener: key.opener, statement: base64(key.statement), signature: base64(key.signature) })),
    previous: last === undefined ? null : { seq: last.seq, sha256: last.statement_sha256, kind: last.kind },
  };
}

function receiptRoutes(api: Api, world: World): void {
  endpoint(api, world, { method: "get", path: "/api/v1/receipts/:sha{[0-9a-f]{64}}", summary: "The provisional receipt of a statement, and whether the final one is there", action: "bid.lodge" }, async ({ actor, param }) => {
    const row = await lodgementBySha(world.db, world.exchange.id, param("sha"));
    if (row === null || row.bidder !== actor.organisation?.uscc) return refuse("not-found", { what: param("sha") });
    const [proof, file] = [await finalReceipt(world, row), await fileVersion(world.db, world.exchange.id, row.bidder, row.file_version)];
    return ok({ body: { statement: row.statement_sha256, part: row.part, kind: row.kind, seq: row.seq, acceptedAt: rfc3339(row.received_at.getTime() as Instant), receipt: row.receipt, final: proof !== null, organisationFile: file === null ? null : { version: file.version, sha256: file.sha256 } } });
  });
  const proofPath = "/api/v1/receipts/:sha{[0-9a-f]{64}}/proof";
  document(api, { method: "get", path: proofPath, summary: "The final receipt (.tlog-proof)", action: "bid.lodge" });
  api.get(proofPath, async (c) => {
    const may = inOffice(c, "bid.lodge");
    if (!may.ok) return problem(c, may.refusal, c.get("receivedAt"));
    const row = await lodgementBySha(world.db, world.exchange.id, c.req.param("sha"));
    if (row === null || row.bidder !== may.value.organisation?.uscc) return problem(c, { code: "not-found", facts: { what: c.req.param("sha") } }, c.get("receivedAt"));
    const proof = await finalReceipt(world, row);
    if (proof === null) return problem(c, { code: "receipt-not-final", facts: {} }, c.get("receivedAt"));
    return c.body(utf8(proof), 200, { "content-type": "text/plain; charset=utf-8", "content-disposition": `attachment; filename="${row.statement_sha256.slice(0, 12)}.tlog-proof"`, "cache-control": "private, no-store" });
  });
}
