import { canonical } from "../kernel/canonical-json.js";
import { sha256Hex } from "../signing/hash-node.js";
import type { NoticeRow } from "./queries.js";

type Hashed = Pick<NoticeRow, "notice_id" | "version" | "tender_id" | "plan_id" | "sale_id" | "json_sha256" | "pdf_sha256">;

/** The log entry of one version of a document. @param prev sha256 of the entry of the version before, null of the first */
export function noticeEntry({ notice_id: id, version, tender_id: tender, plan_id: plan, sale_id: sale, json_sha256, pdf_sha256 }: Hashed, prev: string | null) {
  const hashes = { id, version, prev, json_sha256, pdf_sha256 };
  if (sale !== null) return { v: "dl/1", type: "sale.notice", sale, ...hashes } as const;
  return plan === null ? { v: "dl/1", type: "notice", tender, ...hashes } as const : { v: "dl/1", type: "plan.notice", plan, ...hashes } as const;
}

/** The sha256 of the newest version's entry; null where there is none. @param versions all of one document, oldest first */
export const newestEntry = (versions: readonly Hashed[]): string | null => versions.reduce<string | null>((prev, row) => sha256Hex(canonical(noticeEntry(row, prev))), null);
