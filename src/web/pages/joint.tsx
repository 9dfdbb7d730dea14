import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { jointWords, type JointWords } from "../messages/joint.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { Tag } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** A template as its page shows it. */
export type TemplateView = {
  readonly template: string; readonly name: string; readonly lead: string; readonly promised: number; readonly before: number | null; readonly silenceAgrees: boolean; readonly form: readonly string[];
  readonly members: readonly { readonly item: string; readonly name: string; readonly unit: string; readonly stage: string; readonly days: number }[]; readonly materials: readonly { readonly name: string; readonly items: readonly string[] }[];
};

const Promised = ({ view, words }: { readonly view: TemplateView; readonly words: JointWords }) => <dl class="facts">
  <dt>{words.leadUnit}</dt><dd lang="zh-CN">{view.lead}</dd><dt>{words.promised}</dt><dd>{words.days(view.promised)}</dd>{view.before !== null && <><dt>{words.before}</dt><dd>{words.days(view.before)}</dd></>}
</dl>;

/** /services/together: what can be applied for jointly. */
export function togetherPage(page: PageContext, view: { readonly templates: readonly TemplateView[] }): string {
  const words = jointWords(page.language);
  const to = pathsOf(page);
  return renderPage(page, { title: words.title, current: to.services }, <>
    <h1>{words.title}</h1><p>{words.lead} <a href={to.services}>{words.again}</a></p>
    {view.templates.map((each) => <section class="card"><h2><a href={to.togetherBy(each.template)}>{each.name}</a></h2><Promised view={each} words={words} /></section>)}
  </>);
}

/** /services/together/{template}: the guide of a template. `mayApply`: whether this reader can file it. */
export function templatePage(page: PageContext, view: TemplateView & { readonly mayApply: boolean }): string {
  const words = jointWords(page.language);
  const to = pathsOf(page);
  return renderPage(page, { title: view.name, current: to.services }, <>
    <h1>{view.name}</h1><p><a href={to.together}>{words.title}</a></p><p>{words.lead}</p>
    {view.mayApply && <p><a class="btn" href={paths.applyTogether(view.template)}>{words.apply}</a></p>}
    <Promised view={view} words={words} />
    <p class="note">{view.silenceAgrees ? words.silenceAgrees : words.silenceHolds}</p>
    <h2>{words.members}</h2>
    <Table label={words.members} head={[words.item, words.unit, words.stage, { text: words.within, number: true }]} stack>
      {view.members.map((each) => <tr><th scope="row"><a href={to.service(each.item)}>{each.name}</a></th><td data-column={words.unit} lang="zh-CN">{each.unit}</td><td data-column={words.stage}>{each.stage}</td><td class="n" data-column={words.within}>{words.days(each.days)}</td></tr>)}
    </Table>
    <h2>{words.materials}</h2>
    <Table label={words.materials} head={[words.material, words.usedBy]} stack>{view.materials.map((each) => <tr><th scope="row">{each.name}</th><td data-column={words.usedBy}>{each.items.join("、")}</td></tr>)}</Table>
    <h2>{words.formAsked}</h2><ul>{view.form.map((each) => <li>{each}</li>)}</ul>
  </>);
}

/** The one application: form, files and filing on one page, each a form of its own. */
export type ApplyTogetherView = {
  readonly name: string; readonly template: string; readonly form: ActionView; readonly materials: readonly { readonly name: string; readonly items: readonly string[]; readonly file: string | null; readonly add: ActionView }[]; readonly missing: readonly string[]; readonly acts: readonly ActionView[]; readonly faults: FormFaults;
};

/** /services/together/{template}/apply */
export function applyTogetherPage(page: PageContext, view: ApplyTogetherView): string {
  const words = jointWords(page.language);
  return renderPage(page, { title: `${words.apply}：${view.name}`, current: paths.myCases, faulty: view.faults.length > 0 }, <>
    <h1>{words.apply}：{view.name}</h1><p><a href={paths.togetherBy(view.template)}>{view.name}</a></p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <section class="card"><h2>{words.formAsked}</h2><ActionForm action={view.form} language={page.language} /><p class="hint">{words.saved}</p></section>
    <h2>{words.materials}</h2>
    {view.materials.map((each) => <section class="card">
      <h3>{each.name} {each.file !== null && <Tag tone="ok">{words.uploaded}</Tag>}</h3><p class="hint">{words.usedBy}：{each.items.join("、")}</p>
      {each.file !== null && <p lang="zh-CN">{each.file}</p>}
      <ActionForm action={each.add} language={page.language} primary={false} />
    </section>)}
    <h2>{words.filed}</h2>
    {view.missing.length > 0 && <p class="note bad">{words.missing}：{view.missing.join("、")}</p>}
    {view.acts.map((act) => <ActionForm action={act} language={page.language} primary={act.name === "joint-file"} />)}
  </>);
}
