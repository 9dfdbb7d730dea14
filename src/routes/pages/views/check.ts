import type { Instant } from "../../../kernel/time.js";
import { lineOf } from "../../../lines/lines.js";
import { checksOf, tallyInChinese, tallyInEnglish, type CheckReport, type CheckWords } from "../../../tenders/check/run.js";
import type { Tender } from "../../../tenders/queries.js";
import type { Language } from "../../../web/context.js";
import type { CheckLine, CheckView } from "../../../web/parts/check.js";

/** A report in words of one language; a check that the line no longer names keeps its id. */
export function checkView(tender: Tender, report: CheckReport, at: Instant, language: Language): CheckView {
  const known = new Map(checksOf(lineOf(tender.row.line), { tender, at, offices: null, documents: null }).map((words) => [words.id, words]));
  const line = (id: string): CheckLine => lineOfCheck(id, known.get(id), language);
  return {
    tally: language === "zh" ? tallyInChinese(report) : tallyInEnglish(report), passed: report.passed.map(line), notRun: report.notRun.map(line),
    found: report.found.map((each) => ({
      ...line(each.check), severity: each.severity, place: language === "zh" ? each.placeZh : each.placeEn, says: language === "zh" ? each.saysZh : each.saysEn,
    })),
  };
}

const lineOfCheck = (id: string, words: CheckWords | undefined, language: Language): CheckLine =>
  ({ id, title: words?.[language] ?? id, law: [words?.act ?? "", words?.article ?? ""].filter((part) => part !== "").join(" "), gist: words?.gist ?? "" });
