import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { zipOf } from "../../src/archive/zip.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { first, refusedWith, restated, sha256 } from "../support/lodging.js";
import { lodgements, lotBody, priceForm, publishedTender, release, sealBid, tenderBody, withdraw } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error"); });
afterAll(async () => { await town.stop(); });

type Lot = { lot: string; stage: string; parts: { state: string; close: { count: number } | null }[] };
const lotOf = async (tender: string): Promise<Lot> => ((await town.done(null, "GET", `/api/v1/tenders/${tender}`))["lots"] as Lot[])[0] ?? { lot: "", stage: "", parts: [] };

const TUS = { "Tus-Resumable": "1.0.0" };
/** A bidder's tool sends its sealed content piece by piece. @returns sends the bytes from one place to another */
async function upload(actor: string, content: Uint8Array): Promise<(from: number, to: number) => Promise<void>> {
  const authorization = `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}`;
  const begun = await town.app.request("/api/v1/uploads", { method: "POST", headers: { ...TUS, authorization, "Upload-Length": String(content.length) } });
  expect(begun.status).toBe(201);
  return async (from, to) => {
    const sent = await town.app.request(begun.headers.get("location") ?? "", { method: "PATCH", headers: { ...TUS, authorization, "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(from) }, body: Uint8Array.from(content.subarray(from, to)) });
    expect(sent.status).toBe(204);
  };
}

test("G2: of six who come, two count at the deadline, so nothing is opened and the failure notice says two and no names; had C stayed, it opens", async () => {
  const [tender, stayed] = [await publishedTender(town), await publishedTender(town)];
  await town.advance("2026-09-22T09:12:00+08:00");
  const lodge = async (of: typeof tender, actor: string, price: string): Promise<unknown> => town.done(actor, "POST", lodgements(of.id), (await sealBid(town, actor, of.id, "1", price)).body);
  for (const of of [tender, stayed]) for (const [actor, price] of [["bidder-1", "37000000.00"], ["bidder-2", "36000000.00"], ["bidder-3", "35000000.00"]] as const) await lodge(of, actor, price);
  await town.advance("2026-09-22T09:20:00+08:00");
  const f = await sealBid(town, "bidder-operator", tender.id, "1", "33000000.00");
  expect(await refusedWith(town, "bidder-operator", lodgements(tender.id), f.body)).toBe("operator-may-not-bid");
  await town.advance("2026-09-22T09:25:00+08:00");
  await withdraw(town, "bidder-3", tender.id, "1");
  await town.advance("2026-09-22T09:28:00+08:00");
  const pieces: Uint8Array[] = [];
  const d = await sealBid(town, "bidder-4", tender.id, "1", { form: priceForm("34000000.00"), sink: async (content) => { for await (const piece of content) pieces.push(piece); } });
  const content = Buffer.concat(pieces);
  const send = await upload("bidder-4", content);
  await send(0, 1_000);
  await town.advance("2026-09-22T09:29:10+08:00");
  for (const of of [tender, stayed]) await lodge(of, "bidder-2", "35900000.00");
  await town.advance("2026-09-22T09:29:59.998+08:00");
  const plain = new TextEncoder().encode("投标函：未加密的投标文件");
  await (await upload("bidder-5", plain))(0, plain.length);
  const e = await restated(town, "bidder-5", first(await sealBid(town, "bidder-5", tender.id, "1", "32000000.00")), { content: { sha256: sha256(plain), size: plain.length } });
  expect(await refusedWith(town, "bidder-5", lodgements(tender.id), { parts: [e] })).toBe("content-not-age");
  await town.advance("2026-09-22T09:29:59.999+08:00");
  expect(await refusedWith(town, "bidder-4", lodgements(tender.id), d.body), "half of it is not there").toBe("content-missing");
  await town.advance("2026-09-22T09:30:00+08:00");
  await send(1_000, content.length);
  expect(await refusedWith(town, "bidder-4", lodgements(tender.id), d.body)).toBe("bid-too-late");
  expect([await lotOf(tender.id), await lotOf(stayed.id)].map(({ parts }) => parts[0]?.close?.count)).toEqual([2, 3]);
  await town.advance("2026-09-22T09:36:00+08:00");
  expect(await lotOf(tender.id)).toMatchObject({ stage: "failed", parts: [{ state: "not-opened" }] });
  expect((await lotOf(stayed.id)).stage).toBe("opening");
  const { notices } = (await town.done(null, "GET", "/api/v1/notices?type=failure-notice")) as { notices: { id: string; tender: string }[] };
  const notice = await town.app.request(`/api/v1/notices/${notices.find((each) => each.tender === tender.id)?.id ?? ""}`);
  const text = await notice.text();
  expect(text).toContain("2家");
  for (const bidder of ["bidder-1", "bidder-2", "bidder-3", "bidder-4", "bidder-5", "bidder-operator"]) expect(text).not.toContain(town.actors.find(({ id }) => id === bidder)?.organisation?.name);
  const hall = await (await town.app.request(`/halls/${tender.id}-1`)).text();
  expect(hall.match(/未开启，退回/g)).toHaveLength(2);
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
