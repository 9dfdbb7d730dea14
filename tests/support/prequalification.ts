import { base64, fromBase64 } from "../../src/kernel/bytes.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { seat, SEATS } from "./judging.js";
import type { TestTown } from "./town.js";
import { giveKey, lodgements, lotBody, registeredTender, release, sealBid, tenderBody, type TenderInTest } from "./works-tender.js";

/** The part that an application is sealed as. */
export const APPLICATION = "prequalification";

export const ITEMS = [
  { id: "licence", clause: "3.1", title: "企业资质", standard: "市政公用工程施工总承包二级及以上" },
  { id: "record", clause: "3.4", title: "类似业绩", standard: "近三年类似业绩一项" },
] as const;

/** Sold 1–8 September, taken until the 14th: the sale's five days and the five days after it, with a day to spare. */
export const PREQUALIFICATION = {
  way: "prequalification", documentsHow: "登录交易平台免费下载", saleFrom: "2026-09-01T09:30:00+08:00", saleUntil: "2026-09-08T17:00:00+08:00", deadline: "2026-09-14T09:30:00+08:00",
  requiredFiles: ["资格预审申请函.txt"], items: ITEMS, limit: null,
} as const;

/** What comes after it: documents from the 21st, bids until 16 October. */
export const LATER = { saleFrom: "2026-09-21T09:30:00+08:00", saleUntil: "2026-09-28T17:00:00+08:00", deadline: "2026-10-16T09:30:00+08:00" } as const;

export const prequalBody = (entry: object = {}, over: Record<string, unknown> = {}, lots = [lotBody()]): Record<string, unknown> => tenderBody({ ...LATER, entry: { ...PREQUALIFICATION, ...entry }, ...over }, lots);

/** A registered tender with every opener's key, of bids and of applications. */
export async function registeredWithEntry(town: TestTown, body: Record<string, unknown>): Promise<TenderInTest> {
  const tender = await registeredTender(town, body);
  for (const { lot, openers } of body["lots"] as { lot: string; openers: string[] }[]) {
    for (const opener of openers) tender.identities.set(`${lot}/${APPLICATION}/${opener}`, await giveKey(town, { tender: tender.id, lot, part: APPLICATION }, opener));
  }
  return tender;
}

/** The same with its prequalification notice out. */
export async function publishedPrequalification(town: TestTown, body: Record<string, unknown> = prequalBody()): Promise<TenderInTest> {
  const tender = await registeredWithEntry(town, body);
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/submission`);
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/publication`);
  return tender;
}

/** Seals and lodges an application. */
export const apply = async (town: TestTown, actor: string, tender: string, lot = "1"): Promise<Record<string, unknown>> =>
  town.done(actor, "POST", lodgements(tender, lot), (await sealBid(town, actor, tender, lot, "0.00", { "资格预审申请函.txt": `${actor} 的申请` })).body);

export const usccOf = (town: TestTown, actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";

/** Opens the applications, after the close, with two of three openers. */
export async function openApplications(town: TestTown, tender: TenderInTest, lot = "1"): Promise<void> {
  for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot, part: APPLICATION }, opener);
}

/** One applicant's finding: met in everything, or not in the record, for this reason. */
export const finding = (applicant: string, failing: string | null = null, points: readonly { criterion: string; points: string }[] = []) =>
  ({ applicant, items: ITEMS.map(({ id }) => ({ id, met: id !== "record" || failing === null, finding: id === "record" ? (failing ?? "") : "" })), points });

const review = (tender: string): string => `/api/v1/tenders/${tender}/lots/1/prequalification`;

/** The chair enters the findings. */
export const enterReview = (town: TestTown, tender: string, results: readonly object[]): Promise<Record<string, unknown>> => town.done("committee-1", "PUT", review(tender), { results });

/** Members sign the standing review. */
export async function signReview(town: TestTown, tender: string, members: readonly string[] = SEATS.map(({ actor }) => actor)): Promise<void> {
  for (const actor of members) {
    const { review: standing } = (await town.done(actor, "GET", review(tender))) as { review: { sha256: string; file: string } };
    await town.done(actor, "POST", `${review(tender)}/signatures`, { sha256: standing.sha256, signature: base64(await signDetached(fromBase64(standing.file), await town.signer(actor))) });
  }
}

/** The committee sits, finds, signs and submits. */
export async function reviewApplications(town: TestTown, tender: string, results: readonly object[]): Promise<Record<string, unknown>> {
  await seat(town, tender);
  await enterReview(town, tender, results);
  await signReview(town, tender);
  return town.done("committee-1", "POST", `${review(tender)}/result`);
}

/** The second call: what a second officer sends to those who passed or were invited. */
export async function inviteAll(town: TestTown, tender: string): Promise<void> {
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/submission`);
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender}/publication`);
}
