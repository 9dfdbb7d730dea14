import { expect, test } from "vitest";
import { EMPTY_FRONTIER, extend, leafHash } from "../../src/journal/merkle.js";
import { canonical } from "../../src/kernel/canonical-json.js";
import { checkClose, type CloseEvidence } from "../../src/opening/check-close.js";
import { close, FIRM_A, FIRM_B, openBox, seconds, STRANGER, strangeWitness, type Lodged, type Scene } from "../support/close-scene.js";
import { sha256 } from "../support/envelopes.js";

/** A box with a bid of each firm in it. */
async function twoBids(box: Parameters<typeof openBox>[0] = {}): Promise<{ scene: Scene; a: Lodged; b: Lodged }> {
  const scene = await openBox(box);
  const [a, b] = [await scene.bid(FIRM_A), await scene.bid(FIRM_B)];
  scene.lodge(a);
  scene.lodge(b);
  return { scene, a, b };
}

const codeOf = (evidence: CloseEvidence): string => {
  const checked = checkClose(evidence);
  return checked.ok ? "holds" : checked.refusal.code;
};

test("an honest close holds: its hash is what the release will name, and every bidder's last bid is live", async () => {
  const { scene, a, b } = await twoBids();
  const notes = close(scene, [a, b]);
  const checked = checkClose(scene.evidence(notes));
  expect(checked).toMatchObject({ ok: true, value: { close: sha256(scene.entries[notes.idx] ?? new Uint8Array()), live: [{ st: a.st }, { st: b.st }] } });
});

test("cover leaves, other tenders and other parts between the bids change nothing", async () => {
  const { scene, a, b } = await twoBids();
  scene.put({ v: "dl/1", type: "lot.close", ...scene.here, part: "price", deadline: "2026-12-18T09:30:00+08:00", after: "0".repeat(64), count: 0, bids: "0".repeat(64) });
  scene.put({ v: "dl/1", type: "share.release", ...scene.here, tender: "another", opener: "agency", sha256: "0".repeat(64) });
  expect(codeOf(scene.evidence(close(scene, [a, b])))).toBe("holds");
});

test.each([[-1, "log-checkpoint"], [0, "holds"], [10, "holds"], [11, "log-checkpoint"]])("a deadline checkpoint cosigned %i s after the deadline: %s", async (when, wanted) => {
  const { scene, a, b } = await twoBids();
  expect(codeOf(scene.evidence(close(scene, [a, b], { deadlineNote: scene.note(seconds(when)) })))).toBe(wanted);
});

test.each([[-1, "log-checkpoint"], [0, "holds"], [60, "holds"], [61, "log-checkpoint"]])("a closing checkpoint cosigned %i s after the deadline: %s", async (when, wanted) => {
  const { scene, a, b } = await twoBids();
  const { deadline } = close(scene, [a, b]);
  expect(codeOf(scene.evidence({ deadline, closing: scene.note(seconds(when)) }))).toBe(wanted);
});

test("T65: a close written minutes before the deadline cannot name the checkpoint of the deadline", async () => {
  const { scene, a, b } = await twoBids();
  const written = scene.note(seconds(-300));
  const before = close(scene, [a, b], { deadlineNote: written });
  const real = scene.note(seconds(1));
  expect(codeOf(scene.evidence({ deadline: real, closing: before.closing }))).toBe("close-note-differs");
  expect(codeOf(scene.evidence({ deadline: written, closing: before.closing }))).toBe("log-checkpoint");
  expect(codeOf(scene.evidence({ deadline: null, closing: before.closing }))).toBe("close-note-differs");
});

test("a close that stands inside its own deadline checkpoint, or outside its closing one, is refused", async () => {
  const { scene, a, b } = await twoBids();
  const inside = close(scene, [a, b]);
  expect(codeOf(scene.evidence({ ...inside, closing: inside.deadline }))).toBe("close-order");
});

test("T66: two closes of one part are refused, whatever the second says", async () => {
  const { scene, a, b } = await twoBids();
  const first = close(scene, [a]);
  close(scene, [a, b], { deadlineNote: first.deadline });
  expect(codeOf(scene.evidence({ deadline: first.deadline, closing: scene.note(seconds(3)) }))).toBe("close-twice");
});

test("a part without a close is not opened", async () => {
  const { scene } = await twoBids();
  expect(codeOf(scene.evidence({ deadline: scene.note(seconds(1)), closing: scene.note(seconds(2)) }))).toBe("close-missing");
});

test("T69: an on-time bid left out of the list stops the opening; an addition before any release mends it", async () => {
  const { scene, a, b } = await twoBids();
  const notes = close(scene, [a]);
  expect(codeOf(scene.evidence(notes))).toBe("close-list-differs");
  const added = scene.put({ v: "dl/1", type: "lot.close.add", ...scene.here, close: notes.idx, ...scene.list(a, b) });
  expect(checkClose(scene.evidence(notes))).toMatchObject({ ok: true, value: { close: sha256(scene.entries[added] ?? new Uint8Array()), live: [{ st: a.st }, { st: b.st }] } });
});

test("T69: after the first release nothing is added, and an addition to another close is none", async () => {
  const { scene, a, b } = await twoBids();
  const notes = close(scene, [a]);
  scene.put({ v: "dl/1", type: "share.release", ...scene.here, opener: "agency", sha256: "0".repeat(64) });
  scene.put({ v: "dl/1", type: "lot.close.add", ...scene.here, close: notes.idx, ...scene.list(a, b) });
  expect(codeOf(scene.evidence(notes))).toBe("close-add-wrong");
  const other = await twoBids();
  const theirs = close(other.scene, [other.a]);
  other.scene.put({ v: "dl/1", type: "lot.close.add", ...other.scene.here, close: theirs.idx - 1, ...other.scene.list(other.a, other.b) });
  expect(codeOf(other.scene.evidence(theirs))).toBe("close-add-wrong");
});

test("T69: a disputed close that was declared failed is not opened", async () => {
  const { scene, a, b } = await twoBids();
  const notes = close(scene, [a, b]);
  scene.put({ v: "dl/1", type: "lot.fail", ...scene.here, close: notes.idx, reason: "CLOSE_DISPUTED" });
  expect(codeOf(scene.evidence(notes))).toBe("close-failed");
});

test("T69: a disputed close is not opened until somebody said that it stands, or its list was amended", async () => {
  const dispute = (scene: Scene, close: number, sha256 = "d".repeat(64)) => scene.put({ v: "dl/1", type: "lot.dispute", ...scene.here, close, ground: "receipt-broken", sha256 });
  const word = (scene: Scene, outcome: string, of = "d".repeat(64)) => scene.put({ v: "dl/1", type: "lot.dispute.decide", ...scene.here, dispute: of, outcome, sha256: "0".repeat(64) });
  const { scene, a, b } = await twoBids();
  const notes = close(scene, [a, b]);
  scene.put({ v: "dl/1", type: "lot.dispute", ...scene.here, part: "price", close: notes.idx, ground: "list-wrong", sha256: "e".repeat(64) });
  expect(codeOf(scene.evidence(notes))).toBe("holds"); // of another part
  dispute(scene, notes.idx);
  expect(codeOf(scene.evidence(notes))).toBe("close-dispute-open");
  word(scene, "rejected", "f".repeat(64));
  expect(codeOf(scene.evidence(notes))).toBe("close-dispute-open"); // a word on another one
  word(scene, "rejected");
  expect(codeOf(scene.evidence(notes))).toBe("holds");
  dispute(scene, notes.idx, "1".repeat(64));
  word(scene, "added", "1".repeat(64));
  expect(codeOf(scene.evidence(notes))).toBe("holds");
  dispute(scene, notes.idx, "2".repeat(64));
  word(scene, "upheld", "2".repeat(64));
  expect(codeOf(scene.evidence(notes))).toBe("close-dispute-open");
});

test("T08: a share released before the close stops every other opener; one released after it does not", async () => {
  const { scene, a, b } = await twoBids();
  scene.put({ v: "dl/1", type: "share.release", ...scene.here, opener: "agency", sha256: "0".repeat(64) });
  expect(codeOf(scene.evidence(close(scene, [a, b])))).toBe("close-released-before");
  const fair = await twoBids();
  const notes = close(fair.scene, [fair.a, fair.b]);
  fair.scene.put({ v: "dl/1", type: "share.release", ...fair.scene.here, opener: "agency", sha256: "0".repeat(64) });
  expect(codeOf(fair.scene.evidence(notes))).toBe("holds");
});

test("T70: price shares wait for the technical opening and then for the word to proceed, in this order", async () => {
  const technical = { v: "dl/1", type: "lot.open", part: "technical", close: 9, sha256: "0".repeat(64) };
  const proceed = { v: "dl/1", type: "lot.proceed", scores: "0".repeat(64) };
  const { scene, a, b } = await twoBids({ part: "price", after: "technical" });
  const notes = close(scene, [a, b]);
  expect(codeOf(scene.evidence(notes))).toBe("not-proceeded");
  scene.put({ ...scene.here, ...proceed });
  expect(codeOf(scene.evidence(notes))).toBe("not-proceeded");
  scene.put({ ...scene.here, ...technical });
  expect(codeOf(scene.evidence(notes))).toBe("not-proceeded");
  const fair = await twoBids({ part: "price", after: "technical" });
  const theirs = close(fair.scene, [fair.a, fair.b]);
  fair.scene.put({ ...fair.scene.here, ...technical });
  expect(codeOf(fair.scene.evidence(theirs))).toBe("not-proceeded");
  fair.scene.put({ ...fair.scene.here, ...proceed });
  expect(codeOf(fair.scene.evidence(theirs))).toBe("holds");
});

test("a replaced or withdrawn bid on the list is refused, and without it the close holds", async () => {
  const { scene, a, b } = await twoBids();
  const again = await scene.bid(FIRM_A, a);
  scene.lodge(again);
  scene.lodge(await scene.withdrawal(FIRM_B, b));
  const wrong = close(scene, [a, b]);
  expect(codeOf(scene.evidence(wrong))).toBe("close-list-differs");
  scene.put({ v: "dl/1", type: "lot.close.add", ...scene.here, close: wrong.idx, ...scene.list(again) });
  expect(checkClose(scene.evidence(wrong))).toMatchObject({ ok: true, value: { live: [{ st: again.st }] } });
});

test("T04: a replacement that came after the deadline checkpoint does not count, the bid before it does", async () => {
  const { scene, a, b } = await twoBids();
  const deadlineNote = scene.note(seconds(1));
  const late = await scene.bid(FIRM_A, a);
  scene.lodge(late);
  const notes = close(scene, [late, b], { deadlineNote });
  expect(codeOf(scene.evidence(notes))).toBe("close-list-differs");
  scene.put({ v: "dl/1", type: "lot.close.add", ...scene.here, close: notes.idx, ...scene.list(a, b) });
  expect(codeOf(scene.evidence(notes))).toBe("holds");
});

test("T05: a statement that is not what was logged, or is signed by nobody known, stops the opening", async () => {
  const { scene, a, b } = await twoBids();
  const notes = close(scene, [a, b]);
  const { lodged } = scene.evidence(notes);
  const salted = lodged.map((each, at) => (at === 0 ? { ...each, salt: Uint8Array.from(each.salt, (byte) => byte ^ 1) } : each));
  expect(codeOf(scene.evidence(notes, { lodged: salted }))).toBe("close-bid-unlogged");
  expect(codeOf(scene.evidence(notes, { lodged: lodged.map((each) => ({ ...each, idx: each.idx + 1 })) }))).toBe("close-bid-unlogged");
  const unsigned = lodged.map((each, at) => (at === 0 ? { ...each, signature: lodged[1]?.signature ?? each.signature } : each));
  expect(codeOf(scene.evidence(notes, { lodged: unsigned }))).toBe("close-bid-elsewhere");
  const strange = await openBox();
  const c = await strange.bid(STRANGER);
  strange.lodge(c);
  expect(codeOf(strange.evidence(close(strange, [c])))).toBe("close-bid-elsewhere");
});

test("T26: an entry that was changed, dropped or added gives another root", async () => {
  const { scene, a, b } = await twoBids();
  const notes = close(scene, [a, b]);
  const honest = scene.evidence(notes);
  const walk = (entries: readonly Uint8Array[]) => ({ walk: { ...honest.walk, entries } });
  const [first = new Uint8Array(), ...rest] = honest.walk.entries;
  expect(codeOf(scene.evidence(notes, walk([canonical({ v: "dl/1", type: "incident" }), ...rest])))).toBe("log-walk");
  expect(codeOf(scene.evidence(notes, walk([first, ...rest, first])))).toBe("log-walk");
  expect(codeOf(scene.evidence(notes, walk(rest)))).not.toBe("holds");
  expect(codeOf(scene.evidence(notes, walk(honest.walk.entries.slice(0, -1))))).not.toBe("holds");
});

test("a walk that begins behind the part's first terms is seen", async () => {
  const { scene, a, b } = await twoBids();
  const notes = close(scene, [a, b]);
  const terms = scene.entries.findIndex((bytes) => new TextDecoder().decode(bytes).includes('"lot.terms"'));
  const before = extend(EMPTY_FRONTIER, scene.entries.slice(0, terms + 1).map(leafHash)).frontier;
  const { walk } = scene.evidence(notes);
  expect(codeOf(scene.evidence(notes, { walk: { ...walk, before, entries: scene.entries.slice(terms + 1) } }))).toBe("close-terms");
});

test("T07: a close of another deadline than the terms' is refused", async () => {
  const { scene, a, b } = await twoBids();
  expect(codeOf(scene.evidence(close(scene, [a, b], { deadline: "2026-12-18T09:25:00+08:00" })))).toBe("close-deadline");
});

test("T31: a checkpoint cosigned by a key that only has the witness's name does not count", async () => {
  const { scene, a, b } = await twoBids();
  expect(codeOf(scene.evidence(close(scene, [a, b], { deadlineNote: scene.note(seconds(1), strangeWitness) })))).toBe("log-checkpoint");
});
