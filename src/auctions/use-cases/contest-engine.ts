import { hash } from "node:crypto";
import { concat, hex, utf8 } from "../../kernel/bytes.js";
import { canonical, parseCanonical, type Json } from "../../kernel/canonical-json.js";
import { must } from "../../kernel/result.js";
import { begun, decide, dueAt, applied } from "../contest.js";
import type { Contest } from "../contest-state.js";
import type { Engine } from "../engine.js";
import type { Command, Happening } from "../happening.js";
import { inside, readTerms } from "../terms.js";
import { viewOf } from "../view.js";

const sha256 = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");

/** The contest of an auction as its writer drives it. A bidder's happening bears the signature of his request beside what the contest says of it. */
export const CONTEST: Engine<Contest, Command, Happening> = {
  begun: (terms) => begun(must(readTerms(parseCanonical(terms)))),
  decide, applied, dueAt,
  isOver: ({ ended }) => ended !== null,
  isOpen: ({ stage, ended }) => stage !== null || ended !== null,
  isEarly: (contest, { at }) => contest.stage === null && contest.ended === null && !decide(contest, { kind: "tick", at }).some(({ kind }) => kind === "stage"),
  stillFor: ({ frozen }) => [...(frozen?.causes ?? [])].filter((cause) => cause === "writer-lost" || cause === "fault"),
  tick: (at) => ({ kind: "tick", at }),
  ordered: (order, at) => ({ ...(inside(order as Json) as object), at }) as Command,
  freeze: (at, cause, reason) => ({ kind: "freeze", at, by: "exchange", key: `freeze-${cause}-${String(at)}`, stage: null, cause, reason }),
  sample: (at, driftMs, lagMs) => ({ kind: "sample", at, by: "exchange", key: `sample-${String(at)}`, stage: null, driftMs, lagMs }),
  thaw: (at, cause, resumesAt) => ({ kind: "thaw", at, by: "exchange", key: `thaw-${cause}-${String(at)}`, stage: null, cause, resumesAt, leftMs: null }),
  viewOf: (contest, paddle) => viewOf(contest, paddle),
  bytesOf: (happening, signature) => canonical(signature === null ? happening : { ...happening, signature }),
  readHappening: (bytes) => parseCanonical(bytes) as unknown as Happening,
  firstHead: (terms) => sha256(terms),
  nextHead: (head, bytes) => sha256(concat(utf8(hex(head)), bytes)),
};
