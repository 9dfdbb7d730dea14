import { readReview } from "../../judging/prequalification.js";
import { fromBase64 } from "../../kernel/bytes.js";
import { refuse } from "../../kernel/result.js";
import { lotOf } from "../../tenders/form.js";
import type { Tender } from "../../tenders/queries.js";
import type { Language } from "../../web/context.js";
import { reviewPage, type ReviewPageView } from "../../web/pages/review.js";
import { paths } from "../../web/paths.js";
import type { ActionView } from "../../web/views.js";
import { inOffice } from "../endpoint.js";
import { reviewView } from "../views/judging.js";
import { say } from "./acts.js";
import { button, faultsOf, type Drawing } from "./buttons.js";
import { withValues } from "./draft-values.js";
import type { Refused } from "./forms.js";
import { reviewFields, type Held } from "./review-acts.js";
import { contextOf, html, refusedPage, type PageRequest, type Site } from "./site.js";

/** What GET …/prequalification answers: the page shows the same. */
type Reviewing = Held & {
  readonly label: string; readonly chair: boolean; readonly names: Readonly<Record<string, string>>;
  readonly applications: readonly { readonly bidder: string; readonly how: string; readonly files: readonly { readonly name: string; readonly href: string }[] }[];
  readonly review: { readonly version: number; readonly sha256: string; readonly file: string; readonly signed: number; readonly of: number; readonly mine: boolean } | null;
};

/** /panel/{tender}/{lot} while the applications for a lot are reviewed. */
export async function drawReview(c: PageRequest, site: Site, { tender, lot }: { readonly tender: Tender; readonly lot: string }, refused: Refused | null): Promise<Response> {
  const may = inOffice(c, "applications.review");
  if (!may.ok) return refusedPage(c, site, may.refusal, paths.panel);
  const seen = await reviewView(site.world, may.value, { tenderId: tender.id, lot });
  if (!seen.ok) return refusedPage(c, site, seen.refusal, paths.panel);
  const room = seen.value.body as Reviewing;
  const page = contextOf(c, site);
  const place = { tender: tender.id, lot };
  const drawing: Drawing = { world: site.world, actor: may.value, language: page.language, back: `${paths.panel}/${encodeURIComponent(tender.id)}/${encodeURIComponent(lot)}`, refused };
  return html(c, page, reviewPage(page, {
    ...place, title: tender.form.title, lotName: lotOf(tender.form, lot).name, label: say(page.language, `评委 ${room.label.slice(0, 8)}`, `member ${room.label.slice(0, 8)}`), max: room.limit?.max ?? null,
    items: room.items, applicants: room.applications.map(({ bidder, files }) => ({ name: room.names[bidder] ?? bidder, files })), standing: standingOf(room), signHref: `/api/v1/tenders/${tender.id}/lots/${encodeURIComponent(lot)}/prequalification/signatures`,
    actions: room.chair ? chairActs(room, drawing, place) : [], faults: faultsOf(drawing.refused, page.language),
  }), refused === null ? 200 : 422);
}

function standingOf({ review, names, items }: Reviewing): ReviewPageView["standing"] {
  if (review === null) return null;
  const results = readReview(fromBase64(review.file)).map(({ applicant, passed, score, items: found }) => ({
    name: names[applicant] ?? applicant, passed, score, unmet: found.filter(({ met }) => !met).map(({ id, finding }) => `${items.find((each) => each.id === id)?.title ?? id}：${finding}`),
  }));
  return { version: review.version, sha256: review.sha256, bytes: review.file, signed: review.signed, of: review.of, isMine: review.mine, results };
}

/** What the chair rules, with what stands filled in, and the submission once all have signed. */
function chairActs(room: Reviewing, drawing: Drawing, place: { readonly tender: string; readonly lot: string }): ActionView[] {
  const { language } = drawing;
  const written = room.review === null ? [] : readReview(fromBase64(room.review.file));
  const opened = room.applications.filter(({ how }) => how === "threshold" || how === "bidder-key");
  const applicants = opened.map(({ bidder, files }) => ({ applicant: bidder, name: room.names[bidder] ?? bidder, files: files.map(({ name, href }) => ({ label: name, href })), state: stateOf(written.find(({ applicant }) => applicant === bidder)?.passed, language) }));
  const values = Object.fromEntries(opened.flatMap(({ bidder }, row) => valuesOf(written.find(({ applicant }) => applicant === bidder), row, room)));
  const unsigned = room.review === null ? refuse("review-missing", { lot: place.lot }).refusal : room.review.signed < room.review.of ? refuse("review-unsigned", { unsigned: room.review.of - room.review.signed }).refusal : null;
  return [button(drawing, "prequal-review", place, { fields: withValues(reviewFields(language, room, applicants), values) }), button(drawing, "prequal-submit", place, { refusal: unsigned })];
}

const stateOf = (passed: boolean | undefined, language: Language): string => (passed === undefined ? say(language, "未审查", "open") : passed ? say(language, "通过", "passes") : say(language, "不通过", "does not pass"));

function valuesOf(result: ReturnType<typeof readReview>[number] | undefined, row: number, { items, limit }: Held): [string, string][] {
  if (result === undefined) return [];
  const path = `results.${String(row)}`;
  return [
    ...items.flatMap(({ id }, item): [string, string][] => {
      const found = result.items.find((each) => each.id === id);
      return found === undefined ? [] : [[`${path}.items.${String(item)}.met`, found.met ? "yes" : "no"], [`${path}.items.${String(item)}.finding`, found.finding]];
    }),
    ...(limit?.criteria ?? []).map(({ id }, criterion): [string, string] => [`${path}.points.${String(criterion)}.points`, result.points.find((each) => each.criterion === id)?.points ?? ""]),
  ];
}
