import { hash, randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { openPool } from "../../src/db/database.js";
import { base64, fromBase64, hex } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { lodge, type Lodgement } from "../../src/bidding/use-cases/lodge.js";
import { verifyDetached } from "../../src/signing/cms.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { sealPart, type SealedPart } from "../../src/signing/envelope.js";
import { newIdentity, recipientOf } from "../../src/signing/age.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { bytesOf } from "../../src/signing/statement.js";
import { parseTerms } from "../../src/signing/terms.js";
import { pathOf } from "../../src/storage/blobs.js";
import { registerFirms, type Firm } from "../../tests/support/firms.js";
import { lodgements, lotBody, publishedTender, tenderBody } from "../../tests/support/works-tender.js";
import type { TestTown } from "../../tests/support/town.js";
import { beside, each, figure, seconds, type Figure } from "../figure.js";
import { benchTown } from "../town.js";

const ROUNDS = 3;
const BIDDERS = 200;
/** Each round has a lot of its own for each way in: every bidder lodges once in each. */
const LOTS_A_ROUND = 6;
const IN_FLIGHT = 64;
const INSERTING_CONNECTIONS = 16;

type Ready = { readonly bidder: Firm; readonly lodgement: Lodgement };

/** Lodgements accepted, durable and logged; beside bare inserts and beside CMS verification, all on this Postgres and these cores. */
export async function measure(): Promise<Figure[]> {
  const town = await benchTown();
  try {
    const bidders = await registerFirms(town, BIDDERS);
    const lots = Array.from({ length: 2 * LOTS_A_ROUND * (ROUNDS + 1) }, (_, index) => String(index + 1));
    const tender = await publishedTender(town, tenderBody({}, lots.map((lot) => lotBody({ lot, name: `${lot}标段` }))));
    await town.advance("2026-09-10T09:00:00+08:00");
    const lanes = lanesOf(await sealAll(town, tender.id, lots, bidders), lots);
    const samples = lanes.flat(2).slice(0, 400);
    const bare = await bareTable(town);
    town.world.journal.start();
    const laneAt = (round: number, way: 0 | 1): readonly Ready[] => lanes[round * 2 + way] ?? [];
    const rates = await beside(ROUNDS, {
      lodged: (round) => logged(town, laneAt(round, 0), async ({ bidder, lodgement }) => { must(await lodge(town.world, bidder.actor, lodgement, town.world.clock())); }),
      asked: (round) => logged(town, laneAt(round, 1), (ready) => ask(town, ready)),
      inserts: async () => samples.length / await seconds(() => each(samples, INSERTING_CONNECTIONS, ({ lodgement }) => bare.insert(lodgement.sent[0]?.statement ?? new Uint8Array()))),
      verified: async () => samples.length / await seconds(() => { verifyAll(town, samples); }),
    });
    await bare.end();
    return figuresOf(rates);
  } finally {
    await town.stop();
  }
}

function figuresOf({ lodged, asked, inserts, verified }: Record<"lodged" | "asked" | "inserts" | "verified", number>): Figure[] {
  const slower = inserts < verified ? { name: "bare single-row inserts, 16 connections", value: inserts } : { name: "CMS verifications", value: verified };
  return [
    figure({ name: "lodgements accepted, durable, logged", value: lodged, unit: "/s", limit: slower, goal: 500 }),
    figure({ name: "lodgements, of the slower limit", value: lodged, unit: "/s", limit: slower, goal: 0.4, on: "ratio" }),
    figure({ name: "lodgements through the HTTP surface", value: asked, unit: "/s", limit: slower }),
    figure({ name: "bare single-row inserts, 16 connections", value: inserts, unit: "/s" }),
    figure({ name: "CMS verifications, native, chains cached", value: verified, unit: "/s" }),
  ];
}

/** Lodges them all and waits until the log has signed every leaf. @returns lodgements a second */
async function logged(town: TestTown, ready: readonly Ready[], one: (ready: Ready) => Promise<void>): Promise<number> {
  const before = (await town.world.journal.flush()).size;
  return ready.length / await seconds(async () => {
    await each(ready, IN_FLIGHT, one);
    const { size } = await town.world.journal.flush();
    if (size - before < ready.length) throw new RangeError(`${String(size - before)} of ${String(ready.length)} lodgements are in the log`);
  });
}

async function ask(town: TestTown, { bidder, lodgement }: Ready): Promise<void> {
  const parts = lodgement.sent.map(({ statement, signature, salt, shares }) => ({ part: "bid", statement: base64(statement), signature: base64(signature), salt: hex(salt), shares: shares.map(base64) }));
  const answer = await town.app.request(lodgements(lodgement.tenderId, lodgement.lot), { method: "POST", headers: { authorization: `Bearer ${bidder.token}`, "content-type": "application/json" }, body: JSON.stringify({ parts }) });
  if (answer.status !== 201) throw new RangeError(await answer.text());
}

function verifyAll(town: TestTown, samples: readonly Ready[]): void {
  for (const { lodgement } of samples) {
    for (const { statement, signature } of lodgement.sent) must(verifyDetached(signature, statement, town.world.trust, town.world.clock()));
  }
}

async function bareTable(town: TestTown): Promise<{ insert: (bytes: Uint8Array) => Promise<unknown>; end: () => Promise<void> }> {
  const pool = openPool(town.database.url, {}, INSERTING_CONNECTIONS);
  await pool.query("create table bench_bare (id bigint generated always as identity primary key, bytes bytea not null)");
  return { insert: (bytes) => pool.query({ name: "bare", text: "insert into bench_bare (bytes) values ($1)", values: [bytes] }), end: () => pool.end() };
}

/** An envelope of one lot, sealed as a bidder's own tool seals it. */
type Model = { readonly lot: string; readonly sealed: SealedPart; readonly content: Uint8Array };

/** One lodgement for each bidder and lot: content, key and statement of its own, so that the exchange finds nothing it has seen. */
async function sealAll(town: TestTown, tenderId: string, lots: readonly string[], bidders: readonly Firm[]): Promise<Ready[]> {
  const ready: Ready[] = [];
  const recipients = await Promise.all(bidders.map(async () => (await recipientOf(await newIdentity())) ?? ""));
  for (const lot of lots) {
    const model = await modelOf(town, tenderId, lot);
    await each([...bidders.entries()], 16, async ([index, bidder]) => {
      // A key may serve one lot of a bidder only: the lots take each other's, in turn.
      const recipient = recipients[(index + Number(lot)) % recipients.length] ?? "";
      ready.push({ bidder, lodgement: await variantOf(town, tenderId, model, { bidder, recipient }) });
    });
  }
  return ready;
}

async function modelOf(town: TestTown, tenderId: string, lot: string): Promise<Model> {
  const sealing = await town.done("bidder-1", "GET", `/api/v1/tenders/${tenderId}/lots/${lot}/sealing`);
  const [part] = sealing["parts"] as { terms: string; termsSha256: string }[];
  if (part === undefined) throw new RangeError(`no parts in ${lot}`);
  const pieces: Uint8Array[] = [];
  const sealed = must(await sealPart(nodePrimitives, {
    exchange: town.world.exchange.origin, terms: must(parseTerms(fromBase64(part.terms))), termsSha256: part.termsSha256, bidder: { id: "91341702MA000004XN", cert: "00".repeat(32) }, seq: 1, prev: null,
    form: { v: "form/1", price: { amount: "38650000.00", currency: "CNY" }, days: 240, quality: "合格", leader: { name: "王工", certificate: "一级建造师", certificateNumber: "皖1340000000001" } }, files: [],
  }, async (content) => { for await (const piece of content) pieces.push(piece); }));
  return { lot, sealed, content: Buffer.concat(pieces) };
}

/** The model under another name, with its last bytes changed. It would not open, which nobody can see before the opening. */
async function variantOf(town: TestTown, tenderId: string, { lot, sealed, content }: Model, { bidder, recipient }: { bidder: Firm; recipient: string }): Promise<Lodgement> {
  const own = Buffer.concat([content.subarray(0, -16), randomBytes(16)]);
  const sha256 = hash("sha256", own);
  const file = path.join(town.folder, "blobs", pathOf(sha256));
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, own); // past the store: thousands of syncs before the run are no part of it
  const statement = bytesOf({ ...sealed.statement, recipient, envelope: hex(randomBytes(16)), bidder: { id: bidder.certificate.organisation ?? "", cert: bidder.certificate.sha256 }, content: { ...sealed.statement.content, sha256 } });
  return { tenderId, lot, sent: [{ statement, signature: await signDetached(statement, bidder.signer), salt: Uint8Array.from(randomBytes(16)), shares: sealed.shares }], from: "-" };
}

function lanesOf(ready: readonly Ready[], lots: readonly string[]): Ready[][] {
  return Array.from({ length: lots.length / LOTS_A_ROUND }, (_, lane) => {
    const mine = new Set(lots.slice(lane * LOTS_A_ROUND, (lane + 1) * LOTS_A_ROUND));
    return ready.filter(({ lodgement }) => mine.has(lodgement.lot));
  });
}
