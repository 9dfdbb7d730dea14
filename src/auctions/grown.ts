/**
 * A list that only grows, with the newest entry of each key at hand. All values that grew from one another share its entries: adding to the
 * newest costs the same however long the list is, and an older one still reads what it was.
 */
export type Grown<Value> = { readonly length: number; readonly shared: Shared<Value> };
type Entry<Value> = { readonly key: string; readonly value: Value; /** Where the key stood before; -1 where it is new. */ readonly before: number };
type Shared<Value> = { readonly entries: Entry<Value>[]; readonly last: Map<string, number> };

export const nothing = <Value>(): Grown<Value> => ({ length: 0, shared: { entries: [], last: new Map() } });

/** The list with one entry more. Whoever adds to a list that has grown already gets a copy: two futures of one past do not meet. */
export function plus<Value>(list: Grown<Value>, key: string, value: Value): Grown<Value> {
  const shared = list.shared.entries.length === list.length ? list.shared : copied(list);
  shared.entries.push({ key, value, before: shared.last.get(key) ?? -1 });
  shared.last.set(key, list.length);
  return { length: list.length + 1, shared };
}

function copied<Value>(list: Grown<Value>): Shared<Value> {
  const entries = list.shared.entries.slice(0, list.length);
  return { entries, last: new Map(entries.map(({ key }, at) => [key, at])) };
}

/** What was added under a key last; null where nothing was. */
export function newest<Value>(list: Grown<Value>, key: string): Value | null {
  let at = list.shared.last.get(key) ?? -1;
  while (at >= list.length) at = list.shared.entries[at]?.before ?? -1;
  return list.shared.entries[at]?.value ?? null;
}

/** The entries from the newest to the oldest. */
export function* backwards<Value>(list: Grown<Value>): Generator<Value> {
  for (let at = list.length - 1; at >= 0; at -= 1) {
    const entry = list.shared.entries[at];
    if (entry !== undefined) yield entry.value;
  }
}
