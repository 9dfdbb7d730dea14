import { yuan } from "../../kernel/money.js";
import { rfc3339 } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { messagesOf } from "../messages.js";
import { pathsOf } from "../paths.js";
import type { NoticeLine } from "../views.js";
import { ListedHow } from "./how-counted.js";
import { Marked } from "./marked.js";
import { Tag, timeIn } from "./text.js";

/** Notices as a list, each with its kind, day, tenderer and the deadline or result it gives; what was searched for is marked. */
export const NoticeList = ({ notices, page, query = "" }: { notices: readonly NoticeLine[]; page: PageContext; query?: string }) => {
  const words = messagesOf(page.language);
  if (notices.length === 0) return <p class="hint">{words.common.none}</p>;
  return (
    <ul class="list">
      {notices.map((notice) => (
        <li>
          <span><Tag tone="info">{words.noticeTypes[notice.type]}</Tag> <a href={pathsOf(page).notice(notice.id)} lang="zh-CN"><Marked text={notice.title} query={query} /></a></span>
          <time datetime={rfc3339(notice.publishedAt)}>{rfc3339(notice.publishedAt).slice(0, 10)}</time>
          <span class="more"><span lang="zh-CN"><Marked text={notice.tenderer} query={query} /></span> · <span class="id"><Marked text={notice.about} query={query} /></span>{restOf(notice, page).map((each) => ` · ${each}`).join("")}{notice.due !== null && <> <ListedHow asked={notice.due.asked} of={notice.title} language={page.language} /></>}</span>
          {notice.award !== null && <span class="more"><strong>{words.notices.winner} <span lang="zh-CN"><Marked text={notice.award.winner} query={query} /></span></strong> · {words.notices.award(yuan(notice.award.fen))}</span>}
        </li>
      ))}
    </ul>
  );
};

function restOf(notice: NoticeLine, page: PageContext): string[] {
  const words = messagesOf(page.language);
  return [
    notice.line, notice.area, notice.version > 1 ? words.common.version(notice.version) : null, notice.ceilingFen === null ? null : words.notices.ceiling(yuan(notice.ceilingFen)),
    notice.plan === null ? null : words.notices.planned(notice.plan.month, yuan(notice.plan.fen)), notice.due === null ? null : words.notices.due(timeIn(notice.due.at, page.language)),
  ].filter((each) => each !== null);
}
