import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { bidWords } from "../messages/bid.js";
import { LodgeBox, type LodgeBoxView } from "../parts/lodge-box.js";
import { DeadlineNote } from "../parts/text.js";
import { paths } from "../paths.js";
import type { DateView } from "../views.js";
import { Amendment, type UnconfirmedView } from "./bid.js";

export type ConfirmView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly deadline: DateView;
  /** Null: nothing asks for a confirmation. */
  readonly asked: Pick<UnconfirmedView, "amendment"> | null;
  readonly box: LodgeBoxView;
};

/** /my/{tender}/{lot}/confirm: which amendment asks, what a confirmation means, then the signed act. Law: 招标投标法 23; trust.md §1.3. */
export function confirmPage(page: PageContext, view: ConfirmView): string {
  const words = bidWords(page.language);
  const { asked } = view;
  return renderPage(page, { title: `${words.confirm} ${view.title} ${view.lotName}`, current: paths.my, ...(asked === null ? {} : { script: page.assets.lodge }) }, <>
    <p class="crumbs"><a href={paths.myBid(view.tender, view.lot)} lang="zh-CN">{view.title}（{view.lotName}）</a></p>
    <h1>{words.confirm}</h1>
    <DeadlineNote label={messagesOf(page.language).common.deadline} date={view.deadline} now={page.now} language={page.language} />
    {asked === null ? <p class="note">{words.confirmNone}</p> : <Amendment view={asked} page={page} />}
    <h2>{words.confirmLead}</h2>
    <ul>{words.confirmMeaning.map((each) => <li>{each}</li>)}</ul>
    {asked !== null && <LodgeBox view={view.box} page={page} />}
  </>);
}
