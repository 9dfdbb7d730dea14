import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { recomputeWords } from "../messages/recompute.js";
import { bidWords } from "../messages/bid.js";
import { SealPage } from "../parts/lodge-box.js";
import { Hash, Tag, Time } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";

/** What the exchange knows under a code or hash. */
export type Found = {
  readonly what: "notice" | "letter" | "document" | "receipt" | "asset" | "statement";
  readonly title: string;
  readonly href: string | null;
  readonly sha256: string;
  readonly version: number | null;
  /** A later version replaced it: which, and where that stands. */
  readonly superseded: boolean;
  readonly newest: number | null;
  readonly newestHref: string | null;
  /** The code printed on it. */
  readonly code: string | null;
  readonly publishedAt: Instant;
  readonly logIndex: number | null;
};

/** Asked by code or hash (`q`), or not asked yet; a mistyped code is looked up nowhere. The island asks GET /api/v1/verify/{sha256} → {found: Found | null}. */
export type VerifyView = { readonly q: string; readonly answer: { readonly found: Found | null; readonly mistyped: boolean } | null };

/** /verify?q= and /v/{code}: by a form with a code or hash, by the code in the address, or by the island with a file. */
export function verifyPage(page: PageContext, view: VerifyView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: view.q === "" ? words.verify.title : `${words.verify.title} ${view.q}`, current: paths.verify, script: page.assets.verify }, <>
    <h1>{words.verify.title}</h1>
    <p>{words.verify.lead}</p>
    <div id="result" role="status" tabindex={-1} data-genuine={words.verify.genuine} data-superseded={words.verify.superseded} data-unknown={words.verify.unknown} data-unknown-hint={words.verify.unknownHint} data-working={words.verify.working} data-open={words.verify.open} data-log={words.verify.inLog} data-log-ok={words.verify.logOk} data-log-bad={words.verify.logBad} data-witnesses={words.verify.witnesses}>
      {view.answer !== null && <Answer answer={view.answer} page={page} words={words} />}
    </div>
    <div class="drop" id="drop" hidden>
      <label for="file"><strong>{words.verify.file}</strong></label>
      <p><input id="file" type="file" /></p>
      <p class="hint">{words.verify.drop}{words.common.stop}{words.verify.local}</p>
    </div>
    <noscript><p class="note">{words.verify.noScript}</p></noscript>
    <h2>{words.verify.code}</h2>
    <form action={pathsOf(page).verify}>
      <div class="field"><label for="q">{words.verify.code}</label><span class="hint" id="q-hint">{words.verify.codeHint}</span><input id="q" name="q" type="text" autocomplete="off" spellcheck={false} aria-describedby="q-hint" value={view.q} /></div>
      <p><button class="btn">{words.verify.go}</button></p>
    </form>
    <h2>{bidWords(page.language).sealHash}</h2>
    <SealPage page={page} />
    <h2>{recomputeWords(page.language).title}</h2>
    <p><a href={`${pathsOf(page).verify}/evaluation`}>{recomputeWords(page.language).title}</a></p>
    <h2>{words.verify.how}</h2>
    <pre tabindex={0}>{["sha256sum", "pdfsig", "pdfdetach -saveall"].map((tool) => `${tool} ${page.language === "zh" ? "公告" : "notice"}.pdf`).join("\n")}{" && sha256sum notice.json"}</pre>
    <p><a href={pathsOf(page).log}>{words.log.how}</a></p>
  </>);
}

type Part = { readonly page: PageContext; readonly words: Messages };

const Answer = ({ answer: { found, mistyped }, page, words }: Part & { answer: NonNullable<VerifyView["answer"]> }) => {
  if (mistyped) return <div class="note bad"><h2>{words.verify.mistyped}</h2><p>{words.verify.mistypedHint}</p></div>;
  if (found === null) return <div class="note bad"><h2>{words.verify.unknown}</h2><p>{words.verify.unknownHint}</p></div>;
  return (
    <div class={found.superseded ? "note go" : "note ok"}>
      <h2>{found.superseded ? words.verify.superseded : words.verify.genuine}</h2>
      <Superseded found={found} words={words} />
      <p><Tag tone="info">{words.verify.what[found.what]}</Tag> <span lang="zh-CN">{found.title}</span> {found.version !== null && words.common.version(found.version)}</p>
      {found.what === "letter" && <p>{words.verify.letterHint}</p>}
      <FoundFacts found={found} page={page} words={words} />
      {found.href !== null && <p><a href={found.href}>{words.verify.open}</a></p>}
    </div>
  );
};

const Superseded = ({ found, words }: { found: Found; words: Messages }) => !found.superseded || found.newest === null ? null : (
  <p>{words.verify.supersededBy(found.newest)} {found.newestHref !== null && <a href={found.newestHref}>{words.notice.see}</a>}</p>
);

const FoundFacts = ({ found, page, words }: Part & { found: Found }) => (
  <dl class="facts">
    <dt>{words.common.published}</dt><dd><Time at={found.publishedAt} language={page.language} /></dd>
    {found.code !== null && <><dt>{words.notice.code}</dt><dd><Hash>{found.code}</Hash></dd></>}
    {found.logIndex !== null && <><dt>{words.verify.inLog}</dt><dd class="num">{String(found.logIndex)}</dd></>}
    <dt>SHA-256</dt><dd><Hash>{found.sha256}</Hash></dd>
  </dl>
);
