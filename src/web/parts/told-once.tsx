import type { Instant } from "../../kernel/time.js";
import type { CoordinationWords } from "../messages/coordination.js";
import { Table } from "./table.js";
import { ShortTime } from "./text.js";

/** A sealed one-time notice in a list. */
export type PaperLine = { readonly paper: string; readonly title: string; readonly at: Instant; readonly href: string };

/** Sealed notices as a table. */
export const Papers = ({ papers, words }: { readonly papers: readonly PaperLine[]; readonly words: CoordinationWords }) => papers.length === 0 ? <p class="hint">{words.noPapers}</p> : (
  <Table label={words.toldOnce} head={[words.toldOnce, words.issued, words.pdf]} stack>
    {papers.map((each) => <tr><th scope="row" lang="zh-CN">{each.title}<span class="hint id">{each.paper}</span></th><td data-column={words.issued}><ShortTime at={each.at} /></td><td data-column={words.pdf}><a href={each.href}>{words.pdf}<span class="vh"> {each.paper}</span></a></td></tr>)}
  </Table>
);
