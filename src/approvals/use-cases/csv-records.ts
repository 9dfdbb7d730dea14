/** A record as it stands in its file, without its end. `line` is the one it begins on, the first is 1. `bytes` is null where it is longer than it may be. */
export type CsvRecord = { readonly line: number; readonly bytes: Uint8Array | null };

const [NEWLINE, RETURN, QUOTE] = [10, 13, 34] as const;

/**
 * The records of a comma-separated stream (RFC 4180), one at a time: memory holds a chunk and a record. A record is what stands between line ends outside quotes: a line
 * end within quotes is part of a field, so that nothing somebody wrote into a field of his can pass for a record of its own. Lines without a character are passed over.
 * @param bytesMax of a record
 */
export async function* csvRecords(chunks: AsyncIterable<Uint8Array>, bytesMax: number): AsyncGenerator<CsvRecord, undefined> {
  const reading: Reading = { kept: [], size: 0, isQuoted: false, line: 1, next: 1 };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      keep(reading, chunk.subarray(from, at), bytesMax);
      from = at + 1;
      reading.next += 1;
      if (reading.isQuoted) keep(reading, chunk.subarray(at, from), bytesMax);
      else {
        const record = taken(reading);
        if (record !== null) yield record;
      }
    }
    keep(reading, chunk.subarray(from), bytesMax);
  }
  const last = taken(reading);
  if (last !== null) yield last;
}

/** What was read of a record. `size` counts what is not kept too; `next`: the line that is being read. */
type Reading = { kept: Uint8Array[]; size: number; isQuoted: boolean; line: number; next: number };

function keep(reading: Reading, piece: Uint8Array, bytesMax: number): void {
  for (let at = piece.indexOf(QUOTE); at >= 0; at = piece.indexOf(QUOTE, at + 1)) reading.isQuoted = !reading.isQuoted;
  reading.size += piece.length;
  if (reading.size <= bytesMax) reading.kept.push(piece);
  else reading.kept = [];
}

function taken(reading: Reading): CsvRecord | null {
  const { kept, size, line } = reading;
  const bytes = kept.length === 0 && size > 0 ? null : withoutReturn(kept.length === 1 ? (kept[0] ?? new Uint8Array()) : Buffer.concat(kept));
  Object.assign(reading, { kept: [], size: 0, line: reading.next });
  return bytes?.length === 0 ? null : { line, bytes };
}

const withoutReturn = (bytes: Uint8Array): Uint8Array => (bytes.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes);
