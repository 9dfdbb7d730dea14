import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { organisationWords, type OrganisationWords } from "../messages/organisations.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Tag, Time } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** Organisations that were looked for. */
export type OrganisationsView = {
  readonly text: string;
  /** Empty: all. */
  readonly state: string;
  readonly states: readonly { readonly value: string; readonly label: string }[];
  readonly found: readonly {
    readonly uscc: string; readonly name: string; readonly kindName: string; readonly stateName: string; readonly tone: "ok" | "bad" | ""; readonly parent: string | null; /** The credit code of whom it left for, by a merger. */ readonly successor: string | null; readonly version: number; readonly since: Instant;
    /** Freezing it, or letting it act again; null where this reader does neither. */
    readonly act: ActionView | null;
  }[];
  readonly next: string | null;
  readonly faults: FormFaults;
};

/** /desk/organisations */
export function organisationsPage(page: PageContext, view: OrganisationsView): string {
  const words = organisationWords(page.language);
  const isWatching = page.reader?.role === "supervisor";
  return renderPage(page, { title: words.title, current: isWatching ? paths.watch : paths.desk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs">{isWatching ? <a href={paths.watch}>{page.language === "zh" ? "监督" : "Watch"}</a> : <a href={paths.desk}>{page.language === "zh" ? "工作台" : "Desk"}</a>}</p>
    <h1>{words.title}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <p>{words.lead}</p>
    <form class="card" method="get" action={paths.deskOrganisations} role="search">
      <div class="field"><label for="organisations-q">{words.text}</label><input id="organisations-q" name="q" type="search" value={view.text} maxlength={100} autocomplete="off" /></div>
      <div class="field"><label for="organisations-state">{words.state}</label><select id="organisations-state" name="state"><option value="">{words.any}</option>{view.states.map(({ value, label }) => <option value={value} selected={value === view.state}>{label}</option>)}</select></div>
      <p><button class="btn">{words.find}</button></p>
    </form>
    {view.found.length === 0 ? <p class="hint">{words.none}</p> : <ul class="list">{view.found.map((each) => <Line each={each} page={page} words={words} />)}</ul>}
    {view.next !== null && <p><a class="btn alt" rel="next" href={view.next}>{words.next}</a></p>}
  </>);
}

const Line = ({ each, page, words }: { each: OrganisationsView["found"][number]; page: PageContext; words: OrganisationWords }) => (
  <li>
    <span><strong lang="zh-CN">{each.name}</strong> <code class="id">{each.uscc}</code> <span class="hint">{each.kindName} · {words.version(each.version)} · {words.since} <Time at={each.since} language={page.language} />{each.parent !== null && <> · {words.branchOf} <code class="id">{each.parent}</code></>}{each.successor !== null && <> · {words.mergedInto} <code class="id">{each.successor}</code></>}</span></span>
    <span class="end"><Tag tone={each.tone}>{each.stateName}</Tag></span>
    {each.act !== null && <details class="more"><summary>{each.act.label}</summary><ActionForm action={each.act} language={page.language} /></details>}
  </li>
);
