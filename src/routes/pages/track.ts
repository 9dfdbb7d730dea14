import type { CaseRow } from "../../approvals/queries.js";
import { trackCase } from "../../approvals/use-cases/show.js";
import { answerOf } from "../../figures/queries.js";
import { checkAnswer, GRADE_LIST, GRADES, isOver } from "../../figures/survey.js";
import { trackJoint } from "../../joint/use-cases/show.js";
import { wordsOf } from "../../kernel/refusal.js";
import type { Language } from "../../web/context.js";
import { bodyOf, type Posted } from "../../web/form-values.js";
import { caseWords } from "../../web/messages/cases.js";
import { trackPage, type Survey } from "../../web/pages/case.js";
import { jointTrackPage } from "../../web/pages/joint-case.js";
import { paths } from "../../web/paths.js";
import type { Field, RefusalView } from "../../web/views.js";
import { refilled } from "./complaints.js";
import { postedForm, sendAs } from "./forms.js";
import { contextOf, html, missingPage, type PageRequest, type Site } from "./site.js";
import { trackView } from "./views/case.js";
import { jointTrackView } from "./views/joint.js";

/** Where a case stands by its code, and what its applicant says of it once it is over: sent as nobody, also where this browser is signed in. */
export function trackPageRoutes(site: Site): void {
  site.api.get(paths.track, (c) => drawTrack(c, site, c.req.query("code") ?? "", null));
  site.api.post(paths.track, async (c) => judge(c, site, await postedForm(c)));
}

const codeIn = (given: string): string => given.trim().toUpperCase().slice(0, 40);
type Sent = { readonly posted: Posted; readonly refusal: RefusalView | null };

async function drawTrack(c: PageRequest, site: Site, given: string, sent: Sent | null): Promise<Response> {
  const page = contextOf(c, site);
  const code = codeIn(given);
  const found = code === "" ? null : await trackCase(site.world, code, c.get("receivedAt"));
  if (found === null) return html(c, page, trackPage(page, { code, view: null, survey: null, faults: [] }));
  const joint = found.ok ? null : await trackJoint(site.world, code, c.get("receivedAt"));
  if (joint?.ok === true) return html(c, page, jointTrackPage(page, jointTrackView(joint.value, page.language)));
  if (!found.ok) return html(c, page, trackPage(page, { code, view: null, survey: null, faults: [{ field: null, text: wordsOf(found.refusal, page.language) }] }), 404);
  const { posted, refusal } = sent ?? { posted: new Map(), refusal: null };
  const form = refilled(surveyFields(page.language), posted, refusal, { language: page.language, prefix: "survey" });
  const survey = await surveyOf(site, found.value.row, form.fields);
  return html(c, page, trackPage(page, { code, view: trackView(found.value, page.language), survey, faults: form.faults }), refusal === null ? 200 : 422);
}

/** The form of a case that may be judged; null while it is not over. */
async function surveyOf({ world: { db, exchange } }: Site, row: CaseRow, fields: readonly Field[]): Promise<Survey | null> {
  const isAnswered = (await answerOf(db, exchange.id, row.code)) !== null;
  return checkAnswer({ isOver: isOver(row), isAnswered }).ok ? { fields } : isAnswered ? { fields: null } : null;
}

function surveyFields(language: Language): Field[] {
  const words = caseWords(language);
  return [
    { name: "grade", label: words.surveyGrade, kind: "radio", required: true, options: GRADE_LIST.map((grade) => ({ value: String(grade), label: GRADES[grade][language] })) },
    { name: "words", label: words.surveyWords, kind: "textarea", rows: 3, hint: words.surveyHint },
  ];
}

async function judge(c: PageRequest, site: Site, posted: Posted | null): Promise<Response> {
  const code = codeIn(posted?.get("code")?.[0] ?? "");
  if (posted === null || code === "") return missingPage(c, site);
  const { grade, words } = bodyOf(surveyFields("zh"), posted) as { readonly grade?: string; readonly words?: string };
  const body = JSON.stringify({ grade: Number(grade ?? ""), words: words ?? null });
  const sent = await sendAs(c, site, `/api/v1/track/${encodeURIComponent(code)}/answer`, { isNobody: true, method: "POST", headers: { "content-type": "application/json" }, body });
  return sent.ok ? c.redirect(paths.trackOf(code), 303) : drawTrack(c, site, code, { posted, refusal: sent.refusal });
}
