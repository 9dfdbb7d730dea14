import { grouped } from "../../kernel/money.js";
import type { Block, Column, NoticeRecord, Value } from "../../notices/record.js";
import { at, type PlainDate, dateInChinese, dateInEnglish, endInChinese, endInEnglish, timeInChinese, timeInEnglish } from "../../kernel/time.js";
import type { Language } from "../context.js";
import { messagesOf } from "../messages.js";
import { HowLink } from "./how-counted.js";

/** The sections of a notice as published: headings in the reader's language, the text itself as it stands. */
export const Sections = ({ record, language }: { record: NoticeRecord; language: Language }) => (
  <>
    {record.sections.map((section) => (
      <section>
        <h2>{language === "zh" ? section.zh : section.en}</h2>
        {section.blocks.map((block) => <BlockView block={block} language={language} />)}
      </section>
    ))}
  </>
);

/** One block of a document. */
export const BlockView = ({ block, language }: { block: Block; language: Language }) => {
  switch (block.block) {
    case "facts":
      return <dl class="facts">{block.rows.map((row) => <><dt>{language === "zh" ? row.zh : row.en}</dt><dd><ValueView value={row.value} language={language} /></dd></>)}</dl>;
    case "paragraph":
      return <p lang="zh-CN">{block.text}</p>;
    case "note":
      return <p class="note" lang="zh-CN">{block.text}</p>;
    case "list":
      return block.ordered ? <ol lang="zh-CN">{block.items.map((item) => <li>{item}</li>)}</ol> : <ul lang="zh-CN">{block.items.map((item) => <li>{item}</li>)}</ul>;
    case "table":
      return <TableView block={block} language={language} />;
  }
};

const ALIGN: Record<Column["align"], string> = { left: "", right: "n", center: "mid" };

const TableView = ({ block, language }: { block: Extract<Block, { block: "table" }>; language: Language }) => (
  <div class="scroll" role="region" aria-label={block.caption ?? messagesOf(language).common.scrollTable} tabindex={0}>
    <table>
      {block.caption !== null && <caption lang="zh-CN">{block.caption}</caption>}
      <thead><tr>{block.columns.map((column) => <th scope="col" class={ALIGN[column.align]}>{language === "zh" ? column.zh : column.en}</th>)}</tr></thead>
      <tbody>{block.rows.map((row) => <tr>{row.map((value, index) => <td class={ALIGN[block.columns[index]?.align ?? "left"]}><ValueView value={value} language={language} /></td>)}</tr>)}</tbody>
    </table>
  </div>
);

/** A date that is counted out is the end of a period. */
function timeOf({ at: text, how }: Extract<Value, { kind: "time" }>, language: Language): string {
  const words = how === undefined ? { zh: timeInChinese, en: timeInEnglish } : { zh: endInChinese, en: endInEnglish };
  return words[language](at(text));
}

/** One printed value; nothing is ever blank. */
export const ValueView = ({ value, language }: { value: Value; language: Language }) => {
  if (value === null) return <>{messagesOf(language).none}</>;
  switch (value.kind) {
    case "text":
      return <span lang="zh-CN">{value.text}</span>;
    case "money":
      return <><span class="num">¥{grouped(value.amount)}</span><span class="hint" lang="zh-CN">{value.words}</span></>;
    case "time":
      return <><time datetime={value.at}>{timeOf(value, language)}</time> <HowLink how={value.how} language={language} /></>;
    case "day":
      return <><time datetime={value.on}>{language === "zh" ? dateInChinese(value.on as PlainDate) : dateInEnglish(value.on as PlainDate)}</time> <HowLink how={value.how} language={language} /></>;
    case "code":
      return <code class="id">{value.text}</code>;
    case "link":
      return <a class="id" href={value.url}>{value.url}</a>;
  }
};
