import { afterAll, beforeAll, expect, test } from "vitest";
import { goodsLot, goodsOn, goodsTender, yuan } from "../support/goods.js";
import { SCORING } from "../support/procurement-method.js";
import { formOf, signedIn } from "../support/pages.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// A terminated procurement owes its bonds back within five working days (87号令 29); late ones cost (GP-15); void grounds of art. 36.
let town: TestTown;
let tender: TenderInTest;
let buying: ReturnType<typeof goodsOn>;
const refunds = (actor: string, id = tender.id) => town.ask(actor, "GET", `/api/v1/tenders/${id}/lots/1/refunds`);
const pay = (actor: string, body: Record<string, unknown>) => town.ask(actor, "POST", `/api/v1/tenders/${tender.id}/lots/1/refunds`, body);

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  buying = goodsOn(town);
  const lot = goodsLot({ method: SCORING, estimate: yuan("12000000.00"), ceiling: yuan("12000000.00"), deposit: yuan("200000.00"), depositDays: 90 });
  tender = await publishedTender(town, goodsTender({ validityDays: 90 }, [lot]), "procurement");
  for (const [bidder, kind] of [["bidder-1", "transfer"], ["bidder-2", "letter"], ["bidder-3", "transfer"]] as const) {
    await town.done("cashier-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/guarantees`, { bidder: buying.usccOf(bidder), kind, amount: yuan("200000.00"), validUntil: "2027-03-31" });
  }
});
afterAll(async () => { await town.stop(); });

test("while a guarantee stands for a bid nothing is owed, and nobody but the cashier and its firm reads of it", async () => {
  expect((await refunds("bidder-1")).json).toMatchObject({ refunds: [{ kind: "transfer", amount: { amount: "200000.00" }, due: null, paidOn: null, late: 0, charge: null }] });
  expect(((await refunds("cashier-1")).json["refunds"] as unknown[]).length).toBe(3);
  expect((await refunds("bidder-4")).json).toEqual({ refunds: [] });
  for (const actor of ["tenderer-1", "supervisor-1", "staff-1"]) expect((await refunds(actor)).json["code"], actor).toBe("not-yours");
  expect((await pay("cashier-1", { bidder: buying.usccOf("bidder-1"), paidOn: "2026-09-14" })).json["code"]).toBe("refund-not-due");
});

test("terminated on 09-29, the notice says what goes back by 10-12 and names nobody; cashier and firm see the amounts", async () => {
  await town.advance("2026-09-29T10:00:00+08:00");
  const terminate = (body: object) => town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/termination`, { reason: "学校撤并", ...body });
  expect((await terminate({})).json).toMatchObject({ code: "termination-ground", facts: { law: "87号令第二十九条" } });
  expect((await terminate({ ground: "changed-our-mind", progress: "尚未开标" })).json["code"]).toBe("termination-ground");
  expect((await terminate({ ground: "task-cancelled" })).json["code"]).toBe("termination-progress");
  const desk = await signedIn(town, "tenderer-1");
  const form = formOf((await desk.get(`/desk/${tender.id}`)).text, "terminate");
  expect((await desk.post(form.action, { ...form.fields, reason: "学校撤并", progress: "已发布公告，尚未开标" })).status).toBe(303);
  const notice = await buying.noticeOf(tender, "failure-notice");
  expect(notice).toMatch(/终止公告.*因重大变故，采购任务取消：学校撤并。项目实施情况：已发布公告，尚未开标.*孳息.*2026-10-12.*5个工作日/s);
  for (const bidder of ["bidder-1", "bidder-2", "bidder-3"]) expect(notice).not.toContain(buying.usccOf(bidder));
  expect((await refunds("bidder-2")).json).toMatchObject({ refunds: [{ due: { cause: "terminated", on: "2026-10-12", until: "2026-10-13T00:00:00+08:00", law: "87号令第二十九条" }, late: 0 }] });
  await town.done("cashier-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/refunds`, { bidder: buying.usccOf("bidder-2"), paidOn: "2026-09-29" });
});

test("nine days late cost 257.42 yuan, nothing where the firm's account was closed; each goes back once", async () => {
  await town.advance("2026-10-21T10:00:00+08:00");
  expect((await refunds("bidder-1")).json).toMatchObject({ refunds: [{ late: 9, charge: { value: "257.42" } }] });
  const desk = async (actor: string): Promise<string> => (await (await signedIn(town, actor)).get("/desk")).text;
  const [owed, told] = [await desk("cashier-1"), await desk("tenderer-1")];
  expect(owed.match(/退还投标保证 200,000\.00 元：/g)).toHaveLength(2); // the one that went back is off the list
  expect(owed).toMatch(/2026-10-12[^]*已逾期/);
  // Whose duty it is learns the day, not who gave a bond or how many.
  expect(told.match(/投标保证应退还/g)).toHaveLength(1);
  expect(told).not.toContain("200,000.00");
  const page = async (actor: string, path: string): Promise<string> => (await town.app.request(path, { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}` } })).text();
  const own = await page("bidder-1", `/my/${tender.id}/1`);
  expect(own).toContain("资金占用费 257.42 元");
  expect(own).toContain("逾期 9 天");
  expect(own).toContain("2026年10月12日"); // the last day, not the midnight that ends it
  expect(await page("cashier-1", `/desk/${tender.id}`)).toContain("登记退还：");
  expect((await pay("cashier-1", { bidder: buying.usccOf("bidder-1"), paidOn: "2026-10-22" })).json["code"]).toBe("refund-day");
  expect((await pay("tenderer-1", { bidder: buying.usccOf("bidder-1"), paidOn: "2026-10-21" })).json["code"]).toBe("not-yours");
  expect(await pay("cashier-1", { bidder: buying.usccOf("bidder-1"), paidOn: "2026-10-21" })).toMatchObject({ status: 201, json: { late: 9, charge: { amount: "257.42" } } });
  expect(await pay("cashier-1", { bidder: buying.usccOf("bidder-3"), paidOn: "2026-10-21", ownFault: "账户已注销" })).toMatchObject({ status: 201, json: { late: 9, charge: { amount: "0.00" } } });
  expect((await pay("cashier-1", { bidder: buying.usccOf("bidder-3"), paidOn: "2026-10-21" })).json["code"]).toBe("refund-recorded");
  expect((await pay("cashier-1", { bidder: buying.usccOf("bidder-4"), paidOn: "2026-10-21" })).json["code"]).toBe("not-found");
});

test("the form of a refund says why, by when, by which article and how late it was: to the cashier and to its own firm, to nobody else", async () => {
  const { refunds: [line] } = (await refunds("bidder-1")).json as { refunds: { reference: string }[] };
  const form = async (actor: string, ending: string, reference = line?.reference ?? ""): Promise<{ status: number; text: string }> => {
    const answer = await town.app.request(`/api/v1/tenders/${tender.id}/lots/1/refunds/${reference}/form.${ending}`, { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}` } });
    return { status: answer.status, text: Buffer.from(await answer.arrayBuffer()).toString("latin1") };
  };
  const pdf = await form("bidder-1", "pdf");
  expect([pdf.status, pdf.text.slice(0, 5)]).toEqual([200, "%PDF-"]);
  for (const [actor, status] of [["cashier-1", 200], ["bidder-2", 404], ["tenderer-1", 403]] as const) expect((await form(actor, "xlsx")).status, actor).toBe(status);
  expect((await form("cashier-1", "csv", "BH-0000000000000000")).status).toBe(404);
});

test("a procurement is declared void on the grounds of art. 36 alone, with the article in its notice; works know no such act", async () => {
  const dates = { saleFrom: "2026-10-22T10:00:00+08:00", saleUntil: "2026-10-29T17:00:00+08:00", deadline: "2026-11-16T09:30:00+08:00" };
  const other = await publishedTender(town, goodsTender(dates, [goodsLot({ method: SCORING })]), "procurement");
  const declare = (body: Record<string, unknown>, id = other.id) => town.ask("tenderer-1", "POST", `/api/v1/tenders/${id}/lots/1/void`, body);
  expect((await declare({ ground: "over-budget", cannotPay: true, reason: "预算不足" })).json["code"]).toBe("no-prices-yet");
  expect((await declare({ ground: "over-budget", reason: "预算不足" })).json["code"]).toBe("purchaser-can-pay");
  expect((await declare({ ground: "too-few", reason: "不足三家" })).json["code"]).toBe("wrong-form");
  expect((await declare({ ground: "unlawful-conduct", reason: "代理机构泄露已获取文件的供应商名单，已移送财政部门" })).status).toBe(201);
  expect(await buying.noticeOf(other, "failure-notice")).toMatch(/废标公告.*出现影响采购公正的违法、违规行为：代理机构泄露.*政府采购法第三十六条第二项/s);
  expect((await declare({ ground: "need-cancelled", reason: "取消" })).json["code"]).toBe("move-not-open");
});
