import type { Instant } from "../../kernel/time.js";
import type { NoticeType } from "../../notices/record.js";
import type { Reading } from "../../tenders/letter.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { letterWords } from "../messages/letters.js";
import { messagesOf } from "../messages.js";
import { Table } from "../parts/table.js";
import { ShortTime, Tag } from "../parts/text.js";
import { pathsOf } from "../paths.js";

/** Letters with their delivery: of one tender as its buyer sees them, or all that a firm got. */
export type LettersView = {
  readonly title: string | null;
  readonly back: { readonly href: string; readonly label: string };
  /** The entry of the navigation it belongs to. */
  readonly current: string;
  /** Whether firms are named: not on a firm's own page. */
  readonly named: boolean;
  readonly letters: readonly {
    readonly notice: string; readonly type: NoticeType; readonly title: string; readonly firm: string; readonly sentAt: Instant; readonly sentIndex: number | null;
    readonly read: { readonly at: Instant; readonly how: Reading; readonly index: number | null } | "hidden" | null;
  }[];
};

/** /desk/{tender}/letters and /my/letters */
export function lettersPage(page: PageContext, view: LettersView): string {
  const [words, common] = [letterWords(page.language), messagesOf(page.language)];
  return renderPage(page, { title: words.title, current: view.current }, <>
    <p class="crumbs"><a href={view.back.href}>{view.back.label}</a></p>
    <h1>{words.title}</h1>
    {view.title !== null && <p lang="zh-CN">{view.title}</p>}
    <p>{words.lead}</p>
    {view.letters.length === 0 ? <p class="hint">{words.none}</p> : (
      <Table stack label={words.title} head={[words.letter, ...view.named ? [words.firm] : [], words.sent, words.read]}>
        {view.letters.map((each) => (
          <tr>
            <th scope="row"><a href={pathsOf(page).notice(each.notice)}>{common.noticeTypes[each.type]}</a><span class="hint" lang="zh-CN">{each.title}</span></th>
            {view.named && <td data-column={words.firm}><span lang="zh-CN">{each.firm}</span></td>}
            <td data-column={words.sent}><ShortTime at={each.sentAt} />{each.sentIndex !== null && <span class="hint">{words.inLog(each.sentIndex)}</span>}</td>
            <td data-column={words.read}>{each.read === "hidden" ? <span class="hint">{words.hidden}</span> : each.read === null ? <Tag tone="go">{words.unread}</Tag> : <><ShortTime at={each.read.at} /><span class="hint">{words.how[each.read.how]}{each.read.index !== null && ` · ${words.inLog(each.read.index)}`}</span></>}</td>
          </tr>
        ))}
      </Table>
    )}
  </>);
}
