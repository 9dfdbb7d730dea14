import type { Tx } from "../../db/database.js";
import { enqueue } from "../../jobs/use-cases.js";
import { appendToLog } from "../../journal/outbox.js";
import { ok, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { tellOfNotice } from "../../messages/use-cases/tell.js";
import type { Common } from "../../notices/blocks.js";
import type { NoticeRecord } from "../../notices/record.js";
import { sealRecord } from "../../notices/use-cases/seal.js";
import type { World } from "../../world.js";
import { commonOf } from "../common.js";
import { newestEntry, noticeEntry } from "../notice-entry.js";
import { noticeVersions, type NoticeRow, type Tender } from "../queries.js";
import { countNotices, insertNotice } from "../store.js";
import { indexNotice } from "./index-notices.js";

export type Issued = { readonly id: string; readonly number: string; readonly outboxId: string; readonly pdfSha256: string };
type Issue = { readonly tender: Tender; readonly lots: readonly string[]; readonly at: Instant; readonly audience?: string; readonly build: (common: Common) => Result<NoticeRecord> };

/**
 * Makes a document once and for ever: record, PDF, seal, blob, row and log entry. Call it with the tender locked: its serial is
 * the next of the tender. Text that cannot be published is refused. A PDF whose transaction rolls back stays as a blob nobody names.
 */
export async function issueNotice(world: World, tx: Tx, { tender, lots, at, audience, build }: Issue): Promise<Result<Issued>> {
  const serial = (await countNotices(tx, world.exchange.id, tender.id)) + 1;
  const id = `${tender.id}-N${String(serial)}`;
  const common = commonOf(tender, { exchange: world.exchange, mode: world.mode, publicUrl: world.publicUrl, id, serial, version: 1, publishedAt: at }, lots);
  const built = build(common);
  if (!built.ok) return built;
  const issued = await keepNotice(world, tx, built.value, {
    lot: lots.length === 1 ? (lots[0] ?? null) : null, title: `${tender.form.title}${built.value.title}`, line: tender.row.line, area: tender.project.area, audience: audience ?? null,
  }, at);
  await tellOfNotice(tx, world, tender, { id: issued.id, type: built.value.type, lots, audience: audience ?? null }, at);
  await oweNextStep(tx, world, tender.id);
  return ok(issued);
}

type Shelf = { readonly lot: string | null; readonly title: string; readonly line: string; readonly area: string | null; readonly audience: string | null };

/** Seals a record, stores it, logs it after its earlier versions, and makes it findable. What it is about is held. */
export async function keepNotice(world: World, tx: Tx, record: NoticeRecord, { lot, title, line, area, audience }: Shelf, at: Instant): Promise<Issued> {
  const { json, json_sha256, pdf_sha256, pdf_size } = await sealRecord(world, record);
  const named = { notice_id: record.id, version: record.version, tender_id: record.tender, plan_id: record.plan ?? null, sale_id: record.sale ?? null, json_sha256, pdf_sha256 };
  const before = record.version === 1 ? [] : await noticeVersions(tx, world.exchange.id, record.id);
  const outboxId = await appendToLog(tx, world.exchange.id, noticeEntry(named, newestEntry(before)));
  const row: NoticeRow = { exchange_id: world.exchange.id, ...named, lot, type: record.type, title, audience, json, pdf_size, outbox_id: outboxId, published_at: new Date(at) };
  await insertNotice(tx, row);
  await indexNotice(tx, row, { line, area });
  return { id: record.id, number: record.number, outboxId, pdfSha256: pdf_sha256 };
}

/** Writes down that the exchange owes this tender its next step, should this process die before it takes it. */
export const oweNextStep = (tx: Tx, world: World, tenderId: string): Promise<void> => enqueue(tx, world.exchange.id, { name: "settle-tender", data: { tender: tenderId } });
