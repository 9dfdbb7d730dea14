import type { Posted } from "../../web/form-values.js";

/** A form's values by the names of its fields: of a draft, of a sample, or as they were posted. */
export type Given = Readonly<Record<string, string>>;

export const givenIn = (posted: Posted): Given => Object.fromEntries([...posted].map(([name, values]) => [name, values.join("\n")]));

/** How many rows of a list are given, up to the last that is not empty. */
export const countAt = (given: Given, list: string): number =>
  Object.entries(given).reduce((most, [name, value]) => Math.max(most, value !== "" && name.startsWith(`${list}.`) ? Number(name.slice(list.length + 1).split(".")[0]) + 1 || 0 : 0), 0);

/** The rows a list is shown with: those given and some to spare. */
export const rowsAt = (given: Given, list: string, spare: number): number[] => Array.from({ length: countAt(given, list) + spare }, (_, row) => row);

/** The values below a path, without it. */
export const under = (given: Given, path: string): Given => Object.fromEntries(Object.entries(given).filter(([name]) => name.startsWith(`${path}.`)).map(([name, value]) => [name.slice(path.length + 1), value]));

/** Values put below a path. */
export const at = (path: string, given: Given): Given => Object.fromEntries(Object.entries(given).map(([name, value]) => [`${path}.${name}`, value]));

/** Values without those below a path. */
export const without = (given: Given, path: string): Given => Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith(`${path}.`)));
