import type { Language } from "../context.js";
import { messagesOf } from "../messages.js";
import { recheckWords } from "../messages/recheck.js";
import type { ActionView } from "../views.js";
import { Actions } from "./form.js";
import { Table } from "./table.js";

/** A score that is looked at again, or a criterion on which members differ; `state` says that it stays and why. */
export type FindingRow = { readonly kind: "objective-differs" | "outlier"; readonly bid: string; readonly criterion: string; readonly member: string; readonly given: string; readonly others: string; readonly state: string | null };

/** All signed scores beside each other: members by the beginning of their label, bids in the order of the sheet. */
export type RecheckView = {
  readonly members: readonly string[];
  readonly findings: readonly FindingRow[];
  readonly bids: readonly { readonly name: string; readonly rows: readonly { readonly criterion: string; readonly scores: readonly string[]; readonly mean: string }[] }[];
  readonly leaning: readonly { readonly member: string; readonly points: string; readonly apart: string }[];
  /** What the chair does about it; empty for the others. */
  readonly acts: readonly ActionView[];
};

type Part = { readonly view: RecheckView; readonly language: Language };

/** Individual first, then together: what all members gave, what stands out, and what the chair has done about it. Law: 87号令 64. */
export const Recheck = ({ view, language }: Part) => {
  const words = recheckWords(language);
  return (
    <section class="card" id="recheck">
      <h2>{words.title}</h2>
      <p class="hint">{words.lead}</p>
      <Findings view={view} language={language} />
      {view.acts.length > 0 && <Actions actions={view.acts} language={language} />}
      <details class="act"><summary>{words.all}</summary>{view.bids.map((bid) => <Scores bid={bid} members={view.members} language={language} />)}<Leaning view={view} language={language} /></details>
    </section>
  );
};

const Findings = ({ view, language }: Part) => {
  const words = recheckWords(language);
  if (view.findings.length === 0) return <p class="note ok">{words.none}</p>;
  const { panel, common } = messagesOf(language);
  return <>
    <Table label={words.findings} head={[words.what, common.bidder, panel.criterion, words.member, { text: words.given, number: true }, ""]}>
      {view.findings.map((each) => (
        <tr><td>{words.kinds[each.kind]}</td><th scope="row" lang="zh-CN">{each.bid}</th><td lang="zh-CN">{each.criterion}</td><td class="num">{each.member}</td><td class="n">{each.given}<span class="hint">{each.others}</span></td><td lang="zh-CN">{each.state ?? ""}</td></tr>
      ))}
    </Table>
    <p class="hint">{words.threshold}</p>
  </>;
};

const Scores = ({ bid, members, language }: { bid: RecheckView["bids"][number]; members: readonly string[]; language: Language }) => (
  <>
    <h3 lang="zh-CN">{bid.name}</h3>
    <Table label={bid.name} head={[messagesOf(language).panel.criterion, ...members.map((text) => ({ text, number: true as const })), { text: recheckWords(language).mean, number: true }]}>
      {bid.rows.map((row) => <tr><th scope="row" lang="zh-CN">{row.criterion}</th>{row.scores.map((score) => <td class="n">{score}</td>)}<td class="n">{row.mean}</td></tr>)}
    </Table>
  </>
);

const Leaning = ({ view, language }: Part) => {
  const words = recheckWords(language);
  return (
    <>
      <h3>{words.leaning}</h3>
      <Table label={words.leaning} head={[words.member, { text: words.points, number: true }, { text: words.apart, number: true }]}>
        {view.leaning.map((row) => <tr><th scope="row" class="num">{row.member}</th><td class="n">{row.points}</td><td class="n">{row.apart}</td></tr>)}
      </Table>
    </>
  );
};
