import type { Instant } from "../../kernel/time.js";
import { comparedWords, shownLines, type DocumentChange } from "../../notices/document-changes.js";
import type { Language, PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { Table } from "../parts/table.js";
import { Hash, ShortTime, sizeInWords } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";

export type DocumentVersion = { readonly version: number; readonly at: Instant; readonly size: number; readonly sha256: string; readonly href: string; /** The clarification that brought it. */ readonly notice: string | null };

/** The tender documents with every version that was in force, and what each changed. */
export type DocumentsView = {
  readonly tender: string; readonly title: string;
  readonly documents: readonly { readonly name: string; readonly versions: readonly DocumentVersion[]; readonly changes: readonly DocumentChange[] }[];
};

/** /projects/{tender}/documents */
export function documentsPage(page: PageContext, view: DocumentsView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: `${words.project.documents} ${view.title}`, current: paths.notices }, <>
    <p class="crumbs"><a href={pathsOf(page).project(view.tender)}>{words.notice.project}</a></p>
    <h1>{words.project.documents}</h1>
    <p lang="zh-CN">{view.title}</p>
    <p>{words.project.versionsLead}</p>
    {view.documents.map(({ name, versions, changes }) => (
      <section>
        <h2 lang="zh-CN">{name}</h2>
        <Table label={name} head={[words.common.name, words.common.published, words.common.hash]}>
          {versions.toReversed().map((each) => (
            <tr>
              <th scope="row"><a href={each.href}>{words.common.version(each.version)}</a> <span class="hint">{sizeInWords(each.size)}</span>{each.notice !== null && <span class="hint"><a href={pathsOf(page).notice(each.notice)}>{words.noticeTypes.clarification}</a></span>}</th>
              <td><ShortTime at={each.at} /></td><td><Hash>{each.sha256}</Hash></td>
            </tr>
          ))}
        </Table>
        {changes.toReversed().map((change) => <details><summary>{words.project.changed(change.before?.version ?? 0, change.after.version)}</summary><Difference change={change} language={page.language} /></details>)}
      </section>
    ))}
  </>);
}

/** Where a version differs from the one before it, and what could not be compared. */
const Difference = ({ change, language }: { change: DocumentChange; language: Language }) => {
  const { line, before: was, after: is } = messagesOf(language).project;
  return (
    <>
      {change.lines.length > 0 && <Table label={change.name} head={[line, was, is]}>
        {shownLines(change.lines).map(({ place, before, after }) => <tr><td class="num">{place}</td><td lang="zh-CN">{before ?? "—"}</td><td lang="zh-CN">{after ?? "—"}</td></tr>)}
      </Table>}
      {comparedWords(change).map((words) => <p class="note">{words[language]}</p>)}
    </>
  );
};
