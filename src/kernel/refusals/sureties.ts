import type { RefusalRow } from "./row.js";

/** Letters of guarantee and who may issue them. */
export const SURETIES = {
  "surety-late": { status: 409, zh: "保函须在接受投标期间、投标截止（{deadline}）前提交。", en: "A letter of guarantee is handed in while bids are taken, until the deadline ({deadline})." },
  "surety-other-lot": { status: 422, zh: "保函是为 {given} 开立的，不是 {wanted}。", en: "The letter is for {given}, not for {wanted}." },
  "surety-other-beneficiary": { status: 422, zh: "保函的受益人是 {given}，应为 {wanted}。", en: "The letter’s beneficiary is {given}; it should be {wanted}." },
  "surety-other-firm": { status: 422, zh: "保函的被担保人是 {given}，不是本单位 {wanted}。", en: "The letter is for the firm {given}, not for {wanted}." },
  "surety-name-differs": { status: 422, zh: "保函所写名称“{given}”与登记的“{wanted}”不同。", en: "The letter says “{given}”, the register “{wanted}”." },
  "surety-currency": { status: 422, zh: "保函以 {given} 计，应为人民币（CNY）。", en: "The letter is in {given}; it should be in CNY." },
  "surety-conditional": { status: 422, zh: "保函不是无条件见索即付：{term}。", en: "The letter is not payable on demand without condition: {term}.", law: { zh: "最高人民法院关于审理独立保函纠纷案件若干问题的规定第三条", en: "Supreme People's Court, provisions on independent guarantees, art. 3" } },
  "surety-revocable": { status: 422, zh: "保函可以撤销，应为不可撤销。", en: "The letter can be taken back; it must be irrevocable." },
  "surety-starts-late": { status: 422, zh: "保函自 {given} 起生效，应不晚于投标截止之日 {wanted}。", en: "The letter begins on {given}; it must begin by the day of the deadline, {wanted}." },
  "surety-ends-early": { status: 422, zh: "保函载有提前失效的条款：{term}。", en: "The letter may end early: {term}.", law: { zh: "招标投标法实施条例第二十六条", en: "Regulations on Tendering and Bidding, art. 26" } },
  "surety-used": { status: 409, zh: "{issuer} 的保函编号“{number}”已经使用过。", en: "Number “{number}” of {issuer} was used before." },
  "surety-not-standing": { status: 409, zh: "保函{state}（有效期至 {until}），不能索赔。", en: "The letter is {stateEn} (valid until {until}): nothing can be demanded." },
  "surety-demand-sum": { status: 422, zh: "索赔金额 {given} 元应大于零、不超过保函金额 {most} 元。", en: "A demand of {given} yuan must be above nothing and at most {most}." },
  "surety-demanded": { status: 409, zh: "该保函已经索赔。", en: "This letter was demanded already." },
  "issuer-unknown": { status: 422, zh: "开立人 {issuer} 未列入本中心保函开立人名册。", en: "{issuer} is not in the register of issuers." },
  "issuer-not-in-force": { status: 422, zh: "开立人 {issuer} 在 {on} 不在名册的有效期内。", en: "{issuer} is not in force in the register on {on}." },
  "issuer-days": { status: 422, zh: "名册的起始日 {from} 不得早于今天（{earliest}），终止日不得早于起始日。", en: "The first day, {from}, is not before today ({earliest}), and the last not before the first." },
  "issuer-approved": { status: 409, zh: "第 {version} 版已经复核生效。", en: "Version {version} was agreed to already." },
} as const satisfies Record<string, RefusalRow>;
