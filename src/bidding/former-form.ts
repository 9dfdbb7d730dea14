import type { Json } from "../kernel/canonical-json.js";
import type { FormField } from "../procedure/bid-form.js";
import { hasShape, listOf, literal, text } from "../signing/shapes.js";

const asked = (path: string, kind: FormField["kind"], zh: string, en: string): FormField => ({ path, kind, ask: { zh, en }, name: { zh, en }, required: true, said: [] });

/** What every notice asked that does not say what its bids answer: older than `terms.bidForm`, and asked the same of all. */
export const FORMER_FIELDS: readonly FormField[] = [
  asked("price", "money", "投标总价（元）", "Bid price (yuan)"), asked("days", "days", "工期（日历天）", "Term (days)"), asked("validityDays", "days", "投标有效期（日历天）", "Bid validity (days)"), asked("quality", "text", "质量承诺", "Quality"),
  asked("deposit", "money", "投标保证金（元）", "Bid deposit (yuan)"), asked("leader.name", "text", "项目负责人", "Project leader"), asked("leader.certificate", "text", "负责人证书名称", "The leader’s certificate"), asked("leader.certificateNumber", "text", "负责人证书编号", "Its number"),
];

const TITLE = hasShape({ zh: text(60), en: text(60) });
const FIELD = hasShape({ path: text(60), kind: literal("money", "days", "text"), ask: TITLE, name: TITLE, required: (value) => typeof value === "boolean", said: listOf(literal("opening", "result"), 0, 2) });

/** The fields a notice prints as its bids' form; null where they are none that this program reads. */
export const readFields = (said: Json): readonly FormField[] | null => (listOf(FIELD, 1, 20)(said) ? (said as unknown as readonly FormField[]) : null);
