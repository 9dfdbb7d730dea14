import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { zipOf } from "../../src/archive/zip.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { lodgements, lotBody, publishedTender, release, sealBid, tenderBody, withdraw } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error"); });
afterAll(async () => { await town.stop(); });

type Lot = { lot: string; stage: string; parts: { state: string; close: { count: number } | null }[] };
const lotOf = async (tender: string): Promise<Lot> => ((await town.done(null, "GET", `/api/v1/tenders/${tender}`))["lots"] as Lot[])[0] ?? { lot: "", stage: "", parts: [] };

test("G2: of six who come, two count at the deadline, so nothing is opened and the failure notice says two and no names", async () => {
  const tender = await publishedTender(town);
  await town.advance("2026-09-22T09:12:00+08:00");
  const a = await sealBid(town, "bidder-1", tender.id, "1", "37000000.00");
  await town.done("bidder-1", "POST", lodgements(tender.id), a.body);
  const b = await sealBid(town, "bidder-2", tender.id, "1", "36000000.00");
  await town.done("bidder-2", "POST", lodgements(tender.id), b.body);
  const c = await sealBid(town, "bidder-3", tender.id, "1", "35000000.00");
  await town.done("bidder-3", "POST", lodgements(tender.id), c.body);
  const d = await sealBid(town, "bidder-4", tender.id, "1", "34000000.00");
  await town.advance("2026-09-22T09:20:00+08:00");
  const f = await sealBid(town, "bidder-operator", tender.id, "1", "33000000.00");
  expect((await town.ask("bidder-operator", "POST", lodgements(tender.id), f.body)).json["code"]).toBe("operator-may-not-bid");
  await town.advance("2026-09-22T09:25:00+08:00");
  await withdraw(town, "bidder-3", tender.id, "1");
  await town.advance("2026-09-22T09:29:10+08:00");
  await town.done("bidder-2", "POST", lodgements(tender.id), (await sealBid(town, "bidder-2", tender.id, "1", "35900000.00")).body);
  await town.advance("2026-09-22T09:30:00+08:00");
  const late = await town.ask("bidder-4", "POST", lodgements(tender.id), d.body);
  expect(late.json).toMatchObject({ code: "bid-too-late", status: 409 });
  expect(String(late.json["refusalNote"])).toContain("daylight/refusal/v1");
  expect((await lotOf(tender.id)).parts[0]?.close?.count).toBe(2);
  await town.advance("2026-09-22T09:36:00+08:00");
  expect(await lotOf(tender.id)).toMatchObject({ stage: "failed", parts: [{ state: "not-opened" }] });
  const { notices } = (await town.done(null, "GET", "/api/v1/notices?type=failure-notice")) as { notices: { id: string; tender: string }[] };
  const notice = await town.app.request(`/api/v1/notices/${notices.find((each) => each.tender === tender.id)?.id ?? ""}`);
  const text = await notice.text();
  expect(text).toContain("2家");
  expect(text).not.toMatch(/晨曦建设|江海市政/);
});

test("three who count are opened by two of three openers, sung out all at once, and the record is published", async () => {
  const tender = await publishedTender(town, tenderBody({ saleFrom: "2026-09-23T09:00:00+08:00", saleUntil: "2026-09-29T17:00:00+08:00", deadline: "2026-10-14T09:30:00+08:00" }, [lotBody()]));
  await town.advance("2026-10-14T09:00:00+08:00");
  for (const [bidder, price] of [["bidder-1", "37000000.00"], ["bidder-2", "36000000.00"], ["bidder-3", "35000000.00"]] as const) {
    await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", price)).body);
  }
  expect((await town.ask("staff-1", "POST", `/api/v1/tenders/${tender.id}/archive`, { edition: "full" })).json).toMatchObject({ code: "archive-bids-secret", facts: { lot: "1" } });
  await town.advance("2026-10-14T09:36:00+08:00");
  expect((await lotOf(tender.id)).stage).toBe("opening");
  const place = { tender: tender.id, lot: "1", part: "bid" };
  const url = `/api/v1/tenders/${tender.id}/lots/1/parts/bid`;
  await release(town, tender, place, "agency");
  expect((await town.done(null, "GET", `${url}/opening`))["results"]).toBeNull();
  await release(town, tender, place, "notary");
  const sung = (await town.done(null, "GET", `${url}/opening`))["results"] as { results: { how: string; form: { price: { amount: string } } }[] };
  expect(sung.results.map(({ how, form }) => [how, form.price.amount])).toEqual([["threshold", "37000000.00"], ["threshold", "36000000.00"], ["threshold", "35000000.00"]]);
  await town.done("bidder-1", "POST", `${url}/confirmations`);
  await town.done("staff-1", "POST", `${url}/record`);
  expect((await lotOf(tender.id)).stage).toBe("opened");
});

test("its audit bundle, made twice, is the same bytes, and the verifier accepts it", async () => {
  const { notices } = (await town.done(null, "GET", "/api/v1/notices?type=opening-record")) as { notices: { tender: string }[] };
  const tender = notices[0]?.tender ?? "";
  expect((await town.ask("staff-1", "POST", `/api/v1/tenders/${tender}/archive`, { edition: "public" })).json).toMatchObject({ code: "archive-result-secret", facts: { lot: "1" } });
  expect((await town.ask(null, "GET", `/api/v1/tenders/${tender}/bundle?edition=public`)).json["code"]).toBe("not-archived");
  const early = { code: "archive-result-secret", facts: { lot: "1" } };
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender}/archive`, { edition: "full" })).json).toMatchObject(early);
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender}/archive`, { edition: "full" });
  expect((await town.ask("tenderer-1", "GET", `/api/v1/tenders/${tender}/bundle`)).json, "not even once staff have made it").toMatchObject(early);
  const first = must(await makeBundle(town.world, { tenderId: tender, edition: "full" }));
  const again = must(await makeBundle(town.world, { tenderId: tender, edition: "full" }));
  const zip = async (files: typeof first): Promise<string> => {
    const hash = createHash("sha256");
    for await (const chunk of zipOf(files, crc32)) hash.update(chunk);
    return hash.digest("hex");
  };
  expect(await zip(again)).toBe(await zip(first));
  const report = await verifyBundle(first);
  expect(report.faults).toEqual([]);
  expect(report.ok).toBe(true);
});
