import { createHash } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHALLENGE_MS } from "../../src/identity/login.js";
import { STEP_UP_HEADER, stepUpHeader, textOf } from "../../src/identity/step-up.js";
import { askStepUp, takeStepUp } from "../../src/identity/use-cases/step-up.js";
import { base64, fromBase64 } from "../../src/kernel/bytes.js";
import { plusMs, type Instant } from "../../src/kernel/time.js";
import { signDetached } from "../../src/signing/cms-sign.js";
import { newAuthenticator } from "../support/authenticator.js";
import { register, SITE, signInByPasskey, someone } from "../support/people.js";
import { byCertificate, byPasskey, toSign, type ToSign } from "../support/step-up.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";
import { publishedTender, submittedTender, tenderBody, type TenderInTest } from "../support/works-tender.js";

/** Acts that must be signed one by one, and what two people agree on: what a thief, a careless office and a hasty one try. */
let town: TestTown;
let tender: TenderInTest;
beforeAll(async () => {
  town = await testTown();
  tender = await submittedTender(town);
});
afterAll(async () => { await town.stop(); });

const codeOf = ({ json }: Answer): unknown => json["code"];
const publication = ({ id }: TenderInTest): string => `/api/v1/tenders/${id}/publication`;
const wantedIn = (answer: Answer): ToSign => {
  const wanted = toSign(answer);
  if (wanted === null) throw new RangeError(`no signature is asked for: ${JSON.stringify(answer.json).slice(0, 300)}`);
  return wanted;
};
const asked = async (actor: string, method: string, url: string, body?: unknown): Promise<ToSign> => wantedIn(await town.askOnce(actor, method, url, body));
const by = async (actor: string, wanted: ToSign): Promise<Record<string, string>> => byCertificate(wanted, await town.signer(actor));
const publishedAt = async ({ id }: TenderInTest): Promise<unknown> => (await town.done("tenderer-1", "GET", `/api/v1/tenders/${id}`))["publishedAt"];
const signedActs = async (): Promise<number> => Number((await sql<{ count: string }>`select count(*) from signed_acts`.execute(town.world.db)).rows[0]?.count);

describe("an act of weight", () => {
  test("is not done by a session or token alone: the answer says what is to be signed, and nothing happened", async () => {
    const answer = await town.askOnce("tenderer-2", "POST", publication(tender));
    expect([answer.status, codeOf(answer)]).toEqual([401, "step-up-needed"]);
    const { text } = wantedIn(answer);
    expect(textOf(fromBase64(text))).toMatchObject({ v: "dl-step-up/1", exchange: town.world.exchange.origin, action: "tender.publish", method: "POST", path: publication(tender), body: null, person: "tenderer-2", office: "tenderer-2" });
    expect(await publishedAt(tender)).toBeNull();
  });

  test("tells a stranger to the office nothing of the draft: what he would sign names no version", async () => {
    expect(textOf(fromBase64((await asked("tenderer-3", "POST", publication(tender))).text))?.object).toBeNull();
    expect(codeOf(await town.ask("tenderer-3", "POST", publication(tender)))).toBe("not-found");
    expect(textOf(fromBase64((await asked("tenderer-2", "POST", publication(tender))).text))?.object).toMatch(/^[0-9a-f]{64}$/);
  });

  test("is not done by a signature over another address, body, person, office, method or exchange", async () => {
    const other = await submittedTender(town);
    const elsewhere = await asked("tenderer-2", "POST", publication(other));
    const said = async (wanted: ToSign, actor = "tenderer-2", url = publication(tender), body?: unknown): Promise<unknown> => codeOf(await town.askOnce(actor, "POST", url, body, await by(actor, wanted)));
    expect(await said(elsewhere)).toBe("step-up-other");
    expect(await said(await asked("tenderer-1", "POST", publication(tender)))).toBe("step-up-other");
    const schedule = `/api/v1/tenders/${tender.id}/schedule`;
    const body = { publishAt: "2026-09-02T09:00:00+08:00" };
    expect(await said(await asked("tenderer-2", "POST", schedule, body), "tenderer-2", schedule, { publishAt: "2026-09-03T09:00:00+08:00" })).toBe("step-up-other");
    expect(await said(await asked("tenderer-2", "POST", schedule, body))).toBe("step-up-other");
    expect(await publishedAt(tender)).toBeNull();
  });

  test("is not done by another's key, by a certificate nobody registered, by a broken signature, or by a text of one's own making", async () => {
    const before = await signedActs();
    const wanted = await asked("tenderer-2", "POST", publication(tender));
    expect(codeOf(await town.askOnce("tenderer-2", "POST", publication(tender), undefined, await by("tenderer-1", wanted)))).toBe("step-up-not-yours");
    const broken = await asked("tenderer-2", "POST", publication(tender));
    const forged = await signDetached(fromBase64((await asked("tenderer-2", "POST", publication(tender))).text), await town.signer("tenderer-2"));
    expect((await town.askOnce("tenderer-2", "POST", publication(tender), undefined, { [STEP_UP_HEADER]: stepUpHeader({ text: broken.text, certificate: base64(forged) }) })).status).toBeGreaterThanOrEqual(400);
    const own = base64(Buffer.from(Buffer.from(fromBase64(wanted.text)).toString("utf8").replace(/"nonce":"[0-9a-f]{64}"/, `"nonce":"${"0".repeat(64)}"`)));
    expect(codeOf(await town.askOnce("tenderer-2", "POST", publication(tender), undefined, await by("tenderer-2", { ...wanted, text: own })))).toBe("challenge-over");
    for (const header of ["", "%", "e30", "A".repeat(20_000)]) expect((await town.askOnce("tenderer-2", "POST", publication(tender), undefined, { [STEP_UP_HEADER]: header })).status).toBeGreaterThanOrEqual(400);
    expect(await signedActs()).toBe(before);
    expect(await publishedAt(tender)).toBeNull();
  });

  test("of a notice that changed since it was shown is not done by the signature over what it was", async () => {
    const own = await submittedTender(town);
    const wanted = await asked("tenderer-2", "POST", publication(own));
    await sql`update tenders set form = jsonb_set(form, '{title}', '"另一个名称"') where tender_id = ${own.id}`.execute(town.database.as("owner"));
    expect(codeOf(await town.askOnce("tenderer-2", "POST", publication(own), undefined, await by("tenderer-2", wanted)))).toBe("approval-stale");
    // Nor by a fresh one: the first officer signed another text.
    expect(codeOf(await town.ask("tenderer-2", "POST", publication(own)))).toBe("approval-stale");
    expect(await publishedAt(own)).toBeNull();
  });

  test("is done once by one signature, however often it is sent at once and later", async () => {
    const own = await submittedTender(town);
    const proof = await by("tenderer-2", await asked("tenderer-2", "POST", publication(own)));
    const before = await signedActs();
    const answers = await Promise.all([1, 2, 3, 4].map(() => town.askOnce("tenderer-2", "POST", publication(own), undefined, proof)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(codeOf(await town.askOnce("tenderer-2", "POST", publication(own), undefined, proof))).toBe("challenge-over");
    expect(await signedActs()).toBe(before + 1);
  });

  test("that was answered already is answered alike to the same key without signing again; a key whose signature was missing is still free", async () => {
    const own = await submittedTender(town);
    const key = { "idempotency-key": "publish-once" };
    expect(codeOf(await town.askOnce("tenderer-2", "POST", publication(own), undefined, key))).toBe("step-up-needed");
    const done = await town.ask("tenderer-2", "POST", publication(own), undefined, key);
    expect(done.status).toBe(201);
    expect(await town.askOnce("tenderer-2", "POST", publication(own), undefined, key)).toEqual(done);
  });
});

test("a signature is taken up to the last millisecond of its five minutes, and not after", async () => {
  const { world } = town;
  const act = { action: "test", method: "POST", path: "/", body: null, object: null, person: "tenderer-2", office: "tenderer-2" };
  const now = Date.now() as Instant;
  const take = async (ms: number): Promise<unknown> => {
    const { login: text } = await askStepUp(world, act, { session: null, origin: SITE }, now);
    const taken = await takeStepUp(world, { text, certificate: await signDetached(text, await town.signer("tenderer-2")) }, act, { session: null, sites: [SITE] }, plusMs(now, ms));
    return taken.ok ? "taken" : taken.refusal.code;
  };
  expect(await take(CHALLENGE_MS - 1)).toBe("taken");
  expect(await take(CHALLENGE_MS)).toBe("challenge-over");
});

describe("a person's own proofs", () => {
  test("change by his passkey alone, asked for in the same session; a stolen session neither adds a key nor takes one away", async () => {
    const who = someone(town);
    await register(who, "密钥人");
    const proofs = async (): Promise<string[]> => ((await who.ask("GET", "/api/v1/proofs")).json["passkeys"] as { id: string }[]).map(({ id }) => id);
    const [first = ""] = await proofs();
    expect(codeOf(await who.askOnce("DELETE", `/api/v1/passkeys/${first}`))).toBe("step-up-needed");
    const wanted = wantedIn(await who.askOnce("DELETE", `/api/v1/passkeys/${first}`));
    expect(codeOf(await who.askOnce("DELETE", `/api/v1/passkeys/${first}`, undefined, byPasskey(wanted, newAuthenticator(), SITE)))).toBe("step-up-not-yours");
    // The same person in another browser: what one session was asked, another does not answer.
    const stolen = wantedIn(await who.askOnce("DELETE", `/api/v1/passkeys/${first}`));
    const cookie = who.cookie();
    who.use(null);
    await signInByPasskey(who);
    expect(who.cookie()).not.toBe(cookie);
    expect(codeOf(await who.askOnce("DELETE", `/api/v1/passkeys/${first}`, undefined, byPasskey(stolen, who.authenticator, SITE)))).toBe("challenge-over");
    // The last one is kept, signed for or not.
    expect(codeOf(await who.ask("DELETE", `/api/v1/passkeys/${first}`))).toBe("proofs-too-few");
    expect(await proofs()).toEqual([first]);
  });
});

describe("what two people agree on", () => {
  test("is agreed by two people, not by one in two offices", async () => {
    const own = await submittedTender(town);
    const owner = town.database.as("owner");
    await sql`insert into actors (exchange_id, actor_id, person_id, role, org_uscc, rank, made_at) select exchange_id, 'tenderer-1-again', person_id, role, org_uscc, rank, made_at from actors where actor_id = 'tenderer-1'`.execute(owner);
    const token = "T".repeat(43);
    await sql`insert into tokens (exchange_id, token_sha256, actor_id, made_at) select exchange_id, ${createHash("sha256").update(token).digest()}, 'tenderer-1-again', made_at from actors where actor_id = 'tenderer-1-again'`.execute(owner);
    const headers = { authorization: `Bearer ${token}` };
    const wanted = wantedIn(await town.askOnce(null, "POST", publication(own), undefined, headers));
    const answer = await town.askOnce(null, "POST", publication(own), undefined, { ...headers, ...(await by("tenderer-1", wanted)) });
    expect([answer.status, codeOf(answer)]).toEqual([403, "four-eyes"]);
    expect(await publishedAt(own)).toBeNull();
  });

  test("keeps both signatures with the version that both saw, and a supervisor follows the trail of acts to them", async () => {
    const own = await publishedTender(town, tenderBody());
    const rows = (await town.done("supervisor-1", "GET", `/api/v1/audit?object=/api/v1/tenders/${own.id}`))["rows"] as { action: string; outcome: string; signed?: string }[];
    const signed = ["tender.submit", "tender.publish"].map((action) => rows.find((row) => row.action === action && row.outcome === "201")?.signed ?? "");
    const kept = await Promise.all(signed.map((sha256) => town.done("supervisor-1", "GET", `/api/v1/audit/signatures/${sha256}`)));
    expect(kept.map(({ person }) => person)).toEqual(["tenderer-1", "tenderer-2"]);
    expect(kept.map(({ approved }) => approved)).toMatchObject([{ kind: "notice", object: own.id, step: "request" }, { kind: "notice", object: own.id, step: "approval" }]);
    const [first, second] = kept.map(({ approved }) => (approved as { version: string }).version);
    expect(first).toBe(second);
    for (const { file, sha256 } of kept) expect(createHash("sha256").update(fromBase64(String(file))).digest("hex")).toBe(sha256);
    // Being asked to sign is no act: nothing of it stands in the trail.
    expect(rows.filter(({ outcome }) => outcome === "401")).toEqual([]);
  });

  test("is approved once by two second officers at once", async () => {
    const own = await submittedTender(town);
    const answers = await Promise.all([1, 2].map(() => town.ask("tenderer-2", "POST", publication(own))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const { rows } = await sql<{ step: string }>`select step from approvals where object = ${own.id} order by step`.execute(town.world.db);
    expect(rows.map(({ step }) => step)).toEqual(["approval", "request"]);
  });
});

describe("where messages go", () => {
  const SETTINGS = "/api/v1/messages/settings";
  const settings = { version: 0, language: "zh", email: null, mailOff: [], phone: null, phoneBy: "sms", phoneOn: [] };
  const put = (over: Record<string, unknown>) => town.askOnce("bidder-5", "PUT", SETTINGS, { ...settings, ...over });
  const standing = async () => town.done("bidder-5", "GET", SETTINGS);

  test("is changed by a signature, an address and a number each, taken away too; what does not turn messages elsewhere takes none", async () => {
    for (const over of [{ email: "thief@elsewhere.example" }, { phone: "13900000000" }]) expect(codeOf(await put(over)), JSON.stringify(over)).toBe("step-up-needed");
    expect(await standing()).toMatchObject({ email: null, phone: null, version: 0 });
    expect((await put({ language: "en" })).status).toBe(200);
    await town.done("bidder-5", "PUT", SETTINGS, { ...settings, version: 1, email: "own@firm.example", phone: "13900000000" });
    const { phone } = await standing();
    expect((await put({ version: 2, email: "own@firm.example", phone, mailOff: ["lot-suspended"] })).status).toBe(200);
    expect(codeOf(await put({ version: 3, email: null, phone })), "an address that is taken away").toBe("step-up-needed");
    expect(codeOf(await put({ version: 3, email: "own@firm.example", phone: "13900000000" })), "a number written out").toBe("step-up-needed");
  });
});
