import type { Db, Tx } from "../../db/database.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Instant } from "../../kernel/time.js";
import { isNoticeType } from "../../notices/stages.js";
import { STAGE_TITLES, type Stage } from "../../procedure/procedure.js";
import { readSale } from "../../sales/form.js";
import { saleById } from "../../sales/queries.js";
import { readPlan } from "../../tenders/plan.js";
import { planById } from "../../tenders/queries/plans.js";
import { tenderTitles, type TenderTitle } from "../../tenders/queries/titles.js";
import type { Language } from "../../web/context.js";
import { messageHref } from "../../web/message-place.js";
import { messagesOf } from "../../web/messages.js";
import type { World } from "../../world.js";
import { isKind, kindRow, type Kind } from "../kinds.js";
import type { MessageLine } from "../queries.js";
import { wordsOf, type Words } from "../templates.js";

/** A message in both languages, with the page it leads to. */
export type ShownMessage = {
  readonly id: string; readonly kind: Kind; readonly tender: string | null; readonly lot: string | null; readonly toldAt: Date; readonly readAt: Date | null; readonly href: string; readonly words: Readonly<Record<Language, Words>>;
};

const textIn = (facts: MessageLine["facts"], name: string): string | null => (typeof facts[name] === "string" ? facts[name] : null);

/** Messages with their words; titles are read once for all of them. @param outside leaves out titles that not everybody may know */
export async function shownMessages({ db, exchange }: { readonly db: Db | Tx; readonly exchange: World["exchange"] }, lines: readonly MessageLine[], outside = false): Promise<ShownMessage[]> {
  const titles = await tenderTitles(db, exchange.id, lines.flatMap(({ tender }) => (tender === null ? [] : [tender])));
  const plans = new Map<string, string>();
  for (const plan of new Set(outside ? [] : lines.flatMap(({ facts }) => textIn(facts, "plan") ?? []))) {
    const row = await planById(db, exchange.id, plan);
    if (row !== null) plans.set(plan, readPlan(row.form).title);
  }
  const sales = await saleTitles({ db, exchange }, lines);
  return lines.flatMap((line) => (isKind(line.kind) ? [shownMessage({ ...line, kind: line.kind }, sales.get(textIn(line.facts, "sale") ?? "") ?? shownTitle(titles.get(line.tender ?? ""), outside), plans)] : []));
}

/** The sales that messages are about: all of them are public when anybody is told of them. */
async function saleTitles({ db, exchange }: { readonly db: Db | Tx; readonly exchange: World["exchange"] }, lines: readonly MessageLine[]): Promise<ReadonlyMap<string, Named>> {
  const found = new Map<string, Named>();
  for (const code of new Set(lines.flatMap(({ facts }) => textIn(facts, "sale") ?? []))) {
    const form = (await saleById(db, exchange.id, code))?.rounds.at(-1)?.form;
    if (form === undefined) continue;
    const { title, lots } = readSale(form);
    found.set(code, { title, lots: lots.map(({ lot, name }) => ({ lot, name, parts: [] })) });
  }
  return found;
}

/** What is named of a tender or a sale. */
type Named = Pick<TenderTitle, "title" | "lots">;

const shownTitle = (title: TenderTitle | undefined, outside: boolean): TenderTitle | null => (title === undefined || (outside && !title.isPublished) ? null : title);

function shownMessage(line: MessageLine & { readonly kind: Kind }, title: Named | null, plans: ReadonlyMap<string, string>): ShownMessage {
  const { id, kind, tender, lot, facts, toldAt, readAt } = line;
  const plan = textIn(facts, "plan");
  const named = { title: title?.title ?? plans.get(plan ?? "") ?? null, lot: placeIn(title, lot, textIn(facts, "part")), at: typeof facts["at"] === "number" ? (facts["at"] as Instant) : null };
  const words = (language: Language): Words => wordsOf(kind, language, { ...named, what: whatOf(facts, language) });
  return { id, kind, tender, lot, toldAt, readAt, href: messageHref(kindRow(kind), { tender, lot, notice: textIn(facts, "notice"), plan, sale: textIn(facts, "sale") }), words: { zh: words("zh"), en: words("en") } };
}

/** The lot, where a tender has several, and the part, where a lot has. */
function placeIn(title: Named | null, lot: string | null, part: string | null): string | null {
  const found = title?.lots.find((each) => each.lot === lot);
  if (title === null || found === undefined) return null;
  const names = [title.lots.length === 1 ? null : found.name, found.parts.length === 1 ? null : (found.parts.find((each) => each.part === part)?.title ?? null)].filter((each) => each !== null);
  return names.length === 0 ? null : names.join(" · ");
}

/** The kind of document or the stage, in words. */
function whatOf(facts: Readonly<Record<string, Json>>, language: Language): string | null {
  const [type, stage] = [facts["type"], facts["stage"]];
  if (typeof type === "string" && isNoticeType(type)) return messagesOf(language).noticeTypes[type];
  return typeof stage === "string" && Object.hasOwn(STAGE_TITLES, stage) ? STAGE_TITLES[stage as Stage][language] : null;
}
