import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { peopleWords } from "../messages/people.js";
import { tokenWords, type TokenWords } from "../messages/tokens.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { ProofField, ProofForm, ProofFrame } from "../parts/proof-forms.js";
import { End, Tag, Time } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** A person's tokens, and the form for one more in the office in hand. */
export type TokensView = {
  readonly tokens: readonly { readonly name: string; readonly office: string; readonly scopes: readonly string[]; readonly since: Instant; readonly until: Instant; readonly isOver: boolean; readonly used: Instant | null; readonly revoke: ActionView }[];
  /** Null: no office is in hand. */
  readonly making: { readonly office: string; readonly officeName: string; readonly scopes: readonly { readonly value: string; readonly label: string }[]; readonly from: string; readonly until: string; readonly last: string } | null;
  readonly faults: FormFaults;
};

type Part = { readonly view: TokensView; readonly page: PageContext; readonly words: TokenWords };

/** /account/tokens */
export function tokensPage(page: PageContext, view: TokensView): string {
  const words = tokenWords(page.language);
  const part = { view, page, words };
  return renderPage(page, { title: words.title, current: paths.account, script: page.assets.people, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.account}>{peopleWords(page.language).account}</a></p>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    <ProofFrame language={page.language} />
    <div id="token" role="status" tabindex={-1}></div>
    <Mine {...part} />
    <Make {...part} />
    <details class="fold"><summary>{words.how}</summary><p>{words.howText}</p></details>
  </>);
}

const Mine = ({ view, page, words }: Part) => (
  <section>
    <h2>{words.mine}</h2>
    {view.tokens.length === 0 && <p class="hint">{words.none}</p>}
    <ul class="list">{view.tokens.map((each) => (
      <li>
        <span><strong lang="zh-CN">{each.name}</strong> <span class="hint">{each.office}</span>{each.isOver && <> <Tag tone="bad">{words.over}</Tag></>}</span>
        <span class="end"><ActionForm action={each.revoke} language={page.language} primary={false} /></span>
        <span class="more">{each.scopes.join(page.language === "zh" ? "、" : "; ")}</span>
        <span class="more hint">{words.until} <End at={each.until} language={page.language} /> · {words.since} <Time at={each.since} language={page.language} /> · {each.used === null ? words.never : <>{words.used} <Time at={each.used} language={page.language} /></>}</span>
      </li>
    ))}</ul>
  </section>
);

const Make = ({ view: { making }, words }: Part) => (
  <section class="card">
    <h2>{words.make}</h2>
    {making === null ? <p class="note go">{words.noOffice}</p> : <>
      <p class="hint">{words.for(making.officeName)}</p>
      <ProofForm act="token" data={{ office: making.office, shown: words.shown }}>
        <ProofField id="token-name" name="name" label={words.name} hint={words.nameHint} />
        <div class="field"><label for="token-until">{words.end}</label><span class="hint" id="token-until-hint">{words.endHint}</span><input id="token-until" name="until" type="date" min={making.from} max={making.last} value={making.until} required aria-describedby="token-until-hint" /></div>
        <fieldset class="field"><legend>{words.scopes}</legend><span class="hint">{words.scopesHint}</span>
          <div class="grid">{making.scopes.map(({ value, label }) => <div class="choice"><input type="checkbox" name="scopes" id={`scope-${value}`} value={value} /><label for={`scope-${value}`}>{label}</label></div>)}</div>
        </fieldset>
        <p><button class="btn">{words.go}</button></p>
      </ProofForm>
    </>}
  </section>
);
