import type { Result } from "../kernel/result.js";
import type { Instant } from "../kernel/time.js";
import { code, column, compose, count, fact, facts, note, paragraphs, section, table, text, time, type Common } from "./blocks.js";
import type { Named, NoticeRecord } from "./record.js";

/** A step of a draw, who took it and when. */
export type DrawStepTaken = { readonly step: string; readonly by: string; readonly at: Instant };

export type DrawRecordFacts = {
  readonly lot: Named;
  /** `T2026-000123/1/D1`. */
  readonly draw: string;
  readonly place: string;
  readonly specialties: readonly { readonly code: string; readonly seats: number; readonly people: number; readonly eligible: number }[];
  readonly perUnit: number; readonly representatives: number; readonly widened: string | null;
  /** Whom nobody of the committee may belong to. */
  readonly avoided: readonly string[];
  readonly excluded: readonly { readonly reason: string; readonly count: number }[];
  readonly pool: { readonly sha256: string; readonly secretSha256: string; readonly chain: string };
  readonly contributions: readonly { readonly name: string; readonly commitment: string; readonly number: string; /** How it came, where its contributor did not give it. */ readonly how: string | null }[];
  readonly codes: readonly string[];
  /** Everybody who was drawn, in the order they came to a seat: by name who signed in, by his id alone who did not. */
  readonly drawn: readonly { readonly label: string; readonly specialty: string; readonly expert: string; readonly name: string | null; readonly arrivedAt: Instant | null; readonly left: string | null }[];
  /** Who was called how often, and what he answered. */
  readonly calls: readonly { readonly label: string; readonly calls: number; readonly last: Instant; readonly answer: string | null; readonly reason: string | null }[];
  readonly replacements: readonly { readonly label: string; readonly reason: string; readonly evidence: string; readonly substitute: string }[];
  readonly steps: readonly DrawStepTaken[];
  readonly ids: { readonly lot: string; readonly number: number };
};

const LAW = "《中华人民共和国招标投标法》第三十七条；《政府采购货物和服务招标投标管理办法》（财政部令第87号）第四十七条、第四十八条";
/** How much of a label is read by people; the whole stands in the bundle. */
const SHORT = 12;
const short = (label: string): string => `${label.slice(0, SHORT)}…`;

/** 抽取记录 (E21), made when the law lets the names out. Law: 招标投标法 37; 87号令 47, 48, 69. */
export const drawRecord = (common: Common, given: DrawRecordFacts): Result<NoticeRecord> =>
  compose(common, { type: "draw-record", title: "评标专家抽取记录", law: LAW, terms: { v: "draw-record/1", ...given.ids, draw: given.draw, pool: given.pool.sha256 }, sections: [
    section("一、抽取申请", "1. Request", facts(
      fact("标段（包）", "Lot", text(given.lot.name)), fact("标段（包）编号", "Lot code", code(given.lot.code)), fact("抽取编号", "Draw", code(given.draw)), fact("抽取地点（网址）", "Place", text(given.place)),
      fact("同一单位最多", "At most of one unit", count(given.perUnit, "名")), fact("招标人（采购人）代表", "Representatives", count(given.representatives, "名")), fact("应当回避的单位", "Units to avoid", text(given.avoided.join("；"))),
    ), table(null, [column("专业", "Specialty", 25), column("需要人数", "Seats", 25, "right"), column("名单人数", "In the list", 25, "right"), column("可以抽取人数", "Could be drawn", 25, "right")],
      given.specialties.map((each) => [code(each.code), count(each.seats, ""), count(each.people, ""), count(each.eligible, "")])), ...given.widened === null ? [] : paragraphs(`扩大专业范围的理由：${given.widened}`)),
    section("二、名单", "2. The pool", facts(
      fact("名单摘要（SHA-256）", "sha256 of the pool", code(given.pool.sha256)), fact("标签密钥摘要（SHA-256）", "sha256 of the keeper's secret", code(given.pool.secretSha256)), fact("一次性码链首", "Head of the chain", code(given.pool.chain)),
      fact("排除", "Left out", text(given.excluded.map(({ reason, count: of }) => `${reason} ${String(of)} 人`).join("；"))),
    ), note("名单在产生随机数以前固定并写入公开日志；平台保存的只有标签，姓名由专家库管理员保管。")),
    section("三、随机数", "3. Random numbers", table(null, [column("出随机数的一方", "Party", 20), column("承诺值", "Commitment", 40), column("公布的随机数", "Number revealed", 40)],
      given.contributions.map((each) => [text(each.name), code(each.commitment), each.number === "-" ? text(each.how ?? "没有公布") : code(each.how === null ? each.number : `${each.number}（${each.how}）`)])),
    facts(...given.codes.map((each, at) => fact(`一次性码 ${String(at + 1)}`, `Code ${String(at + 1)}`, code(each))))),
    section("四、抽取结果和签到", "4. Who was drawn, and who came", table(null, [column("标签", "Label", 22), column("专业", "Specialty", 14), column("专家", "Expert", 22), column("签到时间", "Signed in", 24), column("情况", "State", 18)],
      given.drawn.map((each) => [code(short(each.label)), code(each.specialty), each.name === null ? code(each.expert) : text(each.name), time(each.arrivedAt), text(each.left ?? (each.arrivedAt === null ? "未签到" : "参加评标"))]))),
    section("五、通知与答复", "5. Calls and answers", table(null, [column("标签", "Label", 26), column("通知次数", "Calls", 14, "right"), column("最后一次通知", "Last call", 26), column("答复", "Answer", 34)],
      given.calls.map((each) => [code(short(each.label)), count(each.calls, ""), time(each.last), text(each.answer === null ? "无应答" : `${each.answer}${each.reason === null ? "" : `：${each.reason}`}`)]))),
    section("六、递补", "6. Replacements", table(null, [column("未能参加", "Who left", 22), column("原因", "Why", 20), column("证明摘要（SHA-256）", "sha256 of what shows it", 36), column("递补", "Who followed", 22)],
      given.replacements.map((each) => [code(short(each.label)), text(each.reason), code(each.evidence), code(short(each.substitute))]))),
    section("七、经办人", "7. Who took which step", table(null, [column("步骤", "Step", 34), column("经办人（单位）", "By", 36), column("时间", "At", 30)], given.steps.map((each) => [text(each.step), text(each.by), time(each.at)]))),
  ] });
