import type { Contest, Play } from "../../auctions/contest-state.js";
import { hex } from "../../kernel/bytes.js";
import { lotteryPage } from "../../web/pages/lottery.js";
import type { LotteryView } from "../../web/parts/lottery.js";
import { paths } from "../../web/paths.js";
import type { ActionView, Field } from "../../web/views.js";
import { inOffice } from "../endpoint.js";
import { ACTS } from "./act-table.js";
import { fieldsOfAct } from "./acts.js";
import { button, type Drawing } from "./buttons.js";
import { contextOf, html, refusedPage, type Site } from "./site.js";

const KEY_BYTES = 16;

/** Where a party of a lottery makes its number before there is a contest. */
export function lotteryRoutes(site: Site): void {
  site.api.get(paths.lottery, (c) => {
    const may = inOffice(c, "auction.draw");
    if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
    const page = contextOf(c, site);
    return html(c, page, lotteryPage(page, c.req.query("auction") ?? ""));
  });
}

type Played = Extract<Play, { readonly kind: "lottery" }>;

/** The lottery of a contest as its parties see it; null where the terms have none. */
export function lotteryView(drawing: Drawing, auction: string, contest: Contest): LotteryView | null {
  const phase = contest.terms.phases.find((each) => each.kind === "lottery");
  if (phase === undefined) return null;
  const play = contest.stage?.play.kind === "lottery" ? contest.stage.play : null;
  const isOver = contest.ended !== null || play?.isClosed === true;
  const parties = phase.contributors.map(({ name, c }) => ({ name, c, shown: shownOf(play?.given.has(name) === true, isOver) }));
  return { auction, parties, head: phase.head, code: shownOf((play?.code ?? null) !== null, contest.ended !== null), ...(play === null ? NONE : formsNow(drawing, auction, contest, play)) };
}

const NONE = { contribute: null, draw: null } as const;
const shownOf = (isGiven: boolean, isOver: boolean): "given" | "missing" | "late" => (isGiven ? "given" : isOver ? "late" : "missing");

/** A number may be shown until the time is over or all are there, then the code. */
function formsNow(drawing: Drawing, auction: string, { terms, stage, ended, frozen }: Contest, play: Played): Pick<LotteryView, "contribute" | "draw"> {
  if (ended !== null || frozen !== null || stage === null) return NONE;
  const contributors = terms.phases.flatMap((each) => (each.kind === "lottery" ? each.contributors : []));
  const missing = play.isClosed ? [] : contributors.filter(({ name }) => !play.given.has(name)).map(({ name }) => name);
  return missing.length > 0 ? { contribute: asking(drawing, "auction-contribute", auction, { stage: stage.number, missing }), draw: null } : { contribute: null, draw: asking(drawing, "auction-draw", auction, { stage: stage.number, missing }) };
}

type Now = { readonly stage: number; readonly missing: readonly string[] };

function asking(drawing: Drawing, act: string, auction: string, { stage, missing }: Now): ActionView {
  const given: Readonly<Record<string, Partial<Field>>> = { stage: { value: String(stage) }, key: { value: hex(drawing.world.random(KEY_BYTES)) }, name: { options: missing.map((value) => ({ value, label: value })) } };
  const own = ACTS[act];
  const fields = own === undefined ? [] : (fieldsOfAct(own, drawing.language, new Map()) ?? []);
  return button(drawing, act, { item: auction }, { fields: fields.map((field) => ({ ...field, ...given[field.name] })) });
}
