import { allOrNothing } from "../../db/database.js";
import type { Actor } from "../../identity/actor.js";
import { can } from "../../identity/can.js";
import { appendToLog } from "../../journal/outbox.js";
import { canonical } from "../../kernel/canonical-json.js";
import { utf8 } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { lawCited, lawWhole } from "../../procedure/law.js";
import type { NoticeType } from "../../notices/record.js";
import { signDetached } from "../../signing/cms-sign.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { collect } from "../../signing/streams.js";
import { lawOf } from "../../tenders/facts.js";
import { documentsOf, noticesOf, tenderById, type Tender } from "../../tenders/queries.js";
import { holdTender } from "../../tenders/use-cases/hold.js";
import type { BundleFile, BundleFiles } from "../../verify/bundle-file.js";
import { fileOf } from "../../verify/files.js";
import { listedIn, MANIFEST } from "../../verify/manifest.js";
import type { World } from "../../world.js";
import { archiveListOf, BUNDLE_FOLDER, DOCUMENTS_FOLDER, listJson, type ArchiveList, type HandedFile, type IssuedPaper } from "../hand-over.js";
import { archiveOf, handOverOf } from "../queries.js";
import { insertHandOver } from "../store.js";
import { fetchBundle } from "./bundle.js";
import { lazily } from "./papers.js";

/** The list of a package, as bytes, and the files it names. */
type Package = { readonly list: ArchiveList; readonly json: Uint8Array<ArrayBuffer>; readonly files: BundleFiles };

/**
 * What a buyer takes over of its tender once it is archived: the audit bundle whole, the tender documents in all their versions, and the
 * list of all of it by what the law wants kept. Made again it is the same. Law: 电子招标投标办法 40.
 */
async function packageOf(world: World, actor: Actor, tenderId: string): Promise<Result<Package>> {
  const bundle = await fetchBundle(world, actor, { tenderId, edition: "full" });
  if (!bundle.ok) return bundle;
  const { db, exchange } = world;
  const [tender, archive] = [await tenderById(db, exchange.id, tenderId), await archiveOf(db, exchange.id, { tenderId, edition: "full", serial: null })];
  if (tender === null || archive === null) return refuse("not-archived", { tender: tenderId });
  const sums = bundle.value.get(MANIFEST);
  const manifest = sums === undefined ? new Uint8Array() : await collect(sums.read(), sums.size);
  const hashes = listedIn(manifest);
  const bundled = [...bundle.value].map(([path, file]) => ({ path: `${BUNDLE_FOLDER}/${path}`, file, sha256: path === MANIFEST ? sha256Hex(manifest) : (hashes.get(path) ?? "") }));
  const parts = [...bundled, ...await documentFiles(world, tender, archive.made_at)];
  const named = parts.map(({ path, file, sha256 }): HandedFile => ({ path, size: file.size, sha256 }));
  const list = archiveListOf(headOf(world, tender, archive), named, await papersIn(world, tender));
  return ok({ list, json: canonical(listJson(list)), files: new Map(parts.map(({ path, file }) => [path, file])) });
}

function headOf({ exchange }: World, tender: Tender, { serial, sha256, made_at }: { readonly serial: number; readonly sha256: string; readonly made_at: Date }): Omit<ArchiveList, "v" | "kinds"> {
  const lawful = lawOf(tender, made_at.getTime() as Instant);
  return {
    exchange: exchange.origin, tender: tender.id, title: tender.form.title, to: { name: tender.project.tenderer_name, uscc: tender.project.tenderer_uscc }, archive: { serial, sha256 },
    keep: { years: lawWhole(lawful, "keepYears"), ...lawCited(lawful, "keepYears") },
  };
}

/** Every version that was there when the archive was fixed. */
async function documentFiles(world: World, tender: Tender, before: Date): Promise<{ path: string; file: BundleFile; sha256: string }[]> {
  const rows = (await documentsOf(world.db, world.exchange.id, tender.id)).filter(({ made_at }) => made_at <= before);
  return rows.map(({ name, version, sha256, size }) => ({ path: `${DOCUMENTS_FOLDER}/v${String(version)}/${name}`, sha256, file: { size: Number(size), read: () => lazily(world, sha256) } }));
}

const papersIn = async ({ db, exchange }: World, tender: Tender): Promise<IssuedPaper[]> => (await noticesOf(db, exchange.id, tender.id))
  .map(({ notice_id: id, version, type, title, published_at }) => ({ id, version, type: type as NoticeType, title, publishedAt: published_at.getTime() as Instant }));

/** Whether and when the buyer took this archive over. */
export type HandOver = { readonly list: ArchiveList; readonly sha256: string; readonly accepted: { readonly by: string; readonly at: string } | null };

/** The list of the newest archive, for the buyer, staff and supervisors. */
export async function readHandOver(world: World, actor: Actor, tenderId: string): Promise<Result<HandOver>> {
  const made = await packageOf(world, actor, tenderId);
  if (!made.ok) return made;
  const { list, json } = made.value;
  const row = await handOverOf(world.db, world.exchange.id, tenderId, list.archive.serial);
  return ok({ list, sha256: sha256Hex(json), accepted: row === null ? null : { by: row.accepted_by, at: rfc3339(row.accepted_at.getTime() as Instant) } });
}

/** The whole package, file by file: what the list names, the list, the exchange's seal over it, and what `sha256sum -c` reads. */
export async function fetchHandOver(world: World, actor: Actor, tenderId: string): Promise<Result<BundleFiles>> {
  const made = await packageOf(world, actor, tenderId);
  if (!made.ok) return made;
  const { list, json, files } = made.value;
  const sums = list.kinds.flatMap((kind) => kind.files).map(({ path, sha256 }) => `${sha256}  ${path}\n`).join("");
  return ok(new Map([["archive-list.json", fileOf(json)], ["archive-list.p7s", fileOf(await signDetached(json, world.seal))], ["SHA256SUMS", fileOf(utf8(`${sha256Hex(json)}  archive-list.json\n${sums}`))], ...files]));
}

/**
 * The buyer takes the archive over, by the hash of its list. The log keeps it, so that neither side says otherwise later.
 * @param given the hash of archive-list.json as the buyer computed it
 */
export async function acceptHandOver(world: World, actor: Actor, { tenderId, sha256: given }: { readonly tenderId: string; readonly sha256: string }, at: Instant): Promise<Result<{ serial: number; sha256: string }>> {
  const may = can(actor, "archive.accept");
  if (!may.ok) return may;
  const made = await packageOf(world, actor, tenderId);
  if (!made.ok) return made;
  const sha256 = sha256Hex(made.value.json);
  const { serial } = made.value.list.archive;
  if (given !== sha256) return refuse("archive-list-differs", { given, wanted: sha256 });
  return allOrNothing(world.db, async (tx) => {
    await holdTender(tx, world.exchange.id, tenderId);
    const before = await handOverOf(tx, world.exchange.id, tenderId, serial);
    if (before !== null) return refuse("archive-accepted", { at: rfc3339(before.accepted_at.getTime() as Instant) });
    const outboxId = await appendToLog(tx, world.exchange.id, { v: "dl/1", type: "hand-over", tender: tenderId, archive: made.value.list.archive.sha256, sha256 });
    await insertHandOver(tx, { exchange_id: world.exchange.id, tender_id: tenderId, archive_serial: serial, sha256, outbox_id: outboxId, accepted_by: actor.id, accepted_at: new Date(at) });
    return ok({ serial, sha256 });
  });
}
