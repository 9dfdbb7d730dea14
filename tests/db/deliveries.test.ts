import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../src/db/database.js";
import { audience } from "../../src/messages/audiences.js";
import { openSmtp } from "../../src/messages/carriers/smtp.js";
import { deliverNext } from "../../src/messages/use-cases/deliver.js";
import { tell } from "../../src/messages/use-cases/tell.js";
import { addressAll, mailServer } from "../support/mail.js";
import { testTown, type TestTown } from "../support/town.js";

// Mail that is due, with workers that race and workers that die; the server is a real one.
let town: TestTown;
beforeAll(async () => {
  town = await testTown();
  await town.done("staff-1", "PUT", "/api/v1/messages/settings", { version: 0, language: "zh", email: "staff-1@chenguang.example", mailOff: [] });
});
afterAll(async () => { await town.stop(); });

const tellStaff = (count: number): Promise<void> => inTransaction(town.world.db, async (tx) => {
  for (let each = 0; each < count; each++) await tell(tx, town.world, { kind: "your-turn", to: [audience.office("staff-1")], tender: null, lot: null }, town.world.clock());
});
const stateOf = async (): Promise<{ waiting: number; sent: number }> => {
  const rows = await town.world.db.selectFrom("deliveries").select("sent_at").execute();
  return { waiting: rows.filter(({ sent_at }) => sent_at === null).length, sent: rows.filter(({ sent_at }) => sent_at !== null).length };
};
const worker = (url: string) => spawn(process.execPath, ["--import", "tsx", path.join(import.meta.dirname, "../support/mail-sender.ts"), town.database.url, url, JSON.stringify(town.world.exchange)], { stdio: "inherit" });

test("what is told in a transaction that rolls back is neither told nor sent", async () => {
  await inTransaction(town.world.db, async (tx) => {
    await tell(tx, town.world, { kind: "your-turn", to: [audience.office("staff-1")], tender: null, lot: null }, town.world.clock());
    throw new RangeError("undone");
  }).catch(() => undefined);
  await addressAll(town);
  expect([await stateOf(), await town.done("staff-1", "GET", "/api/v1/messages")]).toMatchObject([{ waiting: 0, sent: 0 }, { messages: [] }]);
});

test("two workers at once send each of forty mails once", async () => {
  const server = await mailServer();
  await tellStaff(40);
  await addressAll(town);
  await addressAll(town); // a job that is delivered twice addresses nobody twice
  const carriers = await Promise.all([1, 2].map(() => openSmtp({ url: server.url, from: { name: "晨光", address: "notice@chenguang.example" }, host: "chenguang.example", dkim: null })));
  await Promise.all(carriers.map(async (carrier) => { while (await deliverNext(town.world, { mail: carrier, phone: null }, Date.now)) continue; }));
  for (const carrier of carriers) carrier.close();
  expect(new Set(server.taken.map(({ headers }) => headers.get("message-id"))).size).toBe(40);
  expect(server.taken.length).toBe(40);
  expect(await stateOf()).toEqual({ waiting: 0, sent: 40 });
  server.stop();
});

test("a worker killed after the server took a mail over and before that is written down: it goes out once more under the same Message-ID, and no mail is lost", async () => {
  const server = await mailServer(1_500);
  await tellStaff(2);
  await addressAll(town);
  const dying = worker(server.url);
  const first = await server.next();
  dying.kill("SIGKILL");
  await once(dying, "exit");
  expect(await stateOf()).toEqual({ waiting: 2, sent: 40 });
  const living = worker(server.url);
  const [code] = (await once(living, "exit")) as [number | null];
  expect(code).toBe(0);
  const ids = server.taken.map(({ headers }) => headers.get("message-id"));
  expect(ids.length).toBe(3);
  expect(ids.filter((id) => id === first.headers.get("message-id")).length).toBe(2);
  expect(new Set(ids).size).toBe(2);
  expect(await stateOf()).toEqual({ waiting: 0, sent: 42 });
  server.stop();
});

test("a server that is away costs nothing but time: the mail waits, longer each time, and is given up after four days", async () => {
  await tellStaff(1);
  await addressAll(town);
  const carrier = await openSmtp({ url: "smtp://127.0.0.1:1", from: { name: "晨光", address: "notice@chenguang.example" }, host: "chenguang.example", dkim: null });
  const waits: number[] = [];
  let now = Date.now();
  for (let tries = 0; tries < 40; tries++) {
    if (!(await deliverNext(town.world, { mail: carrier, phone: null }, () => now))) break;
    const row = await town.world.db.selectFrom("deliveries").select(["due_at", "failure"]).where("sent_at", "is", null).executeTakeFirstOrThrow();
    expect(row.failure).toBe("ESOCKET");
    if (row.due_at === null) break;
    waits.push((row.due_at.getTime() - now) / 60_000);
    now = row.due_at.getTime();
  }
  expect(waits.slice(0, 9)).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 360]);
  expect(waits.reduce((all, each) => all + each, 0)).toBeLessThanOrEqual(4 * 24 * 60);
  expect(await stateOf()).toEqual({ waiting: 1, sent: 42 });
  carrier.close();
});
