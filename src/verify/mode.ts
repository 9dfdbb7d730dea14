import { isRehearsalKey, isRehearsalOrigin, keysOf } from "../journal/policy.js";
import { sha256Hex } from "../signing/hash-node.js";
import type { Findings } from "./findings.js";
import type { BundleLog } from "./log.js";
import type { BundleIndex } from "./shapes.js";

/** The first entry of a log says whose it is and whether it is real; bundle, origin and keys must say the same (contracts.md §2). */
export function checkMode(index: Pick<BundleIndex, "exchange" | "mode" | "logOrigin">, log: BundleLog, findings: Findings): void {
  const { mode } = index;
  const rehearsal = mode === "rehearsal";
  const [config, second] = log.all("config");
  const first = config?.idx === 0 && config.body.mode === mode && config.body.origin === index.logOrigin;
  findings.demand(first && second === undefined, "mode-wrong", log.pathOf(0), { mode, what: "config" });
  findings.demand(index.exchange === index.logOrigin, "index-differs", "bundle.json", { what: "exchange" });
  findings.demand(isRehearsalOrigin(index.logOrigin) === rehearsal, "mode-wrong", "bundle.json", { mode, what: index.logOrigin });
  checkKeys(index, log, findings);
  if (rehearsal) findings.note("rehearsal");
}

/** The log's name ends with the hash of its first key; nothing live rests on a rehearsal key. */
function checkKeys({ mode }: Pick<BundleIndex, "mode">, { authority: { policy, origin } }: BundleLog, findings: Findings): void {
  for (const { name } of keysOf(policy)) findings.demand(mode === "rehearsal" || !isRehearsalKey(name), "mode-wrong", "trust/policy.txt", { mode, what: name });
  const [logKey] = policy.logs;
  const fingerprint = sha256Hex(logKey?.vkey.publicKey ?? new Uint8Array()).slice(0, 8);
  findings.demand(policy.logs.every(({ vkey }) => vkey.name === origin) && origin.endsWith(`/${fingerprint}`), "mode-wrong", "trust/policy.txt", { mode, what: fingerprint });
}
