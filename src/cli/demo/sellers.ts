import { cny, type Applicant, type Seller } from "./sale.js";
import { FIRMS } from "./tender.js";

// Who sells and who buys in the sales that are played; all of it fictional.

/** The office that grants land and mining rights. */
export const GRANTOR: Seller = { clerk: "tenderer-4", second: "tenderer-5", name: "晨光市自然资源和规划局", uscc: "11341700MB0000043K" };
/** The company that transfers what it owns. */
export const TRANSFEROR: Seller = { clerk: "tenderer-1", second: "tenderer-2", name: "晨光市城市建设投资集团有限公司", uscc: "91341702MA00000159" };

const [SUPERVISION, CITY] = [{ name: "晨光市公共资源交易监督管理局", person: "严正", phone: "0000-3456789", address: "晨光市府前路2号" }, "341700"] as const;

/** What every notice says alike. @param person whom to ask at the seller's */
export const common = (seller: Seller, person: string) => ({
  transfer: null, display: null, listingEndsAt: null, auctioneer: null, refundDays: null, preemption: [], remarks: null, area: CITY,
  documents: "自公告之日起登录交易平台免费下载。", contact: { name: seller.name, person, phone: "0000-1234567", address: "晨光市滨河路1号" }, complaints: SUPERVISION,
});

export const lotOffered = <Subject extends object>(name: string, subject: Subject, [floor, step, deposit]: readonly [floor: string, step: string, deposit: string]) =>
  ({ lot: "1", name, subject, floor: cny(floor), step: cny(step), deposit: cny(deposit) });

/** Firms of the town, by their places in its list. */
export const firmsAt = (...places: readonly (0 | 1 | 2 | 3 | 4 | 5 | 6)[]): readonly Applicant[] => places.map((place) => FIRMS[place]);

/** An instant in Beijing. */
export const at = (text: string): string => `${text}+08:00`;
