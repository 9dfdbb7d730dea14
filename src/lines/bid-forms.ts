import type { BidForm, FormField } from "../procedure/bid-form.js";
import type { Title } from "../procedure/procedure.js";

const OPENING = ["opening"] as const;
const BOTH = ["opening", "result"] as const;

const PRICE: FormField = { path: "price", kind: "money", ask: { zh: "投标总价（元）", en: "Bid price (yuan)" }, name: { zh: "投标报价", en: "Price" }, required: true, said: BOTH };
const VALIDITY: FormField = { path: "validityDays", kind: "days", ask: { zh: "投标有效期（日历天）", en: "Bid validity (days)" }, name: { zh: "投标有效期", en: "Bid validity" }, required: true, said: [] };
/** Asked where the documents ask a deposit; the opening reads out the one that came in. */
const DEPOSIT: FormField = { path: "deposit", kind: "money", ask: { zh: "投标保证金（元）", en: "Bid deposit (yuan)" }, name: { zh: "投标保证金", en: "Bid deposit" }, required: true, said: [] };
/** The winner's address: the announcement of a procurement's result names it (87号令 69). */
const ADDRESS: FormField = { path: "address", kind: "text", ask: { zh: "投标人地址", en: "The bidder’s address" }, name: { zh: "投标人地址", en: "Address" }, required: true, said: [] };
/** Who leads, with the certificate: candidates and award repeat it (10号令 6). */
const LEADER: readonly FormField[] = [
  { path: "leader.name", kind: "text", ask: { zh: "项目负责人", en: "Project leader" }, name: { zh: "项目负责人", en: "Project leader" }, required: true, said: BOTH },
  { path: "leader.certificate", kind: "text", ask: { zh: "负责人证书名称", en: "The leader’s certificate" }, name: { zh: "项目负责人证书名称", en: "Certificate" }, required: true, said: ["result"] },
  { path: "leader.certificateNumber", kind: "text", ask: { zh: "负责人证书编号", en: "Its number" }, name: { zh: "项目负责人证书编号", en: "Certificate number" }, required: true, said: ["result"] },
];

const termOf = (zh: string, en: string): FormField => ({ path: "days", kind: "days", ask: { zh: `${zh}（日历天）`, en: `${en} (days)` }, name: { zh, en }, required: true, said: BOTH });
const qualityOf = (ask: Title, name: Title, required: boolean): FormField => ({ path: "quality", kind: "text", ask, name, required, said: required ? BOTH : OPENING });

const WORKS_QUALITY = qualityOf({ zh: "质量承诺", en: "Quality" }, { zh: "质量", en: "Quality" }, true);

/** By the tendering law: what is read out follows from the law and from the standard documents for works, equipment and services. */
const TENDERING: Title = { zh: "招标投标法第三十六条", en: "Tendering and Bidding Law, art. 36" };
/** 标准施工招标文件 (2007) 5.2: deposit, price, quality, term and what else the documents say; 10号令 6 for the leader. */
export const CONSTRUCTION: BidForm = { law: TENDERING, term: { zh: "计划工期", en: "Time" }, fields: [PRICE, termOf("工期", "Term"), VALIDITY, WORKS_QUALITY, DEPOSIT, ...LEADER] };
/** 标准设备采购招标文件 (2017) 5.2: deposit, price and time of delivery; 10号令 6 (工期（交货期）、质量). */
export const EQUIPMENT: BidForm = { law: TENDERING, term: { zh: "交货期", en: "Time of delivery" }, fields: [PRICE, termOf("交货期", "Delivery"), VALIDITY, WORKS_QUALITY, DEPOSIT] };
/** 标准监理、勘察、设计招标文件 (2017) 5.2: deposit, price and term of the service; the leader as for works. */
export const WORKS_SERVICES: BidForm = { law: TENDERING, term: { zh: "服务期限", en: "Term of service" }, fields: [PRICE, termOf("服务期限", "Service"), VALIDITY, WORKS_QUALITY, DEPOSIT, ...LEADER] };

/** By procurement law: bidder, price and whatever else the documents say is read out. */
const PROCUREMENT: Title = { zh: "87号令第四十一条", en: "Order 87, art. 41" };
export const GOODS: BidForm = { law: PROCUREMENT, term: { zh: "交货期", en: "Time of delivery" }, fields: [PRICE, termOf("交货期", "Delivery"), VALIDITY, qualityOf({ zh: "质量标准", en: "Quality" }, { zh: "质量标准", en: "Quality" }, false), DEPOSIT, ADDRESS] };
/** What an offer for a right says: the price it offers, when it pays and takes over as the notice asks, and the deposit that stands for it (39号令 13). */
export const GRANTED: BidForm = {
  law: { zh: "39号令第十三条", en: "Order 39, art. 13" }, term: { zh: "交付时间", en: "Handing over" },
  fields: [{ ...PRICE, ask: { zh: "投标报价（出让价款，元）", en: "Price offered (yuan)" } }, VALIDITY, DEPOSIT, { path: "promise", kind: "text", ask: { zh: "其他承诺（没有的填“无”）", en: "What else is promised (none: write none)" }, name: { zh: "其他承诺", en: "Promises" }, required: false, said: BOTH }],
};
export const SERVICES: BidForm = { law: PROCUREMENT, term: { zh: "服务期限", en: "Term of service" }, fields: [PRICE, termOf("服务期限", "Service"), VALIDITY, qualityOf({ zh: "服务标准", en: "Standard of service" }, { zh: "服务标准", en: "Standard" }, false), DEPOSIT, ADDRESS] };
