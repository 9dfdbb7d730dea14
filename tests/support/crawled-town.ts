import { fixAudit } from "../../src/audit/use-cases/roots.js";
import type { Instant } from "../../src/kernel/time.js";
import { sha256Hex } from "../../src/signing/hash-node.js";
import { FIRM, register, registeredFirm, someone, waitingRegistration } from "./people.js";
import { choiceOf, fileOf } from "./pages.js";
import { pageTown } from "./judged-tender.js";
import { asked, ticketsFor } from "./questions.js";
import { lodgements, sealBid, tenderBody, type SealedBid } from "./works-tender.js";
import { salesOnPages } from "./sale-pages.js";
import type { TestTown } from "./town.js";

/** Somebody who reads pages and the API with the cookie of a session. */
export type CrawlReader = { readonly name: string; readonly role: string; readonly uscc: string | null; readonly cookie: string | null; readonly get: (path: string) => Promise<Response> };

/** Whose tenders and plans there are, which of them nobody has published, and the words that only some may read. */
export type CrawledTown = {
  readonly readers: readonly CrawlReader[];
  /** Tender, plan or sale to its buyer's code. */
  readonly buyers: ReadonlyMap<string, string>;
  readonly unpublished: ReadonlySet<string>;
  /** Where the committee sits. */
  readonly judged: string;
  /** Receipts to the bidder they belong to. */
  readonly receipts: ReadonlyMap<string, string>;
  /** Registrations to the reader who wrote them. */
  readonly registrations: ReadonlyMap<string, string>;
  /** Notices that are not for all, and for whom they are. */
  readonly letters: ReadonlyMap<string, (reader: CrawlReader) => boolean>;
  readonly bidding: string;
  readonly sealed: SealedBid;
  readonly questions: readonly string[];
};

/** Words of which nobody else in this town has the like; each is looked for in every answer. */
export const WORDS = {
  complaint: "窗口超时之投诉庚", complainant: "匿于封内之投诉人子", saleDraft: "城投未公告之地块辛", application: "一号竞买人之申请壬", draft: "城投未公告之草案甲", waterDraft: "水务未公告之草案乙", waterPlan: "水务未公开之意向丙", clarification: "城投未复核之澄清丁", objection: "一号投标人之异议戊", question: "匿名提问之全文己", registrationPhone: "0566-1234567", email: "crawler-only@example.test",
} as const;

export const uscc = (town: TestTown, actor: string): string => town.actors.find(({ id }) => id === actor)?.organisation?.uscc ?? "";

/** Two buyers with drafts and plans, firms with bids that are still sealed, an objection, a question, letters, registrations; on 25 September 2026. */
export async function crawledTown(town: TestTown): Promise<CrawledTown> {
  const made = await pageTown(town);
  const bidding = made.bidding.id;
  const form = (title: string) => tenderBody({ title, saleFrom: "2026-09-28T09:30:00+08:00", saleUntil: "2026-10-12T17:00:00+08:00", deadline: "2026-11-10T09:30:00+08:00" });
  const [draft, waterDraft] = [await drafted(town, "tenderer-1", form(WORDS.draft)), await drafted(town, "tenderer-3", form(WORDS.waterDraft))];
  const contact = { name: "晨光市水务发展有限公司", person: "何清源", phone: "0000-7654321", address: "晨光市水厂路1号" };
  const waterPlan = String((await town.done("tenderer-3", "POST", "/api/v1/plans", { line: "procurement", form: { title: WORDS.waterPlan, needs: "水泵 4 台", budget: { amount: "900000.00", currency: "CNY" }, month: "2026-11", remarks: null, contact, complaints: contact, area: null } }))["plan"]);
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${bidding}/clarifications`, { changes: [{ what: WORDS.clarification, before: "240日", after: "250日" }], mayAffectBid: false, newDeadline: null });
  for (const bidder of ["bidder-4", "bidder-5"]) await town.done("cashier-1", "POST", `/api/v1/tenders/${bidding}/lots/1/guarantees`, { bidder: uscc(town, bidder), kind: "letter", amount: { amount: "300000.00", currency: "CNY" }, validUntil: "2027-03-31" });
  const sales = await salesOnPages(town, WORDS.saleDraft);
  await town.done("bidder-1", "POST", `/api/v1/sales/${sales.land}/lots/1/application`, { statement: WORDS.application });
  const sealed = await sealBid(town, "bidder-4", bidding, "1", "36000000.00");
  await town.done("bidder-4", "POST", lodgements(bidding), sealed.body);
  await fileOf(town, made.bidding, "bidder-5", "35000000.00");
  await town.done("bidder-1", "POST", `/api/v1/tenders/${bidding}/lots/1/objections`, { about: "documents", text: WORDS.objection });
  const [ticket] = await ticketsFor(town, "bidder-2", bidding);
  if (ticket === undefined) throw new RangeError("no ticket");
  const question = await asked(town, bidding, ticket, WORDS.question);
  await town.done("bidder-6", "PUT", "/api/v1/messages/settings", { version: 0, language: "zh", email: WORDS.email, mailOff: [] });
  await town.done(null, "POST", "/api/v1/complaints", { kind: "conduct", subject: "窗口超时办理", content: WORDS.complaint, unit: "103", person: "柳窗明", name: WORDS.complainant, contact: "0000-5550000" });
  await town.advance("2026-09-25T09:00:00+08:00"); // the day's questions are in the box
  await town.world.journal.flush();
  await fixAudit(town.world, Date.now() as Instant);
  await town.world.journal.flush();
  const lodged = await town.world.db.selectFrom("lodgements").select(["statement", "bidder"]).execute();
  const { readers, registrations } = await peopleOf(town);
  const buyer = uscc(town, "tenderer-1");
  return {
    letters: await lettersOf(town, buyer), readers, registrations, bidding, sealed, judged: made.judged.id, questions: [question], unpublished: new Set([sales.draft, draft, waterDraft, waterPlan, made.waitingPlan]),
    buyers: new Map([...Object.values(sales).map((sale) => [sale, buyer] as const), [made.judged.id, buyer], [bidding, buyer], [made.plan, buyer], [made.waitingPlan, buyer], [draft, buyer], [waterDraft, uscc(town, "tenderer-3")], [waterPlan, uscc(town, "tenderer-3")]]),
    receipts: new Map(lodged.map((row) => [sha256Hex(row.statement), row.bidder])),
  };
}

async function drafted(town: TestTown, actor: string, form: Record<string, unknown>): Promise<string> {
  const { project } = await town.done(actor, "POST", "/api/v1/projects", { name: `${String(form["title"])}项目`, approval: "晨发改审批〔2026〕31号", funds: "财政资金" });
  return String((await town.done(actor, "POST", "/api/v1/tenders", { project, line: "works", form }))["tender"]);
}

/** A notice to the desk is the buyer's and the committee's, a letter its firm's; staff and supervisors read both. */
async function lettersOf(town: TestTown, buyer: string): Promise<CrawledTown["letters"]> {
  const rows = await town.world.db.selectFrom("notices").select(["notice_id", "audience"]).where("audience", "is not", null).execute();
  const isConcerned = ({ name, uscc: own }: CrawlReader): boolean => own === buyer || /^committee-[1-5]$/.test(name);
  return new Map(rows.map(({ notice_id, audience }) => [notice_id, (reader) => ["exchange-staff", "supervisor"].includes(reader.role) || (audience === "desk" ? isConcerned(reader) : reader.uscc === audience)]));
}

/** One reader for every role, more of the roles that differ by whose things they are, somebody without an office and nobody. */
async function peopleOf(town: TestTown): Promise<Pick<CrawledTown, "readers" | "registrations">> {
  const ofRole = new Map(town.actors.map(({ id, role }) => [role, id] as const).toReversed());
  const chosen = new Set([...ofRole.values(), "tenderer-2", "tenderer-3", "bidder-4", "bidder-5", "bidder-6", "committee-7"]);
  const readers: CrawlReader[] = [];
  for (const { id, role, organisation } of town.actors.filter((each) => chosen.has(each.id))) readers.push(readerWith(town, await sessionOf(town, id), { name: id, role, uscc: organisation?.uscc ?? null }));
  await waitingRegistration(town);
  const firm = await registeredFirm(town);
  const alone = someone(town);
  await register(alone, "独行人");
  readers.push(readerWith(town, firm.who.cookie(), { name: "firm-new", role: "bidder", uscc: FIRM.uscc }), readerWith(town, alone.cookie(), { name: "person-alone", role: "person", uscc: null }), readerWith(town, null, { name: "nobody", role: "nobody", uscc: null }));
  const rows = await town.world.db.selectFrom("registrations").select(["registration_id", "state"]).execute();
  return { readers, registrations: new Map(rows.map((row) => [row.registration_id, row.state === "accepted" ? "firm-new" : "waiting"])) };
}

/** The cookie of somebody who chose himself on the sign-in page. */
export async function sessionOf(town: TestTown, actor: string): Promise<string> {
  const page = await (await town.app.request("/sign-in", { headers: { accept: "text/html" } })).text();
  const answer = await town.app.request("/sign-in", { method: "POST", body: new URLSearchParams({ actor: choiceOf(page, actor), next: "" }).toString(), headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" } });
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith("daylight="))?.split(";")[0];
  if (cookie === undefined) throw new RangeError(`${actor} is not signed in: ${String(answer.status)}`);
  return cookie;
}

const readerWith = (town: TestTown, cookie: string | null, who: Pick<CrawlReader, "name" | "role" | "uscc">): CrawlReader =>
  ({ ...who, cookie, get: async (path) => town.app.request(path, { headers: { accept: acceptOf(path), ...(cookie === null ? {} : { cookie }) } }) });

/** As a browser asks for pages, and a program for data. */
const acceptOf = (path: string): string => (/^\/(?:api|log\/|openapi)/.test(path) ? "application/json" : "text/html");
