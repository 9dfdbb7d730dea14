import { z } from "zod";
import { FOUND, type Found, type FoundCode } from "./words.js";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const idx = z.int().min(0);
const facts = z.record(z.string(), z.union([z.string(), z.number()]));

/** One part of a lot: its openers' keys, its newest terms (the entry's text), its close and what came of it. `settled` once its opening was judged. */
const PART = z.strictObject({
  keys: z.array(z.strictObject({ opener: z.string(), idx })), terms: z.string().nullable(),
  close: z.strictObject({ idx, lastIdx: idx, deadline: z.string(), after: sha256, count: idx, bids: sha256 }).nullable(),
  released: idx.nullable(), opened: z.strictObject({ idx, sha256 }).nullable(), settled: z.boolean(),
});
const NOTICE = z.strictObject({ version: z.int(), entry: sha256, json: sha256, pdf: sha256, /** To everybody; null where it was not looked at yet. */ shown: z.boolean().nullable() });

/** What a monitor keeps between two looks: the tree it has checked, what its entries said, what it must look at again, and every fault of an entry, for good. */
const STATE = z.strictObject({
  v: z.literal("daylight-monitor/1"), origin: z.string(), /** SHA-256 of the policy it began with. */ begun: sha256, pinned: z.boolean(), /** The policy with the log's later keys. */ policy: z.string(),
  size: idx, /** Hashes of the subtrees that cover the tree, in hex. */ frontier: z.array(sha256), note: z.string().nullable(),
  parts: z.record(z.string(), PART), recipients: z.record(z.string(), z.string()), notices: z.record(z.string(), NOTICE), assets: z.record(z.string(), z.strictObject({ sha256, index: idx })),
  /** Bundles that were archived and not checked yet. */ bundles: z.array(z.strictObject({ kind: z.enum(["tender", "sale"]), id: z.string(), idx })),
  /** Notes of witnesses that are ahead of the exchange. */ ahead: z.record(z.string(), z.string()),
  /** How many looks there were: what is looked at in turn goes by it. */ looks: idx,
  faults: z.array(z.strictObject({ code: z.string().refine((code): code is FoundCode => Object.hasOwn(FOUND, code)), facts, evidence: z.array(z.string()).optional() })),
});
export type MonitorState = Omit<z.infer<typeof STATE>, "faults"> & { faults: Found[] };
export type MonitoredPart = MonitorState["parts"][string];

/** A monitor that has seen nothing yet. */
export const freshState = ({ origin, begun, pinned, policy }: Pick<MonitorState, "origin" | "begun" | "pinned" | "policy">): MonitorState => ({
  v: "daylight-monitor/1", origin, begun, pinned, policy, size: 0, frontier: [], note: null, parts: {}, recipients: {}, notices: {}, assets: {}, bundles: [], ahead: {}, looks: 0, faults: [],
});

/** Reads a state file; null where it is none of this version. */
export function parseState(text: string): MonitorState | null {
  try {
    return STATE.parse(JSON.parse(text)) as MonitorState;
  } catch {
    return null;
  }
}
