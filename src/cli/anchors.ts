import type { Command } from "commander";
import { z } from "zod";
import { parsePolicy, type Policy } from "../journal/policy.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import type { TrustStore } from "../signing/chains.js";
import { trustFromPem } from "../signing/sealing.js";
import { readText } from "./person.js";
import { both } from "./verb.js";

/** What a careful user holds from outside the exchange. Where it is not given, the exchange's own word is taken and that is said. */
export type AnchorOptions = { readonly policy?: string; readonly ca?: string; readonly offices?: string };

export const withAnchors = (command: Command): Command => command
  .option("--policy <file>", both("您自己持有的见证策略", "the witness policy you hold yourself"))
  .option("--ca <file>", both("您自己信任的证书机构（PEM）", "the certificate authorities you trust yourself (PEM)"))
  .option("--offices <file>", both("您自己核实的开启单位：{\"agency\":\"统一社会信用代码\",…}", "the opening offices you know, by credit code (JSON)"));

/** What the exchange says itself. */
export type Said = { readonly exchange: string; readonly mode: "rehearsal" | "live"; readonly policy: string; readonly caPem: string; readonly offices: Readonly<Record<string, string>> };
export type Anchors = { readonly policy: Policy; readonly trust: TrustStore; readonly offices: Readonly<Record<string, string>>; /** Which of the three are only the exchange's word. */ readonly unpinned: readonly string[] };

/** The user's own anchors, each else the exchange's. The log of the policy must be this exchange's. */
export async function anchorsFrom(options: AnchorOptions, said: Said): Promise<Result<Anchors>> {
  const policyText = await given(options.policy, said.policy);
  const caPem = await given(options.ca, said.caPem);
  const offices = await officesFrom(options.offices, said.offices);
  if (!policyText.ok || !caPem.ok || !offices.ok) return [policyText, caPem, offices].find((each) => !each.ok) as Result<never>;
  const policy = policyOf(policyText.value, options.policy ?? "policy");
  if (!policy.ok) return policy;
  if (!policy.value.logs.some(({ vkey }) => vkey.name === said.exchange)) return refuse("log-checkpoint", { which: "newest", why: `${said.exchange} is not in the policy` });
  const unpinned = (["policy", "ca", "offices"] as const).filter((name) => options[name] === undefined);
  return ok({ policy: policy.value, trust: trustFromPem(caPem.value, said.mode), offices: offices.value, unpinned });
}

const given = (file: string | undefined, otherwise: string): Promise<Result<string>> => (file === undefined ? Promise.resolve(ok(otherwise)) : readText(file));

async function officesFrom(file: string | undefined, said: Said["offices"]): Promise<Result<Said["offices"]>> {
  if (file === undefined) return ok(said);
  const text = await readText(file);
  if (!text.ok) return text;
  try {
    return ok(z.record(z.string(), z.string()).parse(JSON.parse(text.value)));
  } catch {
    return refuse("file-unreadable", { path: file, why: "JSON" });
  }
}

/** Reads a witness policy a person gave. */
export function policyOf(text: string, path: string): Result<Policy> {
  try {
    return ok(parsePolicy(text));
  } catch (error) {
    if (error instanceof RangeError) return refuse("file-unreadable", { path, why: error.message });
    throw error;
  }
}

/** What is said where something is taken on the exchange's word. */
export const unpinnedLine = (unpinned: readonly string[]): string[] =>
  unpinned.length === 0 ? [] : [both(`· 未提供 ${unpinned.map((name) => `--${name}`).join(" ")}：采用交易平台自己给出的内容。`, "Taken on the exchange's own word where no option pins it.")];
