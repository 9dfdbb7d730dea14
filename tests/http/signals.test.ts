import { zipSync } from "fflate";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES } from "../../src/identity/actor.js";
import { must } from "../../src/kernel/result.js";
import { findSignals } from "../../src/signals/use-cases/find-signals.js";
import { testTown, type TestTown } from "../support/town.js";
import { lodgements, lotBody, priceForm, publishedTender, release, sealBid, tenderBody, type BidFiles, type TenderInTest } from "../support/works-tender.js";

let town: TestTown;
let tender: TenderInTest;
/** Another lot, opened a little later. */
let second: TenderInTest;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Words without sense that are never twice the same. */
function prose(seed: number, length: number): string {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return String.fromCharCode(0x4e00 + ((state >>> 8) % 3_000));
  }).join("");
}
const docx = (words: string, author: string, root: string): Uint8Array => zipSync({
  "word/document.xml": utf8(`<w:p><w:t>${words}</w:t></w:p>`), "docProps/core.xml": utf8(`<dc:creator>${author}</dc:creator>`), "word/settings.xml": utf8(`<w:rsidRoot w:val="${root}"/>`),
});
const SHARED = prose(77, 700);
/** Two whose bids one hand wrote, and two who have nothing to do with them. */
const BIDS: readonly (readonly [bidder: string, price: string, number: string, files: BidFiles])[] = [
  ["bidder-1", "18123456.71", "皖1340000000001", { "施工组织设计.docx": docx(`${prose(1, 900)}${SHARED}`, "张某某", "00A1B2C3") }],
  ["bidder-2", "18246913.42", "皖1340000000002", { "施工组织设计.docx": docx(`${SHARED}${prose(2, 800)}`, "张某某", "00A1B2C3") }],
  ["bidder-3", "18370370.13", "皖1340000000003", { "施工组织设计.docx": docx(prose(3, 1_500), "李某某", "00D4E5F6") }],
  ["bidder-5", "18555023.99", "皖1340000000005", { "施工组织设计.docx": docx(prose(5, 1_200), "赵某某", "00778899"), "坏的.pdf": utf8("%PDF-1.7 broken") }],
];
const signalsOf = (id: string): string => `/api/v1/tenders/${id}/lots/1/signals`;
const usccOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";
const pageOf = async (actor: string, path: string): Promise<{ readonly status: number; readonly text: string }> => {
  const answer = await town.app.request(path, { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}`, accept: "text/html" } });
  return { status: answer.status, text: await answer.text() };
};
const rowsIn = async (table: string): Promise<number> => (await sql<{ rows: number }>`select count(*)::integer as rows from ${sql.table(table)}`.execute(town.database.db)).rows[0]?.rows ?? -1;
type Shown = { readonly serial: number; readonly sha256: string; readonly run: { readonly texts: boolean; readonly signals: readonly { readonly kind: string; readonly bidders: readonly string[]; readonly value: string; readonly chance: { readonly ratio: string } }[]; readonly compared: { readonly bidders: readonly { readonly uscc: string; readonly files: readonly { readonly name: string; readonly read: string | null }[] }[] } }; readonly notes: readonly unknown[] };
const shown = async (): Promise<Shown> => (await town.done("supervisor-1", "GET", signalsOf(tender.id))) as unknown as Shown;

beforeAll(async () => {
  town = await testTown();
  tender = await publishedTender(town, tenderBody({}, [lotBody({})]));
  second = await publishedTender(town, tenderBody({}, [lotBody({})]));
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const [bidder, price, number, files] of BIDS) {
    const form = { ...(priceForm(price) as object), leader: { name: "王工", certificate: "一级建造师", certificateNumber: number } };
    await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", { form }, files)).body);
  }
  for (const [bidder, author] of [["bidder-3", "张某某"], ["bidder-4", "张某某"], ["bidder-5", "孙某某"]] as const) {
    await town.done(bidder, "POST", lodgements(second.id), (await sealBid(town, bidder, second.id, "1", "18000000.00", { "技术.docx": docx(prose(bidder.charCodeAt(7), 400), author, "00FFEEDD") })).body);
  }
}, 120_000);
afterAll(async () => { await town.stop(); });

describe("before the opening", () => {
  test("no signal is looked for, whether bids are lodged or closed, and nothing of one is read", async () => {
    let read = 0;
    const watched = { ...town.world, readFile: (...given: Parameters<typeof town.world.readFile>) => { read += 1; return town.world.readFile(...given); } };
    for (const moment of [null, "2026-09-22T09:31:00+08:00"]) {
      if (moment !== null) await town.advance(moment);
      expect(await findSignals(watched, { tenderId: tender.id, lot: "1" })).toMatchObject({ ok: false, refusal: { code: "signals-before-opening" } });
      const asked = await town.ask("supervisor-1", "POST", signalsOf(tender.id));
      expect([asked.status, asked.json["code"]]).toEqual([409, "signals-before-opening"]);
      expect((await town.ask("supervisor-1", "GET", signalsOf(tender.id))).status).toBe(404);
    }
    expect([read, await rowsIn("signal_runs"), await rowsIn("kept_prints")]).toEqual([0, 0, 0]);
  });
});

describe("after the opening", () => {
  beforeAll(async () => {
    await town.advance("2026-09-22T09:36:00+08:00");
    for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
    await town.done("supervisor-1", "POST", signalsOf(tender.id));
  }, 120_000);

  test("the exchange owes itself the search as soon as the bids are open", async () => {
    const { rows } = await sql<{ data: unknown }>`select data from job_outbox where name = 'find-signals'`.execute(town.database.db);
    expect(rows).toEqual([{ data: { tender: tender.id, lot: "1" } }]);
  });

  test("what one hand wrote is found between the two, with what was compared and how often it comes by chance; honest bids show nothing among each other", async () => {
    const { run } = await shown();
    const [one, two, three, five] = ["bidder-1", "bidder-2", "bidder-3", "bidder-5"].map(usccOf);
    const between = (left: string | undefined, right: string | undefined): string[] => run.signals.filter(({ bidders }) => left !== undefined && right !== undefined && bidders.includes(left) && bidders.includes(right)).map(({ kind }) => kind);
    expect(run.texts).toBe(true);
    expect(between(one, two)).toEqual(expect.arrayContaining(["edit-root", "author", "alike", "even-steps"]));
    expect(between(three, five)).toEqual([]);
    expect(run.signals.find(({ kind }) => kind === "alike")).toMatchObject({ value: "700", chance: { ratio: "1" }, passages: [{ own: 700, left: { page: 1 }, right: { page: 1 } }] });
    expect(run.signals.find(({ kind }) => kind === "even-steps")).toMatchObject({ bidders: [one, two, three].sort(), value: "123,456.71" });
  });

  test("a file that cannot be read is named as unread and keeps no other from being compared", async () => {
    const files = (await shown()).run.compared.bidders.flatMap((bidder) => bidder.files.map(({ name, read }) => `${name} ${String(read)}`));
    expect(files.sort()).toEqual(["坏的.pdf null", ...Array.from({ length: 4 }, () => "施工组织设计.docx docx")].sort());
  });

  test("looked for again it is the same, byte for byte, and nothing more is kept; computed again as of then it is too", async () => {
    const { serial, sha256 } = await shown();
    expect(must(await findSignals(town.world, { tenderId: tender.id, lot: "1" }))).toEqual({ serial, sha256, isNew: false });
    await town.advance("2026-09-22T10:00:00+08:00");
    expect(await town.done("supervisor-1", "POST", `${signalsOf(tender.id)}/checks`)).toEqual({ serial, sha256, isSame: true });
    expect([await rowsIn("signal_runs"), await rowsIn("kept_prints")]).toEqual([1, 4]);
  });

  test("nobody but the supervisor reads of it, in no office; and the public log says nothing", async () => {
    for (const role of ROLES.filter((each) => each !== "supervisor")) {
      const actor = town.actors.find((each) => each.role === role)?.id;
      if (actor === undefined) continue;
      for (const [method, url] of [["GET", signalsOf(tender.id)], ["GET", `${signalsOf(tender.id)}.csv`], ["POST", signalsOf(tender.id)], ["POST", `${signalsOf(tender.id)}/checks`]] as const) {
        expect((await town.ask(actor, method, url)).json["code"], `${role} ${method} ${url}`).toBe("not-yours");
      }
    }
    await town.world.journal.flush();
    const leaves = await town.world.journal.leavesAfter(-1, 10_000);
    expect(leaves.filter(({ entry }) => /signal|线索/.test(Buffer.from(entry).toString()))).toEqual([]);
  });

  test("each reading is kept as an act of who read, and whoever was refused is no reader", async () => {
    const reads = async (): Promise<unknown[]> => (await sql<{ actor_id: string; outcome: string }>`select actor_id, outcome from audit where action = 'signal.read' and object like ${`${signalsOf(tender.id)}%`} order by audit_id desc limit 2`.execute(town.database.db)).rows;
    await shown();
    expect((await reads())[0]).toEqual({ actor_id: "supervisor-1", outcome: "200" });
    const before = await rowsIn("audit");
    expect((await town.ask("supervisor-1", "GET", `${signalsOf(tender.id)}.csv`)).status).toBe(200);
    expect(await rowsIn("audit")).toBe(before + 1);
  });

  test("the supervisor’s page says that it is evidence and no verdict, and is read by nobody else; that it was read is kept", async () => {
    const path = `/watch/signals/${tender.id}/1`;
    const { status, text } = await pageOf("supervisor-1", path);
    expect(status).toBe(200);
    for (const words of ["线索，不是结论", "张某某", "施工组织设计.docx，第 1 页", "招标投标法实施条例第四十条第一项", "可能的正常原因"]) expect(text).toContain(words);
    for (const actor of ["tenderer-1", "committee-1", "bidder-1", "staff-1", "opener-agency"]) expect((await pageOf(actor, path)).status, actor).toBe(403);
    const { rows } = await sql`select actor_id, outcome from audit where action = 'signal.read' and object = ${path}`.execute(town.database.db);
    expect(rows).toEqual([{ actor_id: "supervisor-1", outcome: "200" }]);
  });

  test("what became of it is written down beside what was said before, about bidders of this lot alone", async () => {
    const note = (bidders: readonly string[], disposal: string) => town.ask("supervisor-1", "POST", `${signalsOf(tender.id)}/notes`, { bidders, disposal, note: "已约谈两家，调取电脑" });
    const pair = [usccOf("bidder-2"), usccOf("bidder-1")];
    expect((await note(pair, "looked-into")).status).toBe(201);
    expect((await note(pair, "referred")).json).toEqual({ serial: 2 });
    expect((await shown()).notes).toMatchObject([{ bidders: [...pair].sort(), disposal: "looked-into", by: "supervisor-1" }, { disposal: "referred" }]);
    expect((await note([usccOf("bidder-1"), usccOf("bidder-4")], "explained")).json["code"]).toBe("not-found");
    expect((await note([usccOf("bidder-1"), usccOf("bidder-1")], "explained")).json["code"]).toBe("not-found");
    expect((await note(pair, "guilty")).status).toBe(422);
  });

  test("words past the bound of a bid are not compared, and the run says so; up to it they are", async () => {
    const read = async (length: number): Promise<readonly (string | null)[]> => {
      must(await findSignals({ ...town.world, readFile: () => Promise.resolve({ kind: "text", pages: ["一".repeat(length)], particulars: {} }) }, { tenderId: tender.id, lot: "1" }));
      return (await shown()).run.compared.bidders.flatMap(({ files }) => files.map((file) => file.read));
    };
    expect(await read(2_500_000)).toEqual(["text", "text", "text", "text", "text"]);
    expect(await read(2_500_001)).toEqual(expect.arrayContaining([null]));
    expect((await read(5_000_001)).every((each) => each === null)).toBe(true);
  }, 60_000);

  test("where the words cannot be compared within bounds the run says nothing of them, and the rest stands", async () => {
    must(await findSignals({ ...town.world, compareTexts: () => Promise.resolve(null) }, { tenderId: tender.id, lot: "1" }));
    const { run } = await shown();
    expect([run.texts, run.signals.some(({ kind }) => kind === "alike"), run.signals.some(({ kind }) => kind === "even-steps")]).toEqual([false, false, true]);
    must(await findSignals(town.world, { tenderId: tender.id, lot: "1" }));
    expect((await shown()).run.texts).toBe(true);
  });

  test("what is kept to hold later lots against names nobody", async () => {
    const { rows } = await sql<{ marks: string[] }>`select marks from kept_prints`.execute(town.database.db);
    expect(rows.flatMap(({ marks }) => marks).every((mark) => /^[a-z-]+:[0-9a-f]{32}$/.test(mark))).toBe(true);
    expect(JSON.stringify(rows)).not.toContain("张");
  });
});

describe("held against what the exchange knows of others", () => {
  const ADDRESS = "203.0.113.7";
  const lodgedFrom = (actor: string, at: string, address: string) => sql`insert into audit (exchange_id, at, actor_id, person_id, address, action, object, outcome) select exchange_id, ${at}, actor_id, person_id, ${address}, 'bid.lodge', 'x', '201' from actors where actor_id = ${actor}`.execute(town.database.db);
  const found = async (kind: string) => (await shown()).run.signals.filter((each) => each.kind === kind);

  test("one network address is a signal while few others lodge from it, and none when many do", async () => {
    const { rows } = await sql<{ actor_id: string; at: string }>`select actor_id, received_at::text as at from lodgements where tender_id = ${tender.id}`.execute(town.database.db);
    for (const { actor_id, at } of rows) {
      await lodgedFrom(actor_id, at, "127.0.0.1"); // a proxy nobody told the exchange of: it says nothing
      await lodgedFrom(actor_id, at, actor_id === "bidder-1" || actor_id === "bidder-2" ? ADDRESS : `198.51.100.${actor_id.slice(-1)}`);
    }
    must(await findSignals(town.world, { tenderId: tender.id, lot: "1" }));
    expect(await found("address")).toMatchObject([{ bidders: [usccOf("bidder-1"), usccOf("bidder-2")].sort(), value: ADDRESS, chance: { ratio: "1", have: 0, of: 0 } }]);
    await lodgedFrom("bidder-4", "2026-09-21T10:00:00+08:00", ADDRESS);
    must(await findSignals(town.world, { tenderId: tender.id, lot: "1" }));
    expect(await found("address")).toEqual([]);
  });

  test("an author of another organisation’s bid in an earlier lot is no signal of these two, and the run names what it was held against", async () => {
    const [run] = (await sql<{ serial: number }>`select max(serial)::integer as serial from signal_runs`.execute(town.database.db)).rows;
    for (const opener of ["agency", "supervisor"]) await release(town, second, { tender: second.id, lot: "1", part: "bid" }, opener);
    expect(await pageOf("supervisor-1", `/watch/signals/${second.id}/1`)).toMatchObject({ status: 200, text: expect.stringContaining("还没有查找过线索") as string });
    await town.done("supervisor-1", "POST", signalsOf(second.id));
    const seen = (await town.done("supervisor-1", "GET", signalsOf(second.id)))["run"] as Shown["run"] & { readonly compared: { readonly against: unknown } };
    expect(seen.compared.against).toEqual([{ tender: tender.id, lot: "1", serial: run?.serial }]);
    expect(seen.signals.filter(({ kind }) => kind === "author")).toEqual([]);
    expect(seen.signals.filter(({ kind }) => kind === "edit-root")).toMatchObject([{ chance: { ratio: "1/3", have: 0, of: 2 } }]);
  }, 120_000);
});
