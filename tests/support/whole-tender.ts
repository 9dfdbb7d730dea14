import { must } from "../../src/kernel/result.js";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import type { Edition } from "../../src/archive/edition.js";
import type { MemoryBundle } from "./bundles.js";
import { seat, signSheets } from "./judging.js";
import type { TestTown } from "./town.js";
import { COMPREHENSIVE, lodgements, lotBody, publishedTender, release, sealBid, tenderBody, TWO_PARTS, withdraw, type TenderInTest } from "./works-tender.js";

const yuan = (amount: string) => ({ amount, currency: "CNY" });
const BIDS = [["bidder-1", "18600000.00"], ["bidder-2", "17985000.00"], ["bidder-3", "19052000.00"], ["bidder-4", "17520000.00"], ["bidder-5", "18300000.00"]] as const;
const REPLACED = "bidder-3";
const WITHDRAWN = "bidder-4";

async function lodgeAll(town: TestTown, tender: string): Promise<void> {
  const lodge = async (bidder: string, price: string): Promise<void> => { await town.done(bidder, "POST", lodgements(tender), (await sealBid(town, bidder, tender, "1", price)).body); };
  await lodge(REPLACED, "19999000.00");
  for (const [bidder, price] of BIDS) await lodge(bidder, price);
  await withdraw(town, WITHDRAWN, tender, "1");
}

async function openPart(town: TestTown, tender: TenderInTest, part: string): Promise<void> {
  for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part }, opener);
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/parts/${part}/record`);
}

/** A two-part tender up to its letters: five bid, one replaces its bid, one withdraws; judged by points. It begins on 1 September 2026. @param sits how the committee comes to sit, once the technical parts are open */
export async function tenderWithResult(town: TestTown, sits: (town: TestTown, tender: string, made: TenderInTest) => Promise<unknown> = seat, before: (tender: string) => Promise<void> = () => Promise.resolve()): Promise<string> {
  const big = yuan("20000000.00");
  const tender = await publishedTender(town, tenderBody({}, [lotBody({ estimate: big, ceiling: big, parts: TWO_PARTS, method: COMPREHENSIVE })]));
  const lot = `/api/v1/tenders/${tender.id}/lots/1`;
  await town.advance("2026-09-22T09:00:00+08:00");
  await before(tender.id);
  await lodgeAll(town, tender.id);
  await town.advance("2026-09-22T09:36:00+08:00");
  await openPart(town, tender, "technical");
  await sits(town, tender.id, tender);
  const standing = BIDS.filter(([bidder]) => bidder !== WITHDRAWN).map(([bidder]) => town.actors.find(({ id }) => id === bidder)?.organisation?.uscc ?? "");
  await signSheets(town, tender.id, Object.fromEntries(standing.map((bidder, at) => [bidder, [`${String(15 + at)}.00`, "9.00"]])));
  await openPart(town, tender, "price");
  await town.done("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "comprehensive", k: "0.02", credits: standing.map((bidder) => ({ bidder, score: "9.0" })), order: [] });
  await town.done("committee-1", "POST", `${lot}/report`, {});
  await town.advance("2026-09-23T09:00:00+08:00");
  await town.done("tenderer-1", "POST", `${lot}/candidates`, {});
  await town.advance("2026-09-29T00:00:00+08:00");
  await town.done("tenderer-1", "POST", `${lot}/award`, { rank: 1, reason: "" });
  await town.done("tenderer-1", "POST", `${lot}/letters`);
  return tender.id;
}

/** Orders an edition of a tender's archive, as the exchange's staff. */
export const archive = (town: TestTown, tender: string, edition: Edition): Promise<Record<string, unknown>> => town.done("staff-1", "POST", `/api/v1/tenders/${tender}/archive`, { edition });

/** A bundle's bytes, all of them. @param serial which order of that edition; the newest if left out */
export async function bundleBytes(town: TestTown, tenderId: string, edition: Edition, serial: number | null = null): Promise<MemoryBundle> {
  const files = must(await makeBundle(town.world, { tenderId, edition, serial }));
  const bundle = new Map<string, Uint8Array>();
  for (const [path, file] of files) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.read()) chunks.push(chunk);
    bundle.set(path, Uint8Array.from(Buffer.concat(chunks)));
  }
  return bundle;
}
