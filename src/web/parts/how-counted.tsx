import type { AskedDate } from "../../rules/date-question.js";
import type { Language } from "../context.js";
import { messagesOf } from "../messages.js";
import { pathsOf, twinOf } from "../paths.js";

/** The link beside a date that the law sets: to the page that counts it out, day by day, for everybody. */
export const HowCounted = ({ asked, language }: { asked: AskedDate; language: Language }) => <a href={pathsOf({ language }).howCounted(asked)}>{messagesOf(language).date.calendar}</a>;

/** The same in a list of many, which tells them apart by what each counts. */
export const ListedHow = ({ asked, of, language }: { asked: AskedDate | null; of: string; language: Language }) =>
  (asked === null ? null : <a class="how noprint" href={pathsOf({ language }).howCounted(asked)} aria-label={`${messagesOf(language).date.how}${language === "zh" ? "：" : " "}${of}`}>{messagesOf(language).date.how}</a>);

/** The same beside a date of a document, which carries the address itself; on the site it stays on the site. */
export const HowLink = ({ how, language }: { how: string | undefined; language: Language }) => how === undefined ? null : <a href={twinOf(new URL(how).pathname, language)}>{messagesOf(language).date.how}</a>;
