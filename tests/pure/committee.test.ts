import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { boardOf, cellState, checkCampaign, checkMove, type Moved } from "../../src/centre/campaign.js";
import { checkRunning, checkVote, isQuorate, outcomeOf, type Vote } from "../../src/centre/meeting.js";
import { refuse } from "../../src/kernel/result.js";
import { at, day } from "../../src/kernel/time.js";

// What the committee decides together, and what is asked of every sub-centre at once.
const NINE = at("2026-09-02T09:00:00+08:00");
const votes = (yes: number, no = 0, abstain = 0): Vote[] => [...Array<Vote>(yes).fill("yes"), ...Array<Vote>(no).fill("no"), ...Array<Vote>(abstain).fill("abstain")];

describe("a meeting", () => {
  test.each([["ordinary", 2, 4, true], ["ordinary", 2, 5, false], ["ordinary", 3, 5, true], ["grave", 4, 6, true], ["grave", 3, 5, false], ["grave", 4, 5, true], ["grave", 0, 0, false]] as const)("%s: %i of %i are enough: %s", (weight, present, members, enough) => {
    expect(isQuorate(weight, present, members)).toBe(enough);
  });
  test("is adopted by more than half of all members, not of those who came", () => {
    expect(outcomeOf("ordinary", votes(3), 3, 5)).toBe("adopted");
    expect(outcomeOf("ordinary", votes(2, 1), 3, 5), "two of three who came").toBe("rejected");
    expect(outcomeOf("ordinary", votes(2), 4, 4), "half is not more than half").toBe("rejected");
    expect(outcomeOf("grave", votes(3), 3, 5)).toBe("undecided");
  });
  test("nobody votes before it begins, without signing in, without enough members, or once it has ended", () => {
    const standing = { state: "called", startsAt: NINE } as const;
    const here = { weight: "ordinary", isIn: true, present: 3, members: 5 } as const;
    expect(checkVote(standing, here, NINE).ok).toBe(true);
    expect(checkVote(standing, here, (NINE - 1) as typeof NINE)).toMatchObject({ refusal: { code: "meeting-not-begun" } });
    expect(checkVote(standing, { ...here, isIn: false }, NINE)).toEqual(refuse("meeting-not-signed-in"));
    expect(checkVote(standing, { ...here, present: 2 }, NINE)).toEqual(refuse("meeting-no-quorum", { present: 2, needed: 3 }));
    expect(checkVote(standing, { ...here, weight: "grave" }, NINE)).toEqual(refuse("meeting-no-quorum", { present: 3, needed: 4 }));
    expect(checkRunning({ ...standing, state: "closed" }, NINE).ok).toBe(false);
  });
  test("whatever is voted, nothing is adopted that more than half of the members did not want", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (members, came, wanted) => {
      const present = Math.min(came, members);
      const yes = Math.min(wanted, present);
      expect(outcomeOf("ordinary", votes(yes, present - yes), present, members) === "adopted").toBe(yes * 2 > members);
    }));
  });
});

describe("a campaign", () => {
  const steps = [{ title: "自查", due: day("2026-09-10") }, { title: "整改", due: day("2026-09-20") }];
  const moved = (subCentre: string, step: number, serial: number, move: Moved["move"]): Moved => ({ subCentre, step, serial, move, words: "说明", on: day("2026-09-09") });
  test("has its steps in order, none before the day it is issued", () => {
    expect(checkCampaign({ title: "", demands: "", steps }, day("2026-09-10")).ok).toBe(true);
    expect(checkCampaign({ title: "", demands: "", steps }, day("2026-09-11"))).toEqual(refuse("campaign-past", { today: day("2026-09-11") }));
    expect(checkCampaign({ title: "", demands: "", steps: [...steps].reverse() }, day("2026-09-01"))).toEqual(refuse("campaign-order", { step: 2 }));
  });
  test("a step is late from the day after it was due, until it is reported", () => {
    expect([cellState(null, day("2026-09-10"), day("2026-09-10")), cellState(null, day("2026-09-10"), day("2026-09-11")), cellState({ move: "report" }, day("2026-09-10"), day("2026-09-30"))]).toEqual(["waiting", "late", "reported"]);
  });
  test("is reported, then checked, by turns, until it has passed", () => {
    expect([null, { move: "rework" }, { move: "report" }, { move: "pass" }].map((last) => (["report", "pass", "rework"] as const).map((move) => checkMove(last as Moved | null, move).ok))).toEqual([[true, false, false], [true, false, false], [false, true, true], [false, false, false]]);
  });
  test("shows the sub-centres beside each other: alike where all stand the same", () => {
    const board = boardOf(steps, ["approval", "treasury"], [moved("approval", 1, 1, "report"), moved("approval", 1, 2, "pass"), moved("treasury", 1, 1, "report")], day("2026-09-12"));
    expect(board.map(({ isAlike, cells }) => [isAlike, ...cells.map(({ state }) => state)])).toEqual([[false, "passed", "reported"], [true, "waiting", "waiting"]]);
  });
});
