import type { Actor } from "../../identity/actor.js";
import type { Json } from "../../kernel/canonical-json.js";
import { ok, type Result } from "../../kernel/result.js";
import { rfc3339, type Instant } from "../../kernel/time.js";
import { isKind, kindRow, type Kind } from "../../messages/kinds.js";
import type { MessageLine } from "../../messages/queries.js";
import { wordsOf, type Words } from "../../messages/templates.js";
import { readInbox } from "../../messages/use-cases/inbox.js";
import { isNoticeType } from "../../notices/stages.js";
import { STAGE_TITLES, type Stage } from "../../procedure/procedure.js";
import { readPlan } from "../../tenders/plan.js";
import { planById } from "../../tenders/queries/plans.js";
import { tenderTitles, type TenderTitle } from "../../tenders/queries/titles.js";
import type { Language } from "../../web/context.js";
import { messageHref } from "../../web/message-place.js";
import { messagesOf } from "../../web/messages.js";
import type { World } from "../../world.js";

/** A message in both languages, with the page it leads to. */
export type ShownMessage = { readonly id: string; readonly kind: Kind; readonly tender: string | null; readonly lot: string | null; readonly toldAt: Date; readonly readAt: Date | null; readonly href: string; readonly words: Readonly<Record<Language, Words>> };
export type ShownInbox = { readonly messages: readonly ShownMessage[]; readonly next: string | null };
type Asked = { readonly cursor: string | undefined; readonly unread: boolean; readonly limit: number };
type Ground = Pick<World, "db" | "exchange">;

/** A page of somebody's inbox with its words; titles are read once for the page. */
export async function shownInbox(world: Ground, actor: Actor, asked: Asked): Promise<Result<ShownInbox>> {
  const page = await readInbox(world, actor, asked);
  if (!page.ok) return page;
  const { lines, next } = page.value;
  return ok({ messages: await shownMessages(world, lines), next });
}

const textIn = (facts: MessageLine["facts"], name: string): string | null => (typeof facts[name] === "string" ? facts[name] : null);

async function shownMessages({ db, exchange }: Ground, lines: readonly MessageLine[]): Promise<ShownMessage[]> {
  const titles = await tenderTitles(db, exchange.id, lines.flatMap(({ tender }) => (tender === null ? [] : [tender])));
  const plans = new Map<string, string>();
  for (const plan of new Set(lines.flatMap(({ facts }) => textIn(facts, "plan") ?? []))) {
    const row = await planById(db, exchange.id, plan);
    if (row !== null) plans.set(plan, readPlan(row.form).title);
  }
  return lines.flatMap((line) => (isKind(line.kind) ? [shownMessage({ ...line, kind: line.kind }, titles.get(line.tender ?? "") ?? null, plans)] : []));
}

function shownMessage(line: MessageLine & { readonly kind: Kind }, title: TenderTitle | null, plans: ReadonlyMap<string, string>): ShownMessage {
  const { id, kind, tender, lot, facts, toldAt, readAt } = line;
  const plan = textIn(facts, "plan");
  const named = { title: title?.title ?? plans.get(plan ?? "") ?? null, lot: placeIn(title, lot, textIn(facts, "part")), at: typeof facts["at"] === "number" ? (facts["at"] as Instant) : null };
  const words = (language: Language): Words => wordsOf(kind, language, { ...named, what: whatOf(facts, language) });
  return { id, kind, tender, lot, toldAt, readAt, href: messageHref(kindRow(kind), { tender, lot, notice: textIn(facts, "notice"), plan }), words: { zh: words("zh"), en: words("en") } };
}

/** The lot, where a tender has several, and the part, where a lot has. */
function placeIn(title: TenderTitle | null, lot: string | null, part: string | null): string | null {
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

/** The same for a program. */
export const messageJson = ({ toldAt, readAt, ...rest }: ShownMessage) => ({ ...rest, toldAt: rfc3339(toldAt.getTime() as Instant), readAt: readAt === null ? null : rfc3339(readAt.getTime() as Instant) });
