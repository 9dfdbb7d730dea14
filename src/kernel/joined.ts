type Joined<Tables extends readonly object[]> = Tables extends readonly [infer First, ...infer Rest extends readonly object[]] ? First & Joined<Rest> : unknown;

/** Tables put together into one. @throws {RangeError} where two of them have a row of one name: spread into each other, one would be lost in silence */
export function joined<const Tables extends readonly object[]>(...tables: Tables): Joined<Tables> {
  const rows = new Map<string, unknown>();
  for (const [name, row] of tables.flatMap((table) => Object.entries(table))) {
    if (rows.has(name)) throw new RangeError(`two rows are called ${name}`);
    rows.set(name, row);
  }
  return Object.fromEntries(rows) as Joined<Tables>;
}
