import { sql, type RawBuilder } from "kysely";

const [LAST_POINT, SURROGATES, AFTER_SURROGATES] = [0x10ffff, 0xd800, 0xe000];

/**
 * True of a text that begins with a prefix, by bounds in the order of bytes: an index with text_pattern_ops answers it. Under row
 * security `like` would not reach the index (its operator is not leakproof), these do.
 */
export function beginsWith(column: string, prefix: string): RawBuilder<boolean> {
  const next = afterAllOf(prefix);
  const from = sql<boolean>`${sql.ref(column)} ~>=~ ${prefix}`;
  return next === null ? from : sql<boolean>`(${from} and ${sql.ref(column)} ~<~ ${next})`;
}

/** The first text behind all that begin with a prefix, in the order of code points; null where there is none. */
function afterAllOf(prefix: string): string | null {
  const points = Array.from(prefix, (sign) => sign.codePointAt(0) ?? 0);
  while (points.at(-1) === LAST_POINT) points.pop();
  const last = points.pop();
  if (last === undefined) return null;
  return String.fromCodePoint(...points, last + 1 === SURROGATES ? AFTER_SURROGATES : last + 1);
}
