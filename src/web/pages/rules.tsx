import type { PageContext } from "../context.js";
import { renderPage } from "../layout.js";
import { type Messages, messagesOf } from "../messages.js";
import { feedHref } from "../parts/list-frame.js";
import { Table } from "../parts/table.js";
import { Tag, type Tone } from "../parts/text.js";
import { paths, pathsOf } from "../paths.js";

/** One number that a law sets, in the words of the page. */
export type RuleLineView = {
  readonly id: string; readonly text: string; readonly number: string; readonly article: string; readonly from: string; readonly to: string | null;
  readonly confidence: "confirmed" | "confirmed_example" | "secondary" | "from_memory" | "design"; readonly inForce: boolean;
};

/** The rules of one field: counting of time, works, procurement, electronic tendering. */
export type RulesView = { readonly fields: readonly { readonly code: string; readonly name: string }[]; readonly field: string; readonly rules: readonly RuleLineView[]; readonly count: number };

const TONES: Readonly<Record<RuleLineView["confidence"], Tone>> = { confirmed: "ok", confirmed_example: "ok", secondary: "info", from_memory: "go", design: "" };

/** /rules and /rules?line= */
export function rulesPage(page: PageContext, view: RulesView): string {
  const words = messagesOf(page.language);
  const name = view.fields.find(({ code }) => code === view.field)?.name ?? "";
  return renderPage(page, { title: `${words.rules.title} ${name}`, current: paths.help }, <>
    <p class="crumbs"><a href={pathsOf(page).help}>{words.help.title}</a></p>
    <h1>{words.rules.title}</h1>
    <p>{words.rules.lead}</p>
    <p class="note">{words.rules.caution}</p>
    <nav class="tabs" aria-label={words.rules.title}><ul>{view.fields.map(({ code, name: each }) => <li><a href={`${pathsOf(page).rules}?line=${code}`} {...(code === view.field ? { "aria-current": "page" as const } : {})}>{each}</a></li>)}</ul></nav>
    <p role="status">{words.rules.count(view.rules.length, view.count)}</p>
    <Rules rules={view.rules} label={`${words.rules.title} ${name}`} words={words} />
    <p class="noprint hint">{words.rules.files}{words.common.colon}<a href={feedHref(pathsOf(page).rules, "csv")}>{words.notices.feedNames.csv}</a> <a href={feedHref(pathsOf(page).rules, "json")}>{words.notices.feedNames.json}</a></p>
  </>);
}

const Rules = ({ rules, label, words }: { rules: readonly RuleLineView[]; label: string; words: Messages }) => (
  <Table label={label} head={[words.rules.id, words.rules.rule, words.rules.number, words.rules.article, words.rules.inForce, words.rules.source]}>
    {rules.map((rule) => (
      <tr id={rule.id}>
        <td><a href={`#${rule.id}`}><code>{rule.id}</code></a></td>
        <th scope="row">{rule.text}</th>
        <td>{rule.number}</td>
        <td>{rule.article}</td>
        <td><time datetime={rule.from}>{rule.from}</time>{rule.to === null ? ` ${words.rules.since}` : <> – <time datetime={rule.to}>{rule.to}</time></>}{!rule.inForce && <span class="hint">{words.rules.notInForce}</span>}</td>
        <td><Tag tone={TONES[rule.confidence]}>{words.rules.confidence[rule.confidence]}</Tag></td>
      </tr>
    ))}
  </Table>
);
