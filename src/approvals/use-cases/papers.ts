import { unitByCode } from "../../centre/queries.js";
import type { Tx } from "../../db/database.js";
import type { KeptVersion } from "../../items/item.js";
import { CASE_TYPES } from "../../items/words.js";
import { appendToLog } from "../../journal/outbox.js";
import { hex } from "../../kernel/bytes.js";
import { must } from "../../kernel/result.js";
import type { Instant, PlainDate } from "../../kernel/time.js";
import { casePaper, type CaseFacts, type CaseSaid } from "../../notices/case-papers.js";
import { sealRecord } from "../../notices/use-cases/seal.js";
import type { World } from "../../world.js";
import { materialsOf, papersOf, type CaseRow, type MaterialRow } from "../queries.js";
import { insertPaper } from "../store.js";

const SALT_BYTES = 16;
/** What is sealed: the case as it is now, the version it goes by, what is said, and under which seal. */
export type Sealing = { readonly row: CaseRow; readonly version: KeptVersion; readonly said: CaseSaid; readonly seal: string };

/** The last of each material. */
export const currentMaterials = (rows: readonly MaterialRow[]): readonly MaterialRow[] => [...new Map(rows.map((row) => [row.material, row])).values()];

/** Seals a paper of a case, logs it by its hashes and keeps it for ever. The case is held. */
export async function sealCasePaper(tx: Tx, world: World, { row, version, said, seal }: Sealing, at: Instant): Promise<void> {
  const serial = (await papersOf(tx, row.exchange_id, row.code)).length + 1;
  const unit = await unitByCode(tx, row.exchange_id, row.unit);
  const { exchange, mode, publicUrl } = world;
  const issuer = { name: unit?.zh ?? exchange.name, uscc: unit?.uscc ?? exchange.uscc };
  const record = must(casePaper({ exchange: exchange.origin, mode, issuer, publishedAt: at, publicUrl, serial }, await factsOf(tx, world, { row, version, seal }), said));
  const sealed = await sealRecord(world, record);
  const outboxId = await appendToLog(tx, exchange.id, { v: "dl/1", type: "case.paper", id: record.id, kind: said.kind, json_sha256: sealed.json_sha256, pdf_sha256: sealed.pdf_sha256 });
  await insertPaper(tx, { exchange_id: exchange.id, code: row.code, kind: said.kind, serial, paper_id: record.id, ...sealed, outbox_id: outboxId, made_at: new Date(at) });
}

async function factsOf(tx: Tx, world: World, { row, version, seal }: Omit<Sealing, "said">): Promise<CaseFacts> {
  const names = new Map(version.materials.map(({ id, zh }) => [id, zh]));
  const materials = currentMaterials(await materialsOf(tx, row.exchange_id, row.code));
  return {
    code: row.code, applicant: row.applicant_name, subject: row.subject, item: row.item, itemName: version.zh, caseType: CASE_TYPES[row.case_type].zh, version: row.item_version, receivedAt: (row.received_at ?? row.made_at).getTime() as Instant,
    materials: materials.map((each) => ({ name: names.get(each.material) ?? each.material, at: each.made_at.getTime() as Instant, sha256: each.sha256 })),
    handler: version.handler, place: version.window === null ? "现场申报点" : `政务服务中心${String(version.window)}号窗口`, complaints: version.complaintChannel, seal, salt: hex(world.random(SALT_BYTES)),
  };
}

/** The seal of acts that no mandate is needed for. */
export const WINDOW_SEAL = "窗口业务专用章";

/** What the notice of acceptance says. @throws {RangeError} of a case that is not accepted */
export function acceptanceSaid(row: CaseRow, version: KeptVersion, bySilence: boolean): CaseSaid {
  if (row.accepted_on === null || row.due_on === null) throw new RangeError(`${row.code} is not accepted`);
  return { kind: "case-acceptance", acceptedOn: row.accepted_on as PlainDate, limit: row.limit_days, dueOn: row.due_on as PlainDate, provisional: row.provisional, bySilence, statutory: version.statutoryLimitWD };
}
