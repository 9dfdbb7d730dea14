import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { goodsLot, goodsOn, goodsTender } from "../support/goods.js";
import { keepsGates, MODES } from "../support/gates.js";
import { LOWEST_PRICE } from "../support/procurement-method.js";
import { servedTown, type ServedTown } from "../support/served-town.js";
import { publishedTender } from "../support/works-tender.js";

let site: ServedTown;
let lot: string;
let address: string;
const SCREENS = MODES.filter(({ name }) => ["desktop", "phone", "elder"].includes(name));
const REVIEWERS = ["周敏", "赵立", "孙倩"].map((name) => ({ name, office: "晨光市计量检测院", post: "高级工程师" }));

beforeAll(async () => {
  site = await servedTown("2026-09-14T09:00:00+08:00");
  const play = goodsOn(site.town);
  const tender = await publishedTender(site.town, goodsTender({}, [goodsLot({ method: LOWEST_PRICE })]), "procurement");
  await site.town.advance("2026-10-08T09:36:00+08:00");
  [lot, address] = [play.lotUrl(tender), `${site.base}/desk/${tender.id}/1/way`];
}, 300_000);
afterAll(() => site.stop());
afterEach(() => { expect(site.walkers.complaints.splice(0)).toEqual([]); });

test("the form of the finding, and the finding with the form of what follows, keep the gates at a desk, on a phone and in large type", async () => {
  const page = await (await site.walkers.contextOf("tenderer-1")).newPage();
  await page.goto(address);
  await keepsGates(page, "corners/desk-way", SCREENS);
  await site.town.done("tenderer-1", "POST", `${lot}/way-finding`, { reviewers: REVIEWERS, documentsReasonable: true, procedureLawful: true, questioned: "没有供应商质疑", finding: "技术参数有三家以上产品满足，资格条件与采购标的相称" });
  await page.goto(address);
  expect(await page.locator("h1").count()).toBe(1);
  await keepsGates(page, "corners/desk-way-found", SCREENS);
});
