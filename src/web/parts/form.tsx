import { wordsOf } from "../../kernel/refusal.js";
import type { Language } from "../context.js";
import { messagesOf } from "../messages.js";
import type { ActionView, Field, FormFaults } from "../views.js";

/** What was wrong with the form just sent, first on the page, each fault leading to its field. */
export const ErrorSummary = ({ faults, language }: { faults: FormFaults; language: Language }) => faults.length === 0 ? null : (
  <div class="note bad" role="alert" tabindex={-1} id="faults">
    <h2>{messagesOf(language).form.summary}</h2>
    <ul>{faults.map((fault) => <li>{fault.field === null ? fault.text : <a href={`#f-${fault.field}`}>{fault.text}</a>}</li>)}</ul>
  </div>
);

/** An act as a form, or the reason why it cannot be done now. */
export const ActionForm = ({ action, language, primary = true }: { action: ActionView; language: Language; primary?: boolean }) => {
  if (action.refusal !== null) return <Refused action={action} language={language} />;
  const multipart = action.fields.some((field) => field.kind === "file");
  return (
    <form method="post" action={action.href} {...(multipart ? { enctype: "multipart/form-data" } : {})}>
      <input type="hidden" name="idempotencyKey" value={action.idempotencyKey} />
      {action.version !== null && <input type="hidden" name="version" value={action.version} />}
      <Fields fields={action.fields} prefix={action.name} language={language} />
      {action.warning !== null && <p class="note bad"><strong>{messagesOf(language).form.grave}</strong>{messagesOf(language).common.colon}{action.warning}</p>}
      <p><button class={buttonClass(action, primary)}>{action.label}</button></p>
    </form>
  );
};

const buttonClass = (action: ActionView, primary: boolean): string => action.warning !== null ? "btn grave" : primary ? "btn" : "btn alt";

const Refused = ({ action, language }: { action: ActionView; language: Language }) => action.refusal === null ? null : (
  <p><strong>{action.label}</strong> <span class="tag">{messagesOf(language).form.cannot}</span><span class="hint">{wordsOf(action.refusal, language)}</span></p>
);

/** A grave act with a form of its own is out of the way until it is wanted. */
export const isFolded = ({ warning, refusal, fields }: ActionView): boolean => warning !== null && refusal === null && fields.some(({ kind }) => kind !== "hidden");

/** Several acts, one below the other. */
export const Actions = ({ actions, language }: { actions: readonly ActionView[]; language: Language }) => (
  <>{actions.map((action, at) => <div class="act"><ActionForm action={action} language={language} primary={at === 0} /></div>)}</>
);

type Section = { readonly heading: Field | null; readonly fields: readonly Field[] };

/** The fields in the sections that their headings begin; a heading that is inside another's section begins none. */
function sectionsOf(fields: readonly Field[]): Section[] {
  const starts = fields.flatMap(({ kind, sub }, at) => (kind === "heading" && sub !== true ? [at] : []));
  const first = fields.slice(0, starts[0] ?? fields.length);
  return [{ heading: null, fields: first }, ...starts.map((at, place) => ({ heading: fields[at] ?? null, fields: fields.slice(at + 1, starts[place + 1] ?? fields.length) }))];
}

/** The questions of a form: in a column, or where it has headings section by section, several beside each other. */
export const Fields = ({ fields, prefix, language }: { fields: readonly Field[]; prefix: string; language: Language }) => (
  <>{sectionsOf(fields).map(({ heading, fields: own }) => {
    const rows = own.map((field) => <FieldRow field={field} prefix={prefix} language={language} />);
    if (heading === null) return <>{rows}</>;
    const hint = <>{heading.hint !== undefined && <p class="hint">{heading.hint}</p>}{heading.links !== undefined && <ul class="row plain">{heading.links.map((link) => <li><a href={link.href} lang="zh-CN">{link.label}</a></li>)}</ul>}</>;
    if (heading.fold === undefined) return <section><h3>{heading.label}</h3>{hint}<div class="side-by-side">{rows}</div></section>;
    return <details class="fold" open={heading.fold.isOpen}><summary><strong>{heading.label}</strong>{heading.fold.state !== undefined && <> <span class="tag">{heading.fold.state}</span></>}{(heading.fold.about ?? "") !== "" && <span class="hint">{heading.fold.about}</span>}</summary>{hint}<div class="side-by-side">{rows}</div></details>;
  })}</>
);

type Row = { readonly field: Field; readonly prefix: string; readonly language: Language };

/** One question of a form with its hint and its fault. */
export const FieldRow = ({ field, prefix, language }: Row) => {
  if (field.kind === "hidden") return <input type="hidden" name={field.name} value={field.value ?? ""} />;
  if (field.kind === "heading") return <><h4>{field.label}</h4>{field.hint !== undefined && <p class="hint">{field.hint}</p>}</>;
  return grouped(field) ? <Group field={field} prefix={prefix} language={language} /> : <Single field={field} prefix={prefix} language={language} />;
};

const grouped = (field: Field): boolean => field.kind === "radio" || field.kind === "checkboxes" || field.kind === "checkbox";
const classOf = (field: Field): string => `field${field.error === undefined ? "" : " bad"}${field.begins === true ? " begins" : ""}`;
const idOf = (field: Field, prefix: string): string => `f-${prefix}-${field.name}`;

const Hints = ({ field, prefix, language }: Row) => {
  const hint = field.hint ?? (field.kind === "money" ? messagesOf(language).form.moneyHint : undefined);
  return (
    <>
      {hint !== undefined && <span class="hint" id={`${idOf(field, prefix)}-hint`}>{hint}</span>}
      {field.error !== undefined && <span class="err" id={`${idOf(field, prefix)}-err`}>{messagesOf(language).site.error}{field.error}</span>}
    </>
  );
};

/** The ids of what describes the field, for aria-describedby. */
function described(field: Field, prefix: string): Record<string, string> {
  const ids = [field.hint !== undefined || field.kind === "money" ? `${idOf(field, prefix)}-hint` : "", field.error !== undefined ? `${idOf(field, prefix)}-err` : ""].filter((each) => each !== "").join(" ");
  return { ...(ids === "" ? {} : { "aria-describedby": ids }), ...(field.error === undefined ? {} : { "aria-invalid": "true" }), ...(field.required === true && !grouped(field) ? { "aria-required": "true" } : {}) };
}

const Single = ({ field, prefix, language }: Row) => (
  <div class={classOf(field)}>
    <label for={idOf(field, prefix)}>{field.label}{field.unit === undefined ? "" : messagesOf(language).common.inBrackets(field.unit)}{field.required === true ? "" : <span class="hint"> {messagesOf(language).form.optional}</span>}</label>
    <Hints field={field} prefix={prefix} language={language} />
    <Input field={field} prefix={prefix} />
    {field.fingerprint === true && <p data-fingerprint={idOf(field, prefix)} hidden><label for={`${idOf(field, prefix)}-of`}>{messagesOf(language).form.fingerprintOf}</label><input id={`${idOf(field, prefix)}-of`} type="file" /></p>}
  </div>
);

const Input = ({ field, prefix }: { field: Field; prefix: string }) => {
  const common = { id: idOf(field, prefix), name: field.name, ...described(field, prefix) };
  const { value = "" } = field;
  if (field.kind === "textarea") return <textarea {...common} rows={field.rows ?? 5}>{value}</textarea>;
  if (field.kind === "select") return <select {...common}>{(field.options ?? []).map((option) => <option value={option.value} selected={option.value === value}>{option.label}</option>)}</select>;
  if (field.kind === "money") return <input {...common} class="money" type="text" inputmode="decimal" autocomplete="off" value={value} />;
  if (field.kind === "file") return <input {...common} type="file" multiple={field.multiple === true} />;
  return <input {...common} type={typeOf(field)} value={value} {...(field.autocomplete === undefined ? {} : { autocomplete: field.autocomplete })} />;
};

function typeOf(field: Field): string {
  if (field.kind === "time") return "datetime-local";
  return field.kind === "number" || field.kind === "date" || field.kind === "password" ? field.kind : "text";
}

const Group = ({ field, prefix, language }: Row) => (
  <fieldset class={classOf(field)} id={idOf(field, prefix)} {...described(field, prefix)}>
    <legend class={field.kind === "checkbox" ? "vh" : ""}>{field.label}</legend>
    <Hints field={field} prefix={prefix} language={language} />
    {(field.options ?? [{ value: "yes", label: field.label }]).map((option, at) => (
      <div class="choice">
        <input id={`${idOf(field, prefix)}-${String(at)}`} type={field.kind === "radio" ? "radio" : "checkbox"} name={field.name} value={option.value} checked={field.value === option.value || field.values?.includes(option.value) === true} />
        <label for={`${idOf(field, prefix)}-${String(at)}`}>{option.label}{option.hint !== undefined && <span class="hint">{option.hint}</span>}</label>
      </div>
    ))}
  </fieldset>
);
