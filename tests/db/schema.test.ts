import { expect, test } from "vitest";
import { schemaOf, isSchemaFresh } from "../../scripts/schema-dump.js";
import { testDatabase } from "../support/database.js";

test("migrations/schema.sql is what the migrations make (npx tsx scripts/schema-dump.ts writes it)", async () => {
  const database = await testDatabase();
  try {
    expect(await isSchemaFresh(database.url)).toBe(true);
  } finally {
    await database.close();
  }
});

test("every table's key begins with the exchange, so that one installation can host several", async () => {
  const database = await testDatabase();
  try {
    const keys = (await schemaOf(database.url)).split("\n").filter((line) => line.includes(" PRIMARY KEY ") && !line.startsWith("installation:"));
    expect(keys.length).toBeGreaterThan(10);
    for (const key of keys) expect(key).toContain("PRIMARY KEY (exchange_id");
  } finally {
    await database.close();
  }
});
