import { refuse, ok, type Result } from "./result.js";

const DEPTH_MAX = 32;

/**
 * Reads a request's JSON strictly: no repeated keys, no floats, no exponent, no NUL or half a character in strings, depth at most 32.
 * Two programs that read the same repeated key differently would sign different things.
 */
export function parseStrict(text: string): Result<unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("wrong-json", { why: "not JSON" });
  }
  const why = firstOddity(text);
  return why === null ? ok(value) : refuse("wrong-json", { why });
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\]:,]|true|false|null/g;

/** Walks the tokens of text that is known to be JSON; null when nothing is odd. */
function firstOddity(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  const tokens = [...text.matchAll(TOKEN)].map(([token]) => token);
  for (const [at, token] of tokens.entries()) {
    nest(open, token);
    if (open.length > DEPTH_MAX) return `deeper than ${String(DEPTH_MAX)}`;
    const oddity = oddToken(token, tokens[at + 1] === ":" ? (open.at(-1) ?? null) : null);
    if (oddity !== null) return oddity;
  }
  return null;
}

/** @param open the keys of each object around the token; null stands for an array */
function nest(open: (Set<string> | null)[], token: string): void {
  if (token === "{") open.push(new Set());
  if (token === "[") open.push(null);
  if (token === "}" || token === "]") open.pop();
}

function oddToken(token: string, keys: Set<string> | null): string | null {
  if (token.startsWith('"')) return oddString(token, keys);
  return /^-?\d.*[.eE]/.test(token) ? `number ${token} is not an integer` : null;
}

function oddString(token: string, keys: Set<string> | null): string | null {
  const text = JSON.parse(token) as string;
  if (text.includes("\0")) return "a NUL in a string";
  if (!text.isWellFormed()) return "half a character in a string"; // it would change on its way into the database
  if (keys === null) return null;
  if (keys.has(text)) return `key ${JSON.stringify(text)} twice`;
  keys.add(text);
  return null;
}
