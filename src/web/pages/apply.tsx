import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { caseWords } from "../messages/cases.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Tag } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** One step of an application. `materials`: each with its form and the file that is there; `checked`: what is about to be filed. */
export type ApplyView = {
  readonly item: string; readonly code: string; readonly step: number; readonly conditions: readonly string[]; readonly basis: readonly string[]; readonly limit: string; readonly fees: string;
  readonly materials: readonly { readonly name: string; readonly note: string; readonly file: string | null; readonly add: ActionView | null; readonly drop: ActionView | null }[]; readonly checked: readonly { readonly name: string; readonly value: string }[]; readonly missing: readonly string[]; readonly form: ActionView | null; readonly acts: readonly ActionView[]; readonly faults: FormFaults;
};
export const APPLY_STEPS = 4;

/** /services/{code}/apply: what is asked, who and what for, files, check and file. */
export function applyPage(page: PageContext, view: ApplyView): string {
  const words = caseWords(page.language);
  const to = (step: number): string => `${paths.applyFor(view.code)}?step=${String(step)}`;
  return renderPage(page, { title: `${words.apply}：${view.item}`, current: paths.myCases, faulty: view.faults.length > 0 }, <>
    <h1 lang="zh-CN">{view.item}</h1>
    <p><strong>{words.stepOf(view.step, APPLY_STEPS)}</strong> {words.stepNames[view.step - 1]}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.step === 1 && <>
      <h2>{words.conditions}</h2><ul lang="zh-CN">{view.conditions.map((each) => <li>{each}</li>)}</ul>
      <h2>{words.needed}</h2><ul lang="zh-CN">{view.materials.map((each) => <li>{each.name} {each.note !== "" && <span class="hint">{each.note}</span>}</li>)}</ul>
      <dl class="facts"><dt>{words.limit}</dt><dd>{view.limit}</dd><dt>{words.fees}</dt><dd>{view.fees}</dd><dt>{words.basis}</dt><dd lang="zh-CN">{view.basis.join("；")}</dd></dl>
    </>}
    {view.form !== null && <section class="card"><ActionForm action={view.form} language={page.language} /><p class="hint">{words.saved}</p></section>}
    {view.step === 3 && view.materials.map((each) => <section class="card">
      <h2 lang="zh-CN">{each.name} {each.file !== null && <Tag tone="ok">{words.uploaded}</Tag>}</h2>
      {each.note !== "" && <p class="hint" lang="zh-CN">{each.note}</p>}
      {each.file !== null && <p lang="zh-CN">{each.file}</p>}
      {each.drop !== null && <ActionForm action={each.drop} language={page.language} primary={false} />}
      {each.add !== null && <ActionForm action={each.add} language={page.language} primary={each.file === null} />}
    </section>)}
    {view.step === 4 && <><h2>{words.check}</h2><dl class="facts">{view.checked.map((each) => <><dt>{each.name}</dt><dd lang="zh-CN">{each.value}</dd></>)}</dl>{view.missing.length > 0 && <p class="note bad" lang="zh-CN">{words.missing}：{view.missing.join("、")}</p>}</>}
    {view.acts.map((act) => <ActionForm action={act} language={page.language} primary={act.name === "case-file"} />)}
    <p class="row">{view.step > 1 && <a href={to(view.step - 1)}>{words.back}</a>}{(view.step === 1 || view.step === 3) && <a class="btn" href={to(view.step + 1)}>{words.next}</a>}</p>
  </>);
}
