import { rfc3339 } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { messagesOf } from "../messages.js";
import { pathsOf } from "../paths.js";
import type { NoticeLine } from "../views.js";
import { Tag, timeIn } from "./text.js";

/** Notices as a list, each with its kind, day and the deadline it sets. */
export const NoticeList = ({ notices, page }: { notices: readonly NoticeLine[]; page: PageContext }) => {
  const words = messagesOf(page.language);
  if (notices.length === 0) return <p class="hint">{words.common.none}</p>;
  return (
    <ul class="list">
      {notices.map((notice) => (
        <li>
          <span><Tag tone="info">{words.noticeTypes[notice.type]}</Tag> <a href={pathsOf(page).notice(notice.id)} lang="zh-CN">{notice.title}</a></span>
          <time datetime={rfc3339(notice.publishedAt)}>{rfc3339(notice.publishedAt).slice(0, 10)}</time>
          <span class="more">{[notice.line, notice.area, notice.version > 1 ? words.common.version(notice.version) : null, notice.deadlineAt === null ? null : words.notices.due(timeIn(notice.deadlineAt, page.language))].filter((each) => each !== null).join(" · ")}</span>
        </li>
      ))}
    </ul>
  );
};
