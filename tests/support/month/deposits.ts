import { goodsLot, goodsTender, yuan } from "../goods.js";
import { SCORING } from "../procurement-method.js";
import { publishedTender } from "../works-tender.js";
import { firmAccount } from "../../../src/rehearsal/bank/accounts.js";
import { act, atBank, count, pays, type Doing, type Happening, type KnownDeposit, type Month } from "./month.js";

const DUE = 20_000_000n;
const LOTS_OF_TENDER = 5;
const FIRMS = Array.from({ length: 8 }, (_, at) => `bidder-${String(at + 1)}`);
/** Firms whose first basic account is closed some day: they pay no fees. */
const MOVING = ["bidder-7", "bidder-8"];
const organisation = ({ city }: Month, actor: string) => city.town.actors.find(({ id }) => id === actor)?.organisation ?? { name: "", uscc: "" };
const lotUrl = ({ tender, lot }: { readonly tender: string; readonly lot: string }): string => `/api/v1/tenders/${tender}/lots/${lot}`;

/** Tenders of goods with deposits, and the basic account of every firm. */
export async function tendersArePublished(month: Month, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) {
    const lots = Array.from({ length: LOTS_OF_TENDER }, (_, at) => goodsLot({ lot: String(at + 1), method: SCORING, estimate: yuan("12000000.00"), ceiling: yuan("12000000.00"), deposit: yuan("200000.00"), depositDays: 90 }));
    const { id } = await publishedTender(month.city.town, goodsTender({ validityDays: 90 }, lots), "procurement");
    month.lots.push(...lots.map((_, at) => ({ tender: id, lot: String(at + 1), ended: false })));
  }
  for (const actor of FIRMS) await states(month, actor, firmAccount(organisation(month, actor).uscc));
}

async function states(month: Month, actor: string, account: string): Promise<void> {
  if (await act(month, actor, "POST", "/api/v1/basic-account", { account, bank: "晨光银行（演练）" }) !== null) month.basic.set(actor, account);
}

const HOW = { exactly: 60, "a fen off": 10, "by another": 8, "in dollars": 6, "twice": 10, "from elsewhere": 6 } as const;

export const depositIsPaid: Happening = async ({ month, chance }) => {
  const [place, actor, how, other] = [chance.pick(month.lots), chance.pick(FIRMS) ?? "", chance.weighted(HOW), chance.pick(FIRMS) ?? ""];
  const known = place === undefined ? null : await numberFor(month, place, actor);
  if (known === null) return;
  count(month, `deposit ${how}`);
  const from = payerOf(month, how, { actor, other });
  await pays(month, from, known.number, how === "a fen off" ? DUE - 1n : DUE, how === "in dollars" ? { currency: "USD" } : {});
  if (how === "twice") await pays(month, from, known.number, DUE);
};

const payerOf = (month: Month, how: keyof typeof HOW, { actor, other }: { readonly actor: string; readonly other: string }): string =>
  how === "from elsewhere" ? firmAccount(organisation(month, actor).uscc) : month.basic.get(how === "by another" ? other : actor) ?? "";

/** The number a firm gets for a lot, or got before the deadline. */
async function numberFor(month: Month, { tender, lot }: { readonly tender: string; readonly lot: string }, actor: string): Promise<KnownDeposit | null> {
  const asked = await act(month, actor, "POST", `${lotUrl({ tender, lot })}/deposit-number`);
  if (asked !== null) month.deposits.push({ tender, lot, actor, number: String(asked["number"]) });
  return month.deposits.findLast((each) => each.actor === actor && each.tender === tender && each.lot === lot) ?? null;
}

export const lotIsTerminated: Happening = async ({ month, chance }) => {
  const place = chance.pick(month.lots.filter(({ ended }) => !ended));
  if (place === undefined) return;
  place.ended = await act(month, "tenderer-1", "POST", `${lotUrl(place)}/termination`, { reason: "学校撤并", ground: "task-cancelled", progress: "已发布公告，尚未开标" }) !== null;
};

export const depositGoesBack: Happening = async (doing) => {
  const { month, chance } = doing;
  const known = chance.pick(month.deposits.filter((each) => month.lots.some(({ tender, lot, ended }) => ended && tender === each.tender && lot === each.lot)));
  if (known !== undefined) await refund(doing, known);
};

async function refund({ month }: Doing, known: KnownDeposit): Promise<void> {
  const ordered = await act(month, "cashier-1", "POST", `${lotUrl(known)}/deposit-refunds`, { bidder: organisation(month, known.actor).uscc });
  if (ordered === null) return;
  month.orders.push(String(ordered["order"]));
  count(month, "refunds of deposits");
}

let moves = 0;
/** A firm's account is closed; it states another one of its own, at once or later. */
export const firmMoves: Happening = async ({ month, chance }) => {
  const [actor, isSaid] = [chance.pick(MOVING) ?? "", chance.in100(60)];
  const [before, account] = [month.basic.get(actor) ?? "", `62220001${String(moves += 1).padStart(8, "0")}`];
  await month.city.bank("firms", { account, name: organisation(month, actor).name, amount: "10000000000" });
  if (isSaid) await states(month, actor, account);
  if (await atBank(month, "closures", { account: before }) !== null) count(month, "closed accounts");
};
