import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findSignals } from "../../src/signals/use-cases/find-signals.js";
import { apply, openApplications, publishedPrequalification } from "../support/prequalification.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown(); });
afterAll(async () => { await town.stop(); });

test("an application is no bid: opened before the bids are, it is not looked at, for who applied stays secret (招标投标法 22)", async () => {
  const tender = await publishedPrequalification(town);
  await town.advance("2026-09-13T10:00:00+08:00");
  for (const actor of ["bidder-1", "bidder-2", "bidder-3"]) await apply(town, actor, tender.id);
  await town.advance("2026-09-14T09:30:00+08:00");
  await town.advance("2026-09-14T09:36:00+08:00");
  await openApplications(town, tender);
  const parts = ((await town.done(null, "GET", `/api/v1/tenders/${tender.id}`)) as { lots: { parts: { part: string; state: string }[] }[] }).lots[0]?.parts;
  expect(parts?.find(({ part }) => part === "prequalification")?.state).toBe("opened");
  expect(await findSignals(town.world, { tenderId: tender.id, lot: "1" })).toMatchObject({ ok: false, refusal: { code: "signals-before-opening" } });
  const { rows } = await sql`select from job_outbox where name = 'find-signals'`.execute(town.database.db);
  expect(rows).toEqual([]);
  const token = town.actors.find(({ id }) => id === "supervisor-1")?.token ?? "";
  expect((await town.app.request(`/watch/signals/${tender.id}/1`, { headers: { authorization: `Bearer ${token}`, accept: "text/html" } })).status).toBe(404);
});
