import { afterAll, beforeAll, expect, test } from "vitest";
import { checkServer, stampMode } from "../../src/db/installation.js";
import type { Instant } from "../../src/kernel/time.js";
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

test("the server is new enough", async () => {
  await expect(checkServer(database.db)).resolves.toBeUndefined();
});
