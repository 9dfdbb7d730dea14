import type { Json } from "../kernel/canonical-json.js";
import { moneyJson } from "../kernel/money.js";
import type { Refusal } from "../kernel/refusal.js";
import { rfc3339 } from "../kernel/time.js";
import type { Asking, Draft } from "./happening.js";

/** A refusal is a happening like any other: what was asked, and the facts that decided. */
export const refusedDraft = (command: Asking, { code, facts }: Refusal): Draft => ({ kind: "refused", by: command.by, key: command.key, stage: command.stage, asked: askedJson(command), code, facts });

const WHO_AND_WHEN: ReadonlySet<string> = new Set(["at", "by", "key", "stage"]);

/** What was asked, without who, when and for which stage. */
const askedJson = (command: Asking): Json => Object.fromEntries(Object.entries(command).filter(([name]) => !WHO_AND_WHEN.has(name)).map(([name, value]) => [name, valueJson(name, value)]));

const valueJson = (name: string, value: unknown): Json => (typeof value === "bigint" ? moneyJson(value) : name.endsWith("At") && typeof value === "number" ? rfc3339(value as Parameters<typeof rfc3339>[0]) : (value as Json));
