import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readZip } from "../../src/archive/read-zip.js";
import { must } from "../../src/kernel/result.js";
import { DAY_MS, HOUR_MS, type Instant } from "../../src/kernel/time.js";
import { columnsIn, IMPERSONAL, PERSONAL } from "../../src/privacy/columns.js";
import { personalKey } from "../../src/privacy/key-ring.js";
import { forgetOver, resealAll } from "../../src/privacy/use-cases/forget.js";
import { shownIdentityNumber } from "../../src/privacy/use-cases/identity-number.js";
import { byLetter, idNumberOf, secondPasskey } from "../support/letter.js";
import { formOf, signedIn } from "../support/pages.js";
import { draftFirm, register, registeredFirm, signInByPasskey, someone, type Someone } from "../support/people.js";
import { publishedTender } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
let letter: Awaited<ReturnType<typeof byLetter>>;
const NUMBER = idNumberOf("001");
const PHONE = "13800000042";
beforeAll(async () => {
  town = await testTown();
  letter = await byLetter(town, "清明", "12341700MB000006X3");
});
afterAll(async () => { await town.stop(); });

const codeOf = ({ json }: { readonly json: Record<string, unknown> }): unknown => json["code"];
const reveal = (actor: string, id = letter.registration, reason = "与授权书核对"): ReturnType<TestTown["ask"]> => town.ask(actor, "POST", `/api/v1/registrations/${id}/identity`, { reason });
const now = (): Instant => Date.now() as Instant;

describe("an identity number", () => {
  test("is asked of whoever registers by letter, checked, and shown to himself masked", async () => {
    expect(codeOf(await letter.handIn())).toBe("id-number-needed");
    const wrong = await letter.who.ask("PUT", "/api/v1/identity-number", { idNumber: NUMBER.replace(/^3/, "4") });
    expect(codeOf(wrong)).toBe("id-number-check");
    expect(JSON.stringify(wrong.json)).not.toContain(NUMBER.slice(4, 12)); // a refusal stands in logs
    expect((await letter.who.ask("PUT", "/api/v1/identity-number", { idNumber: NUMBER })).json).toEqual({ idNumber: `341**************${NUMBER.slice(-1)}` });
    expect((await letter.who.ask("GET", "/api/v1/privacy")).json).toMatchObject({ idNumber: `341**************${NUMBER.slice(-1)}`, disclosures: [] });
    expect((await letter.handIn()).json).toMatchObject({ state: "submitted" });
  });

  test("is shown to staff who are to decide, for a reason; he sees that it was, and nobody else is shown it", async () => {
    for (const actor of ["supervisor-1", "tenderer-1", "bidder-1", "admin-1"]) expect((await reveal(actor)).status, actor).toBe(403);
    expect(codeOf(await reveal("staff-1", letter.registration, ""))).toBe("wrong-form");
    expect((await reveal("staff-1")).json).toEqual({ idNumber: NUMBER, alsoOf: [] });
    expect((await letter.who.ask("GET", "/api/v1/privacy")).json["disclosures"]).toMatchObject([{ what: "id-number", reason: "与授权书核对" }]);
    const acts = (await town.done("supervisor-1", "GET", "/api/v1/audit?actor=staff-1"))["rows"] as Record<string, unknown>[];
    expect(acts[0]).toMatchObject({ action: "identity.reveal", object: `/api/v1/registrations/${letter.registration}/identity`, outcome: "201" });
    expect(JSON.stringify(acts)).not.toContain(NUMBER);
    await expect(town.world.db.updateTable("disclosures").set({ reason: "另有原因" }).execute()).rejects.toThrow();
    await expect(town.world.db.deleteFrom("disclosures").execute()).rejects.toThrow();
  });

  test("stands on the staff's page whole for a quarter of an hour after its reason, masked before and for everybody else", async () => {
    const [staff, other] = [await signedIn(town, "staff-1"), await signedIn(town, "staff-2")];
    expect((await staff.get("/desk/registrations")).text).toContain(NUMBER);
    const page = (await other.get("/desk/registrations")).text;
    expect(page).not.toContain(NUMBER);
    expect(page).toContain(`341**************${NUMBER.slice(-1)}`);
    const form = formOf(page, "reveal-applicant");
    expect((await other.post(form.action, { ...form.fields, reason: "授权书上的号码看不清" })).status).toBe(303);
    expect((await other.get("/desk/registrations")).text).toContain(NUMBER);
    expect((await (await signedIn(town, "supervisor-1")).get("/desk/registrations")).text).not.toContain(NUMBER);
  });

  test("given a second time by another account is found, without opening any, and staff are told", async () => {
    const twin = await byLetter(town, "谷雨", "91341702MA0000170M");
    await twin.who.ask("PUT", "/api/v1/identity-number", { idNumber: NUMBER.toLowerCase() });
    expect((await twin.handIn()).json).toMatchObject({ state: "submitted" });
    expect((await reveal("staff-1", twin.registration)).json).toEqual({ idNumber: NUMBER, alsoOf: [{ id: letter.person, name: "清明" }] });
  });

  test("is deleted at its owner's word, once nobody is comparing it", async () => {
    expect(codeOf(await letter.who.ask("DELETE", "/api/v1/identity-number"))).toBe("id-number-in-use");
    await town.done("staff-1", "POST", `/api/v1/registrations/${letter.registration}/decision`, { decision: "refuse", reason: "授权书没有盖章" });
    expect((await letter.who.ask("DELETE", "/api/v1/identity-number")).json).toEqual({ deleted: true });
    expect((await letter.who.ask("GET", "/api/v1/privacy")).json["idNumber"]).toBeNull();
    expect(codeOf(await reveal("staff-1"))).toBe("registration-state");
    expect((await letter.who.ask("PUT", "/api/v1/identity-number", { idNumber: NUMBER })).status).toBe(200);
  });
});

test("a dump of the whole database shows no identity number and no telephone number, in whatever encoding", async () => {
  const settings = { version: 0, language: "zh", email: null, mailOff: [], phone: PHONE, phoneBy: "sms", phoneOn: ["review-due"] };
  expect((await town.ask("tenderer-2", "PUT", "/api/v1/messages/settings", settings, { "idempotency-key": "phone-once" })).status).toBe(200);
  expect((await letter.who.ask("PUT", "/api/v1/identity-number", { idNumber: NUMBER }, { "idempotency-key": "number-once" })).status).toBe(200);
  expect((await letter.who.ask("PUT", "/api/v1/identity-number", { idNumber: NUMBER }, { "idempotency-key": "number-once" })).json).toMatchObject({ idNumber: expect.stringContaining("***") as string }); // answered again
  // Every row of every table as the server writes it, which is what a dump copies: bytes in hexadecimal.
  const owner = town.database.as("owner");
  const { rows: tables } = await sql<{ name: string }>`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(owner);
  const parts = await Promise.all(tables.map(async ({ name }) => `${name}\n${(await sql<{ row: string }>`select each::text as row from ${sql.raw(name)} each`.execute(owner)).rows.map(({ row }) => row).join("\n")}`));
  const dump = parts.join("\n");
  expect(dump).toContain("identity_numbers");
  expect(dump).toContain("phone-once"); // the dump has the rows
  for (const secret of [NUMBER, PHONE]) for (const written of [secret, Buffer.from(secret).toString("hex"), ...[0, 1, 2].map((shift) => Buffer.from("x".repeat(shift) + secret).toString("base64").slice(shift === 0 ? 0 : 4, -4))]) expect(dump.includes(written), written).toBe(false);
  const [hashed] = [spawnSync("openssl", ["dgst", "-sha256", "-r"], { input: NUMBER }).stdout.toString().slice(0, 64)];
  expect(dump).not.toContain(hashed); // a plain hash of one of a few numbers would tell it
});

/** Two identity numbers, one telephone, and what the twelve experts of the town said of themselves. */
const SEALED = 3 + 12;

test("a new key seals anew what stood under the old one, and what is equal is still found", async () => {
  const { world } = town;
  const personalKeys = [personalKey(new Uint8Array(32).fill(9)), ...world.personalKeys] as const;
  expect(await resealAll({ ...world, personalKeys })).toBe(SEALED);
  expect(await resealAll({ ...world, personalKeys })).toBe(0);
  const newest = { ...world, personalKeys: [personalKeys[0]] as const };
  expect(await shownIdentityNumber(newest, letter.person)).toContain("***");
  expect(await shownIdentityNumber(world, letter.person)).toBeNull(); // the old key alone opens nothing any more
  expect(await resealAll({ ...world, personalKeys: [...world.personalKeys, personalKeys[0]] as never })).toBe(SEALED);
});

describe("the table of what is personal", () => {
  const schema = readFileSync(path.resolve(import.meta.dirname, "../../migrations/schema.sql"), "utf8");
  const tables = [...schema.matchAll(/create table (\w+) \(\n([\s\S]*?)\n\);/g)].map(([, name = "", body = ""]) => [name, body.split("\n").map((line) => line.trim().split(" ")[0] ?? "").filter((column) => column !== "exchange_id").sort()] as const);
  const known = (table: string): string[] => {
    const about = PERSONAL[table];
    const listed = about === undefined ? columnsIn(IMPERSONAL[table]) : [...about.whose.flatMap(({ column, theirs }) => [column, ...columnsIn(theirs)]), ...columnsIn(about.beside), ...columnsIn(about.never)];
    return [...new Set(listed)].sort();
  };

  test.each(tables)("says of every column of %s whether it is about somebody, how long it is kept, and whether he is handed it", (table, columns) => { expect(known(table)).toEqual(columns); });
  test("names no table that is not there", () => { expect([...Object.keys(PERSONAL), ...Object.keys(IMPERSONAL)].filter((table) => !tables.some(([name]) => name === table))).toEqual([]); });
});

type Copy = { readonly person: string; readonly held: readonly { readonly table: string; readonly named: string; readonly row: Record<string, unknown> }[] };
async function copyOf(get: (url: string) => Promise<Response>): Promise<{ readonly copy: Copy; readonly text: string }> {
  const answer = await get("/api/v1/privacy/copy");
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([200, "application/zip", "private, no-store"]);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const places = must(await readZip({ size: bytes.length, at: (from, length) => Promise.resolve(Uint8Array.from(bytes.subarray(from, from + length))) }, "copy"));
  const file = (name: string): string => {
    const { start = 0, size = 0 } = places.get(name) ?? {};
    return bytes.subarray(start, start + size).toString("utf8");
  };
  return { copy: JSON.parse(file("personal.json")) as Copy, text: file("personal.txt") };
}
const asActor = (actor: string) => (url: string): Promise<Response> => Promise.resolve(town.app.request(url, { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}` } }));

describe("the copy somebody takes of what is held about him", () => {
  test("has every row of the database in which he or one of his offices stands, whatever table it is in", async () => {
    await publishedTender(town);
    const owner = town.database.as("owner");
    const { rows: columns } = await sql<{ table: string; column: string }>`select table_name as "table", column_name as "column" from information_schema.columns where table_schema = 'public' and data_type in ('text', 'character varying') and table_name in (select table_name from information_schema.tables where table_type = 'BASE TABLE' and table_schema = 'public') and column_name <> 'exchange_id'`.execute(owner);
    for (const who of ["tenderer-1", "tenderer-2", "staff-1", "bidder-1"]) {
      const { copy } = await copyOf(asActor(who));
      for (const { table, column } of columns) {
        const { rows: [counted] } = await sql<{ count: string }>`select count(*) as count from ${sql.table(table)} where ${sql.ref(column)} = ${who}`.execute(owner);
        if (table === "exchanges" || counted?.count === "0") continue;
        expect({ who, table, column, count: copy.held.filter((each) => each.table === table && each.named === column).length }).toEqual({ who, table, column, count: Number(counted?.count) });
      }
    }
  });

  test("opens his own sealed values, reads for people, and holds nothing of others", async () => {
    const { copy, text } = await copyOf(asActor("tenderer-2"));
    expect(copy.held.find(({ table }) => table === "message_settings")?.row).toMatchObject({ phone: PHONE });
    expect(text).toContain(PHONE);
    expect(text).toContain("个人信息副本");
    const others = town.actors.filter(({ id }) => id !== "tenderer-2");
    const all = JSON.stringify(copy);
    expect(others.filter(({ id, name }) => all.includes(`"${id}"`) || all.includes(name)).map(({ id }) => id)).toEqual([]);
    expect(all).not.toMatch(/"(?:audit_id|xact|outbox_id|move_id|idx)"/); // they count other people's acts
    const own = await copyOf(async (url) => town.app.request(url, { headers: { cookie: letter.who.cookie() ?? "" } }));
    expect(own.copy.held.find(({ table }) => table === "identity_numbers")?.row).toMatchObject({ sealed: NUMBER });
    expect((await town.ask(null, "GET", "/api/v1/privacy/copy")).status).toBe(401);
  });
});

describe("a correction", () => {
  test("is looked at by staff who are not the person, answered once, and refused with a reason", async () => {
    const who = letter.who;
    expect(codeOf(await who.ask("POST", "/api/v1/privacy/corrections", { name: "清明", reason: "一样的" }))).toBe("name-unchanged");
    const { json } = await who.ask("POST", "/api/v1/privacy/corrections", { name: "青明", reason: "当时打错了字" });
    expect(json["due"]).toBe("2026-09-22T00:00:00+08:00"); // fifteen working days after 1 September, Sunday the 20th among them
    expect(codeOf(await who.ask("POST", "/api/v1/privacy/corrections", { name: "青鸣", reason: "再改一次" }))).toBe("request-open");
    const answer = (actor: string, body: unknown) => town.ask(actor, "POST", `/api/v1/privacy/requests/${String(json["request"])}/answer`, body);
    expect((await answer("supervisor-1", { grant: true, reason: null })).status).toBe(403);
    expect(codeOf(await answer("staff-1", { grant: false, reason: null }))).toBe("request-reason");
    const page = (await (await signedIn(town, "staff-1")).get("/desk/privacy")).text;
    expect(page).toContain("青明");
    const both = await Promise.all([answer("staff-1", { grant: true, reason: null }), answer("staff-2", { grant: false, reason: "与证件不符" })]);
    expect(both.map(({ status, json: { code } }) => code ?? status).sort()).toEqual([200, "request-answered"]);
    const state = (await who.ask("GET", "/api/v1/privacy")).json["requests"] as { state: string; answer: string | null }[];
    expect(["青明/granted/null", "清明/refused/与证件不符"]).toContain(`${(await town.world.db.selectFrom("people").select("name").where("person_id", "=", letter.person).executeTakeFirstOrThrow()).name}/${state[0]?.state ?? ""}/${String(state[0]?.answer)}`);
  });
});

describe("an account that is closed", () => {
  const close = (who: Someone, body: object = { reason: "不再使用", sure: true }) => who.ask("POST", "/api/v1/privacy/closing", body);
  const left = async (person: string): Promise<unknown> => Promise.all((["people", "passkeys", "certificates", "identity_numbers", "sessions", "registrations"] as const).map(async (table) => (await town.world.db.selectFrom(table).selectAll().where("person_id", "=", person).execute()).length));

  test("of somebody who never acted leaves no name, no proof and no number; nobody signs in to it any more", async () => {
    const who = someone(town);
    const person = String((await register(who, "白露")).json["person"]);
    await draftFirm(who, { uscc: "91341702MA0000162T", name: "白露建设有限公司" });
    await who.ask("PUT", "/api/v1/identity-number", { idNumber: idNumberOf("007") });
    expect(codeOf(await close(who, { reason: "不再使用", sure: false }))).toBe("wrong-form");
    const cookie = who.cookie();
    expect((await close(who)).json["kept"]).toMatchObject([{ id: "evidence" }]);
    expect(await left(person)).toEqual([1, 0, 0, 0, 0, 0]);
    expect((await town.world.db.selectFrom("people").select(["name", "email", "state"]).where("person_id", "=", person).executeTakeFirstOrThrow())).toEqual({ name: "（已注销）", email: null, state: "left" });
    who.use(cookie);
    expect((await who.ask("GET", "/api/v1/sessions")).status).toBe(401);
    expect((await signInByPasskey(who)).status).toBe(401);
  });

  test("is not closed while an office is held or a registration waits; what was done keeps its name", async () => {
    expect((await close(letter.who)).status).toBe(200);
    const twin = await byLetter(town, "小寒", "91341702MA00001540");
    await twin.who.ask("PUT", "/api/v1/identity-number", { idNumber: idNumberOf("008") });
    await twin.handIn();
    expect(codeOf(await close(twin.who))).toBe("account-registration-waits");
    const { who } = await registeredFirm(town, "大寒");
    expect((await close(who)).json).toMatchObject({ code: "account-in-office" });
    const [office] = (await who.ask("GET", "/api/v1/me")).json["id"] === undefined ? [] : [String((await who.ask("GET", "/api/v1/me")).json["id"])];
    await town.database.as("owner").updateTable("actors").set({ ended_at: new Date() }).where("actor_id", "=", office ?? "").execute();
    expect((await close(who)).json["kept"]).toMatchObject([{ id: "offices" }, { id: "expert" }, { id: "signatures" }, { id: "file" }, { id: "cases" }, { id: "conduct" }, { id: "complaints" }, { id: "signals" }, { id: "evidence" }]);
    expect((await town.world.db.selectFrom("people").select("state").where("name", "=", "大寒").executeTakeFirstOrThrow()).state).toBe("left");
  });
});

test("what no rule keeps goes by itself on its day and not before; what a law keeps stays", async () => {
  const who = someone(town);
  const person = String((await register(who, "惊蛰")).json["person"]);
  await secondPasskey(who);
  await draftFirm(who, { uscc: "91341702MA0000162T", name: "惊蛰建设有限公司" });
  const start = now();
  const there = async (): Promise<number[]> => [
    ...(await Promise.all((["sessions", "registrations", "passkeys"] as const).map(async (table) => (await town.world.db.selectFrom(table).select("person_id").where("person_id", "=", person).execute()).length))),
    (await town.world.db.selectFrom("idempotency").select("key").where("key", "=", "phone-once").execute()).length,
  ];
  const at = async (ms: number) => forgetOver({ ...town.world, clock: () => (town.world.clock() + ms) as Instant }, (start + ms) as Instant);
  await at(9 * HOUR_MS);
  expect(await there()).toEqual([1, 1, 2, 1]);
  await at(11 * HOUR_MS);
  expect(await there()).toEqual([0, 1, 2, 1]);
  await at(29 * DAY_MS);
  expect(await there()).toEqual([0, 1, 2, 1]);
  await at(31 * DAY_MS);
  expect(await there()).toEqual([0, 1, 2, 0]);
  await at(89 * DAY_MS);
  expect(await there()).toEqual([0, 1, 2, 0]);
  await at(91 * DAY_MS);
  expect(await there()).toEqual([0, 0, 2, 0]);
  const kept = async (): Promise<number> => (await town.world.db.selectFrom("audit").select("audit_id").execute()).length;
  const before = await kept();
  await at(16 * 366 * DAY_MS);
  expect(await kept()).toBe(before);
});

test("the page says what is kept, why, how long and by which article, from the table the deletion runs by, in both languages", async () => {
  const read = async (url: string): Promise<string> => (await town.app.request(url, { headers: { accept: "text/html" } })).text();
  const [zh, en] = [await read("/privacy"), await read("/en/privacy")];
  for (const text of ["网络安全法", "政府采购法", "个人信息保护法 47", "六个月"]) expect(zh).toContain(text);
  expect(en).toContain("Personal Information Protection Law 47");
  expect(zh).toContain('href="/privacy"'); // in the foot
});
