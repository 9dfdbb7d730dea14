import { catalogueOn } from "../../fees/queries.js";
import { allOrNothing, type Tx } from "../../db/database.js";
import { appendToLog } from "../../journal/outbox.js";
import { must, ok, refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import { itemPaper, type ItemPaper, type ItemPaperCommon } from "../../notices/item-papers.js";
import { sealRecord } from "../../notices/use-cases/seal.js";
import type { World } from "../../world.js";
import { confirmationPaper } from "../papers.js";
import { paperById, takenIn, type PaperRow } from "../queries.js";
import { holdItem, insertPaper } from "../store.js";
import { placeOf } from "./around.js";

type Done = Pick<ItemPaperCommon, "id" | "item" | "by" | "signed" | "doneAt"> & { readonly path: string };

/** Seals a paper of an item, logs its hashes and keeps it for ever. */
export async function keepPaper(tx: Tx, world: World, { path, ...done }: Done, paper: ItemPaper, at: Instant): Promise<Result<PaperRow>> {
  const { exchange, mode, publicUrl } = world;
  const record = itemPaper({ ...done, exchange: exchange.origin, mode, issuer: { name: exchange.name, uscc: exchange.uscc }, publishedAt: at, publicUrl, verifyUrl: `${publicUrl}${path}` }, paper);
  if (!record.ok) return record;
  const sealed = await sealRecord(world, record.value);
  const outboxId = await appendToLog(tx, exchange.id, { v: "dl/1", type: "item.paper", id: done.id, kind: paper.type, json_sha256: sealed.json_sha256, pdf_sha256: sealed.pdf_sha256 });
  const row = { exchange_id: exchange.id, code: done.item.code, paper_id: done.id, kind: paper.type, ...sealed, outbox_id: outboxId, made_at: new Date(at) };
  await insertPaper(tx, row);
  return ok(row);
}

/** 三进中心确认书 of a version that was taken in: made when it is first asked for, from what is kept, then sealed, logged and kept for ever. */
export async function confirmationOf(world: World, code: string, version: number, at: Instant): Promise<Result<PaperRow>> {
  const id = `confirmation-${code}-${String(version)}`;
  const kept = await paperById(world.db, world.exchange.id, id);
  if (kept !== null) return ok(kept);
  return allOrNothing(world.db, async (tx) => {
    await holdItem(tx, world.exchange.id, code);
    const made = await paperById(tx, world.exchange.id, id);
    if (made !== null) return ok(made);
    const taken = (await takenIn(tx, world.exchange.id, [code])).find((each) => each.version.version === version);
    if (taken === undefined) return refuse("not-found", { what: `${code}/${String(version)}` });
    const unit = (await placeOf(tx, world.exchange.id)).units.get(taken.version.unit)?.zh ?? taken.version.unit;
    const fees = [...(await catalogueOn(tx, world.exchange.id, taken.version.from, taken.version.feeItems)).values()];
    return ok(must(await keepPaper(tx, world, { id, item: { code, name: taken.version.zh, unit }, by: `${unit}（单位分管领导）`, signed: taken.signed, doneAt: taken.confirmedAt.getTime() as Instant, path: `/services/${code}?version=${String(version)}` }, confirmationPaper(taken.version, fees, taken.draftSha256), at)));
  });
}
