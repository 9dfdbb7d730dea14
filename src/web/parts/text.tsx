import type { Child } from "hono/jsx";
import { inWords, yuan } from "../../kernel/money.js";
import { dateInChinese, dateInEnglish, dayOf, endInChinese, endInEnglish, type Instant, type PlainDate, plusMs, rfc3339, timeInChinese, timeInEnglish } from "../../kernel/time.js";
import type { Language } from "../context.js";
import { messagesOf } from "../messages.js";
import { HowCounted } from "./how-counted.js";
import type { DateExplanation, DateView, LotStage } from "../views.js";

/** A time as the language writes it, to the second at most. */
export function timeIn(instant: Instant, language: Language): string {
  const whole = (Math.floor(instant / 1_000) * 1_000) as Instant;
  return language === "zh" ? timeInChinese(whole) : timeInEnglish(whole);
}

/** The end of a counted period, as `endInChinese` writes it. */
export const endIn = (instant: Instant, language: Language): string => (language === "zh" ? endInChinese(instant) : endInEnglish(instant));
export const End = ({ at, language }: { at: Instant; language: Language }) => <time datetime={rfc3339(at)}>{endIn(at, language)}</time>;

/** A time in full. */
export const Time = ({ at, language }: { at: Instant; language: Language }) => <time datetime={rfc3339(at)}>{timeIn(at, language)}</time>;

/** A day in full: 2026年12月18日（星期五）. */
export const Day = ({ on, language }: { on: PlainDate; language: Language }) => <time datetime={on}>{language === "zh" ? dateInChinese(on) : dateInEnglish(on)}</time>;

/** A time for a column: 2026-12-18 09:30. */
export const ShortTime = ({ at }: { at: Instant }) => <time datetime={rfc3339(at)}>{rfc3339(at).slice(0, 16).replace("T", " ")}</time>;

/** A time of day to the second: 09:31:07. */
export const Clock = ({ at }: { at: Instant }) => <time datetime={rfc3339(at)}>{rfc3339(at).slice(11, 19)}</time>;

/** An amount in figures and capital words, as documents write it. */
export const Money = ({ fen }: { fen: bigint }) => (
  <><span class="num">¥{yuan(fen)}</span><span class="hint" lang="zh-CN">{inWords(fen)}</span></>
);

export type Tone = "" | "ok" | "bad" | "go" | "info";

export const Tag = ({ tone, children }: { tone: Tone; children?: Child }) => <span class={`tag ${tone}`.trim()}>{children}</span>;

const STAGE_TONES: Partial<Record<LotStage, Tone>> = {
  prequal_open: "go", prequal_review: "info", prequal_done: "info", bidding: "go", noticed: "go", closed: "info", opening: "go", opened: "info", evaluating: "info", evaluated: "info", candidates: "go",
  award_decided: "ok", notified: "ok", contracted: "ok", reported: "ok", archived: "", failed: "bad", terminated: "bad", suspended: "bad",
};

/** A lot's stage as a tag whose colour only repeats what the word says. */
export const StageTag = ({ stage, name }: { stage: LotStage; name: string }) => <Tag tone={STAGE_TONES[stage] ?? ""}>{name}</Tag>;

/** How long until `at`, in words; "closed" after it. */
export function remaining(at: Instant, now: Instant, language: Language): string {
  const words = messagesOf(language).common;
  const minutes = Math.floor((at - now) / 60_000);
  if (at <= now) return words.passed;
  return minutes < 60 ? words.leftMinutes(minutes) : words.left(Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60));
}

/** A date with the way it was counted behind a fold. */
export const ExplainedDate = ({ date, language }: { date: DateView; language: Language }) => (
  <>
    <End at={date.at} language={language} />
    {date.explanation !== null && <Explanation reasons={date.explanation} language={language} />}
  </>
);

/** The last day of a period of whole days, which ends with that day. */
export const ExplainedDay = ({ date, language }: { date: DateView; language: Language }) => {
  return (
    <>
      <Day on={dayOf(plusMs(date.at, -1))} language={language} />
      {date.explanation !== null && <Explanation reasons={date.explanation} language={language} />}
    </>
  );
};

const Explanation = ({ reasons, language }: { reasons: DateExplanation; language: Language }) => {
  const words = messagesOf(language).date;
  return (
    <details>
      <summary>{words.how}</summary>
      <ul class="plain hint">
        <li>{words.article}{words.colon}{reasons.article}{messagesOf(language).common.inBrackets(reasons.rule)}</li>
        <li>{words.from}{words.colon}{reasons.startsFrom}{words.and}<Time at={reasons.startsAt} language={language} /></li>
        <li>{words.period}{words.colon}{reasons.period}</li>
        <li>{reasons.skipped.length === 0 ? words.noneSkipped : `${words.skipped}${words.colon}${reasons.skipped.map((each) => `${each.on} ${each.reason}`).join(words.and)}`}</li>
        {reasons.provisional && <li>{words.provisional}</li>}
        <li><HowCounted asked={reasons.asked} language={language} /></li>
      </ul>
    </details>
  );
};

/** What must be known first: the deadline, how long is left, and why it is that day. */
export const DeadlineNote = ({ label, date, now, language }: { label: string; date: DateView; now: Instant; language: Language }) => (
  <div class={`note ${date.at > now ? "go" : ""}`.trim()}>
    <p class="when">{label}{messagesOf(language).common.colon}<End at={date.at} language={language} /></p>
    <p>{remaining(date.at, now, language)}</p>
    {date.explanation !== null && <Explanation reasons={date.explanation} language={language} />}
  </div>
);

/** A hash or code: may break anywhere, never loses a letter. */
export const Hash = ({ children }: { children?: Child }) => <code class="id hash">{children}</code>;

/** Bytes in words: 4.2 MB. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return `${String(bytes)} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A row of a list of facts; a value that is missing prints 无/不适用. */
export const Fact = ({ name, children, language }: { name: string; children?: Child; language: Language }) => (
  <><dt>{name}</dt><dd>{children ?? messagesOf(language).none}</dd></>
);
