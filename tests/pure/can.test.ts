import { describe, expect, test } from "vitest";
import { ROLES, type Actor, type Role } from "../../src/identity/actor.js";
import type { ActionRow } from "../../src/identity/action-row.js";
import { ACTIONS, can, type Action } from "../../src/identity/can.js";
import { LINES } from "../../src/lines/lines.js";
import { STAGE_TITLES, type Stage } from "../../src/procedure/procedure.js";

const FIRM = { name: "晨光市城市建设投资集团有限公司", uscc: "91341702MA00000159" };
const OTHER = "91341702MA000004XN";
const actorIn = (role: Role): Actor => ({ id: `${role}-1`, role, name: "陈一鸣", organisation: FIRM, opener: null, operatorFirm: false, rank: "administrator" });
const STAGES = Object.keys(STAGE_TITLES) as Stage[];
const ROWS = Object.entries(ACTIONS) as [Action, ActionRow][];
const MOVING = ROWS.flatMap(([action, { moves }]) => (moves === undefined ? [] : [{ action, moves }]));
const codeOf = (result: ReturnType<typeof can>): string => (result.ok ? "ok" : result.refusal.code);

test("every role may do what its row names and nothing else, and nobody who is not signed in anything", () => {
  for (const [action, { roles }] of ROWS) {
    expect(codeOf(can(null, action)), action).toBe("not-signed-in");
    for (const role of ROLES) expect(codeOf(can(actorIn(role), action, { tenderer: FIRM.uscc, bidder: FIRM.uscc })), `${role} ${action}`).toBe(roles.includes(role) ? "ok" : "not-yours");
  }
});

test("whoever is held to his own finds nothing of another's", () => {
  for (const [action, { own }] of ROWS) {
    if (own === undefined) continue;
    expect(codeOf(can(actorIn(own), action, { tenderer: OTHER, bidder: OTHER })), action).toBe("not-found");
  }
});

describe.each(Object.entries(LINES))("in %s", (_, procedure) => {
  test.each(MOVING)("$action can be done in the stages where one of its moves starts, whoever asks, and in no other", ({ action, moves }) => {
    const starts = new Set(procedure.moves.filter(({ name }) => moves.includes(name)).flatMap(({ from }) => from));
    for (const role of ROLES) {
      const plain = codeOf(can(actorIn(role), action, { tenderer: FIRM.uscc }));
      for (const stage of STAGES) {
        const expected = plain !== "ok" ? plain : starts.has(stage) ? "ok" : "move-not-open";
        expect(codeOf(can(actorIn(role), action, { tenderer: FIRM.uscc }, { procedure, standing: { stage, before: null } })), `${role} ${stage}`).toBe(expected);
      }
    }
  });
});

test("every move of a person belongs to an act, so that none is left without its row, and no row names a move that no line knows", () => {
  const known = new Set(Object.values(LINES).flatMap(({ moves }) => moves.map(({ name }) => name)));
  const named = new Set(MOVING.flatMap(({ moves }) => moves));
  expect([...named].filter((name) => !known.has(name))).toEqual([]);
  /** They are asked for beside something else that can be done in more stages: drafting, judging, objecting, deciding, archiving. */
  const beside = ["register", "finishPrequalification", "tooFewPassed", "objectToDocuments", "objectToResult", "failDisputed", "archive"];
  const personal = new Set(Object.values(LINES).flatMap(({ moves }) => moves.flatMap((move) => (move.by === "clock" || move.by === "system" ? [] : [move.name]))));
  expect([...personal].filter((name) => !named.has(name) && !beside.includes(name))).toEqual([]);
});
