import { afterAll, beforeAll, expect, test } from "vitest";
import { testTown, type TestTown } from "../support/town.js";

// The one catalogue of fees: who enters what, what anybody reads and works out of it.
let town: TestTown;
const G16 = ["103001:20000", "103002:20000", "103003:150", "104001:200", "103004:20000", "103005:20000", "103101:40000000", "103102", "108001:40000000", "103006:20000", "103007:5000", "105001:40000000"];
const calculated = (lines: readonly string[], more = "") => town.ask(null, "GET", `/api/v1/fees/calculation?${lines.map((line) => `line=${line}`).join("&")}${more}`);
const item = (more: Record<string, unknown> = {}) => ({
  code: "1039", zh: "绿化补偿费", en: "Greenery fee", nature: "ADMIN_FEE", category: "A", unit: "103", basis: { act: "演练收费目录", article: "第二十条" }, formula: { kind: "rate", charge: "yuan", rate: "0.1" },
  input: { name: "greenArea", zh: "绿地面积", en: "green area", unitZh: "平方米", unitEn: "m²" }, refundable: false, payee: { name: "汇缴专户", account: "6228009901000000018", bank: "晨光银行" }, status: "IN_FORCE", from: "2026-09-01", ...more,
});
const enter = (body: unknown, actor = "finance-1") => town.ask(actor, "POST", "/api/v1/fees/items", body);

beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00"); });
afterAll(async () => { await town.stop(); });

test("anybody works out G16: 1,237,000 instead of 1,941,000, 36.27 per cent less, each line with the way to it", async () => {
  const { json } = await calculated(G16);
  expect(json).toMatchObject({ standard: { amount: "1941000.00" }, payable: { amount: "1237000.00" }, cutPercent: "36.27" });
  const lines = json["lines"] as { item: string; payable: { amount: string }; status: string; steps: { zh: string }; discountDocument: unknown }[];
  expect(lines.map(({ payable }) => payable.amount)).toEqual(["840000.00", "12000.00", "18000.00", "150000.00", "4000.00", "3000.00", "0.00", "5000.00", "10000.00", "80000.00", "15000.00", "100000.00"]);
  expect(lines[6]).toMatchObject({ status: "ABOLISHED", standard: { amount: "60000.00" } });
  expect(lines[0]).toMatchObject({ basis: { article: "第一条" }, steps: { zh: "20000 平方米 × 60 元 = 1200000.00 元" }, factor: "0.70", discountDocument: { id: "晨政〔2025〕18号" } });
});

test("on the day before the abolition the same item was payable", async () => {
  expect((await calculated(["103101:40000000"], "&on=2025-12-28")).json).toMatchObject({ payable: { amount: "60000.00" } });
  expect((await calculated(["103101:40000000"], "&on=2025-12-29")).json).toMatchObject({ payable: { amount: "0.00" } });
  expect((await calculated(["103101:40000000"], "&on=2025-08-30")).json["code"]).toBe("fee-not-in-force");
});

test("a quantity that is none, twice the same item and an unknown one are refused", async () => {
  for (const line of ["103001:-1", "103001:1e9", "103001:0x10", "103001:1234567890123", "103001:1.00001", "abc"]) expect((await calculated([line])).json["code"], line).toBe("wrong-parameter");
  expect((await calculated(["103001"])).json["code"]).toBe("fee-quantity-missing");
  expect((await calculated(["103001:1", "103001:2"])).json["code"]).toBe("fee-twice");
  expect((await calculated(["9999:1"])).json["code"]).toBe("fee-not-in-force");
  expect((await calculated(["103001:999999999999.9999"])).json["code"], "sixty times a million million").toBe("fee-too-large");
});

test("the finance authority enters an item by its signature, in versions that are never edited; each is in the log", async () => {
  expect((await enter(item({ basis: null }))).json["code"]).toBe("fee-without-basis");
  expect((await enter(item(), "fee-1")).json["code"]).toBe("not-yours");
  expect((await town.askOnce("finance-1", "POST", "/api/v1/fees/items", item())).status, "it is signed").not.toBe(201);
  const first = await enter(item());
  expect(first.json).toMatchObject({ item: "1039", version: 1 });
  expect((await calculated(["1039:3"])).json).toMatchObject({ payable: { amount: "0.30" } });
  expect((await enter(item({ from: "2026-09-01" }))).json["code"]).toBe("fee-version-order");
  expect((await enter(item({ from: "2026-08-31" }))).json["code"]).toBe("fee-backdated");
  expect((await enter(item({ from: "2026-10-01", formula: { kind: "rate", charge: "yuan", rate: "0.2" } }))).json).toMatchObject({ version: 2 });
  expect((await calculated(["1039:3"], "&on=2026-09-30")).json).toMatchObject({ payable: { amount: "0.30" } });
  expect((await calculated(["1039:3"], "&on=2026-10-01")).json).toMatchObject({ payable: { amount: "0.60" } });
  await town.world.journal.flush();
  const entries = await town.database.db.selectFrom("leaves").select("entry").execute();
  expect(entries.some(({ entry }) => Buffer.from(entry).toString().includes(String(first.json["sha256"])))).toBe(true);
});

test("two reviewers at once enter one second version, not two", async () => {
  expect((await enter(item({ code: "1038" }))).status).toBe(201);
  const both = await Promise.all([enter(item({ code: "1038", from: "2026-11-01" })), enter(item({ code: "1038", from: "2026-11-01", zh: "另一名称" }))]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
  expect(((await town.done(null, "GET", "/api/v1/fees/items/1038"))["versions"] as unknown[]).length).toBe(2);
});
