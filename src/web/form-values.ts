import type { Json } from "../kernel/canonical-json.js";
import { yuanText } from "./bill-lines.js";
import type { Field } from "./views.js";

/** What a form posted: each name with the values sent under it. */
export type Posted = ReadonlyMap<string, readonly string[]>;

/**
 * The JSON body that a posted form stands for, so that a page and the API end in the same schema and the same use case. A dotted
 * name is a path (`lots.0.name`), whole numbers in it are places of a list; list items in which nothing was typed are left out.
 */
export function bodyOf(fields: readonly Field[], posted: Posted): Json {
  const root: Tree = new Map();
  for (const field of fields.filter(({ kind }) => kind !== "heading")) put(root, field.name.split("."), leafOf(field, posted));
  return plain(root);
}

/**
 * The path of the fields behind a place of the body: list items that were left out move those after them up, so that `prices.0` of
 * the body can be `prices.2` of the form.
 */
export function fieldPath(fields: readonly Field[], posted: Posted, place: string): string {
  const path: string[] = [];
  for (const step of place.split(".")) path.push(/^\d+$/.test(step) ? (rowsAt(fields, posted, path.join("."))[Number(step)] ?? step) : step);
  return path.join(".");
}

/** The rows of a list that were kept, as the form numbers them. */
function rowsAt(fields: readonly Field[], posted: Posted, list: string): string[] {
  const inside = fields.filter(({ name, kind }) => kind !== "heading" && name.startsWith(`${list}.`));
  const rows = Map.groupBy(inside, ({ name }) => name.slice(list.length + 1).split(".")[0] ?? "");
  return [...rows].filter(([, row]) => isKept(row.map((field) => leafOf(field, posted)))).map(([at]) => at);
}

type Leaf = { readonly leaf: Json; readonly mute: boolean };
type Tree = Map<string, Tree | Leaf>;

const leafOf = (field: Field, posted: Posted): Leaf => ({ leaf: valueOf(field, posted.get(field.name) ?? []), mute: field.mute === true });

function put(tree: Tree, [head, ...rest]: readonly string[], leaf: Leaf): void {
  if (head === undefined) return;
  if (rest.length === 0) {
    tree.set(head, leaf);
    return;
  }
  const known = tree.get(head);
  const branch = isTree(known) ? known : new Map<string, Tree | Leaf>();
  tree.set(head, branch);
  put(branch, rest, leaf);
}

const isTree = (value: Tree | Leaf | undefined): value is Tree => value instanceof Map;

function plain(tree: Tree): Json {
  const isList = [...tree.keys()].every((key) => /^\d+$/.test(key));
  const kept = [...tree].filter(([, value]) => !isList || isKept(leavesOf(value)));
  const entries = kept.map(([key, value]) => [key, isTree(value) ? plain(value) : value.leaf] as const);
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

const leavesOf = (value: Tree | Leaf): Leaf[] => (isTree(value) ? [...value.values()].flatMap(leavesOf) : [value]);

/** Whether anything was typed into an item of a list. */
const isKept = (leaves: readonly Leaf[]): boolean => leaves.some(({ leaf, mute }) => !mute && !isEmpty(leaf));

const isEmpty = (value: Json): boolean => value === null || value === "" || (Array.isArray(value) && value.length === 0);

const BEIJING = "+08:00";

/** One field's value: amounts as money objects with their two decimals, times in Beijing time, an optional field left empty as null. */
function valueOf(field: Field, sent: readonly string[]): Json {
  // A browser sends every line break of a text field as CR LF.
  const text = (sent[0] ?? "").replaceAll("\r\n", "\n").trim();
  if (field.kind === "checkbox" || field.flag === true) return text !== "";
  if (field.kind === "checkboxes") return sent;
  if (field.lines === true) return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  if (text === "") return field.required === true ? "" : null;
  return filledValue(field, text);
}

function filledValue(field: Field, text: string): Json {
  if (field.kind === "money") return { amount: yuanText(text), currency: "CNY" };
  if (field.kind === "number") return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (field.kind === "time") return `${text.length === 16 ? `${text}:00` : text}${BEIJING}`;
  return text;
}
