import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkServer, stampMode } from "../../src/db/installation.js";
import type { Instant } from "../../src/kernel/time.js";
import { makeExchange } from "../support/exchange.js";
import { testDatabase, type TestDatabase } from "../support/database.js";

let database: TestDatabase;
beforeAll(async () => { database = await testDatabase(); });
afterAll(async () => { await database.close(); });

test("a database keeps the mode it was made in", async () => {
  const now = Date.UTC(2026, 0, 5) as Instant;
  await stampMode(database.db, "rehearsal", now);
  await stampMode(database.db, "rehearsal", now);
  await expect(stampMode(database.db, "live", now)).rejects.toThrow("DAYLIGHT_MODE is live, but this database was made in rehearsal mode and stays in it");
});

describe("rows of a rehearsal in a live database", () => {
  const NOW = new Date("2026-11-29T01:00:00Z");
  let live: TestDatabase;
  beforeAll(async () => {
    live = await testDatabase();
    await stampMode(live.db, "live", NOW.getTime() as Instant);
    await live.as("owner").insertInto("exchanges").values({ exchange_id: "chenguang", host: "jy.wangchuan.example", name: "望川", name_en: "Wangchuan", uscc: "12341700MB1A2C3D0P", platform_code: "D3417000002", origin: "jy.wangchuan.example/live/00000000", made_at: NOW }).execute();
    await live.as("owner").insertInto("people").values({ exchange_id: "chenguang", person_id: "p-1", name: "林知远", email: null, handle: new Uint8Array(32), made_at: NOW }).execute();
    await live.as("owner").insertInto("actors").values({ exchange_id: "chenguang", actor_id: "a-1", person_id: "p-1", role: "admin", org_uscc: null, rank: "administrator", opener: null, made_at: NOW, ended_at: null }).execute();
  });
  afterAll(async () => { await live.close(); });

  const session = (how: "rehearsal" | "passkey", key: number) => ({ exchange_id: "chenguang", session_sha256: new Uint8Array(32).fill(key), person_id: "p-1", actor_id: null, how, address: "192.0.2.1", agent: "", made_at: NOW, seen_at: NOW });
  const certificate = (name: string, sha256: string) => ({ exchange_id: "chenguang", sha256, person_id: "p-1", uscc: null, der: Buffer.from(`\x30\x03${name}`), made_at: NOW, ended_at: null });

  // By the exchange's own role and by the database's owner: a trigger holds both.
  test.each(["daylight_app", "owner"] as const)("are refused to %s, and the like of a live exchange are taken", async (role) => {
    const db = live.as(role);
    const refused = /a row of a rehearsal in a live database/;
    const key = role === "owner" ? 1 : 2;
    await expect(db.insertInto("clocks").values({ exchange_id: "chenguang", stands_at: NOW, set_at: NOW, held: false }).execute()).rejects.toThrow(refused);
    await expect(db.insertInto("tokens").values({ exchange_id: "chenguang", token_sha256: new Uint8Array(32), actor_id: "a-1", made_at: NOW }).execute()).rejects.toThrow(refused);
    await expect(db.insertInto("rehearsal_texts").values({ exchange_id: "chenguang", text_id: "t", body: new Uint8Array([1]), received_at: NOW }).execute()).rejects.toThrow(refused);
    await expect(db.insertInto("sessions").values(session("rehearsal", key)).execute()).rejects.toThrow(refused);
    await db.insertInto("sessions").values(session("passkey", key)).execute();
    await expect(db.insertInto("certificates").values(certificate("晨光演练根证书", "a".repeat(64))).execute()).rejects.toThrow(refused);
    await db.insertInto("certificates").values(certificate("望川电子认证", String(key).repeat(64))).execute();
    await expect(db.insertInto("exchanges").values({ exchange_id: "chenguang", host: "town.example", name: "镇", name_en: "Town", uscc: "12341700MB1A2C3D0P", platform_code: "D3417000003", origin: "town.example/rehearsal/00000000", made_at: NOW }).execute()).rejects.toThrow(/other mode/);
  });

  test("the stamp stays, for its owner too", async () => {
    await expect(live.as("owner").updateTable("installation").set({ mode: "rehearsal" }).execute()).rejects.toThrow(/may only be inserted into/);
    await expect(live.as("owner").deleteFrom("installation").execute()).rejects.toThrow(/may only be inserted into/);
  });

  test("a database with a rehearsal in it is never stamped live", async () => {
    const other = await testDatabase();
    await makeExchange(other.as("owner"));
    await expect(stampMode(other.as("owner"), "live", NOW.getTime() as Instant)).rejects.toThrow(/holds rows of the other mode than live/);
    await stampMode(other.as("owner"), "rehearsal", NOW.getTime() as Instant);
    await other.close();
  });
});

test("the server is new enough", async () => {
  await expect(checkServer(database.db)).resolves.toBeUndefined();
});
