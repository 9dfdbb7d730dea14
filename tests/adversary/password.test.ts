import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.js";
import { secretPlace } from "../../src/identity/use-cases/passwords.js";
import { personalKey, unsealed } from "../../src/privacy/key-ring.js";
import { resealAll } from "../../src/privacy/use-cases/forget.js";
import { created, newAuthenticator } from "../support/authenticator.js";
import { nextCode, offered, PASSWORD, registeredByPassword, shownBy, signInByPassword, withPasswords } from "../support/passwords.js";
import { challenged, register, someone } from "../support/people.js";
import { SITE } from "../support/people.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";

let plain: TestTown;
let town: TestTown;
beforeAll(async () => {
  plain = await testTown();
  town = withPasswords(plain);
});
afterAll(async () => { await plain.stop(); });

const codeOf = ({ json }: Answer): unknown => json["code"];
const NEW = "另一条纸船 also quite long";

describe("a password with its code", () => {
  test("signs its owner in by a number the exchange gave; the code works once, and no half of the two alone", async () => {
    const { who, account, secret } = await registeredByPassword(town, "钱纸船");
    expect(account).toMatch(/^[1-9]\d{9}$/);
    expect((await who.ask("GET", "/api/v1/sessions")).status).toBe(200);
    who.use(null);
    const code = shownBy(secret);
    const wrong = await signInByPassword(who, { account, code, password: `${PASSWORD} ` });
    expect([wrong.status, codeOf(wrong)]).toEqual([401, "password-wrong"]);
    expect(codeOf(await signInByPassword(who, { account, code: code === "000000" ? "000001" : "000000" }))).toBe("password-wrong");
    expect(who.cookie()).toBeNull();
    expect((await signInByPassword(who, { account, code })).status).toBe(201);
    who.use(null);
    expect(codeOf(await signInByPassword(who, { account, code }))).toBe("password-wrong");
    expect(codeOf(await signInByPassword(who, { account, code: shownBy(secret, -1) }))).toBe("password-wrong"); // of the step before, which is spent with it
  });

  test("that two requests bring at once signs one of them in", async () => {
    const { account, secret } = await registeredByPassword(town, "王同时");
    const both = await Promise.all([1, 2].map(() => signInByPassword(someone(town), { account, code: shownBy(secret) })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 401]);
  });

  test("that was used to set it up signs nobody in", async () => {
    const who = someone(town);
    const { secret, totp } = await offered(who);
    const code = shownBy(secret);
    const { json } = await who.ask("POST", "/api/v1/people", { name: "孙一次", email: null, password: { password: PASSWORD, totp: { ...totp, code } } });
    expect(codeOf(await signInByPassword(someone(town), { account: String(json["account"]), code }))).toBe("password-wrong");
  });

  test("is not taken with an offer of another exchange's making, a wrong code, or no secret", async () => {
    const who = someone(town);
    const { totp, secret } = await offered(who);
    const asking = (password: unknown) => who.ask("POST", "/api/v1/people", { name: "周无码", email: null, password });
    expect(codeOf(await asking({ password: PASSWORD, totp: null }))).toBe("password-needs-code");
    expect(codeOf(await asking({ password: PASSWORD, totp: { ...totp, code: shownBy(secret, 3) } }))).toBe("code-wrong");
    expect(codeOf(await asking({ password: PASSWORD, totp: { ...totp, offer: Buffer.from("made by myself, with a secret of my own").toString("base64") } }))).toBe("challenge-over");
    expect(codeOf(await asking({ password: "Dragon2026!!", totp }))).toBe("password-common");
  });

  test("is kept as a hash, its secret sealed and sealed anew under a new key; the person's copy shows the number alone", async () => {
    const { who, account, person } = await registeredByPassword(town, "吴封存");
    const row = await town.database.as("owner").selectFrom("passwords").selectAll().where("person_id", "=", person).executeTakeFirstOrThrow();
    expect(JSON.stringify({ ...row, hash: Buffer.from(row.hash).toString("latin1"), secret: Buffer.from(row.secret).toString("latin1") })).not.toContain("quite long");
    const place = secretPlace(town.world.exchange.id, person);
    const secret = unsealed(town.world.personalKeys, place, row.secret);
    expect(secret).toMatch(/^[0-9a-f]{40}$/);
    expect(unsealed(town.world.personalKeys, { ...place, row: "p-0000000000000000" }, row.secret)).toBeNull();
    const personalKeys = [personalKey(new Uint8Array(32).fill(7)), ...town.world.personalKeys] as const;
    expect(await resealAll({ ...town.world, personalKeys })).toBeGreaterThan(0);
    const anew = await town.database.as("owner").selectFrom("passwords").select("secret").where("person_id", "=", person).executeTakeFirstOrThrow();
    expect(unsealed([personalKeys[0]], place, anew.secret)).toBe(secret);
    await resealAll({ ...town.world, personalKeys: [...town.world.personalKeys, personalKeys[0]] as never });
    expect((await who.ask("GET", "/api/v1/proofs")).json).toMatchObject({ passkeys: [], certificates: [], password: account });
  });

  test("is tried five times from one network, and fifty times an hour from all of them together", async () => {
    const { account, secret } = await registeredByPassword(town, "郑猜测");
    const from = (address: string, code: string) => town.app.request("/api/v1/sessions", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ password: { account, password: PASSWORD, code } }) }, { incoming: { socket: { remoteAddress: address } } });
    const bad = shownBy(secret, 5);
    const first = [];
    for (let time = 0; time < 6; time += 1) first.push((await from("192.0.2.1", bad)).status);
    expect(first).toEqual([401, 401, 401, 401, 401, 429]);
    for (let time = 5; time < 50; time += 1) expect((await from(`198.51.100.${String(time)}`, bad)).status).toBe(401);
    expect((await from("203.0.113.9", shownBy(secret))).status).toBe(429); // even what is right
  });
});

describe("whoever has a password alone", () => {
  test("signs nothing by it, and is told what he needs instead", async () => {
    const { who } = await registeredByPassword(town, "冯无钥");
    const { totp } = await offered(who);
    for (const answer of [await who.ask("PUT", "/api/v1/password", { password: NEW, totp }), await who.ask("DELETE", "/api/v1/password"), await who.ask("POST", "/api/v1/tokens", { office: "x", name: "x", scopes: ["message.read"], until: "2026-12-31" })]) expect([answer.status, codeOf(answer)]).toEqual([403, "step-up-no-key"]);
  });

  test("adds his first passkey by that password and a code, and from then on by a signature", async () => {
    const { who, secret, person } = await registeredByPassword(town, "陈首钥");
    const first = async (password: string, code: string) => who.ask("POST", "/api/v1/passkeys/first", { label: "手机", passkey: created(who.authenticator, (await challenged(who, "passkey")).creation?.challenge ?? "", SITE), current: { password, code } });
    expect(codeOf(await first(NEW, shownBy(secret)))).toBe("password-wrong");
    expect((await first(PASSWORD, shownBy(secret))).status).toBe(201);
    await nextCode(town, person);
    expect(codeOf(await first(PASSWORD, shownBy(secret)))).toBe("passkey-not-first");
    const second = { label: "备用", passkey: created(newAuthenticator(), (await challenged(who, "passkey")).creation?.challenge ?? "", SITE) };
    expect(codeOf(await who.askOnce("POST", "/api/v1/passkeys", second))).toBe("step-up-needed");
    expect((await who.ask("POST", "/api/v1/passkeys", second)).status).toBe(201);
    expect((await who.ask("DELETE", "/api/v1/password")).status).toBe(200);
    await nextCode(town, person);
    expect((await who.ask("GET", "/api/v1/proofs")).json["password"]).toBeNull();
  });

  test("changes it by the password of now: the old one is dead, and so is an old secret where it was changed too", async () => {
    const { who, account, person, secret } = await registeredByPassword(town, "褚换新");
    const replace = (password: string, code: string, totp: unknown = null) => who.ask("POST", "/api/v1/password/replacement", { password: NEW, totp, current: { password, code } });
    expect(codeOf(await replace(NEW, shownBy(secret)))).toBe("password-wrong");
    expect((await replace(PASSWORD, shownBy(secret))).json).toEqual({ account });
    await nextCode(town, person);
    expect(codeOf(await signInByPassword(someone(town), { account, code: shownBy(secret) }))).toBe("password-wrong");
    const anew = await offered(who);
    expect((await replace(NEW, shownBy(secret), anew.totp)).status).toBe(200);
    expect(codeOf(await signInByPassword(someone(town), { account, code: shownBy(secret), password: NEW }))).toBe("password-wrong");
    expect((await signInByPassword(someone(town), { account, code: shownBy(anew.secret), password: NEW })).status).toBe(201);
  });
});

describe("no password", () => {
  test("counts for whoever holds an office of another kind: none is set, none signs in, and a session it began acts in no such office", async () => {
    const { who, account, person, secret } = await registeredByPassword(town, "卫任职");
    const office = { exchange_id: town.world.exchange.id, actor_id: "a-password-office", person_id: person, role: "exchange-staff", org_uscc: null, opener: null, made_at: new Date(), ended_at: null };
    await town.database.as("owner").insertInto("actors").values(office).execute();
    expect(codeOf(await who.ask("PUT", "/api/v1/sessions/current/office", { office: office.actor_id }))).toBe("password-office");
    await town.database.as("owner").updateTable("sessions").set({ actor_id: office.actor_id }).where("person_id", "=", person).execute();
    expect(codeOf(await who.ask("GET", "/api/v1/recoveries"))).toBe("no-office");
    expect(codeOf(await signInByPassword(someone(town), { account, code: shownBy(secret) }))).toBe("password-office");
    const holder = someone(town);
    const { json } = await register(holder, "蒋主任");
    await town.database.as("owner").insertInto("actors").values({ ...office, actor_id: "a-password-none", person_id: String(json["person"]) }).execute();
    expect(codeOf(await holder.ask("PUT", "/api/v1/password", { password: PASSWORD, totp: (await offered(holder)).totp }))).toBe("password-office");
  });

  test("outlives a recovery of access", async () => {
    const { who, account, person, secret } = await registeredByPassword(town, "沈丢机");
    const { json } = await plain.ask("staff-1", "POST", "/api/v1/recoveries/openings", { person, reason: "核验居民身份证原件，与登记姓名一致。" });
    expect((await plain.ask("window-1", "POST", `/api/v1/recoveries/${String(json["id"])}/approval`)).status).toBe(201);
    expect((await who.ask("GET", "/api/v1/sessions")).status).toBe(401);
    expect(codeOf(await signInByPassword(who, { account, code: shownBy(secret) }))).toBe("password-wrong");
  });

  test("is worth anything once the installation takes none: sessions end with the next request, and no form asks for one", async () => {
    const { who, account, secret } = await registeredByPassword(town, "韩停用");
    const cookie = who.cookie() ?? "";
    expect((await plain.app.request("/api/v1/sessions", { headers: { cookie } })).status).toBe(401);
    expect(codeOf(await signInByPassword(someone(plain), { account, code: shownBy(secret) }))).toBe("passwords-off");
    expect(codeOf(await someone(plain).ask("POST", "/api/v1/password/secrets", {}))).toBe("passwords-off");
    const forms = async (app: TestTown["app"], path: string) => /password-sign-in|password-register|password-secret/.test(await (await app.request(path)).text());
    expect([await forms(town.app, "/sign-in"), await forms(town.app, "/register"), await forms(plain.app, "/sign-in"), await forms(plain.app, "/register")]).toEqual([true, true, false, false]);
    expect([readConfig({}).DAYLIGHT_PASSWORDS, readConfig({ DAYLIGHT_PASSWORDS: "on" }).DAYLIGHT_PASSWORDS]).toEqual(["off", "on"]);
  });
});

test("the account page shows the number, what a password does not do, and how to get a key", async () => {
  const { who, account } = await registeredByPassword(town, "杨看页");
  const page = await (await town.app.request("/account", { headers: { cookie: who.cookie() ?? "" } })).text();
  for (const part of [account, "密码不能签名", 'data-act="passkey-first"', 'data-act="password-replace"']) expect(page).toContain(part);
  expect(page).not.toContain('data-act="passkey-add"');
});
