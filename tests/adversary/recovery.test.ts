import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decideApproval, decideOpening, NEW_ACCESS_MS, CODE_MS } from "../../src/identity/recovery.js";
import { personByCode } from "../../src/identity/use-cases/recoveries.js";
import type { Instant } from "../../src/kernel/time.js";
import { created, newAuthenticator } from "../support/authenticator.js";
import { challenged, register, registeredFirm, signedLogin, signInByPasskey, SITE, someone, type Someone } from "../support/people.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown(); });
afterAll(async () => { await town.stop(); });

const codeOf = ({ json }: Answer): unknown => json["code"];
const REASON = "核验居民身份证原件，与登记姓名一致。";
const open = (officer: string, person: string) => town.ask(officer, "POST", "/api/v1/recoveries/openings", { person, reason: REASON });
const approve = (officer: string, id: unknown) => town.ask(officer, "POST", `/api/v1/recoveries/${String(id)}/approval`);
/** Somebody new, by his first passkey. */
async function newcomer(name: string): Promise<{ readonly who: Someone; readonly person: string }> {
  const who = someone(town);
  const { json } = await register(who, name);
  return { who, person: String(json["person"]) };
}
async function enrolled(code: string, who = someone(town)): Promise<Answer> {
  const { status, json } = await who.ask("POST", "/api/v1/challenges", { purpose: "enrol", code });
  if (status !== 201) return { status, json };
  const { challenge } = json["creation"] as { challenge: string };
  return who.ask("POST", "/api/v1/recoveries/enrolment", { code, label: "新手机", passkey: created(who.authenticator, challenge, SITE) });
}
const recovered = async (person: string): Promise<string> => {
  const { json } = await open("staff-1", person);
  return String((await approve("staff-2", json["id"])).json["code"]);
};

describe("whoever lost what he signs in with", () => {
  test("gets in again by two officers: everything old is dead at once, and the code registers one passkey", async () => {
    const { who, signer } = await registeredFirm(town);
    const me = (await who.ask("GET", "/api/v1/me")).json;
    const { person } = await town.database.db.selectFrom("actors").select("person_id as person").where("actor_id", "=", String(me["id"])).executeTakeFirstOrThrow();
    const { token } = (await who.ask("POST", "/api/v1/tokens", { office: me["id"], name: "脚本", scopes: ["organisation.read"], until: new Date(Date.now() + 86_400_000 * 2).toISOString().slice(0, 10) })).json as { token: string };
    const byToken = async () => (await town.ask(null, "GET", "/api/v1/organisation", undefined, { authorization: `Bearer ${token}` })).status;
    const { json: opened } = await open("staff-1", person);
    // Opened is not approved: all is as it was, and the person is told.
    expect([(await who.ask("GET", "/api/v1/sessions")).status, await byToken()]).toEqual([200, 200]);
    const { messages } = (await who.ask("GET", "/api/v1/messages")).json as { messages: { kind: string; href: string }[] };
    expect(messages.map(({ kind, href }) => [kind, href])).toEqual([["recovery-opened", "/account"]]);
    const approved = await approve("staff-2", opened["id"]);
    expect(approved.status).toBe(201);
    expect([(await who.ask("GET", "/api/v1/sessions")).status, await byToken()]).toEqual([401, 401]);
    expect(codeOf(await signInByPasskey(who))).toBe("passkey-unknown");
    expect(codeOf(await who.ask("POST", "/api/v1/sessions", { certificate: await signedLogin(who, "sign-in", signer) }))).toBe("certificate-unregistered");
    const again = someone(town);
    expect((await enrolled(String(approved.json["code"]), again)).status).toBe(201);
    expect((await again.ask("GET", "/api/v1/me")).json).toMatchObject({ id: me["id"], role: "bidder" });
    again.use(null);
    expect((await signInByPasskey(again)).status).toBe(201);
    expect(codeOf(await enrolled(String(approved.json["code"])))).toBe("recovery-over");
  });

  test("reports it himself where he still can; officers are told, and he can take it back until it is approved", async () => {
    const { who, person } = await newcomer("冯挂失");
    const { json } = await who.ask("POST", "/api/v1/recoveries", { report: "手机被盗，已报警。" });
    expect((await who.ask("POST", "/api/v1/recoveries", { report: "手机被盗，再说一遍。" })).json).toEqual(json);
    const told = (await town.done("window-1", "GET", "/api/v1/messages"))["messages"] as { kind: string }[];
    expect(told[0]?.kind).toBe("recovery-reported");
    expect((await open("window-1", person)).json).toEqual(json);
    expect((await who.ask("DELETE", `/api/v1/recoveries/${String(json["id"])}`)).status).toBe(200);
    expect(codeOf(await approve("staff-1", json["id"]))).toBe("recovery-state");
    expect((await who.ask("GET", "/api/v1/sessions")).status).toBe(200);
  });
});

describe("officers", () => {
  test("never restore themselves, in whatever office, and never one alone", async () => {
    expect(codeOf(await open("staff-1", "staff-1"))).toBe("recovery-own");
    const { person } = await newcomer("陈双人");
    const { json } = await open("staff-1", person);
    expect(codeOf(await approve("staff-1", json["id"]))).toBe("recovery-second");
    // The same person in a second office is still the same person.
    await town.database.db.insertInto("actors").values({ exchange_id: town.world.exchange.id, actor_id: "staff-1-window", person_id: "staff-1", role: "window-staff", org_uscc: null, opener: null, made_at: new Date(), ended_at: null }).execute();
    const second = someone(town);
    await second.ask("POST", "/api/v1/sessions", { certificate: await signedLogin(second, "sign-in", await town.signer("staff-1")) });
    expect((await second.ask("PUT", "/api/v1/sessions/current/office", { office: "staff-1-window" })).status).toBe(200);
    expect(codeOf(await second.ask("POST", `/api/v1/recoveries/${String(json["id"])}/approval`))).toBe("recovery-second");
    expect((await approve("staff-2", json["id"])).status).toBe(201);
  });

  test("of whom one's own access is being restored approve nothing for themselves, and nobody else's for seven days", () => {
    const at = 1_000_000_000 as Instant;
    const officer = (restoredAt: number | null) => ({ personId: "o", restoredAt: restoredAt as Instant | null });
    const opened = { state: "opened", personId: "p", opener: "q" } as const;
    for (const decide of [(one: ReturnType<typeof officer>) => decideOpening(one, "p", null, at), (one: ReturnType<typeof officer>) => decideApproval(one, opened, at)]) {
      expect(decide(officer(null)).ok).toBe(true);
      expect(decide(officer(at - NEW_ACCESS_MS)).ok).toBe(true);
      expect(decide(officer(at - NEW_ACCESS_MS + 1))).toMatchObject({ refusal: { code: "recovery-officer-new" } });
    }
    expect(decideApproval({ personId: "p", restoredAt: null }, opened, at)).toMatchObject({ refusal: { code: "recovery-own" } });
  });

  test("are these alone: nobody else opens, approves or reads, and a stranger's code is none", async () => {
    for (const actor of ["bidder-1", "tenderer-1", "admin-1", "cashier-1"]) expect(codeOf(await open(actor, "bidder-2")), actor).toBe("not-yours");
    expect((await open("staff-1", "p-0000000000000000")).status).toBe(404);
    expect(codeOf(await enrolled("A".repeat(43)))).toBe("recovery-over");
  });

  test("the database itself takes no recovery that one person opened and approved, or approved for himself", async () => {
    const { person } = await newcomer("孙底线");
    const { json } = await open("staff-1", person);
    const write = (approver: string) => town.database.db.updateTable("recoveries").set({ approver }).where("recovery_id", "=", String(json["id"])).execute();
    await expect(write("staff-1")).rejects.toThrow(/check/);
    await expect(write(person)).rejects.toThrow(/check/);
  });
});

describe("a code", () => {
  test("is taken to the last millisecond of three days, and is kept as its hash", async () => {
    const { person } = await newcomer("吴期限");
    const code = await recovered(person);
    const row = await town.database.db.selectFrom("recoveries").select(["code_ends_at", "approved_at"]).where("person_id", "=", person).executeTakeFirstOrThrow();
    const end = row.code_ends_at?.getTime() ?? 0;
    expect(end - (row.approved_at?.getTime() ?? 0)).toBe(CODE_MS);
    expect(await personByCode(town.world, code, (end - 1) as Instant)).toMatchObject({ ok: true, value: { personId: person } });
    expect(await personByCode(town.world, code, end as Instant)).toMatchObject({ refusal: { code: "recovery-over" } });
    expect(JSON.stringify(await town.database.db.selectFrom("recoveries").selectAll().where("person_id", "=", person).execute())).not.toContain(code);
  });

  test("used by two at once lets one in; approved by two at once there is one; a passkey answer to another challenge is none", async () => {
    const { person } = await newcomer("郑竞争");
    const { json } = await open("staff-1", person);
    const answers = await Promise.all(["staff-2", "window-1", "staff-2", "window-1"].map((officer) => approve(officer, json["id"])));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const code = String(answers.find(({ status }) => status === 201)?.json["code"]);
    const mallory = someone(town);
    const { creation } = await challenged(mallory, "register");
    expect(codeOf(await mallory.ask("POST", "/api/v1/recoveries/enrolment", { code, label: "x", passkey: created(newAuthenticator(), creation?.challenge ?? "", SITE) }))).toBe("challenge-over");
    const both = await Promise.all([enrolled(code), enrolled(code)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 404]);
    expect(await town.database.db.selectFrom("passkeys").select("label").where("person_id", "=", person).where("ended_at", "is", null).execute()).toEqual([{ label: "新手机" }]);
  });

  test("of a recovery that was cancelled is over", async () => {
    const { person } = await newcomer("王撤销");
    const code = await recovered(person);
    const { recoveries } = (await town.done("supervisor-1", "GET", "/api/v1/recoveries")) as { recoveries: { id: string; person: string }[] };
    expect((await town.ask("window-1", "DELETE", `/api/v1/recoveries/${recoveries.find((each) => each.person === person)?.id ?? ""}`)).status).toBe(200);
    expect(codeOf(await enrolled(code))).toBe("recovery-over");
  });
});

test("opening, approving and taking up stand in the audit, each with office and person", async () => {
  const { rows } = (await town.done("supervisor-1", "GET", "/api/v1/audit?action=recovery.approve")) as { rows: { actor: string; person: string; outcome: string }[] };
  expect(rows.some(({ actor, person, outcome }) => actor === "staff-2" && person === "staff-2" && outcome === "201")).toBe(true);
  expect(rows.some(({ actor, outcome }) => actor === "staff-1" && outcome === "403")).toBe(true);
});
