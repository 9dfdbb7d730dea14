import type { PageContext } from "../context.js";
import type { TermGroup } from "../glossary.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { Table } from "../parts/table.js";
import { paths, pathsOf } from "../paths.js";

/** /glossary: one word for one thing, from the file that the code keeps to. */
export function glossaryPage(page: PageContext, groups: readonly TermGroup[]): string {
  const words = messagesOf(page.language);
  const isChinese = page.language === "zh";
  return renderPage(page, { title: words.glossary.title, current: paths.help }, <>
    <p class="crumbs"><a href={pathsOf(page).help}>{words.help.title}</a></p>
    <h1>{words.glossary.title}</h1>
    <p>{words.glossary.lead}</p>
    {groups.map((group) => (
      <section>
        <h2>{isChinese ? group.zh : group.en}</h2>
        <Table label={isChinese ? group.zh : group.en} head={[words.glossary.zh, words.glossary.en, words.glossary.meaning, words.glossary.code]}>
          {group.terms.map((term) => (
            <tr>
              <th scope="row" lang="zh-CN">{term.zh}</th>
              <td lang="en">{term.en}</td>
              <td>{isChinese ? term.meaningZh : term.meaningEn}</td>
              <td>{term.code.map((name, at) => <>{at > 0 && " "}<code>{name}</code></>)}</td>
            </tr>
          ))}
        </Table>
      </section>
    ))}
  </>);
}
