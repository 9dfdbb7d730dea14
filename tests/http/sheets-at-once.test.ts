import { afterAll, beforeAll, expect, test } from "vitest";
import { base64 } from "../../src/kernel/bytes.js";
import { sheetBytes, type Sheet } from "../../src/judging/sheet.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { appoint } from "../support/judging.js";
import { testTown, type TestTown } from "../support/town.js";
import { COMPREHENSIVE, lodgements, lotBody, publishedTender, release, sealBid, tenderBody } from "../support/works-tender.js";

// A committee of nine that hands in at one moment, and what a sheet is refused for before it counts (12号令 17, 43).
let town: TestTown;
let lot: string;
const MEMBERS = Array.from({ length: 9 }, (_, at) => `committee-${String(at + 1)}`);
const [FIRST, SECOND] = ["committee-1", "committee-2"];

const roomOf = async (actor: string) => (await town.done(actor, "GET", `${lot}/panel`)) as { sheet: Sheet; label: string; criteria: { id: string; title: string; full: string }[]; sheets: { signed: number; of: number } };

/** A member's whole sheet with these changes to its first score, and to the sheet. */
async function sheetOf(actor: string, first: { readonly score?: string; readonly reason?: string } = {}, over: Partial<Sheet> = {}): Promise<Sheet> {
  const { sheet } = await roomOf(actor);
  const scores = sheet.scores.map(({ bidder, items }, row) => ({ bidder, items: items.map(({ criterion }, at) => ({ criterion, score: "1.00", reason: "按评分标准", ...(row === 0 && at === 0 ? first : {}) })) }));
  return { ...sheet, scores, ...over };
}

async function sign(actor: string, sheet: Sheet, by = actor, over = sheet) {
  return town.ask(actor, "POST", `${lot}/sheets`, { sheet: base64(sheetBytes(sheet)), signature: base64(await signDetached(sheetBytes(over), await town.signer(by))) });
}

beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  const amount = { amount: "20000000.00", currency: "CNY" };
  const tender = await publishedTender(town, tenderBody({}, [lotBody({ estimate: amount, ceiling: amount, method: COMPREHENSIVE })]));
  lot = `/api/v1/tenders/${tender.id}/lots/1`;
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const [bidder, price] of [["bidder-1", "18600000.00"], ["bidder-2", "17985000.00"], ["bidder-3", "18052000.00"]] as const) await town.done(bidder, "POST", lodgements(tender.id), (await sealBid(town, bidder, tender.id, "1", price)).body);
  await town.advance("2026-09-22T09:36:00+08:00");
  for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part: "bid" }, opener);
  await town.done("staff-1", "POST", `${lot}/parts/bid/record`);
  await appoint(town, tender.id);
  await town.done("tenderer-1", "POST", `${lot}/committee`, { members: MEMBERS.map((actor, at) => ({ actor, kind: at === 8 ? "representative" : "expert", chair: at === 0 })) });
}, 180_000);
afterAll(async () => { await town.stop(); });

test("an expert who logged in as another signs neither the other's sheet nor its own with the other's certificate", async () => {
  expect((await sign(SECOND, await sheetOf(FIRST))).json, "another's label").toMatchObject({ code: "sheet-malformed", facts: { where: "expert" } });
  expect((await sign(SECOND, await sheetOf(SECOND), FIRST)).json["code"], "another's certificate").toBe("sheet-other-signer");
  expect((await sign(FIRST, await sheetOf(FIRST), SECOND)).json["code"], "in another's session with one's own certificate").toBe("sheet-other-signer");
  expect((await sign(SECOND, await sheetOf(SECOND), "bidder-1")).json["code"]).toBe("sheet-other-signer");
  expect((await sign("committee-10", await sheetOf(FIRST))).json["code"]).toBe("not-on-panel");
  expect((await roomOf(FIRST)).sheets).toEqual({ signed: 0, of: 9 });
});

test("a score is a number of at most two decimals from nought to the full points: the last that passes, and what does not", async () => {
  const { criteria: [first] } = await roomOf(FIRST);
  const full = first?.full ?? "";
  for (const score of [`${full}.01`, "1000", "", " ", "1.001", "-1", "+1", "1e1", "０", "1,5", ".5", "1."]) expect((await sign(FIRST, await sheetOf(FIRST, { score }))).json, `“${score}”`).toMatchObject({ code: "sheet-score", facts: { where: first?.title } });
  expect((await sign(FIRST, await sheetOf(FIRST, { score: "0", reason: "" }))).json["code"], "nothing given, nothing said").toBe("sheet-reason");
  const whole = await sheetOf(FIRST);
  expect((await sign(FIRST, { ...whole, scores: whole.scores.slice(1) })).json, "a bid left out").toMatchObject({ code: "sheet-malformed", facts: { where: "bidders" } });
  expect((await sign(FIRST, whole, FIRST, await sheetOf(FIRST, { score: "2.00" }))).json["code"], "changed after it was signed").toBe("cms-content-differs");
  expect((await roomOf(FIRST)).sheets.signed).toBe(0);
});

test("nine members who hand in at one moment, each twice, are all kept, and none is kept twice", async () => {
  const sheets = await Promise.all(MEMBERS.map(async (actor) => ({ actor, sheets: [await sheetOf(actor), await sheetOf(actor, { score: "0.99" })] })));
  const answers = await Promise.all(sheets.flatMap(({ actor, sheets: both }) => both.map(async (sheet) => ({ actor, answer: await sign(actor, sheet) }))));
  for (const actor of MEMBERS) {
    const own = answers.filter((each) => each.actor === actor).map(({ answer }) => answer.json["code"] ?? answer.status);
    expect(own.map(String).sort(), actor).toEqual(["201", "sheet-signed"]);
  }
  const kept = await town.world.db.selectFrom("sheets").select(["label", "sha256"]).execute();
  expect(new Set(kept.map(({ label }) => label)).size).toBe(9);
  expect(kept).toHaveLength(9);
  await town.world.journal.flush();
  const logged = await town.world.db.selectFrom("leaves").select("entry").execute();
  expect(logged.filter(({ entry }) => Buffer.from(entry).includes('"score.sheet"')).length).toBe(9);
  expect((await roomOf(FIRST)).sheets).toEqual({ signed: 9, of: 9 });
});

test("a score changed after signing is not taken: what was signed stays", async () => {
  const before = await town.world.db.selectFrom("sheets").select("sha256").orderBy("sha256").execute();
  expect((await sign(FIRST, await sheetOf(FIRST, { score: "0.50" }))).json["code"]).toBe("sheet-signed");
  expect(await town.world.db.selectFrom("sheets").select("sha256").orderBy("sha256").execute()).toEqual(before);
});
