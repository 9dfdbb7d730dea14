import type { PlainDate } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { suretyWords, type SuretyWords } from "../messages/sureties.js";
import { ActionForm, ErrorSummary } from "../parts/form.js";
import { dayIn, SuretyFacts, type SuretyView } from "../parts/surety.js";
import { Hash, Tag, type Tone } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** The check of a letter: `asked` is the hash looked for, null before; `found` with its leaf of the log. */
export type GuaranteeView = { readonly asked: string | null; readonly found: (SuretyView & { readonly salt: string; readonly index: number | null }) | null };

const COMMANDS = "jq -cSj .letter baohan.json > letter.json\njq -rj .signature baohan.json | base64 -d > letter.p7s\nopenssl cms -verify -binary -inform DER -in letter.p7s -content letter.json -CAfile ca.pem -out /dev/null\nsha256sum letter.json";

/** /guarantees and /guarantees/{sha256} */
export function guaranteesPage(page: PageContext, view: GuaranteeView): string {
  const words = suretyWords(page.language);
  return renderPage(page, { title: words.verifyTitle, current: pathsOf(page).verify }, <>
    <h1>{words.verifyTitle}</h1>
    <p>{words.verifyLead}</p>
    <form class="card" method="get" action={pathsOf(page).guarantees}>
      <div class="field"><label for="sha">{words.sha}</label><input id="sha" name="sha256" type="text" value={view.asked ?? ""} pattern="[0-9a-f]{64}" required autocomplete="off" spellcheck={false} /></div>
      <p><button class="btn">{words.look}</button></p>
    </form>
    {view.asked !== null && view.found === null && <p class="note bad">{words.none}</p>}
    {view.found !== null && <section>
      <p class="note ok">{words.found}</p>
      <SuretyFacts view={view.found} page={page} />
      <dl class="facts"><dt>{words.log}</dt><dd>{view.found.index === null ? words.pending : String(view.found.index)}</dd><dt>{words.salt}</dt><dd><Hash>{view.found.salt}</Hash></dd></dl>
    </section>}
    <h2>{words.howTitle}</h2>
    <p>{words.how}</p>
    <pre tabindex={0}><code>{COMMANDS}</code></pre>
  </>);
}

export type IssuerState = "entered" | "inForce" | "over" | "ahead" | "replaced";
/** The register of issuers with every version, the newest first, and the forms of who keeps it. */
export type IssuersView = {
  readonly issuers: readonly { readonly uscc: string; readonly name: string; readonly kind: string; readonly licence: string; readonly version: number; readonly from: PlainDate; readonly until: PlainDate | null; readonly certificate: string; readonly state: IssuerState; readonly approve: ActionView | null }[];
  readonly enter: ActionView | null;
  readonly faults: FormFaults;
};
const TONES: Record<IssuerState, Tone> = { entered: "go", inForce: "ok", over: "bad", ahead: "info", replaced: "info" };

/** /desk/issuers */
export function issuersPage(page: PageContext, view: IssuersView): string {
  const words = suretyWords(page.language);
  return renderPage(page, { title: words.desk, current: paths.desk, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.desk}>{page.language === "zh" ? "工作台" : "Desk"}</a></p>
    <h1>{words.desk}</h1>
    <p>{words.deskLead}</p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {view.issuers.length === 0 && <p class="hint">{words.empty}</p>}
    {view.issuers.map((issuer) => <Issuer issuer={issuer} words={words} page={page} />)}
    {view.enter !== null && <details class="act" open={view.faults.length > 0}><summary>{view.enter.label}</summary><ActionForm action={view.enter} language={page.language} /></details>}
  </>);
}

const Issuer = ({ issuer, words, page }: { readonly issuer: IssuersView["issuers"][number]; readonly words: SuretyWords; readonly page: PageContext }) => (
  <div class="card" id={`issuer-${issuer.uscc}-${String(issuer.version)}`}>
    <h2 lang="zh-CN">{issuer.name}</h2>
    <dl class="facts">
      <dt>{words.state}</dt><dd><Tag tone={TONES[issuer.state]}>{words[issuer.state]}</Tag></dd><dt>{words.version}</dt><dd>{String(issuer.version)}</dd><dt>{words.kindOf}</dt><dd>{issuer.kind}</dd><dt>{words.uscc}</dt><dd><code class="id">{issuer.uscc}</code></dd>
      <dt>{words.licence}</dt><dd lang="zh-CN">{issuer.licence}</dd><dt>{words.from2}</dt><dd>{dayIn(issuer.from, page.language)}</dd><dt>{words.until2}</dt><dd>{issuer.until === null ? words.open : dayIn(issuer.until, page.language)}</dd><dt>{words.certificate}</dt><dd><Hash>{issuer.certificate}</Hash></dd>
    </dl>
    {issuer.approve !== null && <ActionForm action={issuer.approve} language={page.language} />}
  </div>
);
