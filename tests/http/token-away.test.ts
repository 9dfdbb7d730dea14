import { afterAll, beforeAll, expect, test } from "vitest";
import type { Signer } from "../../src/signing/cms-sign.js";
import { TokenAway } from "../../src/token/away.js";
import { testTown, type TestTown } from "../support/town.js";

// The key that signs notices lies on a token that is pulled out while somebody publishes.
let town: TestTown;
beforeAll(async () => { town = await testTown("2026-08-31T09:00:00+08:00"); });
afterAll(async () => { await town.stop(); });

const contact = { name: "晨光市城市建设投资集团有限公司", person: "陈一鸣", phone: "0000-1234567", address: "晨光市滨河路1号" };
const intention = { title: "晨光市第一中学教学设备采购", needs: "交互式智能平板 40 台", budget: { amount: "1100000.00", currency: "CNY" }, month: "2026-09", remarks: null, contact, complaints: { ...contact, name: "晨光市财政局" }, area: null };

test("what needs the key is answered 503 with its code, in both languages and without saying more; nothing is half-published, and the same request is done once the token is back", async () => {
  const { plan } = await town.done("tenderer-1", "POST", "/api/v1/plans", { line: "procurement", form: intention });
  const honest = town.world.seal;
  const away: Signer = { ...honest, key: { algorithm: "ecdsa", sign: () => Promise.reject(new TokenAway("token 晨光 7 is away or refuses (CKR_DEVICE_REMOVED)")) } };
  Object.assign(town.world, { seal: away });
  const refused = await town.ask("tenderer-2", "POST", `/api/v1/plans/${String(plan)}/publication`);
  expect([refused.status, refused.json["code"]]).toEqual([503, "token-away"]);
  expect(String(refused.json["detail"])).toContain("没有写入任何内容");
  expect(JSON.stringify(refused.json)).not.toMatch(/晨光 7|CKR/);
  expect((await town.ask("tenderer-1", "GET", `/api/v1/plans/${String(plan)}`)).json).toMatchObject({ publishedAt: null, notice: null });
  Object.assign(town.world, { seal: honest });
  expect(await town.done("tenderer-2", "POST", `/api/v1/plans/${String(plan)}/publication`)).toMatchObject({ notice: `${String(plan)}-N1` });
});
