import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { clarificationWords } from "../messages/clarifications.js";
import { Asked, type AskedView } from "../parts/asked.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { SignForm } from "../parts/sign-form.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

export type ClarificationView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly asked: AskedView;
  /** What is typed; null once it is answered or too late. */
  readonly form: ActionView | null;
  /** What is about to be signed, the bytes base64; null while nothing is. */
  readonly prepared: { readonly answer: string; readonly bytes: string } | null;
  readonly signHref: string; readonly faults: FormFaults;
};

/** /my/{tender}/{lot}/clarifications/{serial}: what is asked, what the law allows in answer, then the signed act. Law: 条例 52; 87号令 51. */
export function clarificationPage(page: PageContext, view: ClarificationView): string {
  const words = clarificationWords(page.language);
  return renderPage(page, { title: `${words.toAnswer} ${view.title} ${view.lotName}`, current: paths.my, faulty: view.faults.length > 0, ...(view.prepared === null ? {} : { script: page.assets.sign }) }, <>
    <p class="crumbs"><a href={paths.myBid(view.tender, view.lot)} lang="zh-CN">{view.title}（{view.lotName}）</a></p>
    <h1>{words.own}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <Asked asked={view.asked} now={page.now} language={page.language} />
    <p class="note">{words.law}</p>
    <Answering view={view} page={page} />
  </>);
}

const Answering = ({ view: { asked, form, prepared, signHref }, page: { language } }: { view: ClarificationView; page: PageContext }) => {
  const words = clarificationWords(language);
  if (form === null) return asked.answer === null ? <p class="note bad">{words.over}</p> : <></>;
  if (prepared === null) return <ActionForm action={form} language={language} />;
  return <section class="card"><h2>{words.about}</h2><p lang="zh-CN">{prepared.answer}</p><SignForm href={signHref} bytes={prepared.bytes} field="answer" words={messagesOf(language)} language={language} /></section>;
};
