import { clarified, seat, signSheets } from "./judging.js";
import { fileOf } from "./pages.js";
import { inviteAll, usccOf } from "./prequalification.js";
import type { TestTown } from "./town.js";
import { COMPREHENSIVE, lotBody, publishedTender, registeredTender, release, tenderBody, TWO_PARTS, type TenderInTest } from "./works-tender.js";

const yuan = (amount: string) => ({ amount, currency: "CNY" });
const BIDS = [["bidder-1", "18600000.00", ["17.00", "9.40"], "9.0"], ["bidder-2", "17985000.00", ["16.10", "9.00"], "8.5"], ["bidder-3", "18052000.00", ["18.00", "9.30"], "9.5"]] as const;

/** A tender in two parts, opened and judged by points on 22 September, its report submitted. */
export async function reportedTender(town: TestTown): Promise<TenderInTest> {
  const tender = await publishedTender(town, tenderBody({}, [lotBody({ estimate: yuan("20000000.00"), ceiling: yuan("20000000.00"), parts: TWO_PARTS, method: COMPREHENSIVE })]));
  const lot = `/api/v1/tenders/${tender.id}/lots/1`;
  await town.advance("2026-09-22T09:00:00+08:00");
  for (const [bidder, price] of BIDS) await fileOf(town, tender, bidder, price);
  await town.advance("2026-09-22T09:36:00+08:00");
  for (const part of ["technical", "price"]) {
    for (const opener of ["agency", "supervisor"]) await release(town, tender, { tender: tender.id, lot: "1", part }, opener);
    await town.done("bidder-1", "POST", `${lot}/parts/${part}/confirmations`);
    await town.done("staff-1", "POST", `${lot}/parts/${part}/record`);
    if (part === "price") break;
    await seat(town, tender.id);
    await signSheets(town, tender.id, Object.fromEntries(BIDS.map(([bidder, , technical]) => [usccOf(town, bidder), technical])));
  }
  await town.done("committee-1", "PUT", `${lot}/evaluation-inputs`, { kind: "comprehensive", k: "0.02", credits: BIDS.map(([bidder, , , score]) => ({ bidder: usccOf(town, bidder), score })), order: [] });
  await clarified(town, tender.id, "bidder-1", ["请说明第三章工期表与第五章进度计划不一致之处，以哪一处为准", "以第五章进度计划为准"]);
  await town.done("committee-1", "POST", `${lot}/report`, {});
  return tender;
}

/** The same with its candidates published. */
export async function judgedTender(town: TestTown): Promise<TenderInTest> {
  const tender = await reportedTender(town);
  await town.advance("2026-09-23T09:00:00+08:00");
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/candidates`, {});
  return tender;
}

const CONTACT = { name: "晨光市城市建设投资集团有限公司", person: "陈一鸣", phone: "0000-1234567", address: "晨光市滨河路1号" };
const PLAN = { title: "晨光市第一中学教学设备", needs: "交互式智能平板 40 台", budget: yuan("1100000.00"), month: "2026-11", remarks: null, contact: CONTACT, complaints: CONTACT, area: null };
async function draftedPlan(town: TestTown, line: string): Promise<string> {
  return String((await town.done("tenderer-1", "POST", "/api/v1/plans", { line, form: PLAN }))["plan"]);
}

/** What pages are about: a tender that stands judged, one that takes bids and wants a deposit, a plan that is out, was corrected and waits to be corrected again, and one that waits for its second officer. */
export type PageTown = { readonly judged: TenderInTest; readonly bidding: TenderInTest; readonly plan: string; readonly waitingPlan: string };

/** Makes them; it is then 24 September 2026. */
export async function pageTown(town: TestTown): Promise<PageTown> {
  const judged = await judgedTender(town);
  const bidding = await publishedTender(town, tenderBody({ title: "晨光市望江公园提升工程", saleFrom: "2026-09-23T09:30:00+08:00", saleUntil: "2026-09-29T17:00:00+08:00", deadline: "2026-10-20T09:30:00+08:00" }, [lotBody({ deposit: yuan("300000.00"), depositDays: 90 })]));
  const [plan, waitingPlan] = [await draftedPlan(town, "procurement"), await draftedPlan(town, "works")];
  await town.done("tenderer-2", "POST", `/api/v1/plans/${plan}/publication`);
  await town.done("tenderer-1", "PUT", `/api/v1/plans/${plan}/correction`, { version: 0, reason: "预算批复调整", form: { ...PLAN, budget: yuan("1050000.00") } });
  await town.done("tenderer-2", "POST", `/api/v1/plans/${plan}/correction/publication`);
  await town.done("tenderer-1", "PUT", `/api/v1/plans/${plan}/correction`, { version: 0, reason: "采购时间推迟", form: { ...PLAN, budget: yuan("1050000.00"), month: "2026-12" } });
  await town.advance("2026-09-24T09:00:00+08:00");
  return { judged, bidding, plan, waitingPlan };
}

const INVITATION = { way: "invitation", ground: "few-bidders", finding: "穿越高压燃气管线的顶管施工，本省具备条件的施工单位只有四家", approval: "晨发改招〔2026〕9号" } as const;

/** A tender of 24 September to which four firms are invited: one read its letter, one declined, the supervisor stopped the lot and let it go on. It is then ten in the morning. */
export async function invitedTender(town: TestTown): Promise<TenderInTest> {
  const tender = await registeredTender(town, tenderBody({ title: "晨光市望江路顶管工程", entry: INVITATION, saleFrom: "2026-09-24T09:30:00+08:00", saleUntil: "2026-09-30T17:00:00+08:00", deadline: "2026-10-20T09:30:00+08:00" }));
  const lot = `/api/v1/tenders/${tender.id}/lots/1`;
  const firms = ["bidder-1", "bidder-2", "bidder-3", "bidder-4"].map((actor) => ({ uscc: usccOf(town, actor), name: town.actors.find(({ id }) => id === actor)?.organisation?.name ?? "" }));
  await town.done("tenderer-1", "PUT", `${lot}/admissions`, { firms });
  await inviteAll(town, tender.id);
  await town.advance("2026-09-24T10:00:00+08:00");
  const { notices } = (await town.done("bidder-1", "GET", `/api/v1/tenders/${tender.id}`)) as { notices: { id: string }[] };
  await town.done("bidder-1", "GET", `/api/v1/notices/${notices[0]?.id ?? ""}`);
  await town.done("bidder-4", "POST", `${lot}/declination`, { reason: "同期在建项目较多，项目经理不能到位" });
  await town.done("supervisor-1", "POST", `${lot}/suspension`, { reason: "举报邀请理由不实，核查期间暂停" });
  await town.done("supervisor-1", "POST", `${lot}/resumption`, { reason: "经核查邀请理由属实，恢复" });
  await town.world.journal.flush();
  return tender;
}

/** A tender published before the town's days, whose bids close in the morning of 24 September and whose list can be disputed until the evening. */
export const disputableTender = (town: TestTown): Promise<TenderInTest> =>
  publishedTender(town, tenderBody({ title: "晨光市文昌街道路工程", deadline: "2026-09-24T09:30:00+08:00" }, [lotBody({ objectionMinutes: 480 })]));

/** Three bid for it, before it closes. */
export async function bidOnDisputable(town: TestTown, tender: TenderInTest): Promise<void> {
  for (const [bidder, price] of [["bidder-1", "36500000.00"], ["bidder-2", "37200000.00"], ["bidder-3", "36980000.00"]] as const) await fileOf(town, tender, bidder, price);
}
