import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deviceOf } from "../../src/identity/device.js";
import type { Instant } from "../../src/kernel/time.js";
import { forgetOver } from "../../src/privacy/use-cases/forget.js";
import { created, newAuthenticator } from "../support/authenticator.js";
import { challenged, register, registeredFirm, signInByPasskey, SITE, someone, type Someone } from "../support/people.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown(); });
afterAll(async () => { await town.stop(); });

const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

/** Somebody's browser that calls itself so, on the same device as another's. */
function calling(who: Someone, agent: string): Someone {
  const other = someone(town);
  return { ...other, authenticator: who.authenticator, ask: (method, url, body, headers = {}) => other.ask(method, url, body, { "user-agent": agent, ...headers }) };
}
type Session = { readonly id: string; readonly device: string; readonly current: boolean };
const listOf = async (who: Someone): Promise<Session[]> => JSON.parse(String(((await who.ask("GET", "/api/v1/sessions")).json as { text?: string }).text)) as Session[];
const signInsOf = async (who: Someone): Promise<{ device: string; how: string; isNew: boolean }[]> => (await who.ask("GET", "/api/v1/sign-ins")).json["signIns"] as never;

test.each([
  [CHROME, "Chrome · Windows"], [PHONE, "Safari · iPhone"], [`${CHROME} Edg/140.0`, "Edge · Windows"], ["Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0", "微信 WeChat · Android"],
  ["Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0 Safari/537.36 ArkWeb/4.1", "ArkWeb · HarmonyOS"], ["curl/8.5.0", "program"], ["", ""],
])("what a browser calls itself is said in words, without its version: %s", (agent, words) => { expect(deviceOf(agent)).toBe(words); });

describe("a person", () => {
  test("sees where he is signed in, and ends one of them, or all others, at once", async () => {
    const who = someone(town);
    await register(who, "史登录");
    const [office, phone] = [calling(who, CHROME), calling(who, PHONE)];
    for (const browser of [office, phone]) expect((await signInByPasskey(browser)).status).toBe(201);
    const seen = await listOf(who);
    expect(new Set(seen.map(({ device }) => device))).toEqual(new Set(["Chrome · Windows", "Safari · iPhone", ""]));
    const ended = seen.find(({ device }) => device === "Chrome · Windows")?.id ?? "";
    expect((await who.ask("DELETE", `/api/v1/sessions/${ended}`)).json).toEqual({ ended: 1 });
    expect([(await office.ask("GET", "/api/v1/sign-ins")).status, (await phone.ask("GET", "/api/v1/sign-ins")).status]).toEqual([401, 200]);
    expect((await who.ask("DELETE", `/api/v1/sessions/${ended}`)).status).toBe(404);
    expect((await who.ask("DELETE", "/api/v1/sessions/others")).json).toEqual({ ended: 1 });
    expect((await phone.ask("GET", "/api/v1/sign-ins")).status).toBe(401);
  });

  test("ends nobody else's session, whatever he calls it", async () => {
    const [anna, bert] = [someone(town), someone(town)];
    await register(anna, "安登录");
    await register(bert, "贝登录");
    const [own] = await listOf(anna);
    expect((await bert.ask("DELETE", `/api/v1/sessions/${own?.id ?? ""}`)).status).toBe(404);
    expect((await anna.ask("GET", "/api/v1/sessions")).status).toBe(200);
  });

  test("sees how he signed in for six months, and is told of a device or key not seen before, but not of the first", async () => {
    const { who } = await registeredFirm(town, "新登录");
    const told = async (): Promise<string[]> => ((await who.ask("GET", "/api/v1/messages")).json["messages"] as { kind: string }[]).map(({ kind }) => kind).filter((kind) => kind === "signed-in-anew" || kind === "proof-changed");
    expect(await told()).toEqual([]);
    const [office, again, phone] = [calling(who, CHROME), calling(who, CHROME.replace("140", "141")), calling(who, PHONE)];
    await signInByPasskey(office);
    expect(await told()).toEqual(["signed-in-anew"]);
    await signInByPasskey(again);
    expect(await told()).toEqual(["signed-in-anew"]);
    await signInByPasskey(phone);
    expect(await told()).toEqual(["signed-in-anew", "signed-in-anew"]);
    const { creation } = await challenged(who, "passkey");
    expect((await who.ask("POST", "/api/v1/passkeys", { label: "备用", passkey: created(newAuthenticator(), creation?.challenge ?? "", SITE) })).status).toBe(201);
    expect([...await told()].sort()).toEqual(["proof-changed", "signed-in-anew", "signed-in-anew"]);
    expect((await signInsOf(who)).map(({ device, how, isNew }) => [device, how, isNew])).toEqual([["Safari · iPhone", "passkey", true], ["Chrome · Windows", "passkey", false], ["Chrome · Windows", "passkey", true], ["", "passkey", false]]);
    const page = await (await town.app.request("/account", { headers: { cookie: who.cookie() ?? "" } })).text();
    for (const part of ["Safari · iPhone", "新设备或者新凭据", "/acts/end-session"]) expect(page).toContain(part);
  });

  test("finds none that is older than six months, to the day", async () => {
    const who = someone(town);
    const { json } = await register(who, "久登录");
    const owner = town.database.as("owner");
    const mine = () => owner.selectFrom("sign_ins").selectAll().where("person_id", "=", String(json["person"])).execute();
    await owner.updateTable("sign_ins").set({ at: new Date("2026-03-01T12:00:00Z") }).where("person_id", "=", String(json["person"])).execute();
    await forgetOver(town.world, Date.parse("2026-09-01T12:00:00Z") as Instant);
    expect(await mine()).toHaveLength(1);
    await forgetOver(town.world, Date.parse("2026-09-01T12:00:00.001Z") as Instant);
    expect(await mine()).toHaveLength(0);
  });
});
