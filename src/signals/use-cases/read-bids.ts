import { isIP } from "node:net";
import { APPLICATION } from "../../bidding/admitted.js";
import type { Db } from "../../db/database.js";
import { organisationName } from "../../identity/queries.js";
import type { Fen } from "../../kernel/money.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { networkOf } from "../../limits/network.js";
import { answerIn, readForm, type OpenedForm } from "../../opening/form.js";
import { openedFilesOf, openingsOf } from "../../opening/queries.js";
import { liveOf, type LiveBid } from "../../opening/use-cases/release.js";
import { readFile } from "../../parties/organisation-file.js";
import { fileVersion } from "../../parties/queries.js";
import { FORM_NAME, PRECHECK_NAME } from "../../signing/envelope.js";
import type { LotKey } from "../../tenders/keys.js";
import { documentsOf, issuedDocuments, newestDocuments, type PartRow, type Tender } from "../../tenders/queries.js";
import { READ_BYTES_MAX } from "../../tenders/use-cases/read-document.js";
import type { DocumentFacts } from "../../threads/document-facts.js";
import type { World } from "../../world.js";
import { BID_LETTERS_MAX } from "../alike.js";
import type { PricedForm } from "../find.js";
import type { ReadFile } from "../letters.js";
import { fileMarks, saidMarks, type Mark } from "../marks.js";
import { lodgedFrom, representatives } from "../queries.js";
import type { LookedAt } from "../signals-file.js";

/** Everything that is looked at of one bidder's opened bid. */
export type ReadBid = PricedForm & { readonly name: string; readonly members: readonly string[]; readonly statements: readonly string[]; readonly files: readonly ReadFile[]; readonly lookedAt: readonly LookedAt[]; readonly marks: readonly Mark[] };
export type ReadDocuments = { readonly files: readonly ReadFile[]; readonly lookedAt: readonly LookedAt[]; readonly marks: readonly Mark[] };

/** The parts of a lot whose bids are opened. An application is no bid: who applied stays secret until the bids are opened (招标投标法 22). */
export const openedParts = ({ allParts }: Tender, lot: string): PartRow[] => allParts.filter((part) => part.lot === lot && part.part !== APPLICATION && part.state === "opened");

type StoredFile = { readonly part: string; readonly name: string; readonly size: number; readonly sha256: string };

/** Reads one stored file within bounds: its words, its marks, and what became of the reading. */
const readStored = async (world: Pick<World, "blobs" | "readFile">, stored: StoredFile): Promise<Stored> => kept(stored, (await factsOf(world, stored)) ?? UNREAD);

function kept({ part, name, size, sha256 }: StoredFile, { kind, pages, particulars }: DocumentFacts | typeof UNREAD): Stored {
  return { file: { name, part, pages }, looked: { part, name, sha256, read: kind, wordless: pages.filter((page) => page.trim() === "").length }, marks: size === 0 ? [] : fileMarks({ part, name, sha256, particulars }) };
}

type Stored = { readonly file: ReadFile; readonly looked: LookedAt; readonly marks: Mark[] };
const UNREAD = { kind: null, pages: [], particulars: null };

async function factsOf({ blobs, readFile: readFacts }: Pick<World, "blobs" | "readFile">, { name, size, sha256 }: StoredFile): Promise<DocumentFacts | null> {
  if (size === 0 || size > READ_BYTES_MAX) return null;
  const bytes = (await blobs.head(sha256, READ_BYTES_MAX))?.bytes;
  return bytes === undefined ? null : readFacts({ name, bytes });
}

/** The tender documents as they were issued, the newest version of each: what they bring is no bidder's own. */
export async function readDocuments(world: World, { id }: Tender): Promise<ReadDocuments> {
  const issued = newestDocuments(issuedDocuments(await documentsOf(world.db, world.exchange.id, id)));
  const read = [];
  for (const { name, size, sha256 } of issued) read.push(await readStored(world, { part: "", name, size: Number(size), sha256 }));
  const files = read.map(({ file }) => file);
  return { files, lookedAt: read.map(({ looked }) => looked), marks: [...read.flatMap(({ marks }) => marks), ...saidMarks(files)] };
}

/** The opened bids of a lot, by bidder in the order of their codes. */
export async function readBids(world: World, key: LotKey, parts: readonly PartRow[], asOf: Instant): Promise<ReadBid[]> {
  const opened = new Map<string, OpenedBid[]>();
  for (const { part } of parts) {
    const ends = await openingsOf(world.db, { ...key, part });
    for (const bid of (await liveOf(world.db, { ...key, part }))?.live ?? []) {
      const end = ends.find(({ statement_sha256: st, how }) => st === bid.row.statement_sha256 && (how === "threshold" || how === "bidder-key"));
      if (end !== undefined) opened.set(bid.row.bidder, [...(opened.get(bid.row.bidder) ?? []), { bid, part, form: end.form === null ? null : readForm(end.form) }]);
    }
  }
  const bids = [];
  const lengthMax = Math.min(BID_LETTERS_MAX, Math.floor(LOT_LENGTH_MAX / Math.max(1, opened.size)));
  for (const uscc of [...opened.keys()].sort()) bids.push(await readBid(world, uscc, opened.get(uscc) ?? [], { asOf, lengthMax }));
  return bids;
}

type OpenedBid = { readonly bid: LiveBid; readonly part: string; readonly form: OpenedForm | null };

async function readBid(world: World, uscc: string, parts: readonly OpenedBid[], { asOf, lengthMax }: { readonly asOf: Instant; readonly lengthMax: number }): Promise<ReadBid> {
  const { db, exchange } = world;
  const statements = parts.map(({ bid }) => bid.row.statement_sha256);
  const read = await readOpened(world, parts, lengthMax);
  const files = read.map(({ file }) => file);
  return {
    uscc, name: (await organisationName(db, exchange.id, uscc)) ?? uscc, members: [...new Set(parts.flatMap(({ bid }) => bid.statement.bidder.members ?? []))].sort(), statements, files, lookedAt: read.map(({ looked }) => looked),
    ...pricedIn(parts),
    marks: [...read.flatMap(({ marks }) => marks), ...saidMarks(files), ...parts.flatMap(({ part, form }) => managerMarks(part, form)), ...(await accountMarks(db, exchange.id, uscc, parts.map(({ bid }) => bid), asOf))],
  };
}

/** Words of all bids of a lot that are held at once, in UTF-16 units: shared alike, and no bid has more than is compared of it. */
const LOT_LENGTH_MAX = 100_000_000;
/** Files of a bid that are opened; those after them are compared by their hash alone. */
const FILES_READ_MAX = 300;

/** Every file of an opened bid but what its tool put there. Past the bounds a file is not opened: it says so, and is compared by its hash. */
async function readOpened(world: World, parts: readonly OpenedBid[], lengthMax: number): Promise<Stored[]> {
  const read: Stored[] = [];
  let left = lengthMax;
  for (const { bid, part } of parts) for (const { name, size, sha256 } of await openedFilesOf(world.db, world.exchange.id, bid.row.statement_sha256)) {
    if (name === FORM_NAME || name === PRECHECK_NAME) continue;
    const stored = { part, name, size: Number(size), sha256 };
    const found = left < 0 || read.length >= FILES_READ_MAX ? kept(stored, UNREAD) : await readStored(world, stored);
    left -= found.file.pages.reduce((sum, page) => sum + page.length, 0);
    read.push(left < 0 ? kept(stored, UNREAD) : found);
  }
  return read;
}

function pricedIn(parts: readonly OpenedBid[]): Pick<PricedForm, "part" | "price" | "items"> {
  const priced = parts.find(({ form }) => form?.price != null);
  return priced === undefined ? { part: "", price: null, items: new Map() } : { part: priced.part, price: priced.form?.price ?? null, items: itemsOf(priced.form) };
}

/** Unit prices by what they are for; of an item that stands twice, the first. */
function itemsOf(form: OpenedForm | null): Map<string, Fen> {
  const items = new Map<string, Fen>();
  for (const { name, model, unitPrice } of form?.items ?? []) {
    const what = [name, model].filter((each) => each !== "").join(" ");
    if (what !== "" && unitPrice !== null && !items.has(what)) items.set(what, unitPrice);
  }
  return items;
}

function managerMarks(part: string, form: OpenedForm | null): Mark[] {
  const [name, number] = ["leader.name", "leader.certificateNumber"].map((path) => (form === null ? null : answerIn(form, { path, kind: "text" })));
  return typeof name !== "string" || typeof number !== "string" ? [] : [{ kind: "manager", value: `${name} ${number}`.replaceAll(/\s+/g, ""), said: `${name} ${number}`, source: { of: "form", part } }];
}

/** What the exchange itself knows of a bidder: from where it lodged, who acts for it, what its file said when it lodged. */
async function accountMarks(db: Db, exchangeId: string, uscc: string, bids: readonly LiveBid[], asOf: Instant): Promise<Mark[]> {
  const lodged = await lodgedFrom(db, exchangeId, bids.map(({ row }) => row.statement_sha256));
  const people = await representatives(db, exchangeId, [uscc], new Date(asOf));
  const file = await fileVersion(db, exchangeId, uscc, bids.at(-1)?.row.file_version ?? null);
  const said = file === null ? null : readFile(file.file);
  const registered = (kind: Mark["kind"], words: string | undefined): Mark[] => (words === undefined || words.trim() === "" ? [] : [{ kind, value: plain(words), said: words, source: { of: "registration", version: file?.version ?? 0 } }]);
  return [
    ...lodged.filter(({ address }) => isOutside(address)).map(({ address, at }): Mark => ({ kind: "address", value: networkOf(address), said: networkOf(address), source: { of: "lodging", at: rfc3339(at.getTime() as Instant) } })),
    ...people.map(({ person_id, name }): Mark => ({ kind: "person", value: person_id, said: name, source: { of: "office" } })),
    ...registered("head", said?.legalRepresentative), ...registered("phone", said?.phone), ...registered("seat", said?.address),
  ];
}

/** Whether an address says from where somebody came: not the exchange's own machine, as behind a proxy that it was not told of. */
export const isOutside = (address: string): boolean => isIP(address) !== 0 && !/^(?:127\.|::1$|::ffff:127\.)/i.test(address);

/** Words of a register as they are compared: however they are spaced. */
export const plain = (words: string): string => words.normalize("NFKC").replaceAll(/[\s-]+/g, "").toLowerCase();
