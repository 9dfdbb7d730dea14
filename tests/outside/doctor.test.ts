import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Finding } from "../../src/live/doctor.js";
import { daylight, holdCeremony, liveKit, type LiveKit } from "../support/live.js";

let kit: LiveKit;
beforeAll(async () => {
  kit = await liveKit();
  mkdirSync(path.join(kit.folder, "backups"));
  writeFileSync(path.join(kit.folder, "backups/today.tar.age"), "sealed");
  writeFileSync(path.join(kit.folder, "backup.url"), `file://${path.join(kit.folder, "backups")}\n`, { mode: 0o600 });
  kit.answer((answers) => { answers["backupUrlFile"] = "backup.url"; });
  const held = await holdCeremony(kit);
  expect(held.code, held.said).toBe(0);
});
afterAll(async () => { await kit.end(); });

async function examined(): Promise<{ readonly code: number; readonly faults: string[]; readonly warnings: string[] }> {
  const told = await daylight("doctor", "--data", kit.data, "--json");
  const { findings } = JSON.parse(told.said) as { readonly findings: readonly Finding[] };
  const of = (wanted: string): string[] => findings.filter(({ level }) => level === wanted).map(({ check }) => check);
  return { code: told.code, faults: of("fault").filter((check) => check !== "disk"), warnings: of("warning") }; // the disk is this machine's own
}

test("what init set up is found sound; what is still to be done is said, and is no fault", async () => {
  const { faults, warnings } = await examined();
  expect(faults).toEqual([]);
  expect(warnings).toEqual(["administrators", "revocation", "witnesses", "mail"]);
});

test("a key others may read, a rehearsal's folder, a broken grant, a witness that is silent: each is found where it lies", async () => {
  const key = path.join(kit.data, "keys/log.key");
  chmodSync(key, 0o644);
  expect((await examined()).faults).toEqual(["files"]);
  expect((await examined()).code).toBe(1);
  chmodSync(key, 0o600);
  mkdirSync(path.join(kit.data, "rehearsal"));
  expect((await examined()).faults).toEqual(["rehearsal"]);
  rmSync(path.join(kit.data, "rehearsal"), { recursive: true });
  const owner = kit.database.as("owner");
  await sql`grant delete on leaves to daylight_app`.execute(owner);
  await sql`alter table moves disable row level security`.execute(owner);
  expect((await examined()).faults).toEqual(["grants", "row-security"]);
  await sql`revoke delete on leaves from daylight_app`.execute(owner);
  await sql`alter table moves enable row level security`.execute(owner);
  rmSync(path.join(kit.folder, "backups/today.tar.age"));
  expect((await examined()).faults).toEqual(["backup"]);
  await kit.witness.stop();
  expect((await examined()).faults).toEqual(["witnesses", "backup"]);
});
