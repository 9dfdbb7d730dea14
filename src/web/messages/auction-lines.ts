import type { Happening } from "../../auctions/happening.js";
import type { Line } from "../../auctions/following.js";
import { AUCTIONS } from "../../kernel/refusals/auctions.js";
import { sayRow } from "../../kernel/refusals/row.js";
import type { Language } from "../context.js";
import { paddleIn, shownMoney, timeOfDay } from "./auction-said.js";
import { auctionWords } from "./auction.js";

/** Who reads: the language, his own paddle, and what phases are called. */
export type LineReader = { readonly language: Language; readonly own: string | null; readonly phaseName: (name: string) => string };

type Of<Kind extends Happening["kind"]> = Extract<Happening, { readonly kind: Kind }>;
type Sayers = { readonly [Kind in Happening["kind"]]: (happening: Of<Kind>, reader: LineReader) => string | null };

const say = ({ language }: LineReader, zh: string, en: string): string => (language === "zh" ? zh : en);
const who = (paddle: string, { own, language }: LineReader): string => paddleIn(paddle, own, language);
const end = (endsAt: string | null, reader: LineReader): string => (endsAt === null ? "" : say(reader, `，${timeOfDay(endsAt)} 结束`, `, ends ${timeOfDay(endsAt)}`));
const cause = (code: keyof ReturnType<typeof auctionWords>["causes"], { language }: LineReader): string => auctionWords(language).causes[code];

const SAYERS: Sayers = {
  "admitted": ({ paddle }, r) => say(r, `${who(paddle, r)} 取得竞买资格`, `${who(paddle, r)} is admitted`),
  "seated": ({ seats }, r) => say(r, `开始前取得竞买资格：${seats.map(({ paddle }) => who(paddle, r)).join("、") || "无"}`, `Admitted before the opening: ${seats.map(({ paddle }) => who(paddle, r)).join(", ") || "nobody"}`),
  "excluded": ({ paddle, reason }, r) => say(r, `${who(paddle, r)} 取消竞买资格：${reason}`, `${who(paddle, r)} is excluded: ${reason}`),
  "stage": ({ phase, endsAt }, r) => say(r, `进入“${r.phaseName(phase)}”${end(endsAt, r)}`, `${r.phaseName(phase)} begins${end(endsAt, r)}`),
  "offered": ({ by, amount, endsAt }, r) => say(r, `${who(by, r)} 报价 ${shownMoney(amount)}${end(endsAt, r)}`, `${who(by, r)} offers ${shownMoney(amount)}${end(endsAt, r)}`),
  "offered-for": ({ by, amount, endsAt }, r) => say(r, `${who(by, r)} 按委托报价 ${shownMoney(amount)}${end(endsAt, r)}`, `${who(by, r)} offers ${shownMoney(amount)} by a maximum${end(endsAt, r)}`),
  "maximum-left": ({ by, amount }, r) => (amount === null ? say(r, `${who(by, r)} 撤回委托最高价`, `${who(by, r)} takes its maximum back`) : say(r, `${who(by, r)} 委托最高价 ${shownMoney(amount)}`, `${who(by, r)} leaves a maximum of ${shownMoney(amount)}`)),
  "taken": ({ by, amount }, r) => say(r, `${who(by, r)} 应价 ${shownMoney(amount)}`, `${who(by, r)} takes ${shownMoney(amount)}`),
  "answered": ({ by, yes }, r) => say(r, `${who(by, r)} 答复：${yes ? "是" : "否"}`, `${who(by, r)} answers ${yes ? "yes" : "no"}`),
  "sealed": ({ by }, r) => say(r, `${who(by, r)} 提交密封报价`, `${who(by, r)} seals a quote`),
  "shown": ({ by, amount }, r) => say(r, `${who(by, r)} 揭示报价 ${shownMoney(amount)}`, `${who(by, r)} shows ${shownMoney(amount)}`),
  "pledged": ({ by, quantity, endsAt }, r) => say(r, `${who(by, r)} 承诺 ${String(quantity)}${end(endsAt, r)}`, `${who(by, r)} promises ${String(quantity)}${end(endsAt, r)}`),
  "quoted": ({ by, amount }, r) => say(r, `${who(by, r)} 本轮报价 ${shownMoney(amount)}`, `${who(by, r)} quotes ${shownMoney(amount)}`),
  "called": ({ count, endsAt }, r) => say(r, `主持人第 ${String(count)} 次报价${end(endsAt, r)}`, `The host calls, ${String(count)}${end(endsAt, r)}`),
  "contributed": ({ name }, r) => say(r, `${name} 公布随机数`, `${name} contributes`),
  "coded": (_, r) => say(r, "公布摇号码", "The code of the lottery is given"),
  "asking": ({ amount, endsAt }, r) => say(r, `降价至 ${shownMoney(amount)}${end(endsAt, r)}`, `${shownMoney(amount)} is asked${end(endsAt, r)}`),
  "sealed-all": ({ endsAt }, r) => say(r, `密封报价截止，开始揭示${end(endsAt, r)}`, `Sealing is over; quotes are shown${end(endsAt, r)}`),
  "contributed-all": ({ missing }, r) => say(r, `随机数公布截止${missing.length === 0 ? "" : `，未公布：${missing.join("、")}`}`, `Contributions are over${missing.length === 0 ? "" : `; none of ${missing.join(", ")}`}`),
  "round": ({ round, paddle, points }, r) => say(r, `第 ${String(round)} 轮最高分：${who(paddle, r)}，${points} 分`, `Best of round ${String(round)}: ${who(paddle, r)}, ${points} points`),
  "chosen": ({ standing }, r) => (standing === null ? say(r, "本阶段没有选出", "Nobody was chosen") : say(r, `选出 ${who(standing.paddle, r)}，${shownMoney(standing.amount)}`, `${who(standing.paddle, r)} is chosen at ${shownMoney(standing.amount)}`)),
  "step-changed": ({ step }, r) => say(r, `加价幅度调整为 ${shownMoney(step)}`, `The increment is ${shownMoney(step)} now`),
  "reserve-fixed": (_, r) => say(r, "底价已经固定（只公布承诺值）", "The reserve is fixed; its commitment alone is known"),
  "frozen": ({ cause: code, reason }, r) => say(r, `竞价冻结（${cause(code, r)}）：${reason}`, `Frozen (${cause(code, r)}): ${reason}`),
  "thawed": ({ cause: code, resumesAt }, r) => say(r, `解除冻结（${cause(code, r)}）${resumesAt === null ? "，还有其他原因" : `，${timeOfDay(resumesAt)} 恢复`}`, `Lifted (${cause(code, r)})${resumesAt === null ? "; another cause is left" : `; goes on ${timeOfDay(resumesAt)}`}`),
  "resumed": ({ endsAt }, r) => say(r, `竞价恢复${end(endsAt, r)}`, `It goes on${end(endsAt, r)}`),
  "sampled": () => null,
  "refused": ({ by, code, facts }, r) => {
    const row = (AUCTIONS as Readonly<Record<string, (typeof AUCTIONS)[keyof typeof AUCTIONS]>>)[code];
    const why = row === undefined ? code : sayRow(row, r.language, facts);
    return say(r, `${who(by, r)} 未受理：${why}`, `${who(by, r)} is refused: ${why}`);
  },
  "ended": ({ standing }, r) => (standing === null ? say(r, "竞价结束，没有报价", "Over without an offer") : say(r, `竞价结束：${who(standing.paddle, r)}，${shownMoney(standing.amount)}`, `Over: ${who(standing.paddle, r)}, ${shownMoney(standing.amount)}`)),
};

/** A line of the record in words; null where it says nothing to people. */
export const lineInWords = (line: Line, reader: LineReader): string | null => (line.kind === "hidden" ? null : (SAYERS[line.kind] as (happening: Happening, reader: LineReader) => string | null)(line, reader));
