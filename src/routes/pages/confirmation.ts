import type { Language } from "../../web/context.js";
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
    label: act[page.language], warning: act.warning?.[page.language] ?? null, about: await aboutOf(c, site, place), rows: rowsOf(fieldsOfAct(act, page.language, posted) ?? [], posted, page.language),
    action: `${url.pathname}${url.search}`, kept, toSign, back,
  }));
}

/** The tender by its title, where this reader may know it. */
async function aboutOf(c: PageRequest, { world }: Site, { tender, lot }: Place): Promise<{ readonly title: string; readonly tender: string; readonly lot: string } | null> {
  const found = tender === "" ? null : await tenderById(world.db, world.exchange.id, tender);
  return found === null || !mayRead(found, c.get("actor")) ? null : { title: found.form.title, tender, lot };
}

/** What was filled in, as its form asked for it. */
function rowsOf(fields: readonly Field[], posted: Posted, language: Language): { readonly label: string; readonly value: string }[] {
  return fields.filter(({ kind }) => kind !== "hidden" && kind !== "heading").flatMap((field) => {
    const said = (posted.get(field.name) ?? []).filter((value) => value.trim() !== "").map((value) => field.options?.find((option) => option.value === value)?.label ?? (field.kind === "checkbox" ? (language === "zh" ? "是" : "yes") : value));
    return said.length === 0 ? [] : [{ label: field.label, value: said.join(language === "zh" ? "、" : ", ") }];
  });
}
