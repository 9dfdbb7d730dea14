import type { Instant } from "../../kernel/time.js";
import type { Child } from "hono/jsx";
import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { messagesOf } from "../messages.js";
import { applicationWords } from "../messages/applications.js";
import { dealWords, type DealWords } from "../messages/deals.js";
import { Confirmation, Contract, DealHead, Payment, RefusedFacts, Result, type DealFacts } from "../parts/deal.js";
import type { DepositView } from "../parts/deposit.js";
import { Forfeit, ForfeitFacts, type ForfeitView } from "../parts/forfeits.js";
import { ActionForm, ErrorSummary, isFolded } from "../parts/form.js";
import { Credits } from "../parts/credits.js";
import { End, Fact, Hash, Money, Tag } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";
import type { ActionView, FormFaults } from "../views.js";

/** A deposit of the lot that is held or was kept, with what may be done about keeping it. */
export type KeptDeposit = { readonly name: string; readonly uscc: string; readonly fen: bigint; readonly state: string; /** Until when a proposal may be decided; null where none is open. */ readonly openUntil: Instant | null; readonly forfeits: readonly ForfeitView[]; readonly actions: readonly ActionView[] };

/** What follows a deal, as its seller works on it; an act is null where it is done, or is none of this deal’s any more. */
export type DeskDealView = {
  readonly deal: DealFacts;
  readonly acts: Readonly<Record<"prepare" | "sign" | "publish" | "contract" | "close" | "refuse", ActionView | null>>;
  readonly deposits: readonly KeptDeposit[]; readonly faults: FormFaults;
};

/** The same for whoever won. */
export type MyDealView = {
  readonly deal: DealFacts; readonly sign: ActionView | null;
  /** What banks credited to the price’s number, taken or not. */
  readonly credits: DepositView["credits"];
  readonly forfeits: readonly ForfeitView[];
  readonly contact: { readonly name: string; readonly person: string; readonly phone: string; readonly address: string };
  readonly faults: FormFaults;
};

type Part = { readonly page: PageContext; readonly words: DealWords };

/** An act below what it is about: folded where it is a grave form, with its reason where it cannot be done. */
const Act = ({ action, page }: { readonly action: ActionView | null; readonly page: PageContext }) => {
  if (action === null) return null;
  return isFolded(action) ? <details class="act" open={action.fields.some(({ error }) => error !== undefined)}><summary>{action.label}</summary><ActionForm action={action} language={page.language} /></details> : <div class="act"><ActionForm action={action} language={page.language} /></div>;
};

const Section = ({ title, children }: { readonly title: string; readonly children?: Child }) => <section class="card"><h2>{title}</h2>{children}</section>;

/** /desk/sales/{sale}/{lot}/deal */
export function deskDealPage(page: PageContext, view: DeskDealView): string {
  const words = dealWords(page.language);
  const { deal, acts } = view;
  const part = { deal, page, words };
  const asksFile = [acts.contract, acts.refuse].some((act) => act !== null && act.refusal === null);
  return renderPage(page, { title: `${words.title(deal.lotName)} ${deal.title}`, current: paths.desk, faulty: view.faults.length > 0, ...(asksFile ? { script: page.assets.fingerprint } : {}) }, <>
    <p class="crumbs"><a href={paths.deskSale(deal.sale)} lang="zh-CN">{deal.title}</a></p>
    <h1>{words.title(deal.lotName)}</h1>
    <ErrorSummary faults={view.faults} language={page.language} />
    {deal.formerRound === undefined ? <p>{words.lead}</p> : <p class="note">{words.formerNote(deal.formerRound)}</p>}
    <DealHead {...part} />
    {deal.refused !== null && <Section title={words.refusal.title}><p class="note bad"><strong>{words.refusal.made}</strong></p><RefusedFacts refused={deal.refused} page={page} words={words} /></Section>}
    <Section title={deal.confirmation.called}><Confirmation {...part} /><Act action={acts.prepare} page={page} /><Act action={acts.sign} page={page} /></Section>
    <Section title={deal.result.called}><Result {...part} /><Act action={acts.publish} page={page} /></Section>
    <Section title={deal.contract.called}><Contract {...part} /><Act action={acts.contract} page={page} /></Section>
    <Section title={words.payment.title}>{deal.payment === null ? <p>{words.payment.none}</p> : <Payment payment={deal.payment} page={page} words={words} lead={words.payment.lead} />}</Section>
    {(acts.close !== null || deal.stage === "closed") && <Section title={words.closing.title}>{deal.stage === "closed" && <p class="note ok"><strong>{words.closing.closed}</strong></p>}<Act action={acts.close} page={page} /></Section>}
    {acts.refuse !== null && <Section title={words.refusal.title}><Act action={acts.refuse} page={page} /></Section>}
    {view.deposits.length > 0 && <Deposits deposits={view.deposits} page={page} words={words} />}
  </>);
}

const Deposits = ({ deposits, page, words }: Part & { readonly deposits: readonly KeptDeposit[] }) => (
  <Section title={words.forfeits}>
    <p class="hint">{words.forfeitsLead}</p>
    {deposits.map((each) => (
      <div class="act">
        <h3 lang="zh-CN">{each.name} <span class="hint"><Hash>{each.uscc}</Hash></span></h3>
        <dl class="facts">
          <Fact name={words.forfeit.amount} language={page.language}><Money fen={each.fen} /></Fact>
          <Fact name={words.forfeit.state} language={page.language}><Tag tone={each.openUntil === null ? "info" : "go"}>{each.state}</Tag></Fact>
          {each.openUntil !== null && <Fact name={words.openUntil} language={page.language}><End at={each.openUntil} language={page.language} /></Fact>}
        </dl>
        {each.forfeits.map((forfeit) => <ForfeitFacts view={forfeit} page={page} answer={words.firmSays} words={words.forfeit} />)}
        {each.actions.map((action) => <Act action={action} page={page} />)}
      </div>
    ))}
  </Section>
);

/** /my/sales/{sale}/{lot}/deal */
export function myDealPage(page: PageContext, view: MyDealView): string {
  const words = dealWords(page.language);
  const { deal } = view;
  const part = { deal, page, words };
  return renderPage(page, { title: `${words.myTitle(deal.lotName)} ${deal.title}`, current: paths.my, faulty: view.faults.length > 0 }, <>
    <p class="crumbs"><a href={paths.mySales}>{applicationWords(page.language).mine}</a></p>
    <h1>{words.myTitle(deal.lotName)}</h1>
    <p><span lang="zh-CN">{deal.title}</span> <a href={pathsOf(page).sale(deal.sale)}>{applicationWords(page.language).page}</a></p>
    <ErrorSummary faults={view.faults} language={page.language} />
    {deal.formerRound === undefined ? <p>{words.mine}</p> : <p class="note">{words.formerNote(deal.formerRound)}</p>}
    <DealHead {...part} />
    {deal.refused !== null && <Section title={words.refusal.title}><p class="note bad"><strong>{words.refusal.mineMade}</strong></p><RefusedFacts refused={deal.refused} page={page} words={words} /></Section>}
    {view.forfeits.map((forfeit) => <Forfeit view={forfeit} page={page} words={words.forfeit} />)}
    <Section title={deal.confirmation.called}><Confirmation {...part} /><Act action={view.sign} page={page} /></Section>
    <Section title={deal.contract.called}><Contract {...part} /></Section>
    <Section title={words.payment.title}>{deal.payment === null ? <p>{words.payment.none}</p> : <><Payment payment={deal.payment} page={page} words={words} lead={words.payment.lead} />{view.credits.length > 0 && <Credits credits={view.credits} page={page} taken={words.payment.taken} unclear={words.payment.unclear} />}</>}</Section>
    <Section title={deal.result.called}><Result {...part} /></Section>
    {deal.formerRound === undefined && deal.refused === null && deal.contract.made === null && <Section title={words.refusal.own}><p>{words.refusal.ownLead}</p><p lang="zh-CN">{view.contact.name}{messagesOf(page.language).common.colon}{view.contact.person}，{view.contact.phone}<span class="hint">{view.contact.address}</span></p></Section>}
  </>);
}
