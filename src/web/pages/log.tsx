import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { Table } from "../parts/table.js";
import { Hash, ShortTime, Time } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";

/** The log in words: where it stands, who watches it, what was written last, how to check it without us. */
export type LogView = {
  readonly origin: string;
  readonly size: number;
  readonly rootBase64: string;
  /** The newest cosigned checkpoint as it is published. */
  readonly checkpoint: string;
  readonly checkpointAt: Instant | null;
  readonly vkeys: readonly string[];
  readonly quorum: number;
  readonly witnesses: readonly { readonly name: string; readonly cosignedAt: Instant | null; readonly size: number | null }[];
  /** Newest first. `text` is one sentence in the reader's language, `sha256` the leaf hash. */
  readonly entries: readonly { readonly index: number; readonly type: string; readonly text: string; readonly at: Instant; readonly sha256: string; readonly href: string | null }[];
  /** Index below which older entries go on; null at the beginning of the log. */
  readonly before: number | null;
};

/** /log */
export function logPage(page: PageContext, view: LogView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: words.log.title, current: paths.log }, <>
    <h1>{words.log.title}</h1>
    <p>{words.log.lead}</p>
    <dl class="facts">
      <dt>{words.log.size}</dt><dd class="num">{String(view.size)}</dd>
      <dt>{words.log.at}</dt><dd>{view.checkpointAt === null ? words.none : <Time at={view.checkpointAt} language={page.language} />}</dd>
      <dt>{words.log.root}</dt><dd><Hash>{view.rootBase64}</Hash></dd>
      <dt>{words.log.origin}</dt><dd><Hash>{view.origin}</Hash></dd>
    </dl>
    <Witnesses view={view} words={words} />
    <h2 id="entries">{words.log.entries}</h2>
    <Entries view={view} words={words} />
    {view.before !== null && <p><a class="btn alt" rel="next" href={`${pathsOf(page).log}?before=${String(view.before)}#entries`}>{words.log.older}</a></p>}
    <h2>{words.log.checkpoint}</h2>
    <pre tabindex={0} aria-label={words.log.checkpoint} role="region">{view.checkpoint}</pre>
    <HowTo view={view} words={words} />
  </>);
}

type Part = { readonly view: LogView; readonly words: Messages };

const Witnesses = ({ view, words }: Part) => (
  <>
    <h2>{words.log.witnesses}</h2>
    <p>{words.log.quorum(view.quorum)}</p>
    <ul class="list">{view.witnesses.map((witness) => <li><Hash>{witness.name}</Hash><span class="end">{witness.cosignedAt === null ? words.log.never : <>{words.log.cosigned} <ShortTime at={witness.cosignedAt} />{witness.size === null ? "" : words.common.inBrackets(String(witness.size))}</>}</span></li>)}</ul>
  </>
);

const Entries = ({ view, words }: Part) => (
  <Table label={words.log.entries} head={[{ text: words.log.index, number: true }, words.common.time, words.log.entry, words.common.hash]}>
    {view.entries.map((entry) => (
      <tr id={`i${String(entry.index)}`}>
        <td class="n">{String(entry.index)}</td>
        <td><ShortTime at={entry.at} /></td>
        <td>{entry.href === null ? entry.text : <a href={entry.href}>{entry.text}</a>}<span class="hint"><code>{entry.type}</code></span></td>
        <td><Hash>{entry.sha256.slice(0, 12)}…</Hash></td>
      </tr>
    ))}
  </Table>
);

const HowTo = ({ view, words }: Part) => (
  <>
    <h2>{words.log.how}</h2>
    <p>{words.log.how1}</p>
    <p>{words.log.how2}</p>
    <pre tabindex={0}>{"curl -O $EXCHANGE/log/checkpoint\ncurl -O $EXCHANGE/log/vkeys"}</pre>
    <p>{words.log.how3}</p>
    <pre tabindex={0}>{"curl $EXCHANGE/log/tile/entries/000\ncurl $EXCHANGE/log/tile/0/000 | xxd -p -c 32"}</pre>
    <p>{words.log.how4}</p>
    <pre tabindex={0}>npx daylight verify bundle/</pre>
    <h3>{words.log.keys}</h3>
    <pre tabindex={0}>{view.vkeys.join("\n")}</pre>
  </>
);
