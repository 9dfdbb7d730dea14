import { boardOf, CELL_STATES, MOVES, type CellState } from "../../centre/campaign.js";
import { MEETING_STATES, OUTCOMES, VOTES, WEIGHTS, type Vote } from "../../centre/meeting.js";
import { votersOn } from "../../centre/organisation.js";
import { postsOf, subCentresOf } from "../../centre/queries.js";
import { campaignsOf, type Campaign } from "../../centre/queries/campaigns.js";
import { meetingById, meetingsOf, type Meeting, type MeetingItem } from "../../centre/queries/meetings.js";
import { ledBy } from "../../centre/use-cases/organisation.js";
import { dayOf, timeInChinese, timeInEnglish, type Instant } from "../../kernel/time.js";
import type { Language } from "../../web/context.js";
import { boardWords } from "../../web/messages/centre-board.js";
import { boardPage, zhCell, type BoardSection, type BoardView, type Cell } from "../../web/parts/board.js";
import type { Tone } from "../../web/parts/text.js";
import { paths } from "../../web/paths.js";
import type { ActionView, Field } from "../../web/views.js";
import { inOffice } from "../endpoint.js";
import { button, faultsOf, offers, type Drawing } from "./buttons.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";
import { fieldsOfAct } from "./acts.js";
import { ACTS } from "./act-table.js";

const LIST_MAX = 50;

/** Meetings of the committee, and campaigns with every sub-centre beside the others. */
export function deskBoardRoutes(site: Site): void {
  for (const path of [paths.deskMeetings, `${paths.deskMeetings}/:meeting`, paths.deskCampaigns]) site.api.get(path, async (c) => (await drawDeskBoard(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

/** Draws a page of this corner, after a refusal with what was typed; null where the address is another's. */
export async function drawDeskBoard(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  const path = decodeURIComponent(url.pathname);
  const isMeetings = path === paths.deskMeetings || path.startsWith(`${paths.deskMeetings}/`);
  if (!isMeetings && path !== paths.deskCampaigns) return null;
  const may = inOffice(c, "committee.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: path, refused };
  const view = await viewAt(drawing, path);
  return view === null ? missingPage(c, site) : html(c, page, boardPage(page, { ...view, faults: faultsOf(refused, page.language) }, paths.deskCentre), refused === null ? 200 : 422);
}

const viewAt = (drawing: Drawing, path: string): Promise<BoardView | null> => (path === paths.deskCampaigns ? campaignsView(drawing) : path === paths.deskMeetings ? meetingsView(drawing) : meetingView(drawing, path.slice(paths.deskMeetings.length + 1)));

const moment = (at: Instant, language: Language): string => (language === "zh" ? timeInChinese(at) : timeInEnglish(at));
const crumbs = (language: Language): BoardView["crumbs"] => [{ href: paths.deskCentre, label: boardWords(language).centre }];
/** An act of the table as a form where the reader has it, its choices filled in by the page. */
export function actOf(drawing: Drawing, name: string, place: Parameters<typeof button>[2] = {}, { options = {}, suffix = "" }: { readonly options?: Readonly<Record<string, NonNullable<Field["options"]>>>; readonly suffix?: string } = {}): ActionView[] {
  const act = ACTS[name];
  if (act === undefined || !offers(drawing.actor, name)) return [];
  const fields = fieldsOfAct(act, drawing.language, new Map())?.map((field) => withChoices(field, options));
  return [button(drawing, name, place, { suffix, ...(fields === undefined ? {} : { fields }) })];
}

/** A field with the choices the page knows; one that may be left empty has an empty one first. */
function withChoices(field: Field, options: Readonly<Record<string, NonNullable<Field["options"]>>>): Field {
  const own = options[field.name] ?? options[field.name.split(".").at(-1) ?? ""];
  return own === undefined ? field : { ...field, options: field.required === true || field.kind === "checkboxes" ? own : [{ value: "", label: "—" }, ...own] };
}

async function meetingsView(drawing: Drawing): Promise<BoardView> {
  const { world: { db, exchange, clock }, language } = drawing;
  const words = boardWords(language);
  const [meetings, posts] = await Promise.all([meetingsOf(db, exchange.id, LIST_MAX), postsOf(db, exchange.id)]);
  const owners = votersOn(posts, dayOf(clock())).flatMap(({ actor, name }) => (actor === null ? [] : [{ value: actor, label: name }]));
  return {
    title: words.meetings, lead: words.meetingsLead, crumbs: crumbs(language) ?? [],
    sections: [{ heading: words.list, table: { label: words.list, none: words.none, head: [words.meeting, words.number, words.begins, words.place, words.state], rows: meetings.map((each): Cell[] => [{ text: each.title, zh: true, href: paths.deskMeeting(each.meeting) }, each.meeting, moment(each.starts_at.getTime() as Instant, language), zhCell(each.place), MEETING_STATES[each.state][language]]) }, folded: actOf(drawing, "meeting-call", {}, { options: { owner: owners } }) }],
  };
}

async function meetingView(drawing: Drawing, number: string): Promise<BoardView | null> {
  const { world: { db, exchange, clock }, language, actor } = drawing;
  const held = await meetingById(db, exchange.id, number);
  if (held === null) return null;
  const words = boardWords(language);
  const { row, members } = held;
  const isMember = members.find((each) => each.actor === actor.id);
  const isOn = row.state === "called" && clock() >= row.starts_at.getTime();
  const ending = endingOf(drawing, held, isOn);
  return {
    title: row.title, lead: `${row.meeting} · ${moment(row.starts_at.getTime() as Instant, language)} · ${MEETING_STATES[row.state][language]}`, crumbs: [...(crumbs(language) ?? []), { href: paths.deskMeetings, label: words.meetings }],
    links: row.state === "closed" ? [{ href: `/api/v1/centre/meetings/${encodeURIComponent(number)}/minutes.pdf`, label: words.minutes }] : [],
    sections: [
      { heading: words.members, lead: words.present(members.filter(({ signedInAt }) => signedInAt !== null).length, members.length), table: { label: words.members, none: words.none, head: [words.name, words.signedIn], rows: members.map((each): Cell[] => [zhCell(each.name), each.signedInAt === null ? { text: words.notYet, tone: "" } : { text: moment(each.signedInAt, language), tone: "ok" }]) }, acts: isOn && isMember?.signedInAt === null ? actOf(drawing, "meeting-sign-in", { item: number }) : [] },
      ...held.items.map((item) => itemSection(drawing, held, item, isOn && isMember !== undefined)), ...(ending.length === 0 ? [] : [{ heading: words.end, folded: ending }]),
    ],
  };
}

const endingOf = (drawing: Drawing, { row: { state, meeting } }: Meeting, isOn: boolean): ActionView[] =>
  (state === "called" ? [...(isOn ? actOf(drawing, "meeting-close", { item: meeting }) : []), ...actOf(drawing, "meeting-cancel", { item: meeting })] : []);

function itemSection(drawing: Drawing, { row, members }: Meeting, item: MeetingItem, votes: boolean): BoardSection {
  const { language, actor } = drawing;
  const words = boardWords(language);
  const place = { item: row.meeting, part: String(item.item) };
  const counted = (vote: Vote): string => `${VOTES[vote][language]} ${String(item.votes.filter((each) => each.vote === vote).length)}`;
  const isOpen = votes && !item.votes.some((each) => each.actor === actor.id);
  return {
    heading: `${String(item.item)} ${item.title}`, paragraphs: item.proposal.split("\n"),
    facts: [
      [words.weight, WEIGHTS[item.weight][language]], [words.owner, zhCell(members.find((each) => each.actor === item.owner)?.name ?? item.owner)], [words.due, item.dueOn], [words.votes, (Object.keys(VOTES) as Vote[]).map(counted).join(" · ")],
      ...becameOf(item, language),
    ],
    acts: [...(isOpen ? actOf(drawing, "meeting-vote", place, { suffix: `-${place.part}` }) : []), ...(mayReport(item, actor.id) ? actOf(drawing, "decision-report", place, { suffix: `-${place.part}` }) : [])],
  };
}

const mayReport = ({ outcome, done, owner }: MeetingItem, actor: string): boolean => outcome === "adopted" && done === null && owner === actor;

/** What became of a matter, and what was done about it where it was adopted. */
function becameOf({ outcome, done }: MeetingItem, language: Language): (readonly [string, Cell])[] {
  const words = boardWords(language);
  if (outcome === null) return [[words.outcome, words.notYet]];
  const own = [words.outcome, { text: OUTCOMES[outcome][language], tone: outcome === "adopted" ? "ok" : "bad" }] as const;
  return outcome === "adopted" ? [own, [words.done, done === null ? words.notYet : zhCell(done.words)]] : [own];
}

const TONES: Readonly<Record<CellState, Tone>> = { waiting: "", late: "bad", reported: "info", rework: "bad", passed: "ok" };

async function campaignsView(drawing: Drawing): Promise<BoardView> {
  const { world: { db, exchange, clock }, language, actor } = drawing;
  const words = boardWords(language);
  const today = dayOf(clock());
  const [campaigns, subs, own] = await Promise.all([campaignsOf(db, exchange.id, { limit: LIST_MAX }), subCentresOf(db, exchange.id), ledBy(db, exchange.id, actor.id, today)]);
  const nameOf = (code: string): string => subs.find((each) => each.code === code)?.[language] ?? code;
  const section = ({ row, steps, parts, moved }: Campaign): BoardSection => {
    const board = boardOf(steps, parts, moved, today);
    const acts = board.flatMap(({ step, title, cells }) => cells.flatMap(({ subCentre, state }) => {
      const extra = { suffix: `-${row.campaign}-${String(step)}-${subCentre}` };
      const place = { item: row.campaign, part: String(step), lot: subCentre };
      const named = (act: string) => actOf(drawing, act, place, extra).map((each) => ({ ...each, label: `${each.label} · ${title} · ${nameOf(subCentre)}` }));
      if (state === "reported") return [...named("campaign-pass"), ...named("campaign-rework")];
      return subCentre === own && state !== "passed" ? named("campaign-report") : [];
    }));
    return {
      heading: `${row.campaign} ${row.title}`, paragraphs: row.demands.split("\n"), verdict: board.every(({ isAlike }) => isAlike) ? { text: words.alike, tone: "ok" } : { text: words.notAlike, tone: "bad" },
      table: { label: row.title, none: words.none, head: [words.step, words.due, ...parts.map(nameOf)], rows: board.map(({ title, due, cells }): Cell[] => [zhCell(title), due, ...cells.map(({ state, on }): Cell => ({ text: `${CELL_STATES[state][language]}${on === null ? "" : ` ${on}`}`, tone: TONES[state] }))]) },
      folded: acts, told: { label: words.moves(moved.length), lines: moved.map((each) => [`${each.on} · ${nameOf(each.subCentre)} · ${String(each.step)} · ${MOVES[each.move][language]}`, zhCell(each.words)] as const) },
    };
  };
  return { title: words.campaigns, lead: words.campaignsLead, crumbs: crumbs(language) ?? [], sections: [...campaigns.map(section), ...(offers(actor, "campaign-issue") ? [{ heading: words.issue, folded: actOf(drawing, "campaign-issue") }] : []), ...(campaigns.length === 0 ? [{ heading: words.list, lead: words.none }] : [])] };
}
