import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { identityWrites } from "../../src/db/writes.js";
import { bySession } from "../../src/identity/use-cases/known-sessions.js";
import { IDLE_MS_MAX } from "../../src/identity/queries.js";
import { beginSession, secretHash } from "../../src/identity/use-cases/sessions.js";
import { plusMs, type Instant } from "../../src/kernel/time.js";
import { testTown, type TestTown } from "../support/town.js";

// What was read of a session answers a second's requests, and an end counts all the same with the next of them.
const NOW = Date.parse("2026-09-01T01:00:00Z") as Instant;
const after = (ms: number): Instant => plusMs(NOW, ms);
let town: TestTown;
/** A connection that the process does not count: as of somebody else's tool. */
let foreign: pg.Client;
beforeAll(async () => {
  town = await testTown();
  foreign = new pg.Client(town.database.url);
  await foreign.connect();
});
afterAll(async () => {
  await foreign.end();
  await town.stop();
});

const begin = async (actor: string): Promise<string> => beginSession(town.world.db, town.world.exchange.id, { personId: actor, how: "certificate", actorId: actor, address: "127.0.0.1", agent: "test", old: null }, NOW, town.world.random);
const known = (secret: string, at = NOW) => bySession(town.world.db, town.world.exchange.id, secretHash(secret), at);
const me = async (secret: string): Promise<number> => (await town.app.request("/api/v1/me", { headers: { cookie: `daylight=${secret}` } })).status;

test("a session that ends while others ask by it is none to whoever asks when its end was told", async () => {
  for (let round = 0; round < 20; round += 1) {
    const secret = await beginSession(town.world.db, town.world.exchange.id, { personId: "bidder-1", how: "certificate", actorId: "bidder-1", address: "127.0.0.1", agent: "test", old: null }, Date.now() as Instant, town.world.random);
    expect(await me(secret)).toBe(200);
    const asking = Array.from({ length: 4 }, () => me(secret));
    const ended = await town.app.request("/api/v1/sessions/current", { method: "DELETE", headers: { cookie: `daylight=${secret}`, "sec-fetch-site": "same-origin" } });
    expect(ended.status).toBe(200);
    expect(await me(secret)).toBe(401);
    await Promise.all(asking);
    expect(await me(secret), "what was read before the end is not kept").toBe(401);
  }
});

test("an office ends with the next request: its organisation is frozen, its holder let go, in a transaction or out of one", async () => {
  const secret = await begin("bidder-2");
  expect((await known(secret))?.actor?.id).toBe("bidder-2");
  const uscc = String(town.actors.find(({ id }) => id === "bidder-2")?.organisation?.uscc);
  await town.done("staff-1", "PUT", `/api/v1/organisations/${uscc}/state`, { frozen: true, reason: "核查" });
  expect((await known(secret))?.actor ?? null).toBeNull();
  await town.done("staff-1", "PUT", `/api/v1/organisations/${uscc}/state`, { frozen: false, reason: "核查完毕" });
  await town.database.as("owner").updateTable("people").set({ state: "left" }).where("person_id", "=", "bidder-2").execute();
  expect(await known(secret)).toBeNull();
});

test("what another process changes holds within a second", async () => {
  const secret = await begin("bidder-3");
  expect((await known(secret))?.person.id).toBe("bidder-3");
  await foreign.query("delete from sessions where person_id = 'bidder-3'");
  expect((await known(secret, after(999)))?.person.id).toBe("bidder-3");
  expect(await known(secret, after(1_000))).toBeNull();
});

test("a session that is kept ends by the clock as well, to the millisecond", async () => {
  const secret = await begin("bidder-4");
  expect(await known(secret, after(IDLE_MS_MAX - 500))).not.toBeNull();
  await foreign.query("update sessions set seen_at = made_at where person_id = 'bidder-4'");
  expect(await known(secret, after(IDLE_MS_MAX + 1_000))).toBeNull();
});

test("many who ask at once are read together, each as himself, and a session there is not is nobody's", async () => {
  const offices = ["bidder-1", "bidder-6", "tenderer-1", "staff-1", "supervisor-1"];
  const secrets = [...(await Promise.all(offices.map(begin))), "no session of anybody"];
  const asked = [...secrets, ...secrets];
  expect(await Promise.all(asked.map(async (secret) => (await known(secret))?.actor?.id ?? null))).toEqual([...offices, null, ...offices, null]);
});

test("a write counts when it becomes visible: at the end of its transaction, rolled back or not, and reading never does", async () => {
  const { db } = town.world;
  const before = identityWrites();
  await db.selectFrom("sessions").select("person_id").execute();
  await db.insertInto("mail_stops").values({ exchange_id: town.world.exchange.id, token: "0123456789abcdef0123456789abcdef", actor_id: "bidder-5", kind: "your-turn" }).execute();
  expect(identityWrites()).toBe(before);
  await db.transaction().execute(async (tx) => {
    await tx.updateTable("actors").set({ ended_at: null }).where("actor_id", "=", "bidder-5").execute();
    expect(identityWrites()).toBe(before);
  });
  expect(identityWrites()).toBe(before + 1);
  await db.transaction().execute(async (tx) => {
    await tx.updateTable("actors").set({ ended_at: null }).where("actor_id", "=", "bidder-5").execute();
    throw new RangeError("no");
  }).catch(() => undefined);
  expect(identityWrites()).toBe(before + 2);
  await foreign.query("select 1");
  expect(identityWrites()).toBe(before + 2);
});
