import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { ListedHow } from "../parts/how-counted.js";
import { applicationWords } from "../messages/applications.js";
import { letterWords } from "../messages/letters.js";
import { treasuryWords } from "../messages/treasury.js";
import { Table } from "../parts/table.js";
import { Tag, Time, type Tone, remaining } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { DateView } from "../views.js";

/** A bidder's tenders: those followed or bid for, nearest deadline first. */
export type MyView = {
  readonly tenders: readonly {
    readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string; readonly stageName: string;
    readonly deadline: DateView | null; readonly lodged: "none" | "some" | "all" | "withdrawn" | "unconfirmed" | "lapsed"; readonly href: string;
  }[];
};

const LODGED_TONES: Record<MyView["tenders"][number]["lodged"], Tone> = { none: "go", some: "go", all: "", withdrawn: "", unconfirmed: "bad", lapsed: "bad" };

/** /my */
export function myPage(page: PageContext, view: MyView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: words.my.title, current: paths.my }, <>
    <h1>{words.my.title}</h1>
    <p><a href={paths.myLetters}>{letterWords(page.language).mine}</a> · <a href={paths.mySales}>{applicationWords(page.language).mine}</a> · <a href={paths.payments}>{treasuryWords(page.language).requestsTitle}</a></p>
    {view.tenders.length === 0
      ? <div class="note"><p>{words.my.empty}</p><p><a href={`${pathsOf(page).notices}?type=tender-notice`}>{words.my.find}</a></p></div>
      : <MyTable view={view} page={page} words={words} />}
  </>);
}

const MyTable = ({ view, page, words }: { view: MyView; page: PageContext; words: Messages }) => (
  <>
    <p>{words.my.lead}</p>
    <Table label={words.my.title} head={[words.my.tender, words.common.deadline, words.my.stage, words.my.state]}>
      {view.tenders.map((tender) => (
        <tr>
          <th scope="row" lang="zh-CN"><a href={tender.href}>{tender.title}</a><span class="hint">{tender.lotName}</span></th>
          <td>{tender.deadline === null ? words.none : <><Time at={tender.deadline.at} language={page.language} /> <ListedHow asked={tender.deadline.explanation?.asked ?? null} of={tender.title + words.common.inBrackets(tender.lotName)} language={page.language} /><span class="hint">{remaining(tender.deadline.at, page.now, page.language)}</span></>}</td>
          <td>{tender.stageName}</td>
          <td><Tag tone={LODGED_TONES[tender.lodged]}>{words.my.lodged[tender.lodged]}</Tag></td>
        </tr>
      ))}
    </Table>
  </>
);
