import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unitText, type Installation } from "../../src/live/unit.js";
import { needTools } from "../support/readme.js";
import { daylight, holdCeremony, liveKit, type LiveKit } from "../support/live.js";

// systemd itself judges the unit that is printed, without a running systemd.
let kit: LiveKit;
let file: string;
beforeAll(async () => {
  needTools({ "systemd-analyze": "systemd" });
  kit = await liveKit();
  const held = await holdCeremony(kit);
  expect(held.code, held.said).toBe(0);
  file = path.join(kit.folder, "daylight.service");
}, 120_000);
afterAll(async () => { await kit.end(); });

const analyze = (...parameters: readonly string[]): { readonly status: number | null; readonly said: string } => {
  const { status, stdout, stderr } = spawnSync("systemd-analyze", parameters, { encoding: "utf8" });
  return { status, said: stdout + stderr };
};
const printed = (...more: readonly string[]) => daylight("unit", "--data", kit.data, ...more);

test("systemd finds nothing wrong in the unit, and its exposure low", async () => {
  const told = await printed();
  expect(told.code, told.said).toBe(0);
  writeFileSync(file, `${told.said}\n`);
  expect(analyze("verify", "--man=no", "--recursive-errors=no", file)).toEqual({ status: 0, said: "" });
  const exposure = analyze("security", "--offline=true", "--threshold=20", file);
  expect(exposure.status, exposure.said.split("\n").slice(-4).join("\n")).toBe(0);
  expect(exposure.said).toMatch(/Overall exposure level for daylight\.service: [01]\.\d OK/);
});

test("every secret is handed over by LoadCredential, and none stands in the unit", async () => {
  const { said } = await printed();
  for (const [setting, name] of [["DATABASE_URL", "database.url"], ["DAYLIGHT_KEYS_PASSPHRASE", "keys.passphrase"]] as const) {
    expect(said).toContain(`LoadCredential=${setting.toLowerCase()}:${path.join(kit.folder, name)}\nEnvironment=${setting}_FILE=%d/${setting.toLowerCase()}`);
  }
  expect(said).not.toContain("kept in a safe place");
  expect(said).not.toContain(kit.database.url);
  expect(said).toContain(`ReadWritePaths=${kit.data}`);
});

const INSTALLATION: Installation = { name: "wangchuan", root: "/opt/daylight", node: "/opt/node", data: "/var/lib/daylight", user: "daylight", isDatabaseWithin: false, secrets: [], writes: [], hasToken: false };

test("data below /var/lib is systemd's own to make; a token's device stays in sight, and its PIN is not tried again and again", () => {
  expect(unitText(INSTALLATION)).toContain("StateDirectory=daylight\nStateDirectoryMode=0700");
  expect(unitText(INSTALLATION)).toMatch(/RestartSec=5\n[\s\S]*PrivateDevices=yes/);
  expect(unitText({ ...INSTALLATION, hasToken: true })).toContain("RestartSec=60\n");
  expect(unitText({ ...INSTALLATION, hasToken: true })).not.toContain("PrivateDevices");
});

test.each([["blanks", "/var/lib/day light"], ["a line of its own", "/var/lib/a\nUser=root"], ["no whole path", "data"]])("a folder with %s makes no unit", (_, data) => { expect(() => unitText({ ...INSTALLATION, data })).toThrow(RangeError); });

test("what is not set up has no unit, and a user is a name", async () => {
  expect((await daylight("unit", "--data", kit.folder, "--json")).json()).toMatchObject({ ok: false, code: "file-unreadable" });
  expect((await printed("--json", "--user", "root\nExecStart=/bin/sh")).json()).toMatchObject({ ok: false, code: "unit-wrong" });
});
