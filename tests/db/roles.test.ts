import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../support/database.js";

let database: TestDatabase;
beforeAll(async () => { database = await testDatabase(); });
afterAll(async () => { await database.close(); });

test("the running exchange may not change who it is", async () => {
  await expect(database.db.updateTable("exchanges").set({ name: "另一家" }).execute()).rejects.toThrow(/permission denied/);
  await expect(database.db.deleteFrom("installation").execute()).rejects.toThrow(/permission denied/);
});
