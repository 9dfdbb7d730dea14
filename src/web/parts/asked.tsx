import type { Instant } from "../../kernel/time.js";
import type { Language } from "../context.js";
import { clarificationWords } from "../messages/clarifications.js";
import { Fact, Tag, Time } from "./text.js";

/** One question to a bidder: `bidder` by name where the committee reads it; `href` leads to the page where it is answered. */
export type AskedView = {
  readonly bidder: string | null; readonly kind: "clarification" | "low-price"; readonly question: string; readonly askedAt: Instant; readonly until: Instant;
  readonly answer: string | null; readonly answeredAt: Instant | null; readonly href: string | null;
};

/** What was asked and answered, one below the other. @param now by which an answer is late */
export const AskedList = ({ asked, now, language }: { asked: readonly AskedView[]; now: Instant; language: Language }) => (
  <>{asked.map((each) => <Asked asked={each} now={now} language={language} />)}</>
);

export const Asked = ({ asked, now, language }: { asked: AskedView; now: Instant; language: Language }) => {
  const words = clarificationWords(language);
  const isLate = now >= asked.until;
  return <>
    <dl class="facts">
      {asked.bidder !== null && <Fact name={words.bidder} language={language}><span lang="zh-CN">{asked.bidder}</span></Fact>}
      <Fact name={words.kind} language={language}>{words.kinds[asked.kind]}</Fact>
      <Fact name={words.asked} language={language}><span lang="zh-CN">{asked.question}</span></Fact>
      <Fact name={words.askedAt} language={language}><Time at={asked.askedAt} language={language} /></Fact>
      <Fact name={words.until} language={language}><Time at={asked.until} language={language} /></Fact>
      <Fact name={words.answer} language={language}>{asked.answer === null ? <Tag tone={isLate ? "bad" : "go"}>{isLate ? words.late : words.waits}</Tag> : <span lang="zh-CN">{asked.answer}</span>}</Fact>
      {asked.answeredAt !== null && <Fact name={words.answeredAt} language={language}><Time at={asked.answeredAt} language={language} /></Fact>}
    </dl>
    {asked.href !== null && asked.answer === null && !isLate && <p><a class="btn" href={asked.href}>{words.toAnswer}</a></p>}
  </>;
};
