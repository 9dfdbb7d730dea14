import { tokenOfResponse, verifyTimestampToken } from "../signing/tsp.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleIndex } from "./shapes.js";
import { stampTrust } from "./trust.js";

/** Every time stamp is over the checkpoint it lies beside. None is needed: the witnesses' own times are what counts. */
export function checkStamps(bundle: Loaded, index: BundleIndex, findings: Findings): void {
  const trust = stampTrust(bundle, index, findings);
  for (const [path, bytes] of bundle.bytes) {
    const stamped = bundle.bytes.get(path.replace(/\.tsr$/, ""));
    if (!path.endsWith(".tsr") || stamped === undefined || trust === undefined) continue;
    const token = tokenOfResponse(bytes);
    const verified = token.ok ? verifyTimestampToken(token.value, stamped, trust) : token;
    if (!verified.ok) findings.fault("stamp-wrong", path, { why: verified.refusal });
  }
}
