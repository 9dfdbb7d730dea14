import type pg from "pg";

/** Tables that say who somebody is and in what office he may act. */
const IDENTITY = ["sessions", "people", "actors", "organisations", "mandates"];
const WRITES = new RegExp(String.raw`\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+(?:only\s+|table\s+)*(?:"?public"?\.)?"?(?:${IDENTITY.join("|")})"?(?![\w])`, "i");
const BEGINS = /^\s*(?:begin|start\s+transaction)\b/i;
const ENDS = /^\s*(?:commit|rollback(?!\s+to)|end|abort)\b/i;

let writes = 0;
/**
 * Grows whenever something that this process wrote to one of those tables becomes visible, whatever connection wrote it, and before who
 * wrote it is told that it is done. One process serves an exchange (decision 34): what was read under the same number still holds.
 */
export const identityWrites = (): number => writes;

type Query = (...args: unknown[]) => unknown;
/** Of a statement as it is given to pg: its text, or what bears it. */
function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  const text = typeof query === "object" && query !== null && "text" in query ? query.text : "";
  return typeof text === "string" ? text : "";
}

/** Makes a connection count. A write in a transaction counts when the transaction ends, however it does. */
export function countWrites(client: pg.PoolClient): void {
  const query = client.query.bind(client) as Query;
  let [isInside, isPending] = [false, false];
  const seen = (text: string): boolean => {
    if (BEGINS.test(text)) isInside = true;
    if (WRITES.test(text)) isPending = true;
    if (ENDS.test(text)) isInside = false;
    return isPending && !isInside;
  };
  client.query = ((...args: unknown[]): unknown => {
    if (!seen(textOf(args[0]))) return query(...args);
    isPending = false;
    return counted(query, args);
  }) as typeof client.query;
}

/** Asks, and counts as soon as the answer is there, whether it worked or not. */
function counted(query: Query, args: readonly unknown[]): unknown {
  const last = args.at(-1);
  const done = (): void => { writes += 1; };
  if (typeof last === "function") return query(...args.slice(0, -1), (...given: unknown[]) => { done(); return (last as Query)(...given); });
  const result = query(...args);
  if (result instanceof Promise) return result.finally(done);
  done(); // read as a stream: what follows is not known, so it counts at once
  return result;
}
