import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "kysely";
import { indexMissingOrganisations, knowOrganisation } from "../../src/identity/use-cases/offices.js";
import { inTransaction } from "../../src/db/database.js";
import { codeBeginning } from "../../src/parties/search.js";
import { formOf, signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";

// Staff and supervisors look for whoever is registered: by words of a name, rare characters among them, by how a code begins, by state.
const RARE = { uscc: "91341702MA00002017", name: "𬭚鑫㛃建设有限公司" }; // outside the basic plane, and in extension A
let town: TestTown;
beforeAll(async () => {
  town = await testTown();
  await inTransaction(town.world.db, (tx) => knowOrganisation(tx, town.world.exchange.id, { ...RARE, operatorFirm: false }, new Date(town.world.clock())));
});
afterAll(async () => { await town.stop(); });

type Found = { readonly uscc: string; readonly name: string; readonly state: string };
const find = async (query: Record<string, string>, actor = "staff-1"): Promise<readonly Found[]> => (await town.done(actor, "GET", `/api/v1/organisations?${new URLSearchParams(query).toString()}`))["organisations"] as Found[];
const names = async (q: string): Promise<string[]> => (await find({ q })).map(({ name }) => name);

test("by words of the name in whatever order, by a single character, and by rare characters; a text without a word finds nothing", async () => {
  for (const q of ["晨曦", "集团 晨曦", "建设集团", "曦"]) expect(await names(q), q).toContain("晨曦建设集团有限公司");
  for (const q of ["𬭚", "𬭚鑫㛃", "㛃", RARE.name]) expect(await names(q), q).toEqual([RARE.name]);
  expect(await names("曦晨")).toEqual([]);
  expect(await names("！？")).toEqual([]);
  expect((await find({ q: "" })).length).toBeGreaterThan(8);
});

test("by a credit code or how it begins, as it is written, and not by an end of it", async () => {
  for (const q of [RARE.uscc, RARE.uscc.toLowerCase(), "９１３４１７０２ＭＡ００００２０１７", "91341702MA0000201"]) expect((await find({ q })).map(({ uscc }) => uscc), q).toEqual([RARE.uscc]);
  expect(await find({ q: "91341702MA00002018" })).toEqual([]);
  expect(["9134", "913", "MA000020", "晨曦", "91 3417 02"].map(codeBeginning)).toEqual(["9134", null, null, null, "91341702"]);
});

test("by state; staff freeze on the page with a reason and let act again, a supervisor looks and does neither", async () => {
  const staff = await signedIn(town, "staff-1");
  const at = `/desk/organisations?q=${RARE.uscc}`;
  const press = async (name: string) => {
    const form = formOf((await staff.get(at)).text, name);
    return staff.post(form.action, { ...form.fields, reason: "营业执照已吊销，待核实。" });
  };
  expect((await press("freeze-organisation")).status).toBe(303);
  expect((await find({ state: "frozen" })).map(({ uscc }) => uscc)).toEqual([RARE.uscc]);
  expect(await find({ q: "晨曦", state: "frozen" })).toEqual([]);
  expect((await press("release-organisation")).status).toBe(303);
  expect(await find({ state: "frozen" })).toEqual([]);
  const watching = (await (await signedIn(town, "supervisor-1")).get(at)).text;
  expect([watching.includes(RARE.name), watching.includes("freeze-organisation")]).toEqual([true, false]);
});

test("page by page without a gap or a repetition, and a slip in the address widens nothing", async () => {
  await sql`insert into organisations (exchange_id, uscc, name, made_at) select ${town.world.exchange.id}, '9234170299' || lpad(at::text, 8, '0'), '批量登记' || at || '商行', '2026-08-01' from generate_series(1, 120) as at`.execute(town.database.as("owner"));
  expect(await names("批量登记")).toEqual([]); // nobody has written their words yet
  expect(await indexMissingOrganisations(town.world.db, town.world.exchange.id)).toBe(120);
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { organisations, next } = (await town.done("staff-1", "GET", `/api/v1/organisations?${new URLSearchParams({ q: "批量登记", cursor }).toString()}`)) as unknown as { organisations: Found[]; next: string | null };
    seen.push(...organisations.map(({ uscc }) => uscc));
    cursor = next;
  }
  expect([seen.length, new Set(seen).size]).toEqual([120, 120]);
  for (const wrong of ["names=x", "state=gone", "cursor=x"]) expect((await town.ask("staff-1", "GET", `/api/v1/organisations?${wrong}`)).status, wrong).toBe(400);
});
