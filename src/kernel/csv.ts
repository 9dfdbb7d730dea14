/** The cells of a comma-separated record (RFC 4180); null where its quotes do not close or stand where none may. */
export function csvCells(record: string): readonly string[] | null {
  if (!record.includes("\"")) return record.split(",");
  const whole = `${record},`;
  const cells: string[] = [];
  let end = 0;
  for (const found of whole.matchAll(/(?:"((?:[^"]|"")*)"|([^",]*)),/gy)) {
    cells.push(found[1]?.replaceAll("\"\"", "\"") ?? found[2] ?? "");
    end = found.index + found[0].length;
  }
  return end === whole.length ? cells : null;
}

/**
 * Reads records as text: UTF-8, or GB 18030 as older programs write. The first record that is not ASCII decides for the whole file; one that is not of that
 * encoding reads as null. A byte order mark is taken away.
 */
export function textReader(): (bytes: Uint8Array) => string | null {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  const tried = (name: "utf-8" | "gb18030", bytes: Uint8Array): string | null => {
    const one = decoder ?? new TextDecoder(name, { fatal: true });
    try {
      const text = one.decode(bytes);
      decoder = one;
      return text;
    } catch {
      return null;
    }
  };
  return (bytes) => {
    if (decoder === null && bytes.every((byte) => byte < 128)) return Buffer.from(bytes).toString("latin1");
    const isDecided = decoder !== null;
    return tried("utf-8", bytes) ?? (isDecided ? null : tried("gb18030", bytes));
  };
}
