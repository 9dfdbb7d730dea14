import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { deadlineWindow } from "../../src/journal/close-times.js";
import { parseCanonical } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { at, type Instant } from "../../src/kernel/time.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { commit, reserveApi, reserveFor, reveal, type Reserve } from "../support/reserves.js";
import { lodgements, lotBody, publishedTender, release, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// Implementing Regulations 27 and 50: at most one reserve estimate, secret, read out at the opening, a reference alone.
let town: TestTown;
beforeAll(async () => { town = await testTown(); });
afterAll(async () => { await town.stop(); });

const TIMES = [
  { saleFrom: "2026-09-01T09:30:00+08:00", saleUntil: "2026-09-08T17:00:00+08:00", deadline: "2026-09-22T09:30:00+08:00" },
  { saleFrom: "2026-09-23T09:00:00+08:00", saleUntil: "2026-09-29T17:00:00+08:00", deadline: "2026-10-14T09:30:00+08:00" },
] as const;
const tenderWith = (lots: readonly Record<string, unknown>[], at: 0 | 1 = 0, more: Record<string, unknown> = {}): Promise<TenderInTest> => publishedTender(town, tenderBody({ reserveEstimates: 1, ...TIMES[at], ...more }, lots));
const LOTS = [lotBody(), lotBody({ lot: "2", name: "三标段施工" })];

let tender: TenderInTest;
let unset: TenderInTest;
let own: Reserve;
const bidPart = (lot = "1"): string => `/api/v1/tenders/${tender.id}/lots/${lot}/parts/bid`;
const codeOf = async (asked: Promise<{ json: Record<string, unknown> }>): Promise<unknown> => (await asked).json["code"];
const stateOf = async (lot = "1"): Promise<Record<string, unknown>> => town.done(null, "GET", reserveApi(tender.id, lot));
const entriesOf = async (type: string): Promise<Record<string, unknown>[]> => {
  const rows = await town.database.db.selectFrom("leaves").select(["idx", "entry"]).orderBy("idx").execute();
  return rows.flatMap(({ idx, entry }) => {
    const body = parseCanonical(entry) as Record<string, unknown>;
    return body["type"] === type && body["tender"] === tender.id ? [{ ...body, idx: Number(idx) }] : [];
  });
};

test("a hash is taken where the documents set a reserve estimate, from the tenderer alone, and the notice says so", async () => {
  tender = await tenderWith(LOTS);
  unset = await publishedTender(town, tenderBody());
  own = reserveFor(town, tender.id, 36_500_000n);
  expect(await stateOf()).toMatchObject({ state: "due", commitment: null });
  expect(await codeOf(commit(town, unset.id, own))).toBe("reserve-not-set");
  expect((await commit(town, tender.id, own, "1", "tenderer-3")).status, "another tenderer's").toBe(404);
  expect(await codeOf(commit(town, tender.id, own, "1", "staff-1"))).toBe("not-yours");
  expect(await codeOf(commit(town, tender.id, own, "9"))).toBe("not-found");
  const { notices } = (await town.done(null, "GET", "/api/v1/notices?type=tender-notice")) as { notices: { id: string; tender: string }[] };
  const says = async (of: string): Promise<string> => (await town.app.request(`/notices/${notices.find((each) => each.tender === of)?.id ?? ""}`)).text();
  expect(await says(tender.id)).toContain("设有标底：投标截止前以哈希写入公开日志");
  expect(await says(unset.id)).toContain("不设标底");
});

test("it is fixed in the deadline's last millisecond, and refused in its own", async () => {
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const lot of ["1", "2"]) for (const [bidder, price] of [["bidder-1", "37000000.00"], ["bidder-2", "36000000.00"], ["bidder-3", "35000000.00"]] as const) {
    await town.done(bidder, "POST", lodgements(tender.id, lot), (await sealBid(town, bidder, tender.id, lot, price)).body);
  }
  await town.advance("2026-09-22T09:29:59.999+08:00");
  const fixed = await commit(town, tender.id, own);
  expect(fixed).toMatchObject({ status: 201, json: { commitment: own.commitment } });
  expect((await commit(town, tender.id, own)).json, "asked again because the first answer was lost").toMatchObject({ commitment: own.commitment, index: fixed.json["index"] });
  expect((await commit(town, tender.id, reserveFor(town, tender.id, 1n))).json, "one a lot").toMatchObject({ code: "reserve-committed", facts: { commitment: own.commitment } });
  await town.advance("2026-09-22T09:30:00+08:00");
  expect((await commit(town, tender.id, reserveFor(town, tender.id, 36_000_000n, "2"), "2")).json).toMatchObject({ code: "reserve-too-late", facts: { deadline: "2026-09-22T09:30:00+08:00", receivedAt: "2026-09-22T09:30:00+08:00" } });
  const [entry] = await entriesOf("reserve.committed");
  expect(Object.keys(entry ?? {}).sort(), "the log says nothing else of it").toEqual(["commitment", "idx", "lot", "tender", "type", "v"]);
  const size = await town.database.db.selectFrom("parts").select("deadline_size").where("tender_id", "=", tender.id).where("lot", "=", "1").executeTakeFirstOrThrow();
  expect(Number(entry?.["idx"])).toBeLessThan(Number(size.deadline_size));
  expect((await stateOf("2"))["state"]).toBe("missed");
});

test("it is not read out before the opening, nor is a wrong file ever, nor another lot's", async () => {
  expect((await stateOf())["state"]).toBe("committed");
  expect(await codeOf(reveal(town, tender.id, own)), "the list is still being checked").toBe("reserve-before-opening");
  expect(await codeOf(town.ask("tenderer-1", "POST", `${reserveApi(tender.id)}/loss`, { reason: "文件损坏" }))).toBe("reserve-before-opening");
  await town.advance("2026-09-22T09:36:00+08:00");
  const wrong: [string, Uint8Array, string][] = [
    ["another amount under another salt", reserveFor(town, tender.id, 36_500_000n).file, "reserve-file-differs"],
    ["another lot's", reserveFor(town, tender.id, 36_500_000n, "2").file, "reserve-file-elsewhere"],
    ["one byte more", Buffer.concat([own.file, Buffer.from("\n")]), "reserve-file-malformed"],
    ["nothing", new Uint8Array(), "reserve-file-malformed"],
  ];
  for (const [what, file, code] of wrong) expect(await codeOf(reveal(town, tender.id, { ...own, file })), what).toBe(code);
  expect(await codeOf(reveal(town, tender.id, own, "1", "tenderer-3"))).toBe("not-found");
  expect(await codeOf(reveal(town, tender.id, reserveFor(town, tender.id, 1n, "2"), "2"))).toBe("reserve-not-committed");
});

test("the prices wait for it while the decryption window runs, and the record waits for it in any case", async () => {
  for (const opener of ["agency", "notary"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
  expect(await town.done(null, "GET", `${bidPart()}/opening`)).toMatchObject({ state: "releasing", decrypted: 3, of: 3, results: null });
  expect(await codeOf(town.ask("staff-1", "POST", `${bidPart()}/record`))).toBe("part-not-opened");
  await town.done("tenderer-1", "POST", `${reserveApi(tender.id)}/file`, { file: Buffer.from(own.file).toString("base64") });
  expect((await town.done(null, "GET", `${bidPart()}/opening`))["state"]).toBe("opened");
  expect(await stateOf()).toMatchObject({ state: "revealed", amount: { amount: "36500000.00", currency: "CNY" }, file: Buffer.from(own.file).toString("base64") });
  expect(await codeOf(reveal(town, tender.id, own))).toBe("reserve-revealed");
  expect(await codeOf(town.ask("supervisor-1", "POST", `${reserveApi(tender.id)}/loss`, { reason: "文件损坏" }))).toBe("reserve-revealed");
  const { events } = (await (await town.app.request(`/halls/${tender.id}-1/events.json`)).json()) as { events: { text: string }[] };
  const told = events.map(({ text }) => text);
  expect(told.findIndex((line) => line.includes("公布标底：36,500,000.00 元"))).toBeGreaterThan(0);
  expect(told.findIndex((line) => line.includes("公布标底"))).toBeLessThan(told.findIndex((line) => line.includes("唱标")));
});

type Shown = { type: string; terms: { reserve: object }; sections: { blocks: { rows?: { zh: string; value: { amount?: string; text?: string } | null }[] }[] }[] };
async function recordOf(lot: string): Promise<Shown> {
  const { notices } = (await town.done(null, "GET", "/api/v1/notices?type=opening-record")) as { notices: { id: string; tender: string }[] };
  const records = await Promise.all(notices.filter((each) => each.tender === tender.id).map(async ({ id }) => JSON.parse(await (await town.app.request(`/notices/${id}/v/1/notice.json`)).text()) as Shown & { codes: { lots: { code: string }[] }; terms: { lot: string } }));
  return records.find(({ terms }) => terms.lot === lot) ?? { type: "", terms: { reserve: {} }, sections: [] };
}
const rowsOf = ({ sections }: Shown): Map<string, string> => new Map(sections.flatMap(({ blocks }) => blocks.flatMap(({ rows = [] }) => rows.map(({ zh, value }) => [zh, value?.amount ?? value?.text ?? ""] as const))));

test("the opening record prints it with its commitment; of a lot that missed it, that none may be used", async () => {
  await town.done("staff-1", "POST", `${bidPart()}/record`);
  const record = await recordOf("1");
  expect(record.terms.reserve).toMatchObject({ state: "revealed", amount: { amount: "36500000.00" }, sha256: own.commitment });
  expect([rowsOf(record).get("标底"), rowsOf(record).get("标底承诺值（SHA-256）")]).toEqual(["36500000.00", own.commitment]);
  for (const opener of ["agency", "notary"]) await release(town, tender, { tender: tender.id, lot: "2", part: "bid" }, opener);
  await town.done("staff-1", "POST", `${bidPart("2")}/record`);
  const missed = await recordOf("2");
  expect(missed.terms.reserve).toEqual({ state: "missed" });
  expect(rowsOf(missed).get("标底")).toBe("招标文件载明设有标底，投标截止前没有固定，本次评标不使用标底");
});

test("its audit bundle holds the file, and the verifier accepts it", async () => {
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/archive`, { edition: "full" });
  const bundle = must(await makeBundle(town.world, { tenderId: tender.id, edition: "full" }));
  expect([...bundle.keys()].filter((path) => path.startsWith("reserve/"))).toEqual(["reserve/1.json"]);
  const report = await verifyBundle(bundle);
  expect(report.faults).toEqual([]);
});

/** Asks with a body that is still on its way. @returns the answer, and what sends the rest */
function slowly(actor: string, url: string, body: object): { readonly answer: Promise<Response>; readonly finish: () => void } {
  const { promise: rest, resolve } = Promise.withResolvers<null>();
  const stream = new ReadableStream<Uint8Array>({ async pull(controller) { await rest; controller.enqueue(Buffer.from(JSON.stringify(body))); controller.close(); } });
  const headers = { "authorization": `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}`, "content-type": "application/json" };
  return { answer: Promise.resolve(town.app.request(url, { method: "POST", headers, body: stream, duplex: "half" })), finish: () => { resolve(null); } };
}

/** The deadline is there, and its checkpoint is taken for another lot: what comes from now on needs a later one. */
async function checkpointAt(deadline: Instant): Promise<void> {
  while (town.world.clock() < deadline) await new Promise((resolve) => { setImmediate(resolve); });
  const { size } = await town.world.journal.flush();
  expect(await town.world.journal.quorumNote(size, deadlineWindow(deadline))).not.toBeNull();
}

let first: Reserve;
let second: Reserve;
test("of two at once one stands; one that was still being read when the deadline came is on time, and the deadline checkpoint holds it", async () => {
  const parts = [{ part: "technical", title: "技术部分", after: null, form: false, requiredFiles: [] }, { part: "price", title: "报价部分", after: null, form: true, requiredFiles: [] }];
  tender = await tenderWith([lotBody({ parts }), lotBody({ lot: "2", name: "三标段施工" })], 1);
  first = reserveFor(town, tender.id, 36_500_000n);
  await town.advance("2026-10-14T09:00:00+08:00");
  for (const lot of ["1", "2"]) for (const bidder of ["bidder-1", "bidder-2", "bidder-3"]) await town.done(bidder, "POST", lodgements(tender.id, lot), (await sealBid(town, bidder, tender.id, lot, "36000000.00")).body);
  const both = [reserveFor(town, tender.id, 36_500_000n, "2"), reserveFor(town, tender.id, 36_400_000n, "2")];
  const answers = await Promise.all(both.map((each) => commit(town, tender.id, each, "2")));
  expect(answers.map(({ status, json }) => json["code"] ?? status).toSorted()).toEqual([201, "reserve-committed"]);
  second = both[answers.findIndex(({ status }) => status === 201)] ?? first;
  await town.advance("2026-10-14T09:29:59.999+08:00");
  const slow = slowly("tenderer-1", reserveApi(tender.id), { commitment: first.commitment });
  const closing = town.advance("2026-10-14T09:30:00+08:00");
  await checkpointAt(at("2026-10-14T09:30:00+08:00"));
  const part = town.database.db.selectFrom("parts").select(["state", "deadline_size"]).where("tender_id", "=", tender.id).where("lot", "=", "1");
  for (let looks = 0; looks < 200; looks++) expect((await part.executeTakeFirstOrThrow()).state, "the close waits for it").toBe("open");
  slow.finish();
  const taken = await slow.answer;
  expect(taken.status).toBe(201);
  await closing;
  const [entry] = (await entriesOf("reserve.committed")).filter(({ lot }) => lot === "1");
  expect(Number(entry?.["idx"])).toBeLessThan(Number((await part.executeTakeFirstOrThrow()).deadline_size));
});

test("in two parts it is read out with the prices; lost, it is said why, by tenderer or supervisor, for good", async () => {
  await town.advance("2026-10-14T09:36:00+08:00");
  for (const name of ["technical", "price"]) for (const opener of ["agency", "notary"]) await release(town, tender, { tender: tender.id, lot: "1", part: name }, opener);
  for (const opener of ["agency", "notary"]) await release(town, tender, { tender: tender.id, lot: "2", part: "bid" }, opener);
  const partAt = (lot: string, name: string): string => `/api/v1/tenders/${tender.id}/lots/${lot}/parts/${name}`;
  await town.done("staff-1", "POST", `${partAt("1", "technical")}/record`);
  expect((await recordOf("1")).terms.reserve).toEqual({ state: "elsewhere" });
  await town.advance("2026-10-14T10:04:59.999+08:00");
  expect((await town.done(null, "GET", `${partAt("1", "price")}/opening`))["state"]).toBe("releasing");
  await town.advance("2026-10-14T10:05:00+08:00");
  expect((await town.done(null, "GET", `${partAt("1", "price")}/opening`))["state"], "the window is over: nobody is kept waiting longer").toBe("opened");
  expect(await codeOf(town.ask("staff-1", "POST", `${partAt("1", "price")}/record`))).toBe("reserve-waits");
  expect(await codeOf(town.ask("staff-1", "POST", `${reserveApi(tender.id)}/loss`, { reason: "文件损坏" }))).toBe("not-yours");
  expect(await codeOf(town.ask("tenderer-1", "POST", `${reserveApi(tender.id)}/loss`, { reason: "一\n二" }))).toBe("wrong-form");
  await town.done("tenderer-1", "POST", `${reserveApi(tender.id)}/loss`, { reason: "存放文件的移动硬盘损坏" });
  await town.done("supervisor-1", "POST", `${reserveApi(tender.id, "2")}/loss`, { reason: "招标人未到场" });
  expect(await codeOf(reveal(town, tender.id, first))).toBe("reserve-lost");
  await town.done("staff-1", "POST", `${partAt("1", "price")}/record`);
  await town.done("staff-1", "POST", `${partAt("2", "bid")}/record`);
  expect(await codeOf(town.ask("tenderer-1", "POST", `${reserveApi(tender.id, "2")}/file`, { file: Buffer.from(second.file).toString("base64") }))).toBe("reserve-lost");
  const lost = await recordOf("2");
  expect(lost.terms.reserve).toMatchObject({ state: "lost", reason: "招标人未到场", sha256: second.commitment });
  expect((await entriesOf("reserve.lost")).map(({ lot, by }) => [lot, by])).toEqual([["1", "tenderer"], ["2", "supervisor"]]);
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/archive`, { edition: "full" });
  expect((await verifyBundle(must(await makeBundle(town.world, { tenderId: tender.id, edition: "full" })))).faults).toEqual([]);
});
