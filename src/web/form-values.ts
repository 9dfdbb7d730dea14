import type { Json } from "../kernel/canonical-json.js";
import type { Field } from "./views.js";

/** What a form posted: each name with the values sent under it. */
export type Posted = ReadonlyMap<string, readonly string[]>;

/**
 * The JSON body that a posted form stands for, so that a page and the API end in the same schema and the same use case. A dotted
 * name is a path (`lots.0.name`), whole numbers in it are places of a list; list items with nothing in them are left out.
 */
export function bodyOf(fields: readonly Field[], posted: Posted): Json {
  const root: Tree = new Map();
  for (const field of fields) put(root, field.name.split("."), valueOf(field, posted.get(field.name) ?? []));
  return plain(root);
}

type Tree = Map<string, Tree | { readonly leaf: Json }>;

function put(tree: Tree, [head, ...rest]: readonly string[], value: Json): void {
  if (head === undefined) return;
  if (rest.length === 0) {
    tree.set(head, { leaf: value });
    return;
  }
  const known = tree.get(head);
  const branch = isTree(known) ? known : new Map<string, Tree | { readonly leaf: Json }>();
  tree.set(head, branch);
  put(branch, rest, value);
}

const isTree = (value: Tree | { readonly leaf: Json } | undefined): value is Tree => value instanceof Map;

function plain(tree: Tree): Json {
  const entries = [...tree].map(([key, value]) => [key, isTree(value) ? plain(value) : value.leaf] as const);
  if (!entries.every(([key]) => /^\d+$/.test(key))) return Object.fromEntries(entries);
  return entries.map(([, value]) => value).filter((value) => !isEmpty(value));
}

const isEmpty = (value: Json): boolean => value === null || value === "" || (typeof value === "object" && !Array.isArray(value) && Object.values(value).every(isEmpty));

const BEIJING = "+08:00";

/** One field's value: amounts as money objects, times in Beijing time, an optional field left empty as null. */
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
  if (field.kind === "money") return { amount: text, currency: "CNY" };
  if (field.kind === "number") return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
  if (field.kind === "time") return `${text.length === 16 ? `${text}:00` : text}${BEIJING}`;
  return text;
}
