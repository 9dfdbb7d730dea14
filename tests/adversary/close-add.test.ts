import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBundle } from "../../src/archive/use-cases/bundle.js";
import { must } from "../../src/kernel/result.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { lodgements, publishedTender, release, sealBid, type TenderInTest } from "../support/works-tender.js";
import { formOf, signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";

// T69: a database administrator hides a lodged bid while the box closes, so that the closed list leaves it out (trust.md §1.5, step 2).
let town: TestTown;
let tender: TenderInTest;
let part: string;
const hide = (bidder: string, isHidden: boolean) => town.database.as("owner").transaction().execute(async (tx) => {
  await sql`alter table lodgements disable trigger all`.execute(tx);
  await sql`update lodgements set outbox_id = outbox_id * -1 where bidder = ${bidder} and (outbox_id > 0) = ${isHidden}`.execute(tx);
  await sql`alter table lodgements enable trigger all`.execute(tx);
});
const firm = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
const ask = (actor: string, path: string, body?: unknown) => town.ask(actor, "POST", `${part}/${path}`, body);
const codeOf = async (actor: string, path: string, body?: unknown): Promise<unknown> => (await ask(actor, path, body)).json["code"];
const REASON = { reason: "投标人出示回执，日志中有其条目，名单遗漏" };
type Hall = { close: { sha256: string; list: { st: string }[] }; state: string };
const hall = async (): Promise<Hall> => (await town.done(null, "GET", `${part}/opening`)) as unknown as Hall;

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00", process.env["TOWN_LOG"] ?? "error");
  tender = await publishedTender(town);
  part = `/api/v1/tenders/${tender.id}/lots/1/parts/bid`;
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const bidder of ["bidder-1", "bidder-2", "bidder-3", "bidder-4"]) await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", "37000000.00")).body);
  await hide(firm("bidder-4"), true);
  await town.advance("2026-09-22T09:30:00+08:00");
  await hide(firm("bidder-4"), false);
});
afterAll(async () => { await town.stop(); });

test("one person asks for the missing bid to be added, the same one may not approve, another one does, once (T69)", async () => {
  const before = await hall();
  expect(before.close.list).toHaveLength(3);
  expect(await codeOf("staff-1", "close-additions/1/approval")).toBe("not-found");
  const room = `/halls/${tender.id}-1`;
  const [host, supervisor] = [await signedIn(town, "staff-1"), await signedIn(town, "supervisor-1")];
  const request = formOf((await host.get(room)).text, "close-add");
  expect((await host.post(request.action, { ...request.fields, ...REASON })).status).toBe(303);
  expect((await hall()).close.list).toHaveLength(3);
  const own = (await host.get(room)).text;
  expect(own, "parts are named as the documents name them").toContain("“投标文件”部分尚未全部解密");
  expect([own.includes("/acts/approve-close-add"), own.includes("/acts/close-add"), own.includes(REASON.reason)]).toEqual([false, false, true]);
  expect(await codeOf("staff-1", "close-additions/1/approval")).toBe("four-eyes");
  const approval = formOf((await supervisor.get(room)).text, "approve-close-add");
  expect((await supervisor.post(approval.action, approval.fields)).status).toBe(303);
  for (const actor of ["bidder-1", "tenderer-1"]) expect((await (await signedIn(town, actor)).get(room)).text).not.toContain("/acts/close-add");
  const after = await hall();
  expect(after.close.list).toHaveLength(4);
  expect(after.close.sha256).not.toBe(before.close.sha256);
  expect(await codeOf("staff-2", "close-additions/1/approval")).toBe("close-complete");
  expect(await codeOf("staff-2", "close-additions", REASON)).toBe("close-complete");
});

test("once shares may be released nothing is added any more, and the amended list is what opens and verifies", async () => {
  await town.advance("2026-09-22T09:36:00+08:00");
  expect(await codeOf("staff-1", "close-additions", REASON)).toBe("close-add-late");
  expect(await codeOf("supervisor-1", "close-additions/1/approval")).toBe("close-add-late");
  for (const opener of ["agency", "notary"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
  expect((await hall()).state).toBe("opened");
  await town.done("staff-1", "POST", `${part}/record`);
  await town.done("staff-1", "POST", `/api/v1/tenders/${tender.id}/archive`, { edition: "full" });
  const report = await verifyBundle(must(await makeBundle(town.world, { tenderId: tender.id, edition: "full" })));
  expect(report.faults).toEqual([]);
});
