import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { FieldRow } from "../parts/form.js";
import { paths } from "../paths.js";
import type { Field } from "../views.js";
import type { DeskFormView } from "./desk.js";

/** A few choices that lead on to a form: asked by GET, so that the address keeps them. */
export type ShapeForm = { readonly title: string; readonly href: string; readonly name: string; readonly fields: readonly Field[]; readonly submit: string };
export type DraftChoiceView = { readonly title: string; readonly back: DeskFormView["back"]; readonly lead: string; readonly forms: readonly ShapeForm[] };

/** /desk/tenders/new before a line is chosen: each line with its ways and methods. */
export function draftChoicePage(page: PageContext, view: DraftChoiceView): string {
  return renderPage(page, { title: view.title, current: paths.desk }, <>
    <p class="crumbs"><a href={view.back.href}>{view.back.label}</a></p>
    <h1>{view.title}</h1>
    <p>{view.lead}</p>
    {view.forms.map((form) => <section class="card"><h2>{form.title}</h2><Shape form={form} language={page.language} /></section>)}
  </>);
}

/** The choices of one form. */
export const Shape = ({ form, language }: { form: ShapeForm; language: PageContext["language"] }) => (
  <form method="get" action={form.href}>
    <div class="side-by-side">{form.fields.map((field) => <FieldRow field={field} prefix={form.name} language={language} />)}</div>
    <p><button class="btn">{form.submit}</button></p>
  </form>
);
