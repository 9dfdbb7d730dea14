import { TAKING_STAGES } from "../../../procedure/procedure.js";
import { nameOfActor } from "../../../identity/queries.js";
import type { Instant } from "../../../kernel/time.js";
import { ownerOf } from "../../../tenders/owner.js";
import { documentDraftsOf, documentsOf, newestDocuments, type Tender } from "../../../tenders/queries.js";
import { awaitsInvitation } from "../../../tenders/schedule.js";
import type { Language } from "../../../web/context.js";
import type { DeskTenderView } from "../../../web/pages/desk.js";
import { paths } from "../../../web/paths.js";
import type { ActionView } from "../../../web/views.js";
import { seesDraft } from "../../views/tender.js";
import { say } from "../acts.js";
import { button, offers, type Drawing } from "../buttons.js";
import { DOCUMENT_FIELD } from "../desk-documents.js";
import { instantOf } from "./lists.js";

type Desk = { readonly drawing: Drawing; readonly tender: Tender; readonly now: Instant };
type Line = DeskTenderView["documents"]["lines"][number];

/** The tender documents, every version, and what waits to take their place; a form to add one while that can be done. */
export async function documentsView({ drawing, tender }: Desk): Promise<DeskTenderView["documents"]> {
  const { world, actor, language } = drawing;
  const all = await documentsOf(world.db, world.exchange.id, tender.id);
  const newest = (["prequalification", "bid"] as const).flatMap((round) => newestDocuments(all.filter((row) => row.round === round)));
  const sees = seesDraft(tender, actor);
  const rows = sees ? all : tender.row.published_at === null ? [] : newest;
  const waiting = sees ? await documentDraftsOf(world.db, world.exchange.id, tender.id) : [];
  const nameOf = async (id: string): Promise<string> => (await nameOfActor(world.db, world.exchange.id, id)) ?? id;
  const lines = await Promise.all(rows.map(async (row): Promise<Line> => ({ ...(await lineOf(row, nameOf)), version: row.version, state: newest.includes(row) ? "stands" : "replaced", href: `${fileOf(tender, row.name)}/v/${String(row.version)}` })));
  const waits = await Promise.all(waiting.map(async (row): Promise<Line> => ({ ...(await lineOf(row, nameOf)), version: all.filter(({ name }) => name === row.name).length + 1, state: "waits", href: `${fileOf(tender, row.name)}/waiting` })));
  const { isUnderHand, isOut } = changeOf(tender);
  const drops = isOut && offers(actor, "drop-replacement") ? waiting.map(({ name }) => button(drawing, "drop-replacement", { tender: tender.id, item: name }, { suffix: `-${name}`, label: say(language, `撤下待替换的 ${name}`, `Take back ${name}`), owner: ownerOf(tender) })) : [];
  return { lines: [...lines, ...waits], add: (isUnderHand || isOut) && offers(actor, "redraft") ? documentForm(tender, language, isOut) : null, drops };
}

/** A draft gets its documents at once; what is published, by a clarification. */
const changeOf = ({ row, lots }: Tender): { readonly isUnderHand: boolean; readonly isOut: boolean } => ({
  isUnderHand: (row.published_at === null || awaitsInvitation(lots)) && row.submitted_by === null, isOut: row.published_at !== null && lots.some(({ stage }) => TAKING_STAGES.has(stage)),
});

const fileOf = (tender: Tender, name: string): string => `/documents/${tender.id}/${encodeURIComponent(name)}`;

type Stored = { readonly name: string; readonly size: string; readonly sha256: string; readonly media_type: string; readonly made_by: string; readonly made_at: Date };

const lineOf = async ({ name, size, sha256, media_type: mediaType, made_by, made_at }: Stored, nameOf: (id: string) => Promise<string>) =>
  ({ name, size: Number(size), sha256, mediaType, publishedAt: instantOf(made_at), by: await nameOf(made_by) });

const ONCE_OUT = {
  zh: "公告已经发布：上传的文件先待替换，起草澄清或修改时勾选“附上待替换的文件”，复核发布后生效。单个文件不超过 512 MB，文件名不超过 100 字节。",
  en: "The notice is out: a file waits until a clarification brings it. At most 512 MB.",
} as const;

/** A form with a file goes to an address of its own, which streams it. */
const documentForm = (tender: Tender, language: Language, isOut: boolean): ActionView => ({
  name: "document", label: isOut ? say(language, "上传替换文件", "Add a replacement") : say(language, "上传招标文件", "Add a document"), href: `${paths.deskTender(tender.id)}/documents`, refusal: null, warning: null, idempotencyKey: "", version: null,
  fields: [{ name: DOCUMENT_FIELD, label: say(language, "文件", "File"), kind: "file", required: true, hint: isOut ? ONCE_OUT[language] : say(language, "单个文件不超过 512 MB，文件名不超过 100 字节；同名文件成为新版本。", "At most 512 MB; a file of the same name becomes its next version.") }],
});
