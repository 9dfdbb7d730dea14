import { hex } from "../../kernel/bytes.js";
import { acceptCheckpoint, parsePolicy, type AcceptedCheckpoint } from "../../journal/policy.js";
import type { VerifyEd25519 } from "../../journal/note.js";

type Asked = Parameters<VerifyEd25519>;
const nameOf = (asked: Asked): string => asked.map(hex).join(" ");

/** Whether a signature is good, by the browser’s own Ed25519. */
async function isGood([publicKey, message, signature]: Asked): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", Uint8Array.from(publicKey), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, Uint8Array.from(signature), Uint8Array.from(message));
}

/**
 * Opens a checkpoint under a policy with the browser’s own cryptography, which answers later: first every signature that the policy asks about is noted, then all are
 * checked, then the policy decides by those that are good. @throws {RangeError} saying what fails, as `acceptCheckpoint` does
 */
export async function acceptOnWeb(note: string, policyText: string): Promise<AcceptedCheckpoint> {
  const policy = parsePolicy(policyText);
  const asked: Asked[] = [];
  acceptCheckpoint(note, policy, (...each) => { asked.push(each); return true; });
  const good = new Set<string>();
  for (const each of asked) if (await isGood(each)) good.add(nameOf(each));
  return acceptCheckpoint(note, policy, (...each) => good.has(nameOf(each)));
}
