import type { Loaded } from "./files.js";
import { looseJson } from "./loose-json.js";
import type { SaleIndex } from "./shapes.js";

/** A document of a sale as checks look at it: when it came out, what it is, and its terms for machines. */
export type SaleDocumentRead = { readonly idx: number; readonly type: string; readonly terms: Readonly<Record<string, unknown>> };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

/** The documents of a sale in the order of the log; one that cannot be read is left out, and named by other checks. */
export function saleDocuments({ bytes }: Loaded, { notices }: SaleIndex): readonly SaleDocumentRead[] {
  const read = notices.flatMap(({ id, version, idx }) => {
    const json = looseJson(bytes.get(`notices/${id}/v${String(version)}/notice.json`));
    return isRecord(json) && typeof json["type"] === "string" ? [{ idx, type: json["type"], terms: isRecord(json["terms"]) ? json["terms"] : {} }] : [];
  });
  return read.sort((left, right) => left.idx - right.idx);
}
