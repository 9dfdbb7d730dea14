import type { Language } from "../context.js";
import { messagesOf } from "../messages.js";
import { Tag, type Tone } from "./text.js";

/** One check in words with the law it comes from. */
export type CheckLine = { readonly id: string; readonly title: string; readonly law: string; readonly gist: string };

/** A check before publication, as the desk and the public read it. */
export type CheckView = {
  readonly tally: string;
  readonly found: readonly (CheckLine & { readonly severity: "stop" | "warn" | "hint"; readonly place: string; readonly says: string })[];
  readonly passed: readonly CheckLine[];
  readonly notRun: readonly CheckLine[];
};

const TONES: Readonly<Record<CheckView["found"][number]["severity"], Tone>> = { stop: "bad", warn: "go", hint: "info" };

/** What was found, the gravest first, each with its article; what was met lies behind a fold. */
export const CheckPart = ({ view, language, heading }: { view: CheckView; language: Language; heading: string }) => {
  const words = messagesOf(language).check;
  return (
    <section class="card" aria-labelledby="check">
      <h2 id="check">{heading}</h2>
      <p><strong>{view.tally}</strong></p>
      {view.found.length > 0 && (
        <ul class="list">
          {view.found.map((each) => (
            <li>
              <span><Tag tone={TONES[each.severity]}>{words.severities[each.severity]}</Tag> <span lang={language === "zh" ? "zh-CN" : "en"}>{each.place}{messagesOf(language).common.colon}{each.says}</span></span>
              <span class="more">{each.title} <span lang="zh-CN">{each.law}：{each.gist}</span></span>
            </li>
          ))}
        </ul>
      )}
      <Fold lines={view.passed} label={words.passed(view.passed.length)} />
      {view.notRun.length > 0 && <Fold lines={view.notRun} label={words.notRun(view.notRun.length)} />}
    </section>
  );
};

const Fold = ({ lines, label }: { lines: readonly CheckLine[]; label: string }) => (
  <details>
    <summary>{label}</summary>
    <ul class="list">{lines.map((line) => <li><span>{line.title}</span><span class="more" lang="zh-CN">{line.law}：{line.gist}</span></li>)}</ul>
  </details>
);
