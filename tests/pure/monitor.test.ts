import { describe, expect, test } from "vitest";
import { parsePolicy, type AcceptedCheckpoint } from "../../src/journal/policy.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { canonical, canonicalText, type Json } from "../../src/kernel/canonical-json.js";
import { at, MINUTE_MS, plusMs, SECOND_MS } from "../../src/kernel/time.js";
import { fold } from "../../src/monitor/fold.js";
import { judgeOpening, judgeReport, judgeTimes } from "../../src/monitor/judge.js";
import { freshState, parseState, type MonitoredPart, type MonitorState } from "../../src/monitor/state.js";
import { FOUND, found, sentence, type FoundCode } from "../../src/monitor/words.js";
import { sha256Hex } from "../../src/signing/hash-node.js";

/** What a monitor decides by entries and answers alone, each check with the last that passes and the first that does not. */
const HASH = "ab".repeat(32);
const D = "2026-09-22T09:30:00+08:00";
const PLACE = { tender: "T1", lot: "1", part: "bid" };
const RECIPIENTS = ["age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", "age1pppppppppppppppppppppppppppppppppppppppppppppppppppppppppp", "age1zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"];
const state = (): MonitorState => freshState({ origin: "chenguang.example/live/0a1b2c3d", begun: HASH, pinned: true, policy: "" });
const entry = (body: Record<string, Json>): Uint8Array => canonical({ v: "dl/1", ...body });
const key = (opener: string): Uint8Array => entry({ type: "key", role: "opener", sha256: HASH, org: "x", opener, ...PLACE });
const terms = (over: Record<string, Json> = {}): Uint8Array => entry({
  type: "lot.terms", ...PLACE, version: 1, prev: null, accepts: [], deadline: D, threshold: 2, open: "threshold-or-bidder", after: null,
  openers: ["a", "b", "c"].map((opener, place) => ({ opener, recipient: RECIPIENTS[place] ?? "", idx: place })), notice: 3, ...over,
});
const notice = (over: Record<string, Json> = {}): Uint8Array => entry({ type: "notice", tender: "T1", id: "N1", version: 1, prev: null, json_sha256: HASH, pdf_sha256: HASH, ...over });
const close = (over: Record<string, Json> = {}): Uint8Array => entry({ type: "lot.close", ...PLACE, deadline: D, after: HASH, count: 0, bids: sha256Hex(canonical([])), ...over });
const release = entry({ type: "share.release", ...PLACE, opener: "a", sha256: HASH });

/** The codes of every fault that these entries give, in order. */
function codes(entries: readonly Uint8Array[], on: MonitorState = state()): FoundCode[] {
  return entries.flatMap((bytes, idx) => fold(on, idx, bytes)).map(({ code }) => code);
}
const published = [key("a"), key("b"), key("c"), notice(), terms()];

describe("what entries alone decide", () => {
  test("keys, notice, terms, close, share and opening in their order are no fault", () => {
    const on = state();
    expect(codes([...published, close(), release, entry({ type: "lot.open", ...PLACE, close: 5, sha256: HASH })], on)).toEqual([]);
    expect(on.parts["T1/1/bid"]).toMatchObject({ close: { idx: 5 }, released: 6, opened: { idx: 7 } });
  });

  test("a key that no entry published before the notice is named (6)", () => {
    expect(codes([key("a"), key("b"), entry({ type: "incident", what: "X" }), notice(), terms()])).toEqual(["opener-key-unpublished"]);
    expect(codes([key("a"), key("b"), key("c"), notice(), terms({ notice: 2 })])).toEqual(["opener-key-unpublished"]);
  });

  test("a share before the close (3), a second close (2) and one of another deadline (2) are told", () => {
    expect(codes([...published, release, close()])).toEqual(["release-before-close"]);
    expect(codes([...published, close(), close()])).toEqual(["close-untimely"]);
    expect(codes([...published, close({ deadline: "2026-09-22T09:29:00+08:00" })])).toEqual(["close-untimely"]);
    expect(codes([...published, close(), release, entry({ type: "lot.close.add", ...PLACE, close: 5, count: 1, bids: HASH })])).toEqual(["release-before-close"]);
  });

  test("a version of a notice that does not name the one before (7) is told, one that does is not", () => {
    const prev = sha256Hex(notice());
    expect(codes([notice(), notice({ version: 2, prev })])).toEqual([]);
    expect(codes([notice(), notice({ version: 2, prev: HASH })])).toEqual(["notice-chain"]);
    expect(codes([notice(), notice({ version: 3, prev })])).toEqual(["notice-chain"]);
  });

  test("an opening without a close, or twice, is told (4); so is what is no entry", () => {
    const opening = entry({ type: "lot.open", ...PLACE, close: 5, sha256: HASH });
    expect(codes([...published, opening])).toEqual(["opening-differs"]);
    expect(codes([...published, close(), opening, opening])).toEqual(["opening-differs"]);
    expect(codes([utf8("{ }"), utf8("\u0000"), entry({ type: "lot.close" })])).toEqual(["entry-malformed", "entry-malformed", "entry-malformed"]);
  });
});

describe("the times of a checkpoint", () => {
  const now = at(D);
  const seen = (...offsets: number[]): AcceptedCheckpoint => ({ seals: offsets.map((offset, place) => ({ vkey: { name: `w${String(place)}` }, line: "", at: plusMs(now, offset) })) }) as unknown as AcceptedCheckpoint;
  const told = (checkpoint: AcceptedCheckpoint): string[] => judgeTimes(checkpoint, now, 10 * MINUTE_MS).map(({ code }) => code);

  test("witnesses five seconds apart agree, six seconds apart do not (12)", () => {
    expect(told(seen(0, 5 * SECOND_MS))).toEqual([]);
    expect(told(seen(0, 6 * SECOND_MS))).toEqual(["witness-clocks"]);
  });

  test("a checkpoint is fresh for as long as was asked for, and not a second longer", () => {
    expect(told(seen(-10 * MINUTE_MS))).toEqual([]);
    expect(told(seen(-10 * MINUTE_MS - SECOND_MS))).toEqual(["checkpoint-stale"]);
  });
});

describe("the opening as everybody may see it", () => {
  const bid = (place: number, bidder: string): Json => ({ idx: place, salt: "00".repeat(16), st: String(place).repeat(64), bidder, how: "threshold", cause: null, form: null });
  const list = [1, 2].map((idx) => ({ idx, st: String(idx).repeat(64) }));
  const record = (...results: Json[]): Json => ({ v: "opening/1", exchange: "chenguang.example/live/0a1b2c3d", ...PLACE, results });
  const part = (results: Json): MonitoredPart => ({
    keys: [], terms: null, close: { idx: 5, lastIdx: 5, deadline: D, after: HASH, count: 2, bids: sha256Hex(canonical(list)) }, released: 6, opened: { idx: 7, sha256: sha256Hex(canonical(results)) }, settled: false,
  });
  const policy = parsePolicy("quorum none\n");
  const honest = record(bid(1, "A"), bid(2, "B"));
  const told = (results: Json, logged = honest): string[] => judgeOpening("T1/1/bid", part(logged), { close: { list }, results } as never, policy).faults.map(({ code }) => code);

  test("the closed list opened whole is settled; before it is read out it is not", () => {
    expect(judgeOpening("T1/1/bid", part(honest), { close: { list }, results: honest } as never, policy)).toEqual({ faults: [], settled: true });
    expect(judgeOpening("T1/1/bid", part(honest), { close: { list }, results: null }, policy)).toEqual({ faults: [], settled: false });
  });

  test("a bid left out (4), a bidder twice (5) and a record other than logged (4) are told", () => {
    expect(told(record(bid(1, "A")))).toEqual(["opening-list-differs", "opening-differs"]);
    const twice = record(bid(1, "A"), bid(2, "A"));
    expect(told(twice, twice)).toEqual(["bidder-twice"]);
    expect(told(record(bid(1, "A"), bid(2, "C")))).toEqual(["opening-differs"]);
    expect(told({ v: "opening/1", nonsense: 1 })).toEqual(["opening-differs"]);
    expect(judgeOpening("T1/1/bid", part(honest), { close: null, results: null }, policy).faults.map(({ code }) => code)).toEqual(["opening-list-differs"]);
  });
});

test("findings over a bundle come under the check they belong to, with how many there are", () => {
  const fault = (code: string): never => ({ code, path: "x.json", facts: {} }) as never;
  const told = judgeReport("T1", { ok: false, tender: "T1", edition: "public", notes: [], faults: [fault("draw-differs"), fault("total-differs"), fault("total-differs"), fault("file-missing")] });
  expect(told.map(({ code, facts }) => [code, facts["count"]])).toEqual([["draw-differs", 1], ["score-differs", 2], ["bundle-unsound", 1]]);
});

test("each of the twelve checks has a code, and each sentence both languages with its facts", () => {
  expect(new Set(Object.values(FOUND).map(({ check }) => check))).toEqual(new Set(["log", "bundle", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
  expect(sentence(found("log-shrank", { from: 9, to: 7 }), "zh")).toBe("日志变短了：此前有 9 个条目，现在只有 7 个。");
  expect(sentence(found("log-shrank", { from: 9, to: 7 }), "en")).toBe("The log has shrunk: it had 9 entries and now has 7.");
});

test("a state is read back as it was written; what is no state is none", () => {
  const on = state();
  codes([...published, close(), release], on);
  on.faults.push(found("split-view", { who: "w1", size: 4 }, ["one", "two"]));
  expect(parseState(JSON.stringify(on))).toEqual(on);
  for (const text of ["", "{}", canonicalText({ v: "daylight-monitor/2" }), JSON.stringify({ ...on, size: -1 })]) expect(parseState(text)).toBeNull();
});
