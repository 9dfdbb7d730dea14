import { describe, expect, test } from "vitest";
import { canonical } from "../../src/kernel/canonical-json.js";
import { fromUtf8, utf8 } from "../../src/kernel/bytes.js";
import { ok, refuse } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import { bodyHash, decideStepUp, stepUpBytes, textFor, textOf, versionOf, type ActToSign } from "../../src/identity/step-up.js";

const ACT: ActToSign = { action: "tender.publish", method: "POST", path: "/api/v1/tenders/T1/publication", body: null, object: "a".repeat(64), person: "p-1", office: "a-1" };
const GROUND = { exchange: "chenguang.example/live/0011", sites: ["https://chenguang.example"] };
const TEXT = stepUpBytes(ACT, { exchange: GROUND.exchange, origin: "https://chenguang.example", nonce: "0".repeat(64), now: at("2026-09-01T09:00:00+08:00") });

describe("what a person signs for one act", () => {
  test("is canonical JSON that names the act, the person, the office, the object and the minute it ends, and reads as itself", () => {
    expect(fromUtf8(TEXT)).toBe('{"action":"tender.publish","body":null,"exchange":"chenguang.example/live/0011","exp":"2026-09-01T09:05:00+08:00","method":"POST","nonce":"' + "0".repeat(64) + '","object":"' + "a".repeat(64) + '","office":"a-1","origin":"https://chenguang.example","path":"/api/v1/tenders/T1/publication","person":"p-1","v":"dl-step-up/1"}');
    expect(decideStepUp(TEXT, ACT, GROUND)).toEqual(ok(textOf(TEXT)));
  });

  test.each([
    ["action", { action: "award.decide" }], ["method", { method: "PUT" }], ["path", { path: "/api/v1/tenders/T2/publication" }], ["body", { body: bodyHash("{}") }], ["person", { person: "p-2" }], ["office", { office: null }],
  ] as const)("counts for no request of another %s, which the refusal names", (what, other) => {
    expect(decideStepUp(TEXT, { ...ACT, ...other }, GROUND)).toEqual(refuse("step-up-other", { what }));
  });

  test("counts at no other exchange and was asked for at none of its own addresses: not here either", () => {
    expect(decideStepUp(TEXT, ACT, { ...GROUND, exchange: "elsewhere.example/live/0011" })).toEqual(refuse("step-up-other", { what: "exchange" }));
    expect(decideStepUp(TEXT, ACT, { ...GROUND, sites: ["https://evil.example"] })).toEqual(refuse("step-up-other", { what: "origin" }));
  });

  test("over another version of the object is stale, which says more than that it is another's", () => {
    expect(decideStepUp(TEXT, { ...ACT, object: "b".repeat(64) }, GROUND)).toEqual(refuse("approval-stale"));
    expect(decideStepUp(TEXT, { ...ACT, object: null }, GROUND)).toEqual(refuse("approval-stale"));
  });

  test("is nothing else: another format, a key more, spaces, bytes that are no JSON", () => {
    const rest = Object.fromEntries(Object.entries(JSON.parse(fromUtf8(TEXT)) as Record<string, string>).filter(([key]) => key !== "v"));
    for (const odd of [canonical({ ...rest, v: "dl-login/1" }), canonical({ ...rest, v: "dl-step-up/1", more: "x" }), canonical(rest), utf8(` ${fromUtf8(TEXT)}`), utf8("null"), new Uint8Array([0xff])]) {
      expect(textOf(odd)).toBeNull();
      expect(decideStepUp(odd, ACT, GROUND)).toEqual(refuse("step-up-other", { what: "text" }));
    }
  });

  test("is looked at by whoever signs: his key signs the request that he makes and no other", () => {
    const own = { method: "POST", path: ACT.path, body: null };
    expect(textFor(TEXT, own)).toEqual(textOf(TEXT));
    for (const other of [{ ...own, method: "PUT" }, { ...own, path: "/api/v1/passkeys" }, { ...own, body: "{}" }]) expect(textFor(TEXT, other)).toBeNull();
    expect(textFor(canonical({ v: "dse-statement/1" }), own)).toBeNull();
  });
});

test("a version is the same in whatever order its form is stored, and another for every character in it", () => {
  const form = { title: "一\n二", lots: [{ lot: "1", floor: null, termDays: 240 }] };
  expect(versionOf({ lots: [{ termDays: 240, floor: null, lot: "1" }], title: "一\n二" })).toBe(versionOf(form));
  for (const other of [{ ...form, title: "一二" }, { ...form, title: "一\\n二" }, { ...form, lots: [] }]) expect(versionOf(other)).not.toBe(versionOf(form));
});
