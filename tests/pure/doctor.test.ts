import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, plusMs, at, type Instant } from "../../src/kernel/time.js";
import { CHECKS, examine, type Facts } from "../../src/live/doctor.js";

const NOW = at("2026-11-29T09:00:00+08:00");
const later = (ms: number): Instant => plusMs(NOW, ms);

const SOUND: Facts = {
  node: "v24.1.0", mode: "live", files: [{ path: "keys/log.key", mode: 0o600 }], secretsInEnvironment: [], publicUrl: "https://jy.wangchuan.example", trustedProxies: 1,
  disk: { freeBytes: 50_000_000_000, allBytes: 100_000_000_000 }, database: { stamp: "live", rehearsalRows: [], excess: [], open: [], administrators: 2 },
  authorities: [{ name: "望川电子认证根证书", notAfter: later(400 * DAY_MS), isRehearsal: false }], seal: { notAfter: later(400 * DAY_MS) }, lists: [{ issuer: "望川电子认证根证书", until: later(DAY_MS) }],
  witnesses: ["w1", "w2", "w3"].map((name) => ({ name, offsetMs: 120 })), quorum: "met", lastCheckpoint: "there", backup: { target: "/backup", newestAt: later(-HOUR_MS), isSeen: true }, mail: { isReachable: true }, rehearsalFolder: false, tokenKeys: [],
};
const [authority, database, backup] = [SOUND.authorities[0], SOUND.database, SOUND.backup];
if (authority === undefined || database === null || backup === null) throw new RangeError("a sound installation has these");

test("a sound installation passes every check", () => {
  expect(examine(SOUND, NOW).filter(({ level }) => level !== "ok")).toEqual([]);
});

// The last value that passes, and the first that does not.
const CASES: readonly [string, "warning" | "fault", Partial<Facts>, Partial<Facts>][] = [
  ["node", "fault", { node: "v22.17.0" }, { node: "v22.16.0" }],
  ["mode", "fault", { mode: "live" }, { mode: "rehearsal" }],
  ["files", "fault", { files: [{ path: "k", mode: 0o400 }] }, { files: [{ path: "k", mode: 0o640 }] }],
  ["files", "fault", { files: [] }, { files: [{ path: "k", mode: null }] }],
  ["token", "fault", { tokenKeys: [{ path: "k", why: null, isExtractable: false }] }, { tokenKeys: [{ path: "k", why: "token a is not there", isExtractable: false }] }],
  ["token", "fault", { tokenKeys: [] }, { tokenKeys: [{ path: "k", why: null, isExtractable: true }] }],
  ["secrets", "warning", { secretsInEnvironment: [] }, { secretsInEnvironment: ["DATABASE_URL"] }],
  ["origin", "fault", { publicUrl: "https://a.example" }, { publicUrl: "http://a.example" }],
  ["proxies", "warning", { trustedProxies: 1 }, { trustedProxies: 0 }],
  ["disk", "fault", { disk: { freeBytes: 5_000_000_000, allBytes: 50_000_000_000 } }, { disk: { freeBytes: 4_999_999_999, allBytes: 10_000_000_000 } }],
  ["database", "fault", { database: { ...database, stamp: "live" } }, { database: { ...database, stamp: "rehearsal" } }],
  ["database", "fault", { database }, { database: null }],
  ["grants", "fault", { database }, { database: { ...database, excess: ["daylight_app UPDATE leaves"] } }],
  ["row-security", "fault", { database }, { database: { ...database, open: ["bids"] } }],
  ["administrators", "warning", { database }, { database: { ...database, administrators: 1 } }],
  ["rehearsal", "fault", { rehearsalFolder: false }, { rehearsalFolder: true }],
  ["rehearsal", "fault", { database }, { database: { ...database, rehearsalRows: ["tokens"] } }],
  ["authorities", "warning", { authorities: [{ ...authority, notAfter: later(60 * DAY_MS) }] }, { authorities: [{ ...authority, notAfter: later(60 * DAY_MS - 1) }] }],
  ["authorities", "fault", { seal: { notAfter: later(90 * DAY_MS) } }, { seal: { notAfter: NOW } }],
  ["authorities", "fault", { authorities: [authority] }, { authorities: [{ ...authority, isRehearsal: true }] }],
  ["revocation", "fault", { lists: [{ issuer: "a", until: later(1) }] }, { lists: [{ issuer: "a", until: NOW }] }],
  ["revocation", "warning", { lists: [{ issuer: "a", until: null }] }, { lists: [] }],
  ["witnesses", "fault", { quorum: "met" }, { quorum: "missed" }],
  ["witnesses", "warning", {}, { witnesses: [{ name: "w1", offsetMs: 0 }, { name: "w2", offsetMs: 0 }] }],
  ["clock", "fault", { witnesses: [1, 2_000, 3_000].map((offsetMs, index) => ({ name: `w${String(index)}`, offsetMs })) }, { witnesses: [1, 2_001, 3_000].map((offsetMs, index) => ({ name: `w${String(index)}`, offsetMs })) }],
  ["checkpoint", "fault", { lastCheckpoint: "unwritten" }, { lastCheckpoint: "missing" }],
  ["backup", "fault", { backup: { ...backup, newestAt: later(-26 * HOUR_MS) } }, { backup: { ...backup, newestAt: later(-27 * HOUR_MS) } }],
  ["backup", "warning", { backup }, { backup: { ...backup, newestAt: null, isSeen: false } }],
  ["mail", "fault", { mail: { isReachable: true } }, { mail: { isReachable: false } }],
];

test.each(CASES)("%s: a %s just past the line, and none before it", (id, level, passes, fails) => {
  const wrong = (facts: Partial<Facts>) => examine({ ...SOUND, ...facts }, NOW).filter(({ level: each }) => each !== "ok").map(({ check, level: each }) => [check, each]);
  expect(wrong(passes)).toEqual([]);
  expect(wrong(fails)).toContainEqual([id, level]);
});

test("every check has its case, and says itself in both languages", () => {
  expect([...new Set(CASES.map(([id]) => id))].sort()).toEqual(CHECKS.map(({ id }) => id).sort());
  for (const { zh, en } of [...examine(SOUND, NOW), ...CASES.flatMap(([, , , fails]) => examine({ ...SOUND, ...fails }, NOW))]) expect([/\p{Script=Han}/u.test(zh), /[a-z]/.test(en), /\p{Script=Han}/u.test(en.replace("望川电子认证根证书", ""))]).toEqual([true, true, false]);
});
