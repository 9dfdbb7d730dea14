import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { privacyWords } from "../messages/privacy.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { End, Tag, Time } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

export type KeptLine = { readonly what: string; readonly why: string; readonly until: string; readonly law: string; readonly outlives: boolean };

/** /privacy: what is collected, why, how long and by which article (个人信息保护法 17). */
export function privacyPage(page: PageContext, lines: readonly KeptLine[]): string {
  const words = privacyWords(page.language);
  return renderPage(page, { title: words.title, current: pathsOf(page).privacy }, <>
    <h1>{words.title}</h1>
    <p>{words.lead}</p>
    <p>{words.processor(page.exchangeName)}</p>
    <p>{words.sealed}</p>
    <Table label={words.title} head={[words.what, words.why, words.until, words.law]}>
      {lines.map((each) => <tr><th scope="row">{each.what}{each.outlives && <> <Tag tone="">{words.afterClosing}</Tag></>}</th><td>{each.why}</td><td>{each.until}</td><td>{each.law}</td></tr>)}
    </Table>
    <h2>{words.rights}</h2>
    <ul>{words.rightsText.map((each) => <li>{each}</li>)}</ul>
    <p><a class="btn" href={page.reader === null ? paths.signIn : paths.myPrivacy}>{words.toMine}</a></p>
  </>);
}

export type MyPrivacyView = {
  readonly idNumber: string | null; readonly give: ActionView; readonly withdraw: ActionView | null;
  readonly disclosures: readonly { readonly reason: string; readonly at: Instant }[];
  readonly requests: readonly { readonly kind: "correction" | "closing"; readonly wanted: string | null; readonly state: "open" | "granted" | "refused"; readonly answer: string | null; readonly madeAt: Instant; readonly due: Instant }[];
  readonly correct: ActionView; readonly close: ActionView; readonly kept: readonly string[]; readonly faults: FormFaults;
};

/** /account/privacy: what is held about oneself, in one's own hands. */
export function myPrivacyPage(page: PageContext, view: MyPrivacyView): string {
  const words = privacyWords(page.language);
  const { language } = page;
  return renderPage(page, { title: words.mine, current: paths.account, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.account}>{messagesOf(language).site.account}</a></p>
    <h1>{words.mine}</h1>
    <ErrorSummary faults={view.faults} language={language} />
    <p>{words.copyHint}</p>
    <p class="row"><a class="btn" href="/api/v1/privacy/copy">{words.copy}</a> <a href={paths.privacy}>{words.title}</a></p>
    <section>
      <h2>{words.idNumber}</h2>
      <p>{view.idNumber === null ? words.notGiven : words.given(view.idNumber)}</p>
      <details class="fold" open={view.give.fields.some(({ error }) => error !== undefined)}><summary>{view.give.label}</summary><ActionForm action={view.give} language={language} primary={false} /></details>
      {view.withdraw !== null && <ActionForm action={view.withdraw} language={language} primary={false} />}
      <h3>{words.shown}</h3>
      {view.disclosures.length === 0 ? <p class="hint">{words.shownNone}</p> : <ul>{view.disclosures.map((each) => <li><Time at={each.at} language={language} />{messagesOf(language).common.colon}{words.shownBy}<span lang="zh-CN">{each.reason}</span></li>)}</ul>}
    </section>
    <section>
      <h2>{words.correction}</h2>
      <ActionForm action={view.correct} language={language} primary={false} />
      {view.requests.length > 0 && <Requests view={view} page={page} />}
    </section>
    <section>
      <h2>{words.closing}</h2>
      <p>{words.closingLead}</p>
      <ul>{view.kept.map((each) => <li>{each}</li>)}</ul>
      <details class="fold"><summary>{words.closing}</summary><ActionForm action={view.close} language={language} /></details>
    </section>
  </>);
}

const TONES = { open: "", granted: "ok", refused: "bad" } as const;

const Requests = ({ view, page }: { view: MyPrivacyView; page: PageContext }) => {
  const words = privacyWords(page.language);
  return (
    <>
      <h3>{words.requests}</h3>
      <ul class="list">{view.requests.map(({ kind, wanted, state, answer, madeAt, due }) => (
        <li>
          <span>{words.kinds[kind]}{wanted !== null && <> <strong lang="zh-CN">{wanted}</strong></>}</span><span class="end"><Tag tone={TONES[state]}>{words.states[state]}</Tag></span>
          <span class="more hint"><Time at={madeAt} language={page.language} />{state === "open" && <> · {words.due} <End at={due} language={page.language} /></>}{answer !== null && <> · {words.answer}：<span lang="zh-CN">{answer}</span></>}</span>
        </li>
      ))}</ul>
    </>
  );
};

export type WaitingRequestsView = { readonly requests: readonly { readonly name: string; readonly wanted: string; readonly reason: string; readonly due: Instant; readonly answer: ActionView }[]; readonly faults: FormFaults };

/** /desk/privacy: corrections that staff answer, the most urgent first. */
export function waitingRequestsPage(page: PageContext, view: WaitingRequestsView): string {
  const words = privacyWords(page.language);
  return renderPage(page, { title: words.desk, current: paths.desk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.desk}>{messagesOf(page.language).site.desk}</a></p>
    <h1>{words.desk}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.requests.length === 0 && <p class="hint">{words.deskNone}</p>}
    {view.requests.map((each) => (
      <section class="card">
        <h2><span lang="zh-CN">{each.name}</span></h2>
        <p>{words.deskBy(each.name, each.wanted)} · {words.due} <strong><End at={each.due} language={page.language} /></strong></p>
        <p lang="zh-CN">{each.reason}</p>
        <ActionForm action={each.answer} language={page.language} />
      </section>
    ))}
  </>);
}
