import type { Language } from "../../web/context.js";
import type { Json } from "../../kernel/canonical-json.js";
import { auctionWords } from "../../web/messages/auction.js";
import { paths } from "../../web/paths.js";
import type { Field } from "../../web/views.js";
import { say, type Act, type Place } from "./acts.js";

const api = ({ item }: Place): string => `/api/v1/auctions/${encodeURIComponent(item)}`;
const page = ({ item }: Place): string => paths.deskAuction(item);
const reason = (language: Language): Field => ({ name: "reason", label: say(language, "理由（写入竞价记录，公开）", "Reason, public in the record"), kind: "textarea", required: true });

function interruptionFields(language: Language): Field[] {
  const { acts, causes } = auctionWords(language);
  return [
    { name: "act", label: say(language, "申请", "Request"), kind: "radio", required: true, options: (["freeze", "thaw"] as const).map((value) => ({ value, label: acts[value] })) },
    { name: "cause", label: say(language, "原因", "Cause"), kind: "select", required: true, options: (["fault", "dispute", "force-majeure"] as const).map((value) => ({ value, label: causes[value] })) },
    reason(language),
    { name: "resumesAt", label: say(language, "恢复时刻（北京时间；立即恢复的不填）", "Goes on at (Beijing time); empty: at once"), kind: "time" },
  ];
}

const orderFields = (language: Language): Field[] => [
  { name: "act", label: say(language, "指令", "Order"), kind: "radio", required: true, options: [{ value: "suspend", label: say(language, "责令暂停", "Stop") }, { value: "resume", label: say(language, "准予恢复", "Go on") }] },
  reason(language),
];

const hexField = (name: string, label: string): Field => ({ name, label, kind: "text", required: true, autocomplete: "off" });
/** For which stage it is asked, and a key of the form’s own. */
const askedFields: readonly Field[] = [{ name: "stage", label: "stage", kind: "hidden" }, { name: "key", label: "key", kind: "hidden" }];
const contributeFields = (language: Language): Field[] => [{ name: "name", label: say(language, "随机数提供方", "Giver of randomness"), kind: "select", required: true, options: [] }, hexField("r", say(language, "随机数（64 位十六进制）", "The number, 64 hexadecimal digits")), ...askedFields];
const codeFields = (language: Language): Field[] => [hexField("code", say(language, "抽取码（64 位十六进制）", "The code, 64 hexadecimal digits")), ...askedFields];
const staged = (filled: Json): Json => {
  const body = filled as Readonly<Record<string, Json>>;
  return { ...body, stage: Number(body["stage"]) };
};

/** What officers and the supervisor do to a contest; its name is the place’s item, a request’s number its lot. */
export const AUCTION_ACTS: Readonly<Record<string, Act>> = {
  "auction-interrupt": { action: "auction.interrupt", zh: "申请冻结或者恢复", en: "Ask to freeze or resume", method: "POST", api: (place) => `${api(place)}/interruptions`, page, fields: interruptionFields, warning: { zh: "另一名经办人核准后立即生效，并向所有人公布。", en: "It counts as soon as another officer approves, and everybody is told." } },
  "auction-interrupt-approve": { action: "auction.interrupt", zh: "核准", en: "Approve", method: "POST", api: (place) => `${api(place)}/interruptions/${encodeURIComponent(place.lot)}/approval`, page },
  "auction-contribute": { action: "auction.draw", zh: "揭示随机数", en: "Show the number", method: "POST", api: (place) => `${api(place)}/contributions`, page, fields: contributeFields, body: staged, warning: { zh: "与承诺值一致的立即写入竞价记录并公开。", en: "If it fits its commitment it is in the record at once, and public." } },
  "auction-draw": { action: "auction.draw", zh: "揭示抽取码", en: "Show the code", method: "POST", api: (place) => `${api(place)}/draws`, page, fields: codeFields, body: staged, warning: { zh: "立即选出号牌，结果公开，不能撤回。", en: "It draws a paddle at once, in public, and cannot be taken back." } },
  "auction-order": { action: "auction.order", zh: "下达监督指令", en: "Give the order", method: "POST", api: (place) => `${api(place)}/orders`, page, fields: orderFields, warning: { zh: "指令立即生效并公布。", en: "The order counts at once and is public." } },
};
