import type { Actor } from "../../identity/actor.js";
import type { ObjectOwner } from "../../identity/can.js";
import type { PageContext } from "../../web/context.js";
import { deskFormPage, type DeskFormView } from "../../web/pages/desk.js";
import type { Field } from "../../web/views.js";
import { ACTS } from "./act-table.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import { html, type PageRequest, type Site } from "./site.js";

/** A person at the desk, and the page he asked for. */
export type Desk = { readonly c: PageRequest; readonly site: Site; readonly page: PageContext; readonly actor: Actor; readonly drawing: Drawing; readonly url: URL };

export type Form = { readonly act: string; readonly place: Record<string, string>; readonly lead: string | null; /** Where the act's own name is not what the page is about. */ readonly title?: string; readonly fields?: readonly Field[]; readonly version?: number; readonly back: DeskFormView["back"]; readonly owner?: ObjectOwner; readonly aside?: DeskFormView["aside"]; readonly links?: DeskFormView["links"] };

/** A page with one form. */
export function formPage({ c, page, drawing }: Desk, { act, place, lead, title, fields, version, back, owner, aside, links }: Form): Response {
  const action = button(drawing, act, place, { ...(fields === undefined ? {} : { fields }), ...(version === undefined ? {} : { version }), ...(owner === undefined ? {} : { owner }) });
  const view: DeskFormView = { title: title ?? ACTS[act]?.[page.language] ?? act, back, lead, action, faults: faultsOf(drawing.refused, page.language), ...(aside === undefined ? {} : { aside }), ...(links === undefined ? {} : { links }) };
  return html(c, page, deskFormPage(page, view), drawing.refused === null ? 200 : 422);
}

type Reading = Pick<DeskFormView, "title" | "back" | "lead"> & { readonly rows: NonNullable<DeskFormView["rows"]> } & Partial<Pick<DeskFormView, "action" | "links">>;

/** A page to read, with at most one act. */
export const readPage = ({ c, page, drawing }: Desk, { action = null, ...view }: Reading): Response =>
  html(c, page, deskFormPage(page, { ...view, action, faults: faultsOf(drawing.refused, page.language) }), drawing.refused === null ? 200 : 422);
