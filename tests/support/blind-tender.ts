import { blindCodesOf } from "../../src/blind/queries.js";
import type { Coded } from "../../src/blind/codes.js";
import type { MemoryBundle } from "./bundles.js";
import { seat, signSheets } from "./judging.js";
import { usccOf } from "./prequalification.js";
import type { TestTown } from "./town.js";
import { archive, bundleBytes } from "./whole-tender.js";
import { COMPREHENSIVE, lodgements, lotBody, publishedTender, release, sealBid, tenderBody, TWO_PARTS, type TenderInTest } from "./works-tender.js";

const yuan = (amount: string) => ({ amount, currency: "CNY" });
const PARTS = [{ ...TWO_PARTS[0], requiredFiles: ["施工组织设计.pdf"] }, TWO_PARTS[1]];

/** What each bidder puts into its bid: by name, the bytes. */
export type BlindBids = Readonly<Record<string, { readonly price: string; readonly files: Readonly<Record<string, Uint8Array | string>> }>>;

/** A tender whose technical part is judged blind, with its technical parts open and its committee seated on 22 September. */
export async function blindTender(town: TestTown, bids: BlindBids): Promise<TenderInTest> {
  const tender = await publishedTender(town, tenderBody({}, [lotBody({ estimate: yuan("20000000.00"), ceiling: yuan("20000000.00"), parts: PARTS, method: COMPREHENSIVE, blind: true })]));
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const [bidder, { price, files }] of Object.entries(bids)) await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", price, files)).body);
  await town.advance("2026-09-22T09:36:00+08:00");
  await openPart(town, tender, "technical");
  await seat(town, tender.id);
  return tender;
}

/** Opens a part by two openers, and closes its record. */
export async function openPart(town: TestTown, tender: TenderInTest, part: string): Promise<void> {
  for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part }, opener);
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/parts/${part}/record`);
}

/** From signed sheets to the bundle: the price part, the report, the candidates, the award and its letters. */
export async function bundleOfBlind(town: TestTown, tender: TenderInTest, bidders: readonly string[]): Promise<MemoryBundle> {
  const lot = `/api/v1/tenders/${tender.id}/lots/1`;
  await openPart(town, tender, "price");
  await town.done("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "comprehensive", k: "0.02", credits: bidders.map((actor) => ({ bidder: usccOf(town, actor), score: "9.0" })), order: [] });
  await town.done("committee-1", "POST", `${lot}/report`, {});
  await town.advance("2026-09-23T09:00:00+08:00");
  await town.done("tenderer-1", "POST", `${lot}/candidates`, {});
  await town.advance("2026-09-29T00:00:00+08:00");
  await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  await archive(town, tender.id, "full");
  return bundleBytes(town, tender.id, "full");
}

/** Members sign sheets by code, with scores that are given by bidder. */
export async function signBlind(town: TestTown, tender: TenderInTest, scores: Readonly<Record<string, readonly string[]>>, members?: readonly string[]): Promise<void> {
  const codes = await codesIn(town, tender.id);
  const codeOf = (actor: string): string => codes.find(({ bidder }) => bidder === usccOf(town, actor))?.code ?? "";
  await signSheets(town, tender.id, Object.fromEntries(Object.entries(scores).map(([actor, row]) => [codeOf(actor), row])), members);
}

/** Who stands behind which code, as only the exchange's own rows tell before the sheets are signed. */
export const codesIn = async (town: TestTown, tenderId: string): Promise<readonly Coded[]> =>
  (await blindCodesOf(town.world.db, { exchangeId: town.world.exchange.id, tenderId, lot: "1" }))?.codes ?? [];
