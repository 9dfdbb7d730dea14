import type { Instant } from "../../kernel/time.js";
import type { PageContext } from "../context.js";
import { depositWords } from "../messages/deposits.js";
import type { ActionView } from "../views.js";
import { ActionForm } from "./form.js";
import { Fact, Money, Tag, Time } from "./text.js";

/** A proposal to keep a firm's deposit: on which grounds, what was found, what the firm said, what was decided and why. */
export type ForfeitView = {
  readonly fen: bigint; readonly grounds: readonly { readonly words: string; readonly law: string; readonly clause: string }[]; readonly finding: string; readonly proposedAt: Instant; readonly heardUntil: Instant;
  readonly answer: string | null; readonly outcome: "kept" | "dropped" | null; readonly reason: string | null; /** Whose the money is, where it is kept. */ readonly to: "tenderer" | "treasury"; readonly action: ActionView | null;
};

/** The words of a proposal: of a tender’s documents, or of what is sold. */
type Words = Omit<ReturnType<typeof depositWords>["forfeit"], "act" | "actWarning" | "text">;
type Part = { readonly view: ForfeitView; readonly page: PageContext; /** Absent: those of a tender. */ readonly words?: Words };

/** A firm's own, on its page. */
export const Forfeit = ({ view, page, words = depositWords(page.language).forfeit }: Part) => (
  <section aria-label={words.title}>
    <h2>{words.title}</h2>
    <ForfeitFacts view={view} page={page} answer={words.answer} words={words} />
    {view.action !== null && <details class="act"><summary>{view.action.label}</summary><ActionForm action={view.action} language={page.language} /></details>}
  </section>
);

/** What was proposed, answered and decided. @param answer what the firm's words are called */
export const ForfeitFacts = ({ view, page, answer, words = depositWords(page.language).forfeit }: Part & { readonly answer: string }) => (
  <dl class="facts">
    <Fact name={words.state} language={page.language}><Tag tone={view.outcome === "dropped" ? "go" : "bad"}>{words.states[view.outcome ?? "waits"]}</Tag></Fact>
    <Fact name={words.amount} language={page.language}><Money fen={view.fen} /></Fact>
    <Fact name={words.grounds} language={page.language}><ul class="plain">{view.grounds.map((each) => <li>{words.ground(each.words, each.law, each.clause)}</li>)}</ul></Fact>
    <Fact name={words.finding} language={page.language}><span lang="zh-CN">{view.finding}</span></Fact>
    <Fact name={words.proposedAt} language={page.language}><Time at={view.proposedAt} language={page.language} /></Fact>
    {view.outcome === null && <Fact name={words.heardUntil} language={page.language}><Time at={view.heardUntil} language={page.language} /></Fact>}
    {view.answer !== null && <Fact name={answer} language={page.language}><span lang="zh-CN">{view.answer}</span></Fact>}
    {view.reason !== null && <Fact name={words.reason} language={page.language}><span lang="zh-CN">{view.reason}</span></Fact>}
    {view.outcome === "kept" && <Fact name={words.to} language={page.language}>{words.payees[view.to]}</Fact>}
  </dl>
);
