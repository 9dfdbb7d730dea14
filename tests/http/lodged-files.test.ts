import { afterAll, beforeAll, expect, test } from "vitest";
import { base64, fromBase64 } from "../../src/kernel/bytes.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { goodsOn } from "../support/goods.js";
import { testTown, type TestTown } from "../support/town.js";
import { lodgements, publishedTender, sealBid, type TenderInTest } from "../support/works-tender.js";

let town: TestTown;
let tender: TenderInTest;
beforeAll(async () => {
  town = await testTown();
  tender = await publishedTender(town);
  await town.advance("2026-09-10T09:00:00+08:00");
});
afterAll(async () => { await town.stop(); });

/** The next version of bidder-1's own file, signed. */
async function signed(address: string): Promise<number> {
  const facts = { name: "晨曦建设集团有限公司", legalRepresentative: "晨曦", address, phone: "0566-7654321" };
  const { file } = await town.done("bidder-1", "POST", "/api/v1/organisation/drafts", facts);
  return Number((await town.done("bidder-1", "POST", "/api/v1/organisation/files", { ...facts, signature: base64(await signDetached(fromBase64(String(file)), await town.signer("bidder-1"))) }))["version"]);
}
const lodge = async (actor: string): Promise<void> => {
  await town.done(actor, "POST", lodgements(tender.id), (await sealBid(town, actor, tender.id, "1", "36000000.00")).body);
};
const url = (): string => `/api/v1/tenders/${tender.id}/lots/1/parts/bid/organisation-files`;

test("a bid is bound to the version of its firm's file in force when it is taken, which its receipt says to the firm alone", async () => {
  expect(await signed("晨光市滨河区一号")).toBe(1);
  for (const actor of ["bidder-1", "bidder-2", "bidder-3"]) await lodge(actor);
  expect(await signed("晨光市滨河区二号")).toBe(2);
  const rows = await town.world.db.selectFrom("lodgements").select(["bidder", "statement_sha256", "file_version"]).where("exchange_id", "=", town.world.exchange.id).orderBy("bidder").execute();
  expect(rows.map(({ file_version }) => file_version)).toEqual([1, null, null]);
  expect(await town.done("bidder-1", "GET", `/api/v1/receipts/${rows[0]?.statement_sha256 ?? ""}`)).toMatchObject({ organisationFile: { version: 1 } });
  expect(await town.done("bidder-2", "GET", `/api/v1/receipts/${rows[1]?.statement_sha256 ?? ""}`)).toMatchObject({ organisationFile: null });
});

test("nobody reads it before the opening; afterwards buyer and supervisor read it as it was then, another buyer not", async () => {
  for (const actor of ["tenderer-1", "supervisor-1", "staff-1"]) expect((await town.ask(actor, "GET", url())).json["code"]).toBe("not-found");
  await town.advance("2026-09-22T09:36:00+08:00");
  expect((await town.ask("tenderer-1", "GET", url())).json["code"]).toBe("not-found");
  await goodsOn(town).openBids(tender);
  for (const actor of ["tenderer-1", "supervisor-1"]) {
    const { bids } = (await town.done(actor, "GET", url())) as { bids: { bidder: string; file: { version: number; file: string } | null }[] };
    const own = bids.find(({ bidder }) => bidder === "91341702MA000004XN");
    expect(own?.file?.version).toBe(1);
    expect(JSON.parse(Buffer.from(own?.file?.file ?? "", "base64").toString())).toMatchObject({ version: 1, address: "晨光市滨河区一号" });
    expect(bids.filter(({ file }) => file === null)).toHaveLength(2);
  }
  expect((await town.ask("tenderer-3", "GET", url())).json["code"]).toBe("not-found");
});
