import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sealedEntry } from "../../src/journal/receipts.js";
import { fromHex } from "../../src/kernel/bytes.js";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { formOf, signedIn } from "../support/pages.js";
import { submittedTender, tenderBody } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// tenderer-1 prepares, tenderer-2 of the same firm approves for a moment; the town's clock stands at 09:00 on 1 September.
let town: TestTown;
beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00"); });
afterAll(async () => { await town.stop(); });

const FORM = () => tenderBody({ saleFrom: "2026-09-03T09:30:00+08:00", saleUntil: "2026-09-09T17:00:00+08:00", deadline: "2026-09-29T09:30:00+08:00" });
const at = (id: string, rest: string): string => `/api/v1/tenders/${id}${rest}`;
const codeOf = async (actor: string, url: string, body?: unknown): Promise<unknown> => (await town.ask(actor, "POST", url, body)).json["code"];
const schedule = (actor: string, id: string, publishAt: string): Promise<unknown> => codeOf(actor, at(id, "/schedule"), { publishAt });
const isPublic = async (id: string): Promise<boolean> => (await town.ask(null, "GET", at(id, ""))).status === 200;

test("a notice is approved for a moment ahead, by a second officer, and only if it is lawful then", async () => {
  const { id } = await submittedTender(town, FORM());
  expect(await schedule("tenderer-1", id, "2026-09-02T09:00:00+08:00")).toBe("four-eyes");
  expect(await schedule("tenderer-2", id, "2026-09-01T09:00:00+08:00")).toBe("moment-passed");
  expect(await schedule("tenderer-2", id, "2026-10-31T09:00:01+08:00")).toBe("moment-too-far");
  expect(await schedule("tenderer-2", id, "2026-09-03T09:30:00.001+08:00")).toBe("sale-too-early");
  expect(await codeOf("tenderer-2", at(id, "/schedule/recall"))).toBe("notice-not-scheduled");
  expect(await schedule("tenderer-2", id, "2026-09-03T09:30:00+08:00")).toBeUndefined();
  expect((await town.done("tenderer-1", "GET", at(id, "")))["publishAt"]).toBe("2026-09-03T09:30:00+08:00");
  expect(await isPublic(id)).toBe(false);
});

test("either officer takes it back on the page before its moment, and then nothing is published", async () => {
  const { id } = await submittedTender(town, FORM());
  for (const actor of ["tenderer-1", "tenderer-2"]) {
    const approver = await signedIn(town, "tenderer-2");
    const form = formOf((await approver.get(`/desk/${id}`)).text, "schedule");
    expect((await approver.post(form.action, { ...form.fields, publishAt: "2026-09-01T15:00" })).status).toBe(303);
    const officer = await signedIn(town, actor);
    const page = (await officer.get(`/desk/${id}`)).text;
    expect(page).toContain("将于2026年9月1日");
    const recall = formOf(page, "recall");
    expect((await officer.post(recall.action, recall.fields)).status).toBe(303);
  }
  await town.advance("2026-09-01T16:00:00+08:00");
  expect(await isPublic(id)).toBe(false);
  expect(await schedule("tenderer-2", id, "2026-09-02T09:00:00+08:00")).toBeUndefined();
  await town.done("tenderer-2", "POST", at(id, "/returns"), { reason: "先补充附件" });
  await town.advance("2026-09-02T09:30:00+08:00");
  expect(await isPublic(id)).toBe(false);
});

test("the clock publishes at the named moment, not a millisecond before, in the approver's name", async () => {
  const { id } = await submittedTender(town, FORM());
  expect(await schedule("tenderer-2", id, "2026-09-02T12:00:00+08:00")).toBeUndefined();
  // What the clock owes stands in the database alone: a process that starts anew finds it there.
  expect((await town.world.db.selectFrom("tenders").select("next_due_at").where("tender_id", "=", id).executeTakeFirstOrThrow()).next_due_at?.toISOString()).toBe("2026-09-02T04:00:00.000Z");
  await town.advance("2026-09-02T11:59:59.999+08:00");
  expect(await isPublic(id)).toBe(false);
  await town.advance("2026-09-02T12:00:00+08:00");
  expect(await isPublic(id)).toBe(true);
  const row = await town.world.db.selectFrom("tenders").select(["published_by", "published_at"]).where("tender_id", "=", id).executeTakeFirstOrThrow();
  expect([row.published_by, row.published_at?.toISOString()]).toEqual(["tenderer-2", "2026-09-02T04:00:00.000Z"]);
  expect(await codeOf("tenderer-1", at(id, "/schedule/recall"))).toBe("notice-not-scheduled");
});

test("what is no longer lawful at its moment goes back to its preparer with the reason", async () => {
  const { id } = await submittedTender(town, FORM());
  expect(await schedule("tenderer-2", id, "2026-09-02T18:00:00+08:00")).toBeUndefined();
  await town.database.db.updateTable("opener_keys").set({ proved_at: null }).where("tender_id", "=", id).execute();
  await town.advance("2026-09-02T18:00:00+08:00");
  expect(await isPublic(id)).toBe(false);
  const returned = await town.world.db.selectFrom("returns").select(["reason", "returned_by"]).where("tender_id", "=", id).executeTakeFirstOrThrow();
  expect(returned.returned_by).toBe("clock");
  expect(returned.reason).toContain("未登记密钥");
  expect(await schedule("tenderer-2", id, "2026-09-02T19:00:00+08:00")).toBe("tender-not-submitted");
});

test("the log keeps each approval and what ended it, and hides by whom and for when; its office and the supervisor can open it", async () => {
  const { id } = await submittedTender(town, tenderBody({ saleFrom: "2026-10-13T09:30:00+08:00", saleUntil: "2026-10-19T17:00:00+08:00", deadline: "2026-11-10T09:30:00+08:00" }));
  const [first, second] = ["2026-10-12T12:00:00+08:00", "2026-10-12T13:00:00+08:00"];
  expect(await schedule("tenderer-2", id, first)).toBeUndefined();
  expect(await codeOf("tenderer-1", at(id, "/schedule/recall"))).toBeUndefined();
  expect(await schedule("tenderer-2", id, second)).toBeUndefined();
  await town.done("tenderer-2", "POST", at(id, "/returns"), { reason: "先补充附件" });
  await town.world.journal.flush();
  const { acts } = (await town.done("supervisor-1", "GET", at(id, "/schedule"))) as { acts: { file: Record<string, unknown>; sha256: string; salt: string; idx: number }[] };
  expect(acts.map(({ file: { kind, publishAt, by, why, preparedBy } }) => [kind, publishAt, by, why ?? preparedBy])).toEqual([
    ["scheduled", first, "tenderer-2", "tenderer-1"], ["unscheduled", first, "tenderer-1", "recalled"], ["scheduled", second, "tenderer-2", "tenderer-1"], ["unscheduled", second, "tenderer-2", "returned"],
  ]);
  const { rows } = await sql<{ entry: Uint8Array; idx: string }>`select entry, idx from leaves order by idx`.execute(town.world.db);
  const logged = rows.map(({ entry, idx }) => ({ idx: Number(idx), text: new TextDecoder().decode(entry) })).filter(({ text }) => /"notice\.(un)?scheduled"/.test(text) && text.includes(id));
  expect(logged.map(({ idx }) => idx)).toEqual(acts.map(({ idx }) => idx));
  for (const [place, { text }] of logged.entries()) {
    const act = acts[place];
    expect(sha256Hex(canonical(act?.file as Json))).toBe(act?.sha256);
    expect((JSON.parse(text) as { c: string }).c).toBe(sealedEntry(fromHex(act?.salt ?? ""), fromHex(act?.sha256 ?? "")).c);
    expect(text).not.toMatch(/tenderer-|2026-10-12/);
  }
  expect((await town.ask("tenderer-3", "GET", at(id, "/schedule"))).status).toBe(404);
  expect((await town.ask("bidder-1", "GET", at(id, "/schedule"))).status).toBe(403);
});
