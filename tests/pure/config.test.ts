import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readConfig } from "../../src/config.js";
import { exchangeToServe } from "../../src/ground.js";

test("with nothing set, Daylight rehearses on 127.0.0.1:8080 and keeps everything in one folder", () => {
  const config = readConfig({});
  expect(config).toMatchObject({ PORT: 8080, HOST: "127.0.0.1", DAYLIGHT_MODE: "rehearsal", LOG_LEVEL: "info", DAYLIGHT_REHEARSAL_START: Date.UTC(2026, 0, 5, 1) });
  expect(config.BLOB_URL).toBe(`file://${config.DAYLIGHT_DATA}/blobs`);
  expect(config.DATABASE_URL).toBeUndefined();
  expect(readConfig({ PORT: "", REDIS_URL: "" })).toEqual(config);
});

test.each([
  ["PORT", "65535", "65536"], ["PORT", "0", "-1"], ["PORT", "80", "80a"], ["METRICS_PORT", "9090", "1e3"],
  ["TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8,2001:db8::/32", "10.0.0.0/33"], ["TRUSTED_PROXIES", "::1", "proxy.example"], ["TRUSTED_PROXIES", "0.0.0.0/0", "10.0.0.1/8/8"],
  ["DAYLIGHT_MODE", "live", "LIVE"], ["DAYLIGHT_EXCHANGE", "x".repeat(32), "x".repeat(33)], ["DAYLIGHT_EXCHANGE", "city-2", "city 2"], ["LOG_LEVEL", "warn", "loud"],
  ["DATABASE_URL", "postgres://u:p@h.example/d", "mysql://u:p@h.example/d"], ["REDIS_URL", "rediss://h.example", "h.example:6379"],
  ["BLOB_URL", "s3://k:s@h.example/b", "/var/blobs"], ["DAYLIGHT_PUBLIC_URL", "https://chenguang.example", "chenguang.example"],
  ["DAYLIGHT_REHEARSAL_START", "2026-02-28T09:00:00+08:00", "2026-02-30T09:00:00+08:00"], ["DAYLIGHT_REHEARSAL_START", "2026-01-05T09:00:00Z", "2026-01-05 09:00"],
])("%s may be %s; %s stops the start with one line that names it", (name, right, wrong) => {
  expect(() => readConfig({ [name]: right })).not.toThrow();
  expect(() => readConfig({ [name]: wrong })).toThrow(new RegExp(`^${name} must be [^\\n]+$`));
});

test("a process serves the exchange it is told, else the only one there is, and never one of several by chance", () => {
  expect(exchangeToServe({ DAYLIGHT_EXCHANGE: "b" }, ["a", "b"])).toBe("b");
  expect(exchangeToServe({ DAYLIGHT_EXCHANGE: "c" }, ["a"])).toBe("c");
  expect(exchangeToServe({}, ["a"])).toBe("a");
  expect(exchangeToServe({}, [])).toBe("chenguang");
  expect(() => exchangeToServe({}, ["a", "b"])).toThrow("DAYLIGHT_EXCHANGE must be set: this database holds several exchanges (a, b)");
});

test("a wrong address never shows its password", () => {
  expect(() => readConfig({ DATABASE_URL: "mysql://daylight:sesame@h.example/d" })).toThrow(/^((?!sesame).)*$/);
});

const folder = mkdtempSync(path.join(tmpdir(), "daylight-secrets-"));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });
const fileWith = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text, { mode: 0o600 });
  return path.join(folder, name);
};

test.each(["DATABASE_URL", "REDIS_URL", "BLOB_URL"] as const)("%s may lie in a file, with the line break an editor leaves; what is wrong names the setting and never shows the secret", (name) => {
  const right = { DATABASE_URL: "postgres://daylight:sesame@h.example/d", REDIS_URL: "redis://:sesame@h.example:6379", BLOB_URL: "s3://key:sesame@h.example/b" }[name];
  expect(readConfig({ [`${name}_FILE`]: fileWith(name, `${right}\n`) })[name]).toBe(right);
  const wrong = fileWith(`${name}-wrong`, "sesame://sesame");
  expect(() => readConfig({ [`${name}_FILE`]: wrong })).toThrow(new RegExp(`^${name} must be ((?!sesame)[^\\n])+$`));
  expect(() => readConfig({ [`${name}_FILE`]: fileWith(`${name}-empty`, "\n") })).toThrow(new RegExp(`^${name}_FILE must be [^\\n]+$`));
  expect(() => readConfig({ [`${name}_FILE`]: path.join(folder, "none") })).toThrow(new RegExp(`^${name}_FILE must be a file that can be read: ENOENT$`));
  expect(() => readConfig({ [`${name}_FILE`]: folder })).toThrow(new RegExp(`^${name}_FILE must be a file that can be read: EISDIR$`));
  expect(() => readConfig({ [name]: right, [`${name}_FILE`]: wrong })).toThrow(new RegExp(`^${name} and ${name}_FILE are both set: give one of them$`));
});
