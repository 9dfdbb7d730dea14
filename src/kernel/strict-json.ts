import { refuse, ok, type Result } from "./result.js";

const DEPTH_MAX = 32;

/**
 * Reads a request's JSON strictly: no repeated keys, no floats, no exponent, no NUL in strings, depth at most 32.
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
    const keys = open.at(-1);
    if (token === "{" || token === "[") open.push(token === "{" ? new Set() : null);
    else if (token === "}" || token === "]") open.pop();
    else if (/^-?\d/.test(token) && /[.eE]/.test(token)) return `number ${token} is not an integer`;
    else if (token.startsWith('"')) {
      const oddity = oddString(token, tokens[at + 1] === ":" ? (keys ?? null) : null);
      if (oddity !== null) return oddity;
    }
    if (open.length > DEPTH_MAX) return `deeper than ${String(DEPTH_MAX)}`;
  }
  return null;
}

function oddString(token: string, keys: Set<string> | null): string | null {
  const text = JSON.parse(token) as string;
  if (text.includes("\0")) return "a NUL in a string";
  if (keys === null) return null;
  if (keys.has(text)) return `key ${JSON.stringify(text)} twice`;
  keys.add(text);
  return null;
}
