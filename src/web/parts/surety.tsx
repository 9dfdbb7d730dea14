import { yuan } from "../../kernel/money.js";
import type { Instant, PlainDate } from "../../kernel/time.js";
import { dateInChinese, dateInEnglish } from "../../kernel/time.js";
import type { Language, PageContext } from "../context.js";
import { suretyWords } from "../messages/sureties.js";
import { pathsOf } from "../paths.js";
import type { ActionView } from "../views.js";
import { ActionForm } from "./form.js";
import { Fact, Hash, Money, Tag, Time, type Tone } from "./text.js";

/** A letter that was taken. */
export type SuretyView = {
  readonly number: string; readonly issuer: string; readonly applicant: string; readonly beneficiary: string; readonly place: string; readonly fen: bigint; readonly from: PlainDate; readonly until: PlainDate; readonly handedInAt: Instant; readonly sha256: string; readonly reference: string;
  readonly state: "stands" | "expired" | "released" | "demanded"; readonly stateName: string; readonly releasedOn: PlainDate | null; /** Why it was released, or on which ground it was demanded. */ readonly why: string | null; readonly demandedFen: bigint | null;
};

/** A firm's own letter for a lot, or what one must say while it can be handed in. */
export type SuretyBoxView = {
  readonly own: SuretyView | null;
  readonly terms: { readonly exchange: string; readonly place: string; readonly beneficiary: string; readonly applicant: string; readonly fen: bigint; readonly from: PlainDate; readonly until: PlainDate };
  readonly issuers: readonly string[];
  /** Null once a guarantee stands, or nothing is taken any more. */ readonly handIn: ActionView | null;
};

const TONES: Record<SuretyView["state"], Tone> = { stands: "go", expired: "bad", released: "info", demanded: "bad" };
/** A day with its weekday. */
export const dayIn = (on: PlainDate, language: Language): string => (language === "zh" ? dateInChinese(on) : dateInEnglish(on));

export const SuretyBox = ({ view, page }: { view: SuretyBoxView; page: PageContext }) => {
  const words = suretyWords(page.language);
  if (view.own === null && view.handIn === null) return null;
  return (
    <section aria-labelledby="surety">
      <h2 id="surety">{words.title}</h2>
      {view.own !== null && <><h3>{words.own}</h3><SuretyFacts view={view.own} page={page} /></>}
      {view.handIn !== null && <>
        <p>{words.lead}</p>
        <p class="hint">{words.secret}</p>
        <details class="fold"><summary><strong>{words.terms}</strong></summary><Terms view={view} page={page} /></details>
        <details class="act"><summary>{view.handIn.label}</summary><ActionForm action={view.handIn} language={page.language} /></details>
      </>}
    </section>
  );
};

const Terms = ({ view: { terms, issuers }, page }: { view: SuretyBoxView; page: PageContext }) => {
  const words = suretyWords(page.language);
  const { language } = page;
  return (
    <dl class="facts">
      <Fact name={words.exchange} language={language}><code class="id">{terms.exchange}</code></Fact>
      <Fact name={words.tender} language={language}><code class="id">{terms.place}</code></Fact>
      <Fact name={words.beneficiary} language={language}><span lang="zh-CN">{terms.beneficiary}</span></Fact>
      <Fact name={words.applicant} language={language}><span lang="zh-CN">{terms.applicant}</span></Fact>
      <Fact name={words.amount} language={language}><Money fen={terms.fen} /></Fact>
      <Fact name={words.from} language={language}>{dayIn(terms.from, language)}</Fact>
      <Fact name={words.until} language={language}>{dayIn(terms.until, language)}</Fact>
      <Fact name={words.kind} language={language}>{words.independent}</Fact>
      <Fact name={words.issuers} language={language}><span lang="zh-CN">{issuers.length === 0 ? words.noIssuers : issuers.join("；")}</span></Fact>
    </dl>
  );
};

/** What a letter says, and where it stands. */
export const SuretyFacts = ({ view, page }: { view: SuretyView; page: PageContext }) => {
  const words = suretyWords(page.language);
  const { language } = page;
  return (
    <dl class="facts">
      <Fact name={words.state} language={language}><Tag tone={TONES[view.state]}>{view.stateName}</Tag>{view.releasedOn !== null && <> {words.released(dayIn(view.releasedOn, language))}</>}{view.demandedFen !== null && <> {words.demanded(yuan(view.demandedFen))}</>}</Fact>
      {view.why !== null && <Fact name={words.why} language={language}>{view.why}</Fact>}
      <Fact name={words.issuer} language={language}><span lang="zh-CN">{view.issuer}</span></Fact>
      <Fact name={words.number} language={language}><span lang="zh-CN">{view.number}</span></Fact>
      <Fact name={words.sum} language={language}><Money fen={view.fen} /></Fact>
      <Fact name={words.valid} language={language}>{dayIn(view.from, language)} – {dayIn(view.until, language)}</Fact>
      <Fact name={words.beneficiary} language={language}><span lang="zh-CN">{view.beneficiary}</span></Fact>
      <Fact name={words.applicant} language={language}><span lang="zh-CN">{view.applicant}</span></Fact>
      <Fact name={words.tender} language={language}><code class="id">{view.place}</code></Fact>
      <Fact name={words.handedIn} language={language}><Time at={view.handedInAt} language={language} /></Fact>
      <Fact name={words.reference} language={language}><code class="id">{view.reference}</code></Fact>
      <Fact name={words.hash} language={language}><a href={pathsOf(page).guarantee(view.sha256)}><Hash>{view.sha256}</Hash></a></Fact>
    </dl>
  );
};
