import { ALIKE, DESK_ACTS } from "../../bank/desk.js";
import { accountsOf } from "../../bank/queries.js";
import { rateRows } from "../../deposits/queries.js";
import { nameOfActor } from "../../identity/queries.js";
import { ratio, ratioText } from "../../kernel/ratio.js";
import { MONEY_FLOWS } from "../../money-flows.js";
import { yuan } from "../../kernel/money.js";
import { at, type PlainDate } from "../../kernel/time.js";
import { bankWords } from "../../web/messages/bank.js";
import { bankPage, type BankView } from "../../web/pages/bank.js";
import { paths } from "../../web/paths.js";
import type { ActionView } from "../../web/views.js";
import { daysShown, mattersShown } from "../bank-desk.js";
import { booksShown } from "../ledger.js";
import { inOffice } from "../endpoint.js";
import { can } from "../../identity/can.js";
import { ACTS } from "./act-table.js";
import { button, faultsOf, offers, type Drawing } from "./buttons.js";
import { rateFields } from "./deposit-acts.js";
import type { Refused } from "./forms.js";
import { contextOf, html, missingPage, refusedPage, type PageRequest, type Site } from "./site.js";

/** The desk of reconciliation. */
export function bankPageRoutes(site: Site): void {
  site.api.get(paths.deskBank, async (c) => (await drawBank(c, site, new URL(c.req.url), null)) ?? missingPage(c, site));
}

/** Draws it, after a refusal with what was typed; null where the address is another's. */
export async function drawBank(c: PageRequest, site: Site, url: URL, refused: Refused | null): Promise<Response | null> {
  if (url.pathname !== paths.deskBank) return null;
  const may = inOffice(c, "bank.read");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.home);
  const page = contextOf(c, site);
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: paths.deskBank, refused };
  const shown = await mattersShown(drawing.world, MONEY_FLOWS);
  return html(c, page, bankPage(page, { matters: matters(drawing, shown), alike: alike(drawing, shown), days: await days(drawing), rates: await rates(drawing), ...await books(drawing), faults: faultsOf(refused, page.language) }), refused === null ? 200 : 422);
}

const amount = (minor: string | null, currency: string): string => (minor === null ? "—" : `${yuan(BigInt(minor))} ${currency}`);

/** What is known of who holds an account, in the order people write it. */
const partyIn = (party: { readonly name?: string | null; readonly account: string | null; readonly bank?: string | null } | null): string[] => [party?.name, party?.account, party?.bank].flatMap((part) => (part == null || part === "" ? [] : [part]));

type Shown = Awaited<ReturnType<typeof mattersShown>>;

function matters(drawing: Drawing, all: Shown): BankView["matters"] {
  const words = bankWords(drawing.language);
  const mayAct = can(drawing.actor, "bank.settle").ok;
  return all.map((each) => ({
    number: each.number, what: each.words[drawing.language], account: each.account, foundAt: at(each.foundAt), asked: each.asked === null ? null : { what: each.asked.act === "repay" ? words.askedRepay : words.asked, why: [partyIn(each.asked.payee).join(" "), each.asked.reason].filter((part) => part !== "").join("；") },
    facts: ([
      [words.account, each.account], [words.theirs, amount(each.theirs, each.currency)], [words.ours, amount(each.ours, each.currency)], [words.payer, partyIn(each.payer).join(" ")], [words.words, each.paidWith],
      [words.transaction, each.transaction], [words.order, each.order], [words.payee, partyIn(each.payee).join(" ")], [words.unpaid, each.payee?.reason ?? null],
    ] as const).flatMap(([name, value]) => (value === null || value === "" ? [] : [[name, value] as const])),
    acts: mayAct ? each.acts.map((act) => button(drawing, `bank-${act}`, { item: each.number }, { suffix: `-${each.number}` })) : [],
  }));
}

/** A form for each kind of which several wait, with what may be said of all of them. */
function alike(drawing: Drawing, all: Shown): BankView["alike"] {
  if (!can(drawing.actor, "bank.settle").ok) return [];
  return [...Map.groupBy(all, ({ kind }) => kind)].flatMap(([kind, matters]) => {
    const acts = ALIKE.filter((act) => matters.every((each) => each.acts.includes(act)));
    const [first] = matters;
    if (first === undefined || matters.length < 2 || acts.length === 0) return [];
    const options = matters.map((each) => ({ value: each.number, label: [each.order ?? each.transaction ?? each.account, amount(each.theirs ?? each.ours, each.currency)].join("　") }));
    const fields = (ACTS["bank-many"]?.fields?.(drawing.language) ?? []).map((field) => (field.name === "matters" ? { ...field, options, values: options.map(({ value }) => value) } : field.name === "act" ? { ...field, options: acts.map((act) => ({ value: act, label: DESK_ACTS[act][drawing.language] })) } : field));
    return [{ what: first.words[drawing.language], act: button(drawing, "bank-many", {}, { fields, suffix: `-${kind}` }) }];
  });
}

const days = async ({ world }: Drawing): Promise<BankView["days"]> =>
  (await daysShown(world)).map(({ day, name, account, agrees, sums }) => ({
    day, name, account, agrees, sums: sums === null ? null : { in: [sums.bank.in, sums.ours.in, sums.booked.in].map((fen) => yuan(BigInt(fen))), out: [sums.bank.out, sums.ours.out, sums.booked.out].map((fen) => yuan(BigInt(fen))) },
  }));

const MILLION = 1_000_000n;

async function rates(drawing: Drawing): Promise<BankView["rates"]> {
  const { world, actor, language } = drawing;
  const accounts = (await accountsOf(world.db, world.exchange.id)).filter(({ purpose }) => purpose === "deposits");
  const lines: BankView["rates"]["lines"][number][] = [];
  for (const { account, from_on: from, millionths, year_days: yearDays, source, stated_by: by } of (await rateRows(world.db, world.exchange.id)).toReversed()) {
    lines.push({ account, name: accounts.find(({ number }) => number === account)?.name ?? account, from: from as PlainDate, percent: ratioText(ratio(BigInt(millionths), MILLION)), yearDays, source, by: (await nameOfActor(world.db, world.exchange.id, by)) ?? by });
  }
  const choices = accounts.map(({ number, name, bank }) => ({ value: number, label: `${name} ${number}（${bank}）` }));
  return { lines, state: offers(actor, "deposit-rate") ? button(drawing, "deposit-rate", {}, { fields: rateFields(language, choices) }) : null };
}

/** What is closed, and the forms that close the next month, and the year when its December is. */
async function books(drawing: Drawing): Promise<Pick<BankView, "books" | "bookActs">> {
  const { months, years, next } = await booksShown(drawing.world);
  const form = (name: string, field: "month" | "year", value: string): ActionView => button(drawing, name, {}, { fields: [{ name: field, label: bankWords(drawing.language)[field], kind: field === "year" ? "number" : "text", required: true, value }] });
  const last = months[0]?.month;
  const acts = next === null || !can(drawing.actor, "ledger.close").ok ? [] : [form("close-month", "month", next), ...(last?.endsWith("-12") === true && !years.some(({ year }) => last.startsWith(String(year))) ? [form("close-year", "year", last.slice(0, 4))] : [])];
  return { books: [...years.map(({ year, sha256, at: closed }) => ({ period: String(year), sha256, at: at(closed) })), ...months.map(({ month, sha256, at: closed }) => ({ period: month, sha256, at: at(closed) }))], bookActs: acts };
}
