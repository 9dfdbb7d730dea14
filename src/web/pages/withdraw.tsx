import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { bidWords } from "../messages/bid.js";
import { LodgeBox, type LodgeBoxView } from "../parts/lodge-box.js";
import { DeadlineNote } from "../parts/text.js";
import { paths } from "../paths.js";
import type { DateView } from "../views.js";

export type WithdrawView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly deadline: DateView;
  /** How many parts stand; none: there is nothing to withdraw. */
  readonly standing: number;
  readonly box: LodgeBoxView;
};

/** /my/{tender}/{lot}/withdraw: what it means, then the signed act. Law: 招标投标法 29. */
export function withdrawPage(page: PageContext, view: WithdrawView): string {
  const words = bidWords(page.language);
  const stands = view.standing > 0;
  return renderPage(page, { title: `${words.withdraw} ${view.title} ${view.lotName}`, current: paths.my, ...(stands ? { script: page.assets.lodge } : {}) }, <>
    <p class="crumbs"><a href={paths.myBid(view.tender, view.lot)} lang="zh-CN">{view.title}（{view.lotName}）</a></p>
    <h1>{words.withdraw}</h1>
    <DeadlineNote label={messagesOf(page.language).common.deadline} date={view.deadline} now={page.now} language={page.language} />
    <p class="note">{stands ? words.stands(view.standing) : words.withdrawn}</p>
    <h2>{words.withdrawLead}</h2>
    <ul>{words.meaning.map((each) => <li>{each}</li>)}</ul>
    {stands && <LodgeBox view={view.box} page={page} />}
  </>);
}
