import { base64, utf8 } from "../../kernel/bytes.js";
import type { Json } from "../../kernel/canonical-json.js";
import type { Language } from "../../web/context.js";
import type { Posted } from "../../web/form-values.js";
import { applicationWords, type ApplicationWords } from "../../web/messages/applications.js";
import { deskSaleWords, type DeskSaleWords } from "../../web/messages/desk-sales.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { textOf, type Act, type Place } from "./acts.js";
import { givenIn } from "./given.js";
import { saleBody } from "./sale-body.js";
import { saleFields } from "./sale-fields.js";

const API = "/api/v1/sales";
const saleApi = ({ item }: Place): string => `${API}/${encodeURIComponent(item)}`;
const saleLotApi = (place: Place): string => `${saleApi(place)}/lots/${encodeURIComponent(place.lot)}`;
const both = (of: (words: ApplicationWords) => string) => ({ zh: of(applicationWords("zh")), en: of(applicationWords("en")) });
const desk = (of: (words: DeskSaleWords) => string) => ({ zh: of(deskSaleWords("zh")), en: of(deskSaleWords("en")) });
const deskSale = ({ item }: Place): string => paths.deskSale(item);
const reservePage = ({ item, lot }: Place): string => paths.deskSaleReserve(item, lot);

const form = (language: Language, posted: Posted): readonly Field[] => saleFields(language, givenIn(posted));
const firm: Field = { name: "firm", label: "firm", kind: "hidden", required: true };
/** Fields about one applicant. */
export const aboutApplicant = (fields: readonly Field[], uscc: string): Field[] => fields.map((field) => (field.name === firm.name ? { ...field, value: uscc } : field));

/** An application: the statement, and what a firm offers for itself where it may be dealt with alone. @param floor price in yuan; null where no offer is asked */
export function applyFields(language: Language, floor: string | null): Field[] {
  const words = applicationWords(language);
  return [
    { name: "statement", label: words.statement, kind: "textarea", rows: 6, required: true, hint: words.statementHint },
    ...(floor === null ? [] : [{ name: "offer", label: words.offer, kind: "money", hint: words.offerHint(floor) } as const]),
  ];
}

export function reviewFields(language: Language): Field[] {
  const words = deskSaleWords(language);
  const { verdicts } = applicationWords(language);
  return [
    firm, { name: "verdict", label: words.verdictAsk, kind: "radio", required: true, options: (["qualified", "refused"] as const).map((value) => ({ value, label: verdicts[value] })) }, { name: "reason", label: words.reasonAsk, kind: "textarea", rows: 3, required: true },
  ];
}

function decisionFields(language: Language): Field[] {
  const words = deskSaleWords(language);
  return [
    { name: "commitment", label: words.commitment, kind: "text", required: true }, { name: "decidedOn", label: words.decidedOn, kind: "date", required: true },
    { name: "participants", label: words.participants, kind: "textarea", rows: 3, lines: true, required: true, hint: words.participantsHint }, { name: "record", label: words.record, kind: "text", required: true },
  ];
}

const moveField: Field = { name: "move", label: "move", kind: "hidden", required: true };
/** The one field of a publication: which move brings the notice out. */
export const moveFields = (move: string): Field[] => [{ ...moveField, value: move }];

/** The keeper’s file is sent as its bytes. */
const fileBody = (filled: Json): Json => ({ file: base64(utf8(textOf(filled, "file"))) });

/** What is done about grants and transfers; the sale is the place’s item. */
export const SALE_ACTS: Readonly<Record<string, Act>> = {
  "sale-apply": {
    action: "sale.apply", ...both(({ apply }) => apply), method: "POST", api: (place) => `${saleLotApi(place)}/application`, page: ({ item, lot }) => paths.mySale(item, lot),
    fieldsOf: (language, posted) => applyFields(language, posted.has("offer") ? "" : null),
  },
  "sale-draft": {
    action: "sale.draft", ...desk(({ save }) => save), method: "POST", api: () => API, fieldsOf: form, body: (filled) => ({ line: textOf(filled, "line"), form: saleBody(filled) }), page: () => paths.newSale, then: ({ sale }) => paths.deskSale(String(sale)),
  },
  "sale-redraft": { action: "sale.draft", ...desk(({ saved }) => saved), method: "PUT", api: saleApi, fieldsOf: form, body: (filled, _, version) => ({ version, form: saleBody(filled) }), page: ({ item }) => paths.deskSaleForm(item), then: (_, place) => deskSale(place) },
  "sale-register": { action: "sale.draft", ...desk(({ register }) => register), method: "POST", api: (place) => `${saleApi(place)}/registration`, page: deskSale },
  "sale-appraise": { action: "sale.draft", ...desk(({ appraise }) => appraise), method: "POST", api: (place) => `${saleApi(place)}/appraisal`, page: deskSale },
  "sale-publish": { action: "sale.publish", zh: "复核并发布公告", en: "Review and publish", method: "POST", api: (place) => `${saleApi(place)}/rounds`, fields: () => [moveField], page: deskSale, warning: desk(({ publishWarning }) => publishWarning) },
  "sale-end": {
    action: "sale.end", ...desk(({ end }) => end), method: "POST", api: (place) => `${saleApi(place)}/termination`, page: deskSale, warning: desk(({ endWarning }) => endWarning),
    fields: (language) => [{ name: "reason", label: deskSaleWords(language).endReason, kind: "textarea", rows: 3, required: true }],
  },
  "sale-archive": { action: "archive.order", ...desk(({ archive }) => archive), method: "POST", api: (place) => `${saleApi(place)}/archive`, page: deskSale, warning: desk(({ archiveWarning }) => archiveWarning) },
  "sale-review": { action: "sale.review", ...desk(({ review }) => review), method: "POST", api: (place) => `${saleLotApi(place)}/reviews`, fields: reviewFields, page: ({ item, lot }) => paths.deskApplicants(item, lot), warning: desk(({ reviewWarning }) => reviewWarning) },
  "sale-refund": { action: "deposit.refund", ...desk(({ refund }) => refund), method: "POST", api: (place) => `${saleLotApi(place)}/deposit-refunds`, fields: () => [firm], page: () => paths.deskSales, warning: desk(({ refundWarning }) => refundWarning) },
  "sale-reserve": { action: "sale.reserve", ...desk(({ enterDo }) => enterDo), method: "POST", api: (place) => `${saleLotApi(place)}/reserves`, fields: decisionFields, page: reservePage },
  "sale-reserve-approve": { action: "sale.reserve", ...desk(({ approve }) => approve), method: "POST", api: (place) => `${saleLotApi(place)}/reserves/${encodeURIComponent(place.part)}/approval`, page: reservePage, warning: desk(({ approveWarning }) => approveWarning) },
  "sale-reserve-open": {
    action: "sale.reserve", ...desk(({ openDo }) => openDo), method: "POST", api: (place) => `${saleLotApi(place)}/reserve-opening`, page: reservePage, body: fileBody, warning: desk(({ openWarning }) => openWarning),
    fields: (language) => [{ name: "file", label: deskSaleWords(language).fileField, kind: "textarea", rows: 3, required: true, hint: deskSaleWords(language).fileHint }],
  },
};
