import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuse } from "../../src/kernel/result.js";
import { LINES, lineOf } from "../../src/lines/lines.js";
import { works } from "../../src/lines/works.js";
import { advance, movesFor, nextDue } from "../../src/procedure/advance.js";
import type { Guard } from "../../src/procedure/guard.js";
import { GUARDS } from "../../src/procedure/guards.js";
import type { LotFacts } from "../../src/procedure/facts.js";
import { DOCUMENT_TITLES, roleOf, STAGE_TITLES, type Move, type Procedure, type Role, type Stage, type Standing } from "../../src/procedure/procedure.js";
import { facts, when, withGroup } from "../support/works-facts.js";

const draft: Standing = { stage: "draft", before: null };
const standing = (stage: Stage): Standing => ({ stage, before: null });
const happy = facts({ now: when("2026-09-29T00:00:00") });
const failing: LotFacts = withGroup("opening", { shortfall: "fail" }, { bidders: 2 });
const allRejected: LotFacts = withGroup("evaluation", { validBids: 0 });

/** Every stage one of the moves can lead to, from the start. */
function reachable(procedure: Procedure): Set<Stage> {
  const seen = new Set<Stage>([procedure.start]);
  for (const stage of seen) for (const { from, to } of procedure.moves) if (from.includes(stage) && to !== "same" && to !== "back") seen.add(to);
  return seen;
}

/** A move picked by a number: any of the line's, or one that is open; moves into an end are picked seldom, else few walks would go far. */
function chosen(procedure: Procedure, at: Standing, pick: number, any: boolean): Move {
  const open = procedure.moves.filter(({ from, to }) => from.includes(at.stage) && (pick % 20 === 0 || !["failed", "terminated"].includes(to)));
  const choice = any || open.length === 0 ? procedure.moves : open;
  const move = choice[pick % choice.length];
  if (move === undefined) throw new TypeError("a line without moves");
  return move;
}

function expectOnDiagram(move: Move, at: Standing, to: Standing): void {
  expect(move.from).toContain(at.stage);
  expect(to.stage).toBe(move.to === "same" ? at.stage : move.to === "back" ? at.before : move.to);
  expect(to.before).toBe(to.stage === "suspended" ? at.stage : null);
  expect(STAGE_TITLES[to.stage]).toBeDefined();
}

/** The facts as this line's law reads them; a committee of seven is large enough for any. */
const onLine = ({ law, valuedAs }: Procedure) => (given: LotFacts): LotFacts => ({ ...given, law, project: { ...given.project, valuedAs }, committee: { size: 7, experts: 5, conflicts: [], chairIsRepresentative: false } });
const applying: LotFacts = withGroup("project", { entry: { ...facts().project.entry, way: "prequalification" } });
const inviting: LotFacts = withGroup("project", { entry: { ...facts().project.entry, way: "invitation", ground: { given: "few-bidders", isOfLaw: true }, approval: "晨发改〔2026〕9号" } });
const fewPassed: LotFacts = { ...applying, prequalification: { undecided: 0, unsigned: 0, passed: 2 } };
const fewQualified: LotFacts = withGroup("qualification", { qualified: 2 });
const byPrice: LotFacts = withGroup("project", { priceAlone: true });
const noneQualify: LotFacts = withGroup("qualification", { qualified: 0 });
/** A notice that keeps the days and the deposit of a grant, and a contract long after the result. */
const calling: LotFacts = withGroup("notice", { saleStartsAt: when("2026-10-30T09:00:00"), saleEndsAt: when("2026-11-06T17:00:00"), deadline: when("2026-11-20T09:30:00"), bond: 800_000_000n });
const later: LotFacts = facts({ now: when("2026-11-30T10:00:00") });
const GRANTING: readonly LotFacts[] = [byPrice, withGroup("project", { priceAlone: true }, { evaluation: { technicalSheetsMissing: 0, sheetsMissing: 0, unsigned: 0, validBids: 0, competitionLacking: null, candidates: 0 } }), noneQualify, calling, later];

describe.each(Object.entries(LINES))("the line %s", (_, procedure) => {
  const here = onLine(procedure);

  test("sets every number that its guards ask for", () => {
    for (const { guards, warns = [], name } of procedure.moves) {
      for (const guard of [...guards, ...warns]) {
        const asked: Guard = GUARDS[guard];
        for (const number of asked.numbers ?? []) expect(procedure.law[number], `${name}: ${guard}`).toBeDefined();
      }
    }
  });

  test("reaches every stage that its moves name", () => {
    const named = new Set(procedure.moves.flatMap(({ from, to }) => [...from, ...(to === "same" || to === "back" ? [] : [to])]));
    expect([...reachable(procedure)].sort()).toEqual([...named].sort());
  });

  test("leaves every stage but the last ones", () => {
    const ends = [...reachable(procedure)].filter((stage) => procedure.moves.every(({ from }) => !from.includes(stage)));
    expect(ends.sort()).toEqual(["archived", "failed", "terminated"]);
  });

  test("has one move of a name from a stage, with words in both languages", () => {
    const keys = procedure.moves.flatMap(({ name, from }) => from.map((stage) => `${stage} ${name}`));
    expect(new Set(keys).size).toBe(keys.length);
    for (const { title, issues } of procedure.moves) {
      expect(title.zh).toMatch(/[\u4e00-\u9fff]/);
      for (const document of issues) expect(DOCUMENT_TITLES[document].form).toMatch(/^E\d+$/);
    }
  });

  test("random actions never leave the diagram", () => {
    const roles = ["tenderer", "exchange-staff", "committee-member", "supervisor", "system", "clock"] as const;
    const action = fc.record({ move: fc.nat(1_000), by: fc.constantFrom(null, null, null, ...roles), facts: fc.constantFrom(...[happy, facts(), facts(), failing, allRejected, fewQualified, applying, applying, inviting, fewPassed, ...GRANTING].map(here)) });
    const visited = new Set<Stage>();
    fc.assert(fc.property(fc.array(action, { minLength: 50, maxLength: 300 }), (actions) => {
      let at: Standing = { stage: procedure.start, before: null };
      for (const each of actions) {
        const move = chosen(procedure, at, each.move, each.by !== null);
        const made = advance(procedure, at, move.name, each.by ?? move.by, each.facts);
        if (!made.ok) continue;
        expectOnDiagram(move, at, made.value.standing);
        at = made.value.standing;
        visited.add(at.stage);
      }
    }), { numRuns: 500, seed: 20_260_922 });
    const all = reachable(procedure);
    all.delete(procedure.start);
    expect([...visited].sort()).toEqual([...all].sort());
  });

  test("a button and the server cannot disagree", () => {
    for (const stage of reachable(procedure)) {
      for (const by of ["tenderer", "supervisor", "committee-member", "exchange-staff", "system", "clock"] as const) {
        for (const given of [happy, failing].map(here)) {
          const at: Standing = { stage, before: stage === "suspended" ? "bidding" : null };
          for (const { move, refusal, warnings } of movesFor(procedure, at, by, given)) {
            const made = advance(procedure, at, move.name, by, given);
            expect(made.ok ? null : made.refusal).toEqual(refusal);
            if (made.ok) expect(made.value.warnings).toEqual(warnings);
          }
        }
      }
    }
  });
});

describe("a works tender", () => {
  test("runs from draft to archive and issues its documents", () => {
    const way: readonly [string, Role | "clock"][] = [["register", "tenderer"], ["publishNotice", "tenderer"], ["startBidding", "clock"], ["clarify", "tenderer"], ["close", "clock"], ["startOpening", "clock"],
      ["openingDone", "system"], ["seatCommittee", "tenderer"], ["openPrice", "system"], ["submitReport", "committee-member"], ["publishCandidates", "tenderer"], ["determineWinner", "tenderer"],
      ["sendNotices", "tenderer"], ["signContract", "tenderer"], ["report", "tenderer"], ["archive", "exchange-staff"]];
    let at = draft;
    const issued: string[] = [];
    for (const [name, by] of way) {
      const made = advance(works, at, name, by, name === "determineWinner" ? happy : facts());
      if (!made.ok) throw new TypeError(`${name} refused: ${JSON.stringify(made.refusal)}`);
      at = made.value.standing;
      issued.push(...made.value.issues);
    }
    expect(at.stage).toBe("archived");
    expect(issued).toEqual(["tender-notice", "clarification", "opening-record", "opening-record", "evaluation-report", "candidates", "award-letter", "result-letter", "award-notice"]);
  });

  test("with prequalification goes by the applications to the invitation; by invitation it goes there at once", () => {
    const along = (way: readonly [string, Role | "clock"][], given: LotFacts): string[] => {
      let at = draft;
      return way.map(([name, by]) => {
        const made = advance(works, at, name, by, given);
        if (!made.ok) throw new TypeError(`${name} refused: ${JSON.stringify(made.refusal)}`);
        at = made.value.standing;
        return at.stage;
      });
    };
    expect(along([["register", "tenderer"], ["publishPrequalNotice", "tenderer"], ["clarifyPrequalification", "tenderer"], ["closeApplications", "clock"], ["openApplications", "clock"], ["seatPrequalCommittee", "tenderer"], ["finishPrequalification", "committee-member"], ["invitePassed", "tenderer"], ["startBidding", "clock"]], applying))
      .toEqual(["registered", "prequal_open", "prequal_open", "prequal_review", "prequal_review", "prequal_review", "prequal_done", "noticed", "bidding"]);
    expect(along([["register", "tenderer"], ["sendInvitations", "tenderer"], ["startBidding", "clock"]], inviting)).toEqual(["registered", "noticed", "bidding"]);
  });

  test("no way in can be taken by another's move", () => {
    const refusal = { refusal: { code: "other-way-in" } };
    expect(advance(works, standing("registered"), "publishNotice", "tenderer", applying)).toMatchObject(refusal);
    expect(advance(works, standing("registered"), "sendInvitations", "tenderer", applying)).toMatchObject(refusal);
    expect(advance(works, standing("registered"), "publishPrequalNotice", "tenderer", facts())).toMatchObject(refusal);
    expect(advance(works, standing("registered"), "publishNotice", "tenderer", inviting)).toMatchObject(refusal);
  });

  test("fewer than three who passed end the lot, three do not", () => {
    expect(advance(works, standing("prequal_review"), "finishPrequalification", "committee-member", fewPassed)).toMatchObject({ refusal: { code: "too-few-passed" } });
    expect(advance(works, standing("prequal_review"), "tooFewPassed", "committee-member", fewPassed)).toMatchObject({ value: { standing: { stage: "failed" } } });
    expect(advance(works, standing("prequal_review"), "tooFewPassed", "committee-member", applying)).toMatchObject({ refusal: { code: "enough-passed" } });
  });

  test("a move of another stage and of another role is refused in that order", () => {
    expect(advance(works, draft, "archive", "supervisor", facts())).toEqual(refuse("move-not-open", { move: "archive", moveZh: "归档", stage: "draft", stageZh: "草稿" }));
    expect(advance(works, draft, "register", "supervisor", facts())).toEqual(refuse("move-not-yours", { move: "register", moveZh: "进场登记", by: "tenderer or its agency", byZh: "招标人或其代理机构" }));
    expect(advance(works, draft, "fly", "tenderer", facts())).toMatchObject({ refusal: { code: "move-not-open" } });
  });

  test("the first failing guard, in the written order, is the answer", () => {
    const wrong = withGroup("notice", { preparedBy: "officer-2", tieRule: false, deadline: when("2026-10-04T09:59:00") });
    expect(advance(works, standing("registered"), "publishNotice", "tenderer", wrong)).toMatchObject({ refusal: { code: "four-eyes" } });
    expect(advance(works, standing("registered"), "publishNotice", "tenderer", { ...wrong, actor: "officer-3" })).toMatchObject({ refusal: { code: "deadline-too-soon" } });
  });

  test("a late contract is signed, with the broken duty as a warning", () => {
    const made = advance(works, standing("notified"), "signContract", "tenderer", facts({ now: when("2026-11-10T09:00:00") }));
    expect(made).toMatchObject({ ok: true, value: { standing: { stage: "contracted" }, warnings: [{ code: "contract-late", facts: { latest: "2026-11-10T00:00:00+08:00" } }] } });
  });

  test("a suspension returns to where it began, once", () => {
    const suspended = advance(works, standing("evaluating"), "orderSuspension", "supervisor", facts());
    expect(suspended).toMatchObject({ value: { standing: { stage: "suspended", before: "evaluating" } } });
    expect(advance(works, { stage: "suspended", before: "evaluating" }, "resume", "supervisor", facts())).toMatchObject({ value: { standing: { stage: "evaluating", before: null } } });
    expect(() => advance(works, { stage: "suspended", before: null }, "resume", "supervisor", facts())).toThrow(RangeError);
  });

  test("the clock closes the box at the deadline's own instant and opens when the list was checked (EC-23)", () => {
    const times = { saleStarts: when("2026-09-14T10:00:00"), bidsClose: when("2026-10-08T09:30:00"), objectionEnds: when("2026-10-08T09:35:00") };
    expect(nextDue(works, standing("noticed"), times)).toEqual({ at: times.saleStarts, moves: ["startBidding"] });
    expect(nextDue(works, standing("bidding"), times)).toEqual({ at: times.bidsClose, moves: ["close"] });
    expect(nextDue(works, standing("closed"), times)).toEqual({ at: times.objectionEnds, moves: ["tooFew", "startOpening"] });
    for (const stage of ["registered", "suspended", "opening", "archived"] as const) expect(nextDue(works, standing(stage), times)).toBeNull();
    expect(nextDue(works, standing("bidding"), {})).toBeNull();
  });

  test.each([0, 1, 2, 3, 4])("with %d bidders exactly one of failing and opening is possible", (bidders) => {
    const possible = movesFor(works, standing("closed"), "clock", facts({ bidders })).filter(({ refusal }) => refusal === null).map(({ move }) => move.name);
    expect(possible).toEqual([bidders < 3 ? "tooFew" : "startOpening"]);
  });
});

test("an agency moves as the tenderer, and a bidder moves nothing", () => {
  expect(["agency", "tenderer", "expert", "supervisor", "bidder", "toString"].map(roleOf)).toEqual(["tenderer", "tenderer", "committee-member", "supervisor", null, null]);
});
test("a line that is not traded is a bug", () => {
  expect(lineOf("works")).toBe(works);
  for (const name of ["", "land", "constructor"]) expect(() => lineOf(name)).toThrow(RangeError);
});
