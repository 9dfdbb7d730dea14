import fc from "fast-check";
import { expect, test } from "vitest";
import { checkStage, followUpBy, photoType, ProjectBody, STAGES, stagesAfter, type Stage } from "../../src/concierge/project.js";
import { dueOn, isContent, LEVELS, RATINGS, REQUEST_STATES, REQUEST_STEPS, stepTo, TOP_LEVEL, type RequestState, type RequestStep } from "../../src/concierge/request.js";
import { ROLES } from "../../src/identity/actor.js";
import { keysOf } from "../../src/kernel/table-keys.js";
import { day } from "../../src/kernel/time.js";
import { freezeRules } from "../../src/rules/rules.js";
import { portrait } from "../../src/rehearsal/portraits.js";
import { lightOf } from "../../src/treasury/due.js";

const CENTRE = ["sub-centre-head", "exchange-staff"];
/** The whole life of a request once more, as a reader of rule book D8 would write it: who moves it from where to where. */
const LIFE: readonly (readonly [from: RequestState, step: RequestStep, to: RequestState, who: readonly string[]])[] = [
  ["raised", "dispatch", "dispatched", CENTRE], ["dispatched", "start", "in-progress", ["concierge"]], ["in-progress", "escalate", "escalated", ["concierge", ...CENTRE]], ["escalated", "escalate", "escalated", ["concierge", ...CENTRE]],
  ["in-progress", "solve", "solved", ["concierge", ...CENTRE]], ["escalated", "solve", "solved", ["concierge", ...CENTRE]], ["solved", "rate", "rated", ["citizen", "bidder"]],
];

test("every step from every state by every role is either in the life of a request or refused", () => {
  for (const state of keysOf<RequestState>(REQUEST_STATES)) {
    for (const step of keysOf<RequestStep>(REQUEST_STEPS)) {
      const level = state === "escalated" ? 1 : 0;
      const row = LIFE.find(([from, by]) => from === state && by === step);
      for (const role of ROLES) {
        const result = stepTo(step, { state, level }, role);
        if (row?.[3].includes(role) === true) expect(result, `${state} ${step} ${role}`).toEqual({ ok: true, value: { state: row[2], level: step === "escalate" ? level + 1 : level } });
        else expect(result.ok ? "" : result.refusal.code, `${state} ${step} ${role}`).toBe(row === undefined ? "request-state" : "request-step-of-others");
      }
    }
  }
});

test("a request climbs one level at a time, the centre alone brings it to the city’s leaders, and nothing is above them", () => {
  expect(stepTo("escalate", { state: "in-progress", level: 0 }, "concierge")).toEqual({ ok: true, value: { state: "escalated", level: 1 } });
  expect(stepTo("escalate", { state: "escalated", level: 1 }, "concierge")).toEqual({ ok: true, value: { state: "escalated", level: 2 } });
  expect(stepTo("escalate", { state: "escalated", level: 2 }, "concierge")).toMatchObject({ refusal: { code: "request-step-of-others" } });
  expect(stepTo("escalate", { state: "escalated", level: 2 }, "sub-centre-head")).toEqual({ ok: true, value: { state: "escalated", level: TOP_LEVEL } });
  expect(stepTo("escalate", { state: "escalated", level: TOP_LEVEL }, "sub-centre-head")).toMatchObject({ refusal: { code: "request-top-level" } });
});

test("a request that was solved or rated moves no more but to be rated, whatever is tried on it in whatever order", () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...keysOf<RequestStep>(REQUEST_STEPS)), fc.constantFrom(...ROLES)), { maxLength: 40 }), (steps) => {
    let standing: { state: RequestState; level: number } = { state: "raised", level: 0 };
    for (const [step, role] of steps) {
      const next = stepTo(step, standing, role);
      if (!next.ok) continue;
      expect(next.value.level).toBeGreaterThanOrEqual(standing.level);
      expect(next.value.level).toBeLessThanOrEqual(TOP_LEVEL);
      if (standing.state === "solved") expect(next.value.state).toBe("rated");
      expect(standing.state).not.toBe("rated");
      standing = next.value;
    }
  }));
});

const rules = freezeRules(day("2026-09-30"));
test("a request raised on the eve of National Day is to be dispatched on the first working day after it, and is red on the next", () => {
  const [raised, due] = [day("2026-09-30"), dueOn(rules, { state: "raised", level: 0 }, day("2026-09-30"))];
  expect(due).toBe("2026-10-08");
  expect(lightOf(rules, { from: raised, on: day("2026-10-08") }, day("2026-10-08"))).toBe("yellow");
  expect(lightOf(rules, { from: raised, on: day("2026-10-08") }, day("2026-10-09"))).toBe("red");
});

test("each level has days of its own, make-up days counted as working days; what is solved or rated is due no more", () => {
  const from = day("2026-09-17"); // the Sunday after it, 20 September, is worked
  expect(dueOn(rules, { state: "dispatched", level: 0 }, from)).toBe("2026-09-23");
  expect(dueOn(rules, { state: "in-progress", level: 0 }, from)).toBe("2026-09-23");
  expect([1, 2, 3].map((level) => dueOn(rules, { state: "escalated", level }, from))).toEqual(["2026-09-21", "2026-09-23", "2026-10-08"]);
  expect([dueOn(rules, { state: "solved", level: 1 }, from), dueOn(rules, { state: "rated", level: 1 }, from)]).toEqual([null, null]);
  expect(LEVELS).toHaveLength(4);
});

test("a project is followed up by the thirtieth day after it was last served", () => {
  expect(followUpBy(rules, day("2026-09-01"))).toBe("2026-10-01");
});

test("a project passes no stage over; one that produces or runs may be extended and is built again", () => {
  const way = keysOf<Stage>(STAGES).map((stage) => [stage, stagesAfter(stage)]);
  expect(way).toEqual([["landing", ["construction"]], ["construction", ["production"]], ["production", ["operation", "construction"]], ["operation", ["construction"]]]);
  expect(checkStage("landing", "production")).toMatchObject({ refusal: { code: "stage-passed-over", facts: { from: "落户", to: "投产" } } });
  expect(checkStage("operation", "construction").ok).toBe(true);
});

test("the first two of four ratings count as satisfied", () => {
  expect(Object.keys(RATINGS).map(isContent)).toEqual([true, true, false, false]);
});

test("a picture is known by the bytes it begins with, and the rehearsal’s portraits are pictures that come out the same each time", () => {
  const look = { ground: [1, 2, 3], coat: [4, 5, 6], hair: [7, 8, 9], skin: [10, 11, 12] } as const;
  expect(photoType(portrait(look))).toBe("image/png");
  expect(portrait(look)).toEqual(portrait(look));
  expect(photoType(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe("image/jpeg");
  for (const text of ["<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF89a", "", "%PDF-1.7", "\x89PN"]) expect(photoType(new TextEncoder().encode(text)), text).toBeNull();
});

test("whatever is sent as a project is read or refused, and what is read has no line break in its names", () => {
  fc.assert(fc.property(fc.record({ title: fc.string(), area: fc.string(), business: fc.string(), contact: fc.string(), phone: fc.string() }), (given) => {
    const read = ProjectBody.safeParse(given);
    if (read.success) for (const each of [read.data.title, read.data.area, read.data.contact]) expect(each).not.toMatch(/[\p{Cc}]/u);
  }));
});
