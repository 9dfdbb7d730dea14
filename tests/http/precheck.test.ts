import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { precheckRecord, type AskedPart } from "../../src/bidding/precheck.js";
import type { PriceForm } from "../../src/bidding/asked.js";
import { utf8 } from "../../src/kernel/bytes.js";
import type { Json } from "../../src/kernel/canonical-json.js";
import type { ListedFile } from "../../src/signing/envelope.js";
import { goodsOn } from "../support/goods.js";
import { seat } from "../support/judging.js";
import { testTown, type TestTown } from "../support/town.js";
import { lodgements, lotBody, priceForm, publishedTender, sealBid, tenderBody, type TenderInTest } from "../support/works-tender.js";

let town: TestTown;
let tender: TenderInTest;
beforeAll(async () => {
  town = await testTown("2026-09-01T09:00:00+08:00");
  tender = await publishedTender(town, tenderBody({}, [lotBody({ parts: [{ part: "bid", title: "投标文件", after: null, form: true, requiredFiles: ["施工组织设计.txt"] }] })]));
});
afterAll(async () => { await town.stop(); });

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const TEXT = "施工组织设计正文";
const FORM = { ...(priceForm("38650000.00") as Record<string, Json>), validityDays: 90 };
type Told = { readonly priceForm: PriceForm; readonly parts: readonly Omit<AskedPart, "priceForm">[] };

/** What the exchange tells a bidder's tool that the documents ask. */
async function toldTo(actor: string): Promise<AskedPart> {
  const said = (await town.done(actor, "GET", `/api/v1/tenders/${tender.id}/lots/1/sealing`)) as unknown as Told;
  const [{ part, title, form, requiredFiles } = { part: "", title: "", form: false, requiredFiles: [] }] = said.parts;
  return { part, title, form, requiredFiles, priceForm: said.priceForm };
}

const lodge = async (actor: string, form: Json, precheck?: (listed: readonly ListedFile[]) => object): Promise<void> => {
  await town.done(actor, "POST", lodgements(tender.id), (await sealBid(town, actor, tender.id, "1", { form, ...(precheck === undefined ? {} : { precheck }) }, { "施工组织设计.txt": TEXT })).body);
};
const hall = async (): Promise<string> => (await town.app.request(`/halls/${tender.id}-1`)).text();

test("the check travels inside the seal: before singing-out the hall tells nothing of it, afterwards whose was made and still holds", async () => {
  await town.advance("2026-09-10T09:00:00+08:00");
  const filled = (form: Json) => ({ form, files: [{ name: "施工组织设计.txt", size: utf8(TEXT).length, head: utf8(TEXT) }] });
  const asked = await toldTo("bidder-1");
  expect(asked.priceForm?.questions.find(({ path }) => path === "validityDays")).toMatchObject({ wanted: "90", bound: "at-least" });
  await lodge("bidder-1", FORM, (listed) => precheckRecord(asked, filled(FORM), listed, sha256));
  await lodge("bidder-2", FORM);
  // This one's tool says that it found nothing, of another form than the one that is sealed.
  const over = { ...FORM, price: { amount: "38650000.01", currency: "CNY" } };
  await lodge("bidder-3", over, (listed) => precheckRecord(asked, filled(FORM), listed, sha256));
  await town.advance("2026-09-22T09:36:00+08:00");
  expect(await hall()).not.toContain("封标前检查");
  await goodsOn(town).openBids(tender);
  const shown = await hall();
  for (const words of ["封标前检查与内容相符", "未附封标前检查", "封标前检查与内容不符"]) expect(shown).toContain(words);
});

test("the committee reads what differs, and every bid is judged: none is void for its check or for want of one", async () => {
  await seat(town, tender.id);
  const { bids, sheet } = (await town.done("committee-1", "GET", `/api/v1/tenders/${tender.id}/lots/1/panel`)) as { bids: { bidder: string; how: string; precheck: Json; files: { name: string }[] }[]; sheet: { scores: unknown[] } };
  const of = (actor: string) => bids.find(({ bidder }) => bidder === goodsOn(town).usccOf(actor));
  expect(of("bidder-1")).toMatchObject({ how: "threshold", precheck: { state: "holds", warned: [], differs: [] } });
  expect(of("bidder-2")).toMatchObject({ how: "threshold", precheck: { state: "absent" } });
  expect(of("bidder-3")).toMatchObject({ how: "threshold", precheck: { state: "differs", differs: ["price-within-ceiling"] } });
  expect(of("bidder-1")?.files.map(({ name }) => name)).toEqual(["form.json", "施工组织设计.txt", "precheck.json"]);
  expect(sheet.scores).toHaveLength(3);
  const committee = town.actors.find(({ id }) => id === "committee-1")?.token ?? "";
  const page = await (await town.app.request(`/panel/${tender.id}/1`, { headers: { authorization: `Bearer ${committee}` } })).text();
  expect(page).toContain("封标前检查与内容不符：不高于最高投标限价");
});
