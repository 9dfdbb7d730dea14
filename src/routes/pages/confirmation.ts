import { can } from "../../identity/can.js";
import { inWords, yuan } from "../../kernel/money.js";
import { saleLineOf } from "../../lines/lines.js";
import { readSale } from "../../sales/form.js";
import { saleById } from "../../sales/queries.js";
import { winnerOf } from "../../sales/use-cases/confirm.js";
import { dealtLot, partyOf } from "../../sales/use-cases/deals.js";
import type { Language } from "../../web/context.js";
import { dealWords } from "../../web/messages/deals.js";
import type { Posted } from "../../web/form-values.js";
import { confirmActPage, PROOF_FIELD, type ToSign } from "../../web/pages/confirm-act.js";
import type { Field } from "../../web/views.js";
import { tenderById } from "../../tenders/queries.js";
import { mayRead } from "../views/tender.js";
import { fieldsOfAct, type Act, type Place } from "./acts.js";
import { contextOf, html, type PageRequest, type Site } from "./site.js";

type Confirming = { readonly act: Act; readonly place: Place; readonly posted: Posted; readonly toSign: ToSign; readonly back: string };

/** Asks the person to sign what he is about to do: the same form once more, in plain words, with nothing to change. */
export async function confirmation(c: PageRequest, site: Site, { act, place, posted, toSign, back }: Confirming): Promise<Response> {
  const page = contextOf(c, site);
  const url = new URL(c.req.url);
  const kept = [...posted].filter(([name]) => name !== PROOF_FIELD).flatMap(([name, values]) => values.map((value) => ({ name, value })));
  return html(c, page, confirmActPage(page, {
    label: act[page.language], warning: act.warning?.[page.language] ?? null, about: (await aboutOf(c, site, place)) ?? (await saleAbout(c, site, place)), rows: [...rowsOf(fieldsOfAct(act, page.language, posted) ?? [], posted, page.language), ...(act.action === "sale.confirm" ? await dealRows(c, site, place, page.language) : [])],
    action: `${url.pathname}${url.search}`, kept, toSign, back,
  }));
}

type About = { readonly title: string; readonly tender: string; readonly lot: string } | null;

/** The tender by its title, where this reader may know it. */
async function aboutOf(c: PageRequest, { world }: Site, { tender, lot }: Place): Promise<About> {
  const found = tender === "" ? null : await tenderById(world.db, world.exchange.id, tender);
  return found === null || !mayRead(found, c.get("actor")) ? null : { title: found.form.title, tender, lot };
}

/** The sale by its title, where this reader may know it. */
async function saleAbout(c: PageRequest, { world }: Site, { tender, item, lot }: Place): Promise<About> {
  const found = tender !== "" || item === "" ? null : await saleById(world.db, world.exchange.id, item);
  if (found === null || (found.rounds.length === 0 && !can(c.get("actor"), "sale.draft", { tenderer: found.row.seller_uscc }).ok)) return null;
  const { title, lots } = readSale((found.rounds.at(-1) ?? found.row).form);
  const name = lots.find((each) => each.lot === lot)?.name;
  return { title: name === undefined ? title : `${title}：${name}`, tender: found.id, lot: "" };
}

/** What a party of a deal puts its name to: who has it, for how much, by which file. */
async function dealRows(c: PageRequest, { world }: Site, { item, lot }: Place, language: Language): Promise<{ readonly label: string; readonly value: string }[]> {
  const [actor, dealt] = [c.get("actor"), await dealtLot(world.db, world.exchange.id, { saleId: item, lot })];
  if (actor === null || dealt?.deal.prepared == null || partyOf(actor, dealt) === null) return [];
  const words = dealWords(language);
  const { name } = await winnerOf(world.db, world, dealt);
  return [
    { label: saleLineOf(dealt.sale.row.line).parties.winner[language], value: name }, { label: words.price, value: `¥${yuan(dealt.deal.price)}（${inWords(dealt.deal.price)}）` }, { label: words.confirmation.hash, value: dealt.deal.prepared.document },
  ];
}

/** What was filled in, as its form asked for it. */
function rowsOf(fields: readonly Field[], posted: Posted, language: Language): { readonly label: string; readonly value: string }[] {
  return fields.filter(({ kind }) => kind !== "hidden" && kind !== "heading").flatMap((field) => {
    const said = (posted.get(field.name) ?? []).filter((value) => value.trim() !== "").map((value) => field.options?.find((option) => option.value === value)?.label ?? (field.kind === "checkbox" ? (language === "zh" ? "是" : "yes") : value));
    return said.length === 0 ? [] : [{ label: field.label, value: said.join(language === "zh" ? "、" : ", ") }];
  });
}
