const MASK = "×××";
/** Shorter words would hit by chance. */
const LENGTH_MIN = 2;

/** A text without somebody's names and numbers: each becomes ×××, the longest first. Where the text is published, nobody reads who complained. */
export function masked(text: string, names: readonly (string | null)[]): string {
  const known = names.filter((each): each is string => each !== null && each.length >= LENGTH_MIN).sort((one, other) => other.length - one.length);
  return known.reduce((shown, name) => shown.replaceAll(name, MASK), text);
}

/** A person complained of, in what everybody reads: the first character, the rest hidden. */
export const maskedName = (name: string | null): string | null => (name === null ? null : `${Array.from(name)[0] ?? ""}${"×".repeat(Math.max(1, Array.from(name).length - 1))}`);
