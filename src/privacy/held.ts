import { base64, fromUtf8, utf8 } from "../kernel/bytes.js";
import { canonical, type Json } from "../kernel/canonical-json.js";
import { rfc3339, type Instant } from "../kernel/time.js";
import { KEEP_IDS, keepOf, type KeepId } from "./retention.js";

/** What one table holds of somebody, and by which column it names him. */
export type HeldRow = { readonly table: string; readonly keep: KeepId; readonly named: string; readonly row: Readonly<Record<string, Json>> };
export type Held = { readonly exchange: string; readonly person: string; readonly at: Instant; readonly rows: readonly HeldRow[] };

/** Bytes that are a JSON text of ours are handed out as it, others in base64. */
function ofBytes(bytes: Uint8Array): Json {
  try {
    const text = fromUtf8(bytes);
    return text.startsWith("{") ? (JSON.parse(text) as Json) : base64(bytes);
  } catch {
    return base64(bytes);
  }
}

/** A value of the database as JSON says it. */
export function jsonOf(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return rfc3339(value.getTime() as Instant);
  if (value instanceof Uint8Array) return ofBytes(value);
  if (Array.isArray(value)) return value.map(jsonOf);
  return typeof value === "object" ? (JSON.parse(JSON.stringify(value)) as Json) : (value as Json);
}

/** `personal.json`: everything, for programs. */
export const heldJson = ({ exchange, person, at, rows }: Held): Uint8Array =>
  canonical({ v: "personal/1", exchange, person, at: rfc3339(at), held: rows.map(({ table, keep, named, row }) => ({ table, keep, named, row: { ...row } })) });

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));
const rowText = ({ table, named, row }: HeldRow): string => [`  ${table}（${named}）`, ...Object.entries(row).filter(([, value]) => value !== null && value !== "").map(([name, value]) => `    ${name}: ${textOf(value)}`)].join("\n");

/** `personal.txt`: the same for people, by what it is kept for and how long. */
export function heldText(held: Held): Uint8Array {
  const parts = KEEP_IDS.map((id) => {
    const { what, why, until } = keepOf(id);
    const rows = held.rows.filter(({ keep }) => keep === id);
    return [`${what.zh}\n${what.en}`, `用途 for: ${why.zh} · ${why.en}`, `保存 kept: ${until.zh} · ${until.en}`, rows.length === 0 ? "  没有 none" : rows.map(rowText).join("\n\n")].join("\n");
  });
  return utf8(`${INTRODUCTION(held)}\n\n${parts.join("\n\n――――――――\n\n")}\n`);
}

const INTRODUCTION = ({ exchange, person, at }: Held): string => [
  `${exchange}：个人信息副本 a copy of what is held about ${person}，${rfc3339(at)}`,
  "依据《个人信息保护法》第四十五条。personal.json 是同样的内容，供程序读取。括号里的列名说明这一行为什么与您有关。",
  "Personal Information Protection Law, art. 45. personal.json holds the same for programs. The column in brackets says why a row is about you.",
  "登录验证、限流计数和密钥、令牌只以哈希保存，不能据此找到本人，不在其中。Challenges, counts against floods, keys and tokens are kept as hashes that lead to nobody, and are not in it.",
].join("\n");
