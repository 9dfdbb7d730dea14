import { describe, expect, test } from "vitest";
import { verifyBundle } from "../../src/verify/bundle.js";
import { tenderBundle, type Deviation } from "../support/tender-bundle.js";

// Here the exchange itself is the forger: it holds the log's key, logs what it likes and makes the manifest and archive fit.
const codesOf = async (deviation: Deviation): Promise<string[]> => {
  const report = await verifyBundle(await tenderBundle(deviation));
  expect(report.ok).toBe(report.faults.length === 0);
  return [...new Set(report.faults.map(({ code }) => code))];
};

describe("an honest tender holds", () => {
  test.each<[string, Deviation]>([
    ["with three bids in two parts, one replaced and one withdrawn", {}],
    ["with two of three openers", { releasers: ["notary", "agency"] }],
    ["with an opener that lied and is named (T16)", { lyingOpener: true }],
    ["with too few shares, so that nothing opened", { releasers: ["agency"] }],
    ["with too few shares, opened by the bidders' own keys", { releasers: ["agency"], ownKey: true }],
    ["with a bid void for its own bad seal", { badContent: true }],
    ["with a bid first left out and added before any release (T69)", { leaveOut: "ccc", addBack: "before" }],
    ["with an amendment that changes nothing for lodged bids", { amended: { asks: false, accepts: true } }],
    ["with an amendment that two of three bidders confirm: the third does not count", { amended: { asks: true, accepts: false } }],
    ["with the deadline checkpoint cosigned in its last allowed second", { deadlineSeconds: 10, closingSeconds: 60 }],
    ["with the deadline checkpoint cosigned in the very second of the deadline", { deadlineSeconds: 0 }],
    ["with a bidder the buyer found unqualified, who is scored by nobody", { review: { aaa: true, bbb: false, ccc: true }, scored: ["aaa", "ccc"], ranked: ["ccc", "aaa"] }],
    ["with a lot the supervisor stopped after the close and let go on before it was opened", { ordered: { resumed: true } }],
    ["with a lot whose suspension lasted as long as the law lets it, of which the log says so", { ordered: { resumed: false, over: "own" } }],
    ["with two experts, each under a certificate of his own", { oneSigner: false }],
    ["with two questions taken, one of them answered", { asked: {} }],
    ["with a reserve estimate fixed before the deadline and read out at the opening", { reserve: {} }],
    ["with a reserve estimate whose file was lost, and the record says so", { reserve: { lost: true } }],
    ["with a reserve estimate announced and never fixed, and the record says so", { reserve: { committed: "never", ended: "never" } }],
    ["with every opened bid scored where nobody reviews who qualifies", { scored: ["aaa", "bbb", "ccc"], ranked: ["ccc", "aaa", "bbb"] }],
  ])("%s", async (_name, deviation) => { expect(await codesOf(deviation)).toEqual([]); });
});

test("a firm that bids alone and in a consortium is named; a consortium whose firms bid once is not", async () => {
  const twiceIn = async (members: Readonly<Record<string, readonly string[]>>): Promise<object[]> => {
    const { faults, notes } = await verifyBundle(await tenderBundle({ members }));
    expect(faults).toEqual([]);
    return notes.filter(({ code }) => code === "firm-twice");
  };
  expect(await twiceIn({ aaa: ["ccc"] })).toEqual([{ code: "firm-twice", facts: { lot: "1", firm: "91310000CCC0000000", bidders: "91310000AAA0000000, 91310000CCC0000000" } }]);
  expect(await twiceIn({ aaa: ["fff"] })).toEqual([]);
});

test("a question that is never answered is told", async () => {
  const { faults, notes } = await verifyBundle(await tenderBundle({ asked: {} }));
  expect([faults, notes.filter(({ code }) => code === "questions-unanswered")]).toEqual([[], [{ code: "questions-unanswered", facts: { count: 1, of: 2 } }]]);
});

describe("the check before sealing is help, not law", () => {
  const notesOf = async (deviation: Deviation): Promise<object[]> => {
    const { faults, notes } = await verifyBundle(await tenderBundle(deviation));
    expect(faults).toEqual([]);
    return notes.filter(({ code }) => code.startsWith("precheck"));
  };
  test("a bundle whose bids carry it says that it still gives the same, and of how many", async () => {
    expect(await notesOf({ prechecked: ["aaa", "bbb"] })).toEqual(["technical", "price"].map((part) => ({ code: "prechecks", facts: { part, of: 3, holds: 2, without: 1 } })));
  });
  test("one that is of other files is named, and the bundle holds", async () => {
    const notes = await notesOf({ prechecked: ["aaa"], otherPrecheck: "ccc" });
    expect(notes).toContainEqual({ code: "precheck-differs", facts: { part: "technical", bidder: "91310000CCC0000000", what: "over" } });
  });
});

describe("a dishonest one does not, though every signature of the exchange fits", () => {
  test.each<[string, Deviation, string]>([
    ["T02 a bid left out", { leaveOut: "ccc" }, "left-out"],
    ["T06 closed late", { deadlineSeconds: 11 }, "checkpoint-wrong"],
    ["T06 the close published late", { closingSeconds: 61 }, "checkpoint-wrong"],
    ["T07 closed early", { deadlineSeconds: -1 }, "checkpoint-wrong"],
    ["T08 shares released before the close", { releaseBeforeClose: true }, "release-early"],
    ["T09 a replaced bid counted as well", { alsoCount: "bbb" }, "two-live-bids"],
    ["a bid counted that an amendment asked to be confirmed and nobody confirmed", { amended: { asks: true, accepts: false }, alsoCount: "ccc" }, "should-not-count"],
    ["a confirmed bid left out", { amended: { asks: true, accepts: false }, leaveOut: "aaa" }, "left-out"],
    ["terms that go on accepting what their amendment asked to be confirmed", { amended: { asks: true, accepts: true } }, "terms-differ"],
    ["terms that drop lodged bids though no amendment said so", { amended: { asks: false, accepts: false } }, "terms-differ"],
    ["terms that change how many openers it takes", { amended: { asks: true, accepts: false, otherThreshold: true } }, "terms-differ"],
    ["terms logged behind the deadline checkpoint", { amended: { asks: true, accepts: false, late: true } }, "terms-late"],
    ["T16 a lying opener nobody names", { lyingOpener: true, withoutBlame: true }, "release-wrong"],
    ["T66 closed twice", { secondClose: true }, "close-count"],
    ["T70 price opened before the technical scores stood", { withoutProceed: true }, "release-before-proceed"],
    ["T72 one organisation as two openers", { sameOrganisation: true }, "openers-not-distinct"],
    ["a void bid recorded as opened", { badContent: true, saidOpened: true }, "opening-verdict"],
    ["a price in the record that is not the one in the bid", { form: { v: "form/1", price: { amount: "1.00", currency: "CNY" } } }, "opening-form"],
    ["an unqualified bidder scored all the same", { review: { aaa: true, bbb: false, ccc: true }, scored: ["aaa", "bbb", "ccc"], ranked: ["ccc", "aaa"] }, "sheet-bidders"],
    ["a qualified bidder no sheet scores", { review: { aaa: true, bbb: true, ccc: true }, scored: ["aaa", "ccc"], ranked: ["ccc", "aaa"] }, "sheet-bidders"],
    ["an unqualified bidder ranked", { review: { aaa: true, bbb: false, ccc: true }, scored: ["aaa", "ccc"], ranked: ["bbb", "aaa"] }, "unqualified-ranked"],
    ["a review that passes over a bidder", { review: { aaa: true, ccc: true }, scored: ["aaa", "ccc"], ranked: ["ccc", "aaa"] }, "review-differs"],
    ["a review of somebody who never bid", { review: { aaa: true, bbb: true, ccc: true, eee: true }, scored: ["aaa", "bbb", "ccc"], ranked: [] }, "review-differs"],
    ["a lot opened while the supervisor had stopped it", { ordered: { resumed: false } }, "order-broken"],
    ["a lot opened while the supervisor had stopped it, with a word that the law ended another order", { ordered: { resumed: false, over: "other" } }, "order-broken"],
    ["an order of the supervisor left out", { ordered: { resumed: true, hidden: true } }, "index-differs"],
    ["an order whose reason was rewritten", { ordered: { resumed: true, rewritten: true } }, "entry-hash"],
    ["orders of which the first is missing", { ordered: { resumed: true, serial: 2 } }, "order-differs"],
    ["two sheets signed by one certificate", { oneSigner: true }, "sheet-signers"],
    ["an answer to another question than was asked", { asked: { rewritten: true } }, "question-differs"],
    ["a question answered twice", { asked: { twice: true } }, "question-differs"],
    ["more questions claimed than were taken", { asked: { boasted: true } }, "questions-count"],
    ["a reserve estimate fixed behind the deadline checkpoint, though before the close", { reserve: { committed: "checkpoint" } }, "reserve-late"],
    ["a reserve estimate fixed once the bids were open", { reserve: { committed: "opening" } }, "reserve-late"],
    ["a reserve estimate fixed twice", { reserve: { again: true } }, "reserve-count"],
    ["a reserve estimate the documents did not set", { reserve: { announced: false } }, "reserve-not-announced"],
    ["a reserve estimate read out before the close", { reserve: { ended: "bidding" } }, "reserve-early"],
    ["a reserve estimate read out twice", { reserve: { twice: true } }, "reserve-count"],
    ["another file than was committed to", { reserve: { shown: "other-salt" } }, "reserve-differs"],
    ["the file of another lot", { reserve: { shown: "other-lot" } }, "reserve-file-wrong"],
    ["another amount in the log than in the file", { reserve: { logged: 364_999_999n, printed: 364_999_999n } }, "reserve-amount"],
    ["another amount in the record than in the file", { reserve: { printed: 364_999_999n } }, "reserve-record"],
    ["a record made before the reserve estimate was read out", { reserve: { ended: "recorded" } }, "reserve-record"],
    ["a record that calls a fixed reserve estimate missed", { reserve: { ended: "never", said: "missed" } }, "reserve-record"],
    ["a record that calls a lost reserve estimate unset", { reserve: { lost: true, said: "unset" } }, "reserve-record"],
    ["a record that puts it off to another part for ever", { reserve: { ended: "never", said: "elsewhere" } }, "reserve-record"],
    ["a reserve estimate kept out of the bundle", { reserve: { hidden: true } }, "reserve-count"],
    ["T75 a rehearsal witness and authority in a live bundle", { mode: "live" }, "mode-wrong"],
  ])("%s", async (_name, deviation, code) => { expect(await codesOf(deviation)).toContain(code); });
});
