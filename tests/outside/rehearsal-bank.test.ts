import { spawn, type ChildProcess } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, test } from "vitest";
import { exchanged, httpBank, type HttpBank } from "../../src/bank/drivers/http.js";
import type { PaymentOrder } from "../../src/bank/order.js";
import { fromBase64 } from "../../src/kernel/bytes.js";
import { canonical } from "../../src/kernel/canonical-json.js";
import { at, day } from "../../src/kernel/time.js";
import { publicKeyText } from "../../src/own-keys.js";

// The rehearsal's bank as its own process, killed in the middle of an order: what it took is on its disk before anybody is told.
const folder = mkdtempSync(path.join(tmpdir(), "daylight-bank-"));
const { privateKey } = generateKeyPairSync("ed25519");
const EXCHANGE = "chenguang.example/rehearsal/0011aabb";
const ACCOUNT = "3417000100000001";
let child: ChildProcess;
afterAll(() => { child.kill("SIGKILL"); rmSync(folder, { recursive: true, force: true }); });

async function start(): Promise<HttpBank> {
  child = spawn(process.execPath, ["scripts/daylight.mjs", "rehearsal-bank", "--data", folder, "--exchange", EXCHANGE, "--exchange-key", publicKeyText(privateKey), "--json"], { cwd: path.resolve(import.meta.dirname, "../.."), stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, REHEARSAL_BANK_TOKEN: "token" } });
  const [line] = (await once(createInterface({ input: child.stdout ?? process.stdin }), "line")) as [string];
  const { url, key } = JSON.parse(line) as { url: string; key: string };
  const bank: HttpBank = { url: () => url, key: { name: EXCHANGE, key: privateKey }, bankKey: () => ({ name: "chenguang-bank", publicKey: fromBase64(key) }), exchange: EXCHANGE };
  await exchanged(bank, "POST", "/v1/clock", canonical({ v: "bank-clock/1", now: "2026-09-01T10:00:00+08:00", held: true, callback: "http://127.0.0.1:1/nobody", exchange: EXCHANGE, accounts: [{ number: ACCOUNT, name: "保证金专户", prefix: "34170001" }] }));
  return bank;
}
const control = async (bank: HttpBank, what: string, body: unknown): Promise<number> => (await fetch(`${bank.url()}/control/${what}`, { method: "POST", headers: { authorization: "Bearer token" }, body: JSON.stringify(body) })).status;
const order: PaymentOrder = {
  number: "48201937465019283746", cause: "x", account: ACCOUNT, payee: { name: "晨光第一建筑有限公司", account: "6222000100020003", bank: "晨光银行" }, fen: 100n, against: [], purpose: "test", reference: "x", words: "退还款项", payOn: day("2026-09-01"), dueAt: at("2026-09-01T10:00:00+08:00"), state: "sent", attempts: 1, paidAt: null, returnedAt: null, transaction: null, reason: null,
};

test("killed after it took an order whose answer was lost, it knows the order when it is started again, and pays it once", async () => {
  const first = await start();
  expect([await control(first, "faults", { kind: "lost-answer" }), await control(first, "transfers", {})]).toEqual([200, 422]);
  await expect(httpBank(first).send(order)).rejects.toThrow();
  child.kill("SIGKILL");
  await once(child, "exit");
  const again = await start();
  const asked = await httpBank(again).ask(order.number);
  const sent = await httpBank(again).send(order);
  expect([typeof asked === "string" ? asked : asked.state, typeof sent === "string" ? sent : sent.number]).toEqual(["paid", order.number]);
  await expect(httpBank(again).send({ ...order, fen: 101n }), "the same number for another amount").rejects.toThrow(/409/);
  const { bytes } = await exchanged(again, "GET", `/v1/orders/${"0".repeat(20)}`, new Uint8Array());
  expect(Buffer.from(bytes).toString()).toContain("unknown");
});
