import { wordsOf } from "../../kernel/refusal.js";
import type { Instant } from "../../kernel/time.js";
import type { Language } from "../context.js";
import { messagesOf } from "../messages.js";
import type { ActionView, RefusalView } from "../views.js";
import { ActionForm } from "./form.js";
import { SignForm } from "./sign-form.js";
import { timeIn } from "./text.js";

type Said = { readonly agrees: boolean; readonly opinion: string; readonly reason: string };

/** How a member stands to the result as it is: what it signed, and how many signed, disagree or said nothing yet. */
export type ReportStandView = {
  /** Why nothing can be signed yet; null once it can. */
  readonly refusal: RefusalView | null;
  readonly signed: number; readonly dissenting: number; readonly open: number;
  /** What it said last; `earlier`: on a result that was changed since. */
  readonly own: (Said & { readonly signedAt: Instant; readonly earlier: boolean }) | null;
  readonly form: ActionView;
  /** What it is about to sign, the bytes base64; null while it has not chosen. */
  readonly prepared: (Said & { readonly bytes: string }) | null;
  readonly signHref: string;
};

type Part = { readonly view: ReportStandView; readonly language: Language };

/** Signature under the report, or a dissent with its reasons: each member its own. Law: 条例 53; 12号令 43; 87号令 61. */
export const ReportStand = ({ view, language }: Part) => {
  const words = messagesOf(language).panel.stand;
  return (
    <section class="card" id="stand">
      <h2>{words.title}</h2>
      <p class="hint">{words.law}</p>
      {view.refusal !== null ? <p class="note go">{wordsOf(view.refusal, language)}</p> : <>
        <p>{words.counts(view.signed, view.dissenting, view.open)}</p>
        <Own view={view} language={language} />
        {view.prepared === null ? <ActionForm action={view.form} language={language} /> : <>
          <h3>{words.about}</h3>
          <SaidWords said={view.prepared} language={language} />
          <SignForm href={view.signHref} bytes={view.prepared.bytes} field="opinion" words={messagesOf(language)} language={language} />
        </>}
      </>}
    </section>
  );
};

const Own = ({ view: { own }, language }: Part) => {
  const words = messagesOf(language).panel.stand;
  if (own === null) return null;
  return <>
    <p class={own.earlier ? "note go" : "note ok"}>{own.earlier ? words.earlier(timeIn(own.signedAt, language)) : words.own(timeIn(own.signedAt, language))}</p>
    <SaidWords said={own} language={language} />
  </>;
};

const SaidWords = ({ said, language }: { said: Said; language: Language }) => {
  const words = messagesOf(language).panel.stand;
  if (said.agrees) return <p><strong>{words.agrees}</strong></p>;
  return <dl class="facts"><dt>{words.opinion}</dt><dd lang="zh-CN">{said.opinion}</dd><dt>{words.reason}</dt><dd lang="zh-CN">{said.reason}</dd></dl>;
};
