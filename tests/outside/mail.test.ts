import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Carriers } from "../../src/messages/carriers/carrier.js";
import { openSmtp } from "../../src/messages/carriers/smtp.js";
import { deliverNext } from "../../src/messages/use-cases/deliver.js";
import { addressAll, decoded, mailServer, type MailServer, type Taken } from "../support/mail.js";
import { reader, signedIn, formOf } from "../support/pages.js";
import { lodgements, lotBody, publishedTender, sealBid, submittedTender, tenderBody, type TenderInTest } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// Mail through Debian's aiosmtpd; its signature is judged by Debian's dkimpy with the key as DNS would give it.
let town: TestTown;
let server: MailServer;
let carriers: Carriers;
let tender: TenderInTest;
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const record = `v=DKIM1; k=rsa; p=${keys.publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
beforeAll(async () => {
  [town, server] = await Promise.all([testTown(), mailServer()]);
  const keyFile = path.join(town.folder, "dkim.pem");
  writeFileSync(keyFile, keys.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const mail = await openSmtp({ url: server.url, from: { name: town.world.exchange.name, address: "notice@chenguang.example" }, host: town.world.exchange.host, dkim: { keyFile, selector: "d2026" } });
  carriers = { mail, phone: null };
}, 60_000);
afterAll(async () => {
  carriers.mail?.close();
  server.stop();
  await town.stop();
});

const HALF_HOUR_MS = 30 * 60_000;
const settle = (actor: string, over: Record<string, unknown> = {}): Promise<Record<string, unknown>> => town.done(actor, "PUT", "/api/v1/messages/settings", { version: 0, language: "zh", email: `${actor}@firm.example`, mailOff: [], ...over });
/** Sends everything due, half an hour ahead of now so that nothing waits for its bell. */
async function sendAll(later = HALF_HOUR_MS): Promise<Taken[]> {
  const before = server.taken.length;
  while (await deliverNext(town.world, carriers, () => Date.now() + later)) continue;
  await new Promise((done) => { setImmediate(done); });
  return server.taken.slice(before);
}
const verified = ({ raw }: Pick<Taken, "raw">): string => spawnSync("/usr/bin/python3", [path.join(import.meta.dirname, "../support/dkim-verify.py"), "d2026._domainkey.chenguang.example", record], { input: raw }).stdout.toString();

test("the buyer's second officer gets mail that says what waits and where, never the draft's title, signed so that dkimpy accepts it and no changed byte of it", async () => {
  await settle("tenderer-2");
  const waiting = await submittedTender(town, tenderBody({ title: "尚未公开的工程" }));
  await addressAll(town);
  const [mail, ...more] = await sendAll();
  expect(more).toEqual([]);
  expect(mail?.to).toEqual(["tenderer-2@firm.example"]);
  expect(decoded(mail?.headers.get("subject"))).toBe("【演练】有一项发布等待您复核");
  expect(mail?.text).toContain(`http://chenguang.example/desk/${waiting.id}`);
  expect(mail?.text).not.toContain("尚未公开的工程");
  if (mail === undefined) return;
  expect(verified(mail)).toMatch(/^valid .*d2026\._domainkey\.chenguang\.example/);
  expect(mail.headers.get("dkim-signature")).toMatch(/h=[^;]*list-unsubscribe:list-unsubscribe-post/i); // RFC 8058 §4
  for (const [from, to] of [["List-Unsubscribe=One-Click", "List-Unsubscribe=Two-Click"], ["tenderer-2@", "tenderer-9@"]] as const) expect(verified({ raw: Buffer.from(mail.raw.toString("latin1").replace(from, to), "latin1") })).toMatch(/^wrong/);
});

test("its headers are what mail programs ask for: a Message-ID of our host, the exchange's name, made by a machine, one click to stop", () => {
  const [mail] = server.taken;
  expect(mail?.headers.get("message-id")).toMatch(/^<[0-9a-f]{32}@chenguang\.example>$/);
  expect(decoded(mail?.headers.get("from"))).toBe("晨光市公共资源交易中心 <notice@chenguang.example>");
  expect(Date.parse(mail?.headers.get("date") ?? "")).toBeGreaterThan(Date.now() - 600_000);
  expect([mail?.headers.get("auto-submitted"), mail?.headers.get("list-unsubscribe-post")]).toEqual(["auto-generated", "List-Unsubscribe=One-Click"]);
  expect(mail?.headers.get("list-unsubscribe")).toMatch(/^<http:\/\/chenguang\.example\/mail\/stop\/[0-9a-f]{32}>$/);
});

test("one POST without cookie or sign-in stops mail of that kind and of no other, now and again; its page tells nothing of whose it is", async () => {
  const stop = new URL((server.taken[0]?.headers.get("list-unsubscribe") ?? "").slice(1, -1)).pathname;
  const page = await reader(town).get(stop);
  expect(page.status).toBe(200);
  for (const told of ["tenderer-2", "李若溪", "复核"]) expect(page.text).not.toContain(told);
  expect((await town.done("tenderer-2", "GET", "/api/v1/messages/settings"))["mailOff"]).toEqual([]); // looking stops nothing
  for (let times = 0; times < 2; times++) expect((await town.app.request(stop, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "List-Unsubscribe=One-Click" })).status).toBe(200);
  expect((await town.done("tenderer-2", "GET", "/api/v1/messages/settings"))["mailOff"]).toEqual(["review-due"]);
  expect((await town.app.request(`/mail/stop/${"0".repeat(32)}`, { method: "POST" })).status).toBe(404);
  await submittedTender(town);
  await addressAll(town);
  expect(await sendAll()).toEqual([]);
});

test("before the names are out mail to a firm says nothing but that there is a message, waits for the half hour's bell, and cannot be turned off where a right is lost", async () => {
  tender = await publishedTender(town, tenderBody({}, [lotBody()]));
  await town.advance("2026-09-02T10:00:00+08:00");
  await settle("bidder-1");
  expect((await town.ask("bidder-2", "PUT", "/api/v1/messages/settings", { version: 0, language: "zh", email: "bidder-2@firm.example", mailOff: ["confirm-needed"] })).json).toMatchObject({ code: "mail-of-law", facts: { kind: "投标须确认或者更换" } });
  await town.done("bidder-1", "POST", lodgements(tender.id), (await sealBid(town, "bidder-1", tender.id, "1", "31000000.00")).body);
  const { serial } = await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/clarifications`, { changes: [{ what: "管材", before: "HDPE 双壁波纹管", after: "球墨铸铁管" }], mayAffectBid: true, newDeadline: null, reconfirm: true });
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/clarifications/${String(serial)}/publication`);
  await addressAll(town);
  expect(await sendAll(0)).toEqual([]); // the bell has not rung
  const mails = await sendAll();
  expect(mails.map(({ to }) => to)).toEqual([["bidder-1@firm.example"], ["bidder-1@firm.example"]]);
  for (const mail of mails) {
    expect(decoded(mail.headers.get("subject"))).toBe("【演练】您有一条新消息");
    expect(mail.text).toContain("http://chenguang.example/my/inbox\n");
    expect(mail.text).toContain("邮件不能退订");
    expect(mail.headers.has("list-unsubscribe")).toBe(false);
    for (const secret of [tender.id, "滨河路", "确认", "修改", "澄清"]) expect(`${mail.raw.toString("latin1")}${mail.text}`).not.toContain(secret);
    expect(verified(mail)).toMatch(/^valid/);
  }
});

test("a mailbox that is not there is given up at once, a server that is busy is asked again later, and neither keeps others waiting", async () => {
  await settle("staff-1", { email: "nobody@firm.example" });
  await settle("staff-2", { email: "busy@firm.example", language: "en" });
  await town.done("supervisor-1", "POST", `/api/v1/tenders/${tender.id}/lots/1/suspension`, { reason: "核查" });
  await addressAll(town);
  const rows = (): Promise<{ actor_id: string; attempts: number; due_at: Date | null; sent_at: Date | null; failure: string | null }[]> => town.world.db.selectFrom("deliveries").select(["actor_id", "attempts", "due_at", "sent_at", "failure"]).where("actor_id", "like", "staff-%").orderBy("actor_id").execute();
  await sendAll();
  expect(await rows()).toMatchObject([{ attempts: 1, due_at: null, sent_at: null, failure: "EENVELOPE 550" }, { attempts: 1, sent_at: null, failure: "EENVELOPE 451" }]);
  const [mail] = await sendAll(2 * HALF_HOUR_MS);
  expect(decoded(mail?.headers.get("subject"))).toBe("[rehearsal] A lot is suspended");
  expect(await rows()).toMatchObject([{ sent_at: null }, { attempts: 2, due_at: null, sent_at: expect.any(Date) as Date, failure: null }]);
});

test("an office chooses on a page where mail goes and which; an address that is none is refused with the field", async () => {
  const who = await signedIn(town, "tenderer-1");
  const form = formOf((await who.get("/my/inbox/settings")).text, "message-settings");
  const wrong = await who.post(form.action, { ...form.fields, email: "not an address" });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toMatch(/href="#f-[^"]*email"/);
  expect((await who.post(form.action, { ...form.fields, email: "chen@firm.example", mail: ["your-turn"] })).headers.get("location")).toBe("/my/inbox");
  expect((await town.done("tenderer-1", "GET", "/api/v1/messages/settings"))).toMatchObject({ email: "chen@firm.example", version: 1, mailOff: expect.not.arrayContaining(["your-turn", "lot-ended"]) as string[] });
  expect((await who.get("/my/inbox")).text).toContain("chen@firm.example");
  expect((await town.ask("tenderer-1", "PUT", "/api/v1/messages/settings", { version: 0, language: "zh", email: null, mailOff: [] })).json["code"]).toBe("stale");
});
