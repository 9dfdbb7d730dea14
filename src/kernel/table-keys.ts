/** The keys of a table of words, one at least, as a schema takes its choices. */
export const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>): [Key, ...Key[]] => Object.keys(table) as [Key, ...Key[]];
