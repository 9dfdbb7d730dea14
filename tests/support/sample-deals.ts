import { at, day, type Instant } from "../../src/kernel/time.js";
import { land } from "../../src/lines/land.js";
import { SALE_STAGES, type SaleStage } from "../../src/procedure/sale-words.js";
import { contractFields, DEAL_ACTS, keepingFields, singleFields } from "../../src/routes/pages/deal-acts.js";
import type { Language } from "../../src/web/context.js";
import type { DeskDealView, MyDealView } from "../../src/web/pages/sale-deal.js";
import type { SingleDealView } from "../../src/web/pages/sale-single.js";
import type { DealFacts } from "../../src/web/parts/deal.js";
import type { ForfeitView } from "../../src/web/parts/forfeits.js";
import type { ActionView, Field } from "../../src/web/views.js";

// What follows a deal in the states that look different; all of it fictional.
const t = (text: string): Instant => at(`${text}+08:00`);
const [SALE, TITLE, HASH] = ["D3417000001S00001", "晨光市滨河区2026-08号地块", "9f3cb1c97d1e4a5577d0e21a04bc00112233445566778899aabbccddeeff0011"];
const fieldsOf = (name: string, language: Language): readonly Field[] => DEAL_ACTS[name]?.fields?.(language) ?? [];
const act = (name: string, language: Language, fields: readonly Field[] = fieldsOf(name, language), over: Partial<ActionView> = {}): ActionView =>
  ({ name, label: DEAL_ACTS[name]?.[language] ?? name, href: `/acts/${name}`, fields, refusal: null, warning: DEAL_ACTS[name]?.warning?.[language] ?? null, idempotencyKey: `key-${name}`, version: null, ...over });
const stage = (name: SaleStage, language: Language) => ({ stage: name, stageName: SALE_STAGES[name][language], formerRound: undefined });

const deal = (language: Language, over: Partial<DealFacts> = {}): DealFacts => ({
  sale: SALE, title: TITLE, lotName: "2026-08号地块", ...stage("deal", language), fen: 13_000_000_000n, endedAt: t("2026-02-11T10:24:00"),
  seller: { called: land.parties.seller[language], name: "晨光市自然资源和规划局" }, winner: { called: land.parties.winner[language], name: "江海市政工程股份有限公司", uscc: "91341702MA0000058N" },
  confirmation: { called: land.documents.confirmation[language], due: { on: day("2026-02-25"), isLate: false }, signed: { seller: t("2026-02-12T09:10:00"), winner: null }, prepared: { notice: `${SALE}-N3`, document: HASH, signAt: t("2026-02-26T10:00:00"), signPlace: "晨光市滨河路1号三楼洽谈室" } },
  result: { called: land.documents.result[language], due: { on: day("2026-02-28"), isLate: false }, published: null }, contract: { called: land.documents.contract[language], due: { on: day("2026-02-28"), isLate: false }, made: null }, payment: null, refused: null, ...over,
});

const paidDeal = (language: Language): DealFacts => deal(language, {
  title: `${TITLE}（二）`, ...stage("contracted", language), contract: { called: land.documents.contract[language], due: { on: day("2026-02-28"), isLate: false }, made: { number: "晨地合〔2026〕8号", signedOn: day("2026-02-26"), effectiveOn: day("2026-02-26"), at: t("2026-02-26T11:00:00"), file: HASH, payment: "instalments", security: null, rate: null } },
  result: { called: land.documents.result[language], due: { on: day("2026-02-28"), isLate: false }, published: { notice: `${SALE}-N4`, at: t("2026-02-25T15:00:00"), until: null } },
  payment: {
    number: "341700010123456789012397", payee: { name: "晨光市财政局非税收入专户", bank: "晨光银行营业部" }, paidFen: 6_500_000_000n, leftFen: 6_500_000_000n, whose: "treasury", settled: [], interest: null,
    schedule: [{ until: day("2026-03-26"), fen: 6_500_000_000n, cameFen: 6_500_000_000n, state: "done" }, { until: day("2027-02-26"), fen: 13_000_000_000n, cameFen: 6_500_000_000n, state: "due" }], payments: [{ on: day("2026-02-26"), source: "deposit", fen: 2_400_000_000n }, { on: day("2026-03-20"), source: "bank", fen: 4_100_000_000n }],
  },
});

const forfeit = (language: Language, over: Partial<ForfeitView> = {}): ForfeitView => ({
  fen: 2_400_000_000n, grounds: [{ words: land.forfeits["refuses-to-sign"]?.[language] ?? "", law: land.forfeits["refuses-to-sign"]?.law[language] ?? "", clause: "竞买须知第六条" }], finding: "两次书面催告后，竞得人书面表示不签订成交确认书。", proposedAt: t("2026-02-27T09:00:00"), heardUntil: t("2026-03-05T00:00:00"),
  answer: null, outcome: null, reason: null, to: "treasury", action: null, ...over,
});

const NONE = { prepare: null, sign: null, publish: null, contract: null, close: null, refuse: null } as const;
const asked = { dates: 2, isSecured: true, toSeller: true };

/** Just dealt; contracted and half paid; refused, with a proposal to keep the deposit. */
export const deskDealSample = (language: Language, state: "dealt" | "paid" | "refused"): DeskDealView => {
  if (state === "paid") return { deal: paidDeal(language), acts: { ...NONE, close: act("deal-close", language, [], { refusal: { code: "price-not-paid", facts: { paid: "65,000,000.00", price: "130,000,000.00" } } }) }, deposits: [], faults: [] };
  const unsigned = { refusal: { code: "confirmation-unsigned", facts: { party: "竞得人（受让方）", partyEn: "the winner" } } } as const;
  if (state === "dealt") {
    return {
      deal: deal(language), deposits: [{ name: "江海市政工程股份有限公司", uscc: "91341702MA0000058N", fen: 2_400_000_000n, state: "保证金在专户", openUntil: null, forfeits: [], actions: [act("keeping-propose", language, keepingFields(language, land.forfeits, true))] }], faults: [{ field: "deal-contract-number", text: "合同编号：请填写" }],
      acts: { prepare: act("deal-prepare", language), sign: act("deal-sign", language, []), publish: act("deal-result", language, [], unsigned), contract: act("deal-contract", language, contractFields(language, asked, "130000000.00")), close: null, refuse: act("deal-refuse", language) },
    };
  }
  return {
    deal: deal(language, { title: `${TITLE}（三）`, ...stage("no_deal", language), refused: { words: land.forfeits["refuses-to-sign"]?.[language] ?? "", reason: "经两次书面催告，竞得人书面表示不签订成交确认书。", at: t("2026-02-26T16:00:00") } }), acts: NONE, faults: [],
    deposits: [{ name: "江海市政工程股份有限公司", uscc: "91341702MA0000058N", fen: 2_400_000_000n, state: "已提出不予退还，等待决定", openUntil: t("2026-03-10T00:00:00"), forfeits: [forfeit(language, { answer: "融资未获批准。" })], actions: [act("keeping-keep", language), act("keeping-drop", language)] }],
  };
};

const CONTACT = { name: "晨光市自然资源和规划局", person: "高原", phone: "0000-1234567", address: "晨光市滨河路1号" };
export const myDealSample = (language: Language, state: "sign" | "pay" | "refused"): MyDealView => {
  if (state === "sign") return { deal: deal(language), sign: act("deal-sign", language, []), credits: [], forfeits: [], contact: CONTACT, faults: [] };
  const refused = { words: land.forfeits["refuses-to-sign"]?.[language] ?? "", reason: "书面表示不签订成交确认书。", at: t("2026-02-26T16:00:00") };
  if (state === "refused") return { deal: deal(language, { title: `${TITLE}（三）`, ...stage("no_deal", language), refused }), sign: null, credits: [], forfeits: [forfeit(language, { action: act("keeping-answer", language) })], contact: CONTACT, faults: [] };
  const { payment, ...paid } = paidDeal(language);
  const owing = payment === null ? null : { ...payment, interest: { fen: 19_500_000n, rate: "3.0", from: day("2026-03-05"), until: day("2026-04-10") } };
  return { deal: { ...paid, payment: owing }, sign: null, forfeits: [], contact: CONTACT, faults: [], credits: [{ amount: 10_600_000_001n, currency: "CNY", valueAt: t("2026-03-19T10:00:00"), fault: "金额不符", isReversed: false }, { amount: 4_100_000_000n, currency: "CNY", valueAt: t("2026-03-20T10:00:00"), fault: null, isReversed: false }] };
};

export const singleSample = (language: Language, isOver: boolean): SingleDealView => ({
  sale: "D3417000001S00002", title: "晨光市城投物业有限公司60%股权", lotName: isOver ? "60%股权" : "40%股权", until: t("2026-02-11T00:00:00"), faults: [],
  tally: isOver ? { qualified: 1, undecided: 0 } : null, only: isOver ? { firm: "江海市政工程股份有限公司", uscc: "91341702MA0000058N", certificate: "D3417000001S00002-01-Q1", floorFen: 1_000_000_000n, offerFen: 1_020_000_000n } : null, action: isOver ? act("sale-single", language, singleFields(language, "10200000.00")) : null,
});

/** Deposits and orders of the supervisor stand on pages of the desk. */
export const orderAct = (language: Language): ActionView => act("sale-suspend", language);
