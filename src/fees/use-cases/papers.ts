import type { Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { ok, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { FeePaperCommon, FeePaperType } from "../../notices/fee-papers.js";
import type { NoticeRecord } from "../../notices/record.js";
import { sealRecord } from "../../notices/use-cases/seal.js";
import type { World } from "../../world.js";
import type { Book } from "../bill.js";
import type { BillRow } from "../queries.js";
import { insertPaper } from "../store.js";

const SALT_BYTES = 16;
/** Keeps what a paper says from being guessed out of its hash in the log. */
export const saltOf = (world: World): string => hex(world.random(SALT_BYTES));

/** What the papers of a bill say alike. @param id of the paper @param path where it is verified */
export const commonOf = ({ exchange, mode, publicUrl }: World, row: BillRow, { id, number, path }: { readonly id: string; readonly number: string; readonly path: string }, at: Instant): FeePaperCommon => ({
  exchange: exchange.origin, id, number, mode, issuer: { name: exchange.name, uscc: exchange.uscc }, publishedAt: at, verifyUrl: `${publicUrl}${path}`, publicUrl, bill: row.bill_no, project: row.project, payer: { name: row.payer_name, uscc: row.payer_uscc },
});

/** Seals a paper of a bill, keeps it for ever, and logs its hashes. */
export async function keepPaper(tx: Tx, world: World, bill: string, book: Book | null, record: Result<NoticeRecord<FeePaperType>>, at: Instant): Promise<Result<{ readonly paper: string }>> {
  if (!record.ok) return record;
  const { id: paper, type: kind } = record.value;
  const sealed = await sealRecord(world, record.value);
  const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "fee.paper", id: paper, kind, json_sha256: sealed.json_sha256, pdf_sha256: sealed.pdf_sha256 });
  await insertPaper(tx, { exchange_id: world.exchange.id, bill_no: bill, paper_id: paper, kind, book, ...sealed, outbox_id: outboxId, made_at: new Date(at) });
  return ok({ paper });
}
