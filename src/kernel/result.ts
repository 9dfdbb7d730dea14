import type { Facts, Refusal, RefusalCode } from "./refusal.js";

/** A decision that can be refused. Refusals are expected and typed; bugs and outages throw. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

export const ok = <Value>(value: Value): Result<Value> => ({ ok: true, value });

/** Says no, with the code and the facts its message names: `refuse("bid-too-late", { receivedAt, deadline })`. */
export function refuse<Code extends RefusalCode>(code: Code, ...[facts]: Facts<Code>): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code, facts: facts ?? {} } };
}

/** The values of all, or the first refusal among them. */
export function all<Value>(results: readonly Result<Value>[]): Result<readonly Value[]> {
  const values: Value[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    values.push(result.value);
  }
  return ok(values);
}

/** The value, where a refusal would be a bug of ours. @throws {RangeError} naming the refusal. */
export function must<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw new RangeError(`refused: ${result.refusal.code} ${JSON.stringify(result.refusal.facts)}`);
}
