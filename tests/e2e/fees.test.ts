import { afterAll, beforeAll, expect, test } from "vitest";
import { calculatedBill, pay, sealedBill } from "../support/bills.js";
import { complaintsOf, pictured, violations } from "../support/browsing.js";
import { servedTown, type ServedTown } from "../support/served-town.js";

// Fees in a real browser: every screen of a bill and the public pages break no rule of WCAG 2.2 AA, and nothing is wider than a telephone.
let served: ServedTown;
let waiting: string;
let due: { readonly bill: string; readonly code: string };
let paid: string;
let check: string;

beforeAll(async () => {
  served = await servedTown("2026-09-21T09:00:00+08:00");
  const { town } = served;
  waiting = await calculatedBill(town);
  due = await sealedBill(town, "2026-10-09");
  const settled = await sealedBill(town, "2026-10-09");
  paid = settled.bill;
  await pay(town, settled.code, 123_700_000n);
  await town.done("cashier-1", "POST", "/api/v1/fees/clearing");
  const { books } = (await town.done("bidder-1", "GET", `/api/v1/fees/bills/${paid}`)) as { books: { receipt: { code: string; number: string; check: string } }[] };
  check = `/fees/receipts/${books[1]?.receipt.code ?? ""}/${books[1]?.receipt.number ?? ""}/${books[1]?.receipt.check ?? ""}`;
}, 240_000);
afterAll(async () => { await served.stop(); });

const SIZES = [["wide", 1280, ""], ["phone", 390, ""], ["elder", 390, "elder"]] as const;

test("pages of fees break no rule of accessibility at any size, and none scrolls sideways", async () => {
  const pages = [
    ["catalogue", "bidder-1", "/fees?floorArea=20000&contractPrice=40000000&shelterArea=200"], ["bills", "bidder-1", "/fees/bills"], ["why", "bidder-1", `/fees/bills/${due.bill}`], ["pay", "bidder-1", `/fees/bills/${due.bill}/pay`], ["receipts", "bidder-1", `/fees/bills/${paid}/receipts`],
    ["verify", "bidder-1", check], ["review", "finance-1", `/fees/bills/${waiting}`], ["calculate", "fee-1", `/fees/bills/${waiting}`],
  ] as const;
  const found: string[] = [];
  for (const [name, actor, path] of pages) {
    const context = await served.walkers.contextOf(actor);
    const complaints = await complaintsOf(context, name);
    const page = await context.newPage();
    for (const [size, width, display] of SIZES) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${served.base}${path}${display === "" ? "" : `${path.includes("?") ? "&" : "?"}display=${display}`}`);
      for (const fold of await page.locator("details.fold > summary").all()) if (name === "why") await fold.click();
      found.push(...(await violations(page)).map((each) => `${name} ${size}: ${each}`), ...complaints.splice(0));
      const over = await page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
      if (over > 0) found.push(`${name} ${size}: ${String(over)} px too wide`);
      await pictured(page, `fees-${name}-${size}`);
    }
    await page.close();
  }
  expect(found).toEqual([]);
}, 240_000);
