import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Carriers } from "../../src/messages/carriers/carrier.js";
import { isSigned, openPhones, signatureOf } from "../../src/messages/carriers/phone.js";
import { phonePlace } from "../../src/messages/use-cases/settings.js";
import { unsealed } from "../../src/privacy/key-ring.js";
import { deliverNext } from "../../src/messages/use-cases/deliver.js";
import { rehearsalSecret } from "../../src/messages/use-cases/rehearsal-texts.js";
import { TEXT_RECEIVER } from "../../src/routes/rehearsal.js";
import { serveApp } from "../support/browsing.js";
import { addressAll } from "../support/mail.js";
import { formOf, signedIn } from "../support/pages.js";
import { submittedTender } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// Texts and calls through the one HTTP adaptor; openssl makes the signature a second time.
let town: TestTown;
let served: Awaited<ReturnType<typeof serveApp>>;
let carriers: Carriers;
beforeAll(async () => {
  town = await testTown();
  served = await serveApp(town.app);
  carriers = { mail: null, phone: openPhones({ url: () => `${served.base}${TEXT_RECEIVER}`, secret: rehearsalSecret(town.world) }) };
});
afterAll(async () => {
  served.stop();
  await town.stop();
});

const PHONE = "+8613800000000";
const settle = (actor: string, version: number, over: Record<string, unknown> = {}): Promise<Record<string, unknown>> => town.done(actor, "PUT", "/api/v1/messages/settings", { version, language: "zh", email: null, mailOff: [], phone: PHONE, phoneBy: "voice", phoneOn: ["review-due"], ...over });
const texts = async (): Promise<Record<string, unknown>[]> => (await town.done("admin-1", "GET", "/api/v1/rehearsal/texts"))["texts"] as Record<string, unknown>[];

test("the signature is the one of Standard Webhooks, on its published example and as openssl makes it", () => {
  expect(signatureOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, '{"test": 2432232314}')).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  const key = Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64").toString("hex");
  const made = spawnSync("openssl", ["mac", "-digest", "SHA256", "-macopt", `hexkey:${key}`, "-in", "-", "HMAC"], { input: 'a.7.{"x":1}' }).stdout.toString().trim().toLowerCase();
  expect(Buffer.from(signatureOf("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "a", 7, '{"x":1}').slice(3), "base64").toString("hex")).toBe(made);
});

test("a request is taken five minutes long, under its own id, time and body alone", () => {
  const made = { id: "a".repeat(32), at: 1_000, body: "{}", signature: signatureOf("c2VjcmV0", "a".repeat(32), 1_000, "{}") };
  expect([1_300, 700].map((now) => isSigned("c2VjcmV0", made, now))).toEqual([true, true]);
  expect([1_301, 699].map((now) => isSigned("c2VjcmV0", made, now))).toEqual([false, false]);
  for (const other of [{ id: "b".repeat(32) }, { at: 1_001 }, { body: "{ }" }, { signature: "v1,AAAA" }]) expect(isSigned("c2VjcmV0", { ...made, ...other }, 1_000)).toBe(false);
  expect(isSigned("c2VjcmV0", { ...made, signature: `v1,${"A".repeat(43)}= ${made.signature}` }, 1_000)).toBe(true); // the old secret's beside it
});

test("a number is kept sealed: no row shows it, and moved to another office it does not open", async () => {
  await settle("tenderer-2", 0);
  const { phone } = await town.world.db.selectFrom("message_settings").select("phone").where("actor_id", "=", "tenderer-2").executeTakeFirstOrThrow();
  expect(Buffer.from(phone ?? []).toString("latin1")).not.toContain("13800000000");
  const { personalKeys, exchange } = town.world;
  expect(["tenderer-2", "tenderer-1"].map((office) => unsealed(personalKeys, phonePlace(exchange.id, office), phone ?? new Uint8Array()))).toEqual([PHONE, null]);
  expect((await town.done("tenderer-2", "GET", "/api/v1/messages/settings"))["phone"]).toBe("+86138****0000");
  expect((await town.ask("tenderer-2", "PUT", "/api/v1/messages/settings", { version: 1, language: "zh", email: null, mailOff: [], phone: "call me" })).json["code"]).toBe("wrong-form");
});

test("a number given back as it is shown stays what it was; other stars are no number", async () => {
  const phone = async (): Promise<string | null> => {
    const row = await town.world.db.selectFrom("message_settings").select("phone").where("actor_id", "=", "tenderer-2").executeTakeFirstOrThrow();
    return unsealed(town.world.personalKeys, phonePlace(town.world.exchange.id, "tenderer-2"), row.phone ?? new Uint8Array());
  };
  expect((await settle("tenderer-2", 1, { phone: "+86138****0000" }))["phone"]).toBe("+86138****0000");
  expect(await phone()).toBe(PHONE);
  expect((await town.ask("tenderer-2", "PUT", "/api/v1/messages/settings", { version: 2, language: "zh", email: null, mailOff: [], phone: "+86139****0000" })).json["code"]).toBe("phone-masked");
  expect(await phone()).toBe(PHONE);
});

test("in a rehearsal texts arrive at its own receiver, which the administrator reads: who is called, how, and words without a secret", async () => {
  await submittedTender(town);
  await addressAll(town, Date.now(), carriers);
  while (await deliverNext(town.world, carriers, Date.now)) continue;
  expect(await texts()).toMatchObject([{ v: "daylight-text/1", to: PHONE, by: "voice", language: "zh", text: "【晨光市公共资源交易中心】【演练】有一项发布等待您复核：http://chenguang.example/my/inbox" }]);
  expect((await town.ask("tenderer-2", "GET", "/api/v1/rehearsal/texts")).json["code"]).toBe("not-yours");
});

test("a request nobody signed, or signed long ago, is not there; the same one twice is one", async () => {
  const id = "c".repeat(32);
  const post = (at: number, body: string, secret = rehearsalSecret(town.world)): Promise<number> => Promise.resolve(town.app.request(TEXT_RECEIVER, { method: "POST", body, headers: { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": signatureOf(secret, id, at, body) } })).then(({ status }) => status);
  const now = Math.floor(Date.now() / 1_000);
  expect([await post(now, "{}", "b3RoZXI="), await post(now - 400, "{}"), await post(now, "not json"), await post(now, "{}"), await post(now, "{}")]).toEqual([404, 404, 404, 204, 204]);
  expect((await texts()).length).toBe(2);
});

test("an adaptor that is busy is asked again under the same id; one that says no is not", async () => {
  const asked: string[] = [];
  const answers = [429, 503, 200, 422];
  const server = createServer((request, response) => {
    asked.push(String(request.headers["webhook-id"]));
    response.writeHead(answers[asked.length - 1] ?? 200).end();
  }).listen(0, "127.0.0.1");
  await new Promise((done) => { server.once("listening", done); });
  const own: Carriers = { mail: null, phone: openPhones({ url: () => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/texts`, secret: "c2VjcmV0c2VjcmV0c2VjcmV0" }) };
  let now = Date.now();
  const pass = async (): Promise<void> => { while (await deliverNext(town.world, own, () => now)) continue; now += 3 * 3_600_000; };
  await submittedTender(town);
  await addressAll(town, now, own);
  for (let passes = 0; passes < 4; passes++) await pass();
  expect([asked.length, new Set(asked).size]).toEqual([3, 1]);
  await submittedTender(town);
  await addressAll(town, now, own);
  for (let passes = 0; passes < 3; passes++) await pass();
  expect(asked.length).toBe(4);
  const rows = await town.world.db.selectFrom("deliveries").select(["failure", "sent_at"]).where("channel", "=", "phone").orderBy("made_at").execute();
  expect(rows.map(({ failure, sent_at }) => failure ?? (sent_at === null ? "waits" : "sent"))).toEqual(["sent", "sent", "HTTP 422"]);
  server.close();
});

test("the number is set on the page with blanks as people write it", async () => {
  const who = await signedIn(town, "staff-2");
  const form = formOf((await who.get("/my/inbox/settings")).text, "message-settings");
  expect((await who.post(form.action, { ...form.fields, phone: "+86 138-0000 0001", phoneOn: ["your-turn"] })).status).toBe(303);
  expect(await town.done("staff-2", "GET", "/api/v1/messages/settings")).toMatchObject({ phone: "+86138****0001", phoneBy: "sms", phoneOn: ["your-turn"], email: null });
});
