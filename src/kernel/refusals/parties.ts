import type { RefusalRow } from "./row.js";

const LAW_15 = { zh: "招标投标法第十五条；政府采购法第十九条、第二十条", en: "Tendering and Bidding Law, art. 15; Government Procurement Law, arts. 19, 20" };

const LAW_BRANCH = { zh: "民法典第七十四条", en: "Civil Code, art. 74" };

/** Organisations towards each other: mandates of agencies, branches, successors, names. */
export const PARTIES = {
  "mandate-not-yet": { status: 403, zh: "委托自{from}起生效，现在还不能代为办理。", en: "The mandate begins at {from}: nothing can be done under it yet.", law: LAW_15 },
  "mandate-over": { status: 403, zh: "委托已于{until}期满，不能再代为办理；需要继续的，请委托方重新委托。", en: "The mandate ran until {until}: nothing can be done under it any more.", law: LAW_15 },
  "mandate-ended": { status: 403, zh: "委托已于{endedAt}终止（{reason}），不能再代为办理。", en: "The mandate was ended at {endedAt} ({reason}).", law: LAW_15 },
  "mandate-never": { status: 403, zh: "“{action}”只能由委托方自己办理，{agency}不能代办。", en: "What is asked ({action}) is for the principal itself; {agency} cannot do it.", law: LAW_15 },
  "mandate-act": { status: 403, zh: "委托协议没有把“{action}”交给{agency}办理。", en: "The mandate of {agency} does not cover this act ({action}).", law: LAW_15 },
  "mandate-elsewhere": { status: 403, zh: "项目{code}不在{agency}的受托范围内。", en: "{code} is outside the mandate of {agency}.", law: LAW_15 },
  "mandate-self": { status: 422, zh: "代理机构不能是委托方自己。", en: "An agency is another organisation than its principal." },
  "mandate-no-agency": { status: 422, zh: "{uscc}没有在本中心登记为代理机构，或者已被冻结、注销。请其先登记。", en: "{uscc} is not registered here as an agency, or is frozen or gone. It has to register first." },
  "mandate-authority": { status: 422, zh: "{agency}是行政机关或者其他国家机关，不能做招标代理机构。", en: "{agency} is an organ of the state: an agency must not be one.", law: { zh: "招标投标法第十四条", en: "Tendering and Bidding Law, art. 14" } },
  "mandate-period": { status: 422, zh: "委托期限不对：从{from}至{until}。终止日期不能早于开始日期，也不能已经过去。", en: "The period is odd: from {from} to {until}. It must not end before it begins, nor be over." },
  "mandate-state": { status: 409, zh: "这份委托现在是“{state}”，不能这样办理。", en: "This mandate is {state}: that cannot be done to it." },
  "mandate-unnamed": { status: 409, zh: "公告须写明代理机构{agency}及其联系方式（代理机构一栏现在是：{found}）。", en: "The notice must name the agency {agency} and how to reach it (it says: {found}).", law: { zh: "招标投标法第十六条；87号令第十三条", en: "Tendering and Bidding Law, art. 16; Order 87, art. 13" } },
  "organisation-name-letter": { status: 422, zh: "单位名称应当使用规范汉字：“{letter}”（{code}）不是汉字，或者是看起来像别的字的符号，请按证照重新输入。", en: "A name is written in Chinese characters: “{letter}” ({code}) is none, or looks like another letter; type it as the licence has it.", law: { zh: "企业名称登记管理规定第五条", en: "Regulations on Enterprise Names, art. 5" } },
  "agency-may-not-bid": { status: 403, zh: "{firm}是本项目的代理机构（或者与其有隶属关系），不得在所代理的项目中投标，也不得代理投标。", en: "{firm} runs this tender as its agency, or is tied to whoever does: it may neither bid in it nor bid for others.", law: { zh: "招标投标法实施条例第十三条", en: "Regulations on Tendering and Bidding, art. 13" } },
  "merger-unknown": { status: 422, zh: "被吸收的单位没有在本中心登记，或者已经注销，不用办理合并。", en: "The organisation that is taken in is not registered here, or has left: no merger is needed." },
  "merger-self": { status: 422, zh: "不能吸收合并本单位自己。", en: "An organisation does not take in itself." },
  "merger-branch": { status: 422, zh: "{name}是分支机构，随所属的单位一并办理，不单独合并。", en: "{name} is a branch: it goes with the organisation it belongs to.", law: { zh: "民法典第七十四条", en: "Civil Code, art. 74" } },
  "merger-to-come": { status: 422, zh: "合并登记日期{on}还没有到，请在登记机关办理完毕以后再来。", en: "The merger is registered on {on}, which is still to come: come back when the register has done it." },
  "merger-said": { status: 409, zh: "本单位已经声明过这次合并，等对方注销账户时确认。", en: "This merger was said already: it is done when the other closes its account." },
  "merger-crossed": { status: 409, zh: "对方已经声明吸收合并本单位，两个单位不能互相吸收；请按登记机关的文书由存续的一方声明。", en: "The other has said that it takes in this organisation: two do not take in each other. The one that stays by the register’s paper says it." },
  "merger-missing": { status: 422, zh: "合并后存续的单位还没有在本中心声明吸收合并本单位，或者现在不能办理业务；请先由它的管理员声明。", en: "The organisation named as successor has not said here that it takes this one in, or cannot act now: its administrator says so first.", law: { zh: "公司法第二百一十八条、第二百二十一条", en: "Company Law, art. 218 and 221" } },
  "organisation-tied": { status: 409, zh: "本单位还有没有办结的事项，现在不能注销：{held}。办结以后再来；期间可以逐个终止经办人。", en: "The organisation cannot leave yet, for something of it still runs: {heldEn}. Come back when it is over; representatives can be ended meanwhile." },
  "organisation-left": { status: 409, zh: "{firm}已在本中心注销账户，不能再为它办理新的事项。", en: "{firm} has closed its account here: nothing new begins for it." },
  "branch-parent-missing": { status: 422, zh: "“{name}”是分支机构的名称，请填写其所属单位的统一社会信用代码。", en: "{name} is the name of a branch: give the credit code of the organisation it belongs to.", law: LAW_BRANCH },
  "branch-own-parent": { status: 422, zh: "分支机构的所属单位不能是它自己。", en: "A branch belongs to another organisation than itself." },
  "branch-of-branch": { status: 422, zh: "{parent}自己是分支机构；请填写法人单位的统一社会信用代码。", en: "{parent} is a branch itself: give the credit code of the legal person." , law: LAW_BRANCH },
  "branch-name": { status: 422, zh: "分支机构名称应当冠以所属单位的名称（{parent}）。", en: "The name of a branch begins with that of the organisation it belongs to ({parent}).", law: { zh: "企业名称登记管理规定第十三条", en: "Regulations on the Registration of Enterprise Names, art. 13" } },
  "branch-with-parent": { status: 422, zh: "联合体成员{firm}与另一成员是同一法人的单位和分支机构，只能由其中一个参加。", en: "{firm} and another member are an organisation and its branch, or branches of one: one of them takes part.", law: { zh: "招标投标法实施条例第三十四条；政府采购法实施条例第十八条", en: "Implementing Regulations of the Tendering Law, art. 34; of the Government Procurement Law, art. 18" } },
} as const satisfies Record<string, RefusalRow>;
