import { renameSync, symlinkSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settleTender } from "../../src/jobs/keep-deadlines.js";
import type { Json } from "../../src/kernel/canonical-json.js";
import { parseStatement } from "../../src/signing/statement.js";
import { fromBase64 } from "../../src/kernel/bytes.js";
import { at } from "../../src/kernel/time.js";
import { must } from "../../src/kernel/result.js";
import { collect, streamOf } from "../../src/signing/streams.js";
import { pathOf } from "../../src/storage/blobs.js";
import { flip } from "../support/hostile-envelopes.js";
import { first, restated, statementOf, type SentPart } from "../support/lodging.js";
import { lodgements, lotBody, priceForm, publishedTender, release, sealBid, tenderBody, type BidFiles, type SealedBid, type TenderInTest } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// One bid, or one fault of the exchange's own, must never keep the other bids shut.
let town: TestTown;
let tender: TenderInTest;
const lost: SealedBid[] = [];
let unreadable: SentPart;
const nested = (depth: number): Json => (depth === 0 ? 1 : [nested(depth - 1)]);

type Odd = { readonly form?: Json; readonly files?: BidFiles; readonly spoil?: (content: Uint8Array) => Uint8Array };
const LOTS: Readonly<Record<string, Odd>> = {
  "empty-file": { files: { "说明.txt": "" } },
  "deep-form": { form: { v: "form/1", note: nested(14) } },
  "odd-words": { form: { v: "form/1", price: "lots", days: -1, quality: `${"质".repeat(199)}😀`, leader: [1, 2] } },
  "lost-content": {},
  "forged-chunk": { files: { "模型.ifc": new Uint8Array(300_000) }, spoil: (content) => flip(content, 200_000) },
  "unreadable": {},
};

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "silent");
  tender = await publishedTender(town, tenderBody({}, Object.keys(LOTS).map((lot) => lotBody({ lot, decryptionMinutes: lot === "unreadable" ? 120 : 30 }))));
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const [lot, { form, files, spoil }] of Object.entries(LOTS)) {
    for (const bidder of ["bidder-2", "bidder-3", "bidder-4"]) await town.done(bidder, "POST", lodgements(tender.id, lot), (await sealBid(town, bidder, tender.id, lot, "37000000.00")).body);
    const odd = await sealBid(town, "bidder-1", tender.id, lot, { form: form ?? priceForm("36000000.00") }, files);
    const parts = spoil === undefined ? odd.body.parts : [await spoilt(first(odd), spoil)];
    await town.done("bidder-1", "POST", lodgements(tender.id, lot), { parts });
    if (lot === "lost-content") lost.push(odd);
    if (lot === "unreadable") unreadable = first(odd);
  }
  await town.advance("2026-09-22T09:36:00+08:00");
});
afterAll(async () => { await town.stop(); });

/** The bid as its bidder spoilt it before signing: what is stored is what is stated. */
async function spoilt(part: SentPart, spoil: (content: Uint8Array) => Uint8Array): Promise<SentPart> {
  const content = spoil(await collect(await town.world.blobs.open(statementOf(part).content.sha256), 10_000_000));
  return restated(town, "bidder-1", part, { content: must(await town.world.blobs.put(streamOf(content))) });
}

const firm = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
type Ends = { bidder: string; how: string; cause: string | null }[];
async function opened(lot: string): Promise<{ state: string; odd: readonly (string | null)[]; others: number }> {
  for (const opener of ["agency", "notary"]) await release(town, tender, { tender: tender.id, lot, part: "bid" }, opener);
  return endsOf(lot);
}

async function endsOf(lot: string): Promise<{ state: string; odd: readonly (string | null)[]; others: number }> {
  const hall = (await town.done(null, "GET", `/api/v1/tenders/${tender.id}/lots/${lot}/parts/bid/opening`)) as { state: string; results: { results: Ends } | null };
  const all = hall.results?.results ?? [];
  const odd = all.find(({ bidder }) => bidder === firm("bidder-1"));
  return { state: hall.state, odd: [odd?.how ?? null, odd?.cause ?? null], others: all.filter(({ how }) => how === "threshold").length - (odd?.how === "threshold" ? 1 : 0) };
}

test("a bid with an empty file opens", async () => {
  expect(await opened("empty-file")).toEqual({ state: "opened", odd: ["threshold", null], others: 3 });
});

test("a price form too deep for the opening's own file voids its bid alone", async () => {
  expect(await opened("deep-form")).toEqual({ state: "opened", odd: ["void", "BAD_SEAL"], others: 3 });
});

test("a price form of odd values is opened and printed as far as it reads", async () => {
  expect(await opened("odd-words")).toEqual({ state: "opened", odd: ["threshold", null], others: 3 });
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/lots/odd-words/parts/bid/record`);
});

test("a content spoilt in the middle of a file voids its bid alone", async () => {
  expect(await opened("forged-chunk")).toEqual({ state: "opened", odd: ["void", "BAD_SEAL"], others: 3 });
});

test("where the exchange lost a content the others open, and the end of the window lays it at the exchange's door", async () => {
  for (const bid of lost) {
    for (const { statement } of bid.body.parts) {
      const parsed = must(parseStatement(fromBase64(statement)));
      if (parsed.v === "dse/1") await town.world.blobs.remove(parsed.content.sha256);
    }
  }
  expect(await opened("lost-content")).toEqual({ state: "releasing", odd: [null, null], others: 0 });
  await town.advance("2026-09-22T11:00:00+08:00");
  expect(await endsOf("lost-content")).toEqual({ state: "opened", odd: ["not-opened", "PLATFORM_ERROR"], others: 3 });
});

test("a content that cannot be read just now keeps no other bid shut, waits beyond the window, and opens when it can be read", async () => {
  const place = path.join(town.folder, "blobs", pathOf(statementOf(unreadable).content.sha256));
  renameSync(place, `${place}.aside`);
  symlinkSync(place, place); // leads round in a circle: neither there nor gone
  expect(await opened("unreadable")).toEqual({ state: "releasing", odd: [null, null], others: 0 });
  expect(await town.done(null, "GET", `/api/v1/tenders/${tender.id}/lots/unreadable/parts/bid/opening`)).toMatchObject({ decrypted: 3, of: 4 });
  await town.ask("admin-1", "POST", "/api/v1/rehearsal/clock", { advanceTo: "2026-09-22T12:00:00+08:00", hold: true });
  expect(town.world.clock()).toBeGreaterThanOrEqual(at("2026-09-22T11:35:00+08:00")); // the window is over
  expect(await endsOf("unreadable")).toMatchObject({ state: "releasing" });
  renameSync(`${place}.aside`, place);
  await settleTender(town.world, tender.id);
  expect(await endsOf("unreadable")).toEqual({ state: "opened", odd: ["threshold", null], others: 3 });
});
