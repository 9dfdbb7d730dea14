import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { DeadlineNote, Money } from "../parts/text.js";
import { paths } from "../paths.js";
import type { DateView } from "../views.js";

/** The sealing page: everything happens in the reader's browser; the island reads `data-sealing`. */
export type SealView = {
  readonly tender: string; readonly lot: string; readonly title: string; readonly lotName: string;
  readonly deadline: DateView;
  /** /api/v1/tenders/{tender}/lots/{lot}/sealing and …/lodgements, /api/v1/uploads */
  readonly sealingHref: string; readonly lodgeHref: string; readonly uploadsHref: string;
  readonly parts: readonly { readonly part: string; readonly partName: string; readonly requiredFiles: readonly string[]; readonly form: boolean }[];
  /** The reader's certificate, base64 DER, where the exchange has it on file; null: the person chooses a file. */
  readonly certificate: string | null;
  readonly bidderUscc: string;
  readonly ceilingFen: bigint | null;
};

/** /my/{tender}/{lot}/seal: the form is worked by the island alone and never posted. */
export function sealPage(page: PageContext, view: SealView): string {
  const words = messagesOf(page.language);
  return renderPage(page, { title: words.seal.title, current: paths.my, script: page.assets.seal }, <>
    <p class="crumbs"><a href={paths.myBid(view.tender, view.lot)} lang="zh-CN">{view.title}（{view.lotName}）</a></p>
    <h1>{words.seal.title}</h1>
    <DeadlineNote label={words.common.deadline} date={view.deadline} now={page.now} language={page.language} />
    <p>{words.seal.lead}</p>
    <div class="note" id="fallback"><p>{words.seal.need}</p><pre tabindex={0}>{`npx daylight seal ${view.tender} ${view.lot} 投标文件夹/`}</pre></div>
    <div id="faults" role="alert" tabindex={-1}></div>
    <form id="seal" hidden data-tender={view.tender} data-lot={view.lot} data-sealing={view.sealingHref} data-lodge={view.lodgeHref} data-uploads={view.uploadsHref} data-bidder={view.bidderUscc} data-certificate={view.certificate ?? ""} data-ceiling={view.ceilingFen === null ? "" : String(view.ceilingFen)}>
      <h2>1. {words.seal.step1}</h2>
      {view.parts.map((part) => <PartFields part={part} view={view} words={words} />)}
      <h2>2. {words.seal.step2}</h2>
      {view.certificate === null && <FileField id="certificate" label={words.seal.certificate} hint={null} />}
      <FileField id="key" label={words.seal.key} hint={words.seal.keyHint} />
      <h2>3. {words.seal.step3}</h2>
      <div class="field"><label for="passphrase">{words.seal.passphrase}</label><span class="hint" id="passphrase-hint">{words.seal.passphraseHint}</span><input id="passphrase" type="password" autocomplete="new-password" aria-describedby="passphrase-hint" /></div>
      <div class="field"><label for="again">{words.seal.again}</label><input id="again" type="password" autocomplete="new-password" /></div>
      <h2>4. {words.seal.step4}</h2>
      <p><button class="btn" type="submit">{words.seal.go}</button></p>
    </form>
    <div id="progress" hidden><p><progress id="bar" max="1" value="0" aria-label={words.seal.progress}></progress></p></div>
    <div id="status" role="status" data-check={words.seal.check} data-done={words.seal.done} data-save={words.seal.save} data-receipt={words.my.receipt}></div>
  </>);
}

const FileField = ({ id, label, hint }: { id: string; label: string; hint: string | null }) => (
  <div class="field"><label for={id}>{label}</label>{hint !== null && <span class="hint">{hint}</span>}<input id={id} type="file" /></div>
);

const PartFields = ({ part, view, words }: { part: SealView["parts"][number]; view: SealView; words: Messages }) => (
  <fieldset class="field" data-part={part.part} data-form={part.form ? "yes" : "no"}>
    <legend>{part.partName}</legend>
    {part.requiredFiles.length > 0 && <p class="hint">{words.seal.requiredFiles}{part.requiredFiles.join("、")}</p>}
    <div class="field"><label for={`files-${part.part}`}>{words.seal.files(part.partName)}</label><input id={`files-${part.part}`} type="file" multiple /></div>
    {part.form && <PriceFields view={view} words={words} />}
  </fieldset>
);

const PriceFields = ({ view, words }: { view: SealView; words: Messages }) => (
  <>
    {view.ceilingFen !== null && <p>{words.common.ceiling}：<Money fen={view.ceilingFen} /></p>}
    <div class="field"><label for="price">{words.seal.price}</label><span class="hint">{words.form.moneyHint}</span><input id="price" class="money" inputmode="decimal" autocomplete="off" /></div>
    <div class="field"><label for="days">{words.seal.days}</label><input id="days" type="number" min="1" class="narrow" /></div>
    <div class="field"><label for="quality">{words.seal.quality}</label><input id="quality" type="text" /></div>
    <div class="field"><label for="manager">{words.seal.manager}</label><input id="manager" type="text" autocomplete="off" /></div>
    <div class="field"><label for="managerCertificate">{words.seal.managerCertificate}</label><input id="managerCertificate" type="text" autocomplete="off" /></div>
    <div class="field"><label for="managerNumber">{words.seal.managerNumber}</label><input id="managerNumber" type="text" autocomplete="off" /></div>
  </>
);
