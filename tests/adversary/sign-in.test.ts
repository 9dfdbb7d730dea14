import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newAuthenticator, asserted } from "../support/authenticator.js";
import { challenged, FIRM, register, registeredFirm, signedLogin, signInByPasskey, SITE, someone } from "../support/people.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown(); });
afterAll(async () => { await town.stop(); });

const codeOf = ({ json }: { readonly json: Record<string, unknown> }): unknown => json["code"];

describe("a passkey", () => {
  test("signs its person in, and nobody before it was registered", async () => {
    const who = someone(town);
    expect(codeOf(await signInByPasskey(who))).toBe("passkey-unknown");
    expect((await register(who, "李新芽")).status).toBe(201);
    who.use(null);
    expect((await who.ask("GET", "/api/v1/sessions")).status).toBe(401);
    expect((await signInByPasskey(who)).status).toBe(201);
    expect((await who.ask("GET", "/api/v1/sessions")).status).toBe(200);
  });

  test.each([
    ["made for another site", { origin: "http://chenguang.example.evil.example" }], ["of another port of this host", { origin: `${SITE}:8081` }], ["whose authenticator believes another host", { rpId: "evil.example" }],
    ["without the person verified", { verified: false }], ["of the wrong ceremony", { type: "webauthn.create" }],
  ])("answer %s signs nobody in", async (_, spoiled) => {
    const who = someone(town);
    await register(who, "王小明");
    who.use(null);
    expect(codeOf(await signInByPasskey(who, spoiled))).toBe("passkey-wrong");
    expect(who.cookie()).toBeNull();
    expect((await signInByPasskey(who)).status).toBe(201);
  });

  test("is not registered by an answer made for another site or without its person", async () => {
    for (const spoiled of [{ origin: "http://evil.example" }, { rpId: "evil.example" }, { verified: false }]) expect(codeOf(await register(someone(town), "张三", spoiled))).toBe("passkey-wrong");
  });

  test("answers one challenge once: a replayed answer, an answer to a challenge asked for another purpose, and one nobody asked are refused", async () => {
    const who = someone(town);
    await register(who, "赵重放");
    who.use(null);
    const { request } = await challenged(who, "sign-in");
    const answer = { passkey: asserted(who.authenticator, request?.challenge ?? "", SITE) };
    expect((await who.ask("POST", "/api/v1/sessions", answer)).status).toBe(201);
    who.use(null);
    expect(codeOf(await who.ask("POST", "/api/v1/sessions", answer))).toBe("challenge-over");
    const { creation } = await challenged(who, "register");
    expect(codeOf(await who.ask("POST", "/api/v1/sessions", { passkey: asserted(who.authenticator, creation?.challenge ?? "", SITE) }))).toBe("challenge-over");
    expect(codeOf(await who.ask("POST", "/api/v1/sessions", { passkey: asserted(who.authenticator, "A".repeat(43), SITE) }))).toBe("challenge-over");
  });

  test("whose counter does not grow is a copy, and signs nobody in", async () => {
    const who = someone(town);
    await register(who, "孙计数");
    expect((await signInByPasskey(who, { counter: 7 })).status).toBe(201);
    expect(codeOf(await signInByPasskey(who, { counter: 7 }))).toBe("passkey-wrong");
    expect((await signInByPasskey(who, { counter: 8 })).status).toBe(201);
  });

  test("of one person answers no challenge put to another", async () => {
    const [anna, bert] = [someone(town), someone(town)];
    await register(anna, "安娜");
    await register(bert, "贝特");
    const { creation } = await challenged(anna, "passkey");
    const { created } = await import("../support/authenticator.js");
    const answer = { label: "备用", passkey: created(newAuthenticator(), creation?.challenge ?? "", SITE) };
    expect(codeOf(await bert.ask("POST", "/api/v1/passkeys", answer))).toBe("challenge-over");
  });

  test("that is the only way in stays; with a second one it may go, and then signs nobody in", async () => {
    const who = someone(town);
    await register(who, "钱备用");
    expect(codeOf(await who.ask("DELETE", `/api/v1/passkeys/${who.authenticator.id}`))).toBe("proofs-too-few");
    const { created } = await import("../support/authenticator.js");
    const { creation } = await challenged(who, "passkey");
    expect((await who.ask("POST", "/api/v1/passkeys", { label: "安全钥匙", passkey: created(newAuthenticator(), creation?.challenge ?? "", SITE) })).status).toBe(201);
    expect((await who.ask("DELETE", `/api/v1/passkeys/${who.authenticator.id}`)).status).toBe(200);
    expect(codeOf(await signInByPasskey(who))).toBe("passkey-unknown");
  });
});

describe("a certificate", () => {
  test("signs in the person who showed its key here, by a challenge that works once", async () => {
    const { who, signer } = await registeredFirm(town);
    who.use(null);
    const certificate = await signedLogin(who, "sign-in", signer);
    const { status, json } = await who.ask("POST", "/api/v1/sessions", { certificate });
    expect([status, json["offices"]]).toEqual([201, [expect.objectContaining({ role: "bidder", rank: "administrator", organisation: { name: FIRM.name, uscc: FIRM.uscc } })]]);
    expect((await who.ask("GET", "/api/v1/me")).json).toMatchObject({ role: "bidder", organisation: { uscc: FIRM.uscc } });
    who.use(null);
    expect(codeOf(await who.ask("POST", "/api/v1/sessions", { certificate }))).toBe("challenge-over");
  });

  test("signs in a rehearsal's people by the very same challenge", async () => {
    const who = someone(town);
    expect((await who.ask("POST", "/api/v1/sessions", { certificate: await signedLogin(who, "sign-in", await town.signer("tenderer-1")) })).status).toBe(201);
    expect((await who.ask("GET", "/api/v1/me")).json).toMatchObject({ id: "tenderer-1", role: "tenderer" });
  });

  test("over another text than the challenge signs nobody in", async () => {
    const who = someone(town);
    const [one, two] = [await signedLogin(who, "sign-in", await town.signer("tenderer-1")), await signedLogin(who, "sign-in", await town.signer("bidder-1"))];
    expect(codeOf(await who.ask("POST", "/api/v1/sessions", { certificate: { login: two.login, signature: one.signature } }))).toBe("cms-content-differs");
    expect(who.cookie()).toBeNull();
  });

  test("that is good but was never shown here is told to register", async () => {
    const who = someone(town);
    expect(codeOf(await who.ask("POST", "/api/v1/sessions", { certificate: await signedLogin(who, "sign-in", { ...(town.world.seal) }) }))).toBe("certificate-unregistered");
  });
});

describe("a session", () => {
  test("is a new one at every sign-in: the one the browser brought along ends", async () => {
    const who = someone(town);
    await register(who, "周固定");
    const before = who.cookie();
    await signInByPasskey(who);
    const after = who.cookie();
    expect(after).not.toBe(before);
    who.use(before);
    expect((await who.ask("GET", "/api/v1/sessions")).status).toBe(401);
    who.use(after);
    expect((await who.ask("GET", "/api/v1/sessions")).status).toBe(200);
  });

  test("a cookie an attacker planted becomes nobody's session", async () => {
    const who = someone(town);
    who.use("daylight=attacker-chosen-attacker-chosen-attacker-chos");
    await register(who, "吴植入");
    expect(who.cookie()).not.toContain("attacker");
    who.use("daylight=attacker-chosen-attacker-chosen-attacker-chos");
    expect((await who.ask("GET", "/api/v1/sessions")).status).toBe(401);
  });

  test("that was signed out is over at once, and all others of a person with one act", async () => {
    const [here, there] = [someone(town), someone(town)];
    await register(here, "郑两处");
    Object.assign(there, { authenticator: here.authenticator });
    expect((await signInByPasskey({ ...there, authenticator: here.authenticator })).status).toBe(201);
    expect((await here.ask("DELETE", "/api/v1/sessions/others")).json).toEqual({ ended: 1 });
    expect((await there.ask("GET", "/api/v1/sessions")).status).toBe(401);
    const stolen = here.cookie();
    expect((await here.ask("DELETE", "/api/v1/sessions/current")).status).toBe(200);
    here.use(stolen);
    expect((await here.ask("GET", "/api/v1/sessions")).status).toBe(401);
  });

  test("of somebody without an office is told so, where an office is what it takes", async () => {
    const who = someone(town);
    await register(who, "冯无职");
    expect(codeOf(await who.ask("POST", "/api/v1/projects", {}))).toBe("no-office");
  });

  test("cannot take up an office of somebody else", async () => {
    const who = someone(town);
    await register(who, "陈冒名");
    expect(codeOf(await who.ask("PUT", "/api/v1/sessions/current/office", { office: "tenderer-1" }))).toBe("not-found");
  });
});
