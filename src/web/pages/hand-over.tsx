import type { ArchiveList } from "../../archive/hand-over.js";
import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { ActionForm, Actions, ErrorSummary } from "../parts/form.js";
import { Table } from "../parts/table.js";
import { Fact, Hash, sizeInWords, Tag, Time } from "../parts/text.js";
import { paths } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** The archive list of a tender, and its taking over by the buyer. */
export type HandOverView = {
  readonly title: string; readonly back: string; readonly packageHref: string;
  readonly to: ArchiveList["to"]; readonly keep: ArchiveList["keep"];
  /** Of archive-list.json. */
  readonly sha256: string;
  readonly kinds: readonly { readonly title: string; readonly files: ArchiveList["kinds"][number]["files"] }[];
  readonly accepted: { readonly by: string; readonly at: Instant } | null;
  /** Takes it over; null for who is not the buyer, and once it is done. */
  readonly accept: ActionView | null;
  /** Such as fixing the public edition. */
  readonly actions: readonly ActionView[];
  readonly faults: FormFaults;
};

/** /desk/{tender}/hand-over */
export function handOverPage(page: PageContext, view: HandOverView): string {
  const words = messagesOf(page.language).handOver;
  const files = view.kinds.flatMap((kind) => kind.files);
  return renderPage(page, { title: `${words.title} ${view.title}`, current: paths.desk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={view.back} lang="zh-CN">{view.title}</a></p>
    <h1>{words.title}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    <p>{words.lead}</p>
    <div class={`note ${view.accepted === null ? "go" : "ok"}`}><p>{view.accepted === null ? words.waiting : <>{words.acceptedBy(view.accepted.by)} <Time at={view.accepted.at} language={page.language} /></>}</p></div>
    <dl class="facts">
      <Fact name={words.to} language={page.language}><span lang="zh-CN">{view.to.name}</span> <Hash>{view.to.uscc}</Hash></Fact>
      <Fact name={words.count} language={page.language}>{words.files(files.length, sizeInWords(files.reduce((sum, { size }) => sum + size, 0)))}</Fact>
      <Fact name={words.keep} language={page.language}>{words.years(view.keep.years, page.language === "zh" ? view.keep.law : view.keep.lawEn)}</Fact>
      <Fact name={words.hash} language={page.language}><Hash>{view.sha256}</Hash></Fact>
    </dl>
    <p class="row noprint"><a class="btn" href={view.packageHref}>{words.download}</a></p>
    {view.accept !== null && <section class="card noprint"><h2>{view.accept.label}</h2><p class="hint">{words.how}</p><pre tabindex={0}>unzip *-hand-over.zip -d hand-over && cd hand-over{"\n"}sha256sum -c SHA256SUMS && sha256sum archive-list.json</pre><ActionForm action={view.accept} language={page.language} /></section>}
    {view.actions.length > 0 && <Actions actions={view.actions} language={page.language} />}
    <h2>{words.list}</h2>
    {view.kinds.map((kind) => <Kind kind={kind} page={page} />)}
    <p class="printonly">{words.signOff}</p>
  </>);
}

const Kind = ({ kind, page }: { kind: HandOverView["kinds"][number]; page: PageContext }) => {
  const words = messagesOf(page.language).handOver;
  return (
    <details open={kind.files.length === 0}>
      <summary>{kind.title} <Tag tone={kind.files.length === 0 ? "bad" : "info"}>{words.pieces(kind.files.length)}</Tag></summary>
      {kind.files.length === 0 ? <p class="hint">{words.none}</p> : (
        <Table label={kind.title} head={[words.file, words.published, { text: words.size, number: true }, "SHA-256"]}>
          {kind.files.map((file) => (
            <tr><th scope="row">{file.title !== null && <span lang="zh-CN">{file.title}</span>}<span class="hint"><Hash>{file.path}</Hash></span></th><td>{file.publishedAt === null ? "—" : file.publishedAt.slice(0, 10)}</td><td class="n">{sizeInWords(file.size)}</td><td><Hash>{file.sha256}</Hash></td></tr>
          ))}
        </Table>
      )}
    </details>
  );
};
