import type { KyselyPlugin } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword, type HashPassword } from "../../src/identity/use-cases/password-hash.js";
import { secretHash } from "../../src/identity/use-cases/sessions.js";
import { created, newAuthenticator } from "../support/authenticator.js";
import { nextCode, offered, PASSWORD, registeredByPassword, shownBy, signInByPassword, withPasswords } from "../support/passwords.js";
import { challenged, register, SITE, someone } from "../support/people.js";
import { testTown, type Answer, type TestTown } from "../support/town.js";

/** What an answer took: hashes of passwords, statements to the database, and what was said. */
type Work = { readonly hashes: number; readonly statements: number; readonly status: number; readonly answer: string };

let plain: TestTown;
let town: TestTown;
let hashes = 0;
let statements = 0;
beforeAll(async () => {
  plain = await testTown();
  const counting: HashPassword = (...given) => { hashes += 1; return hashPassword(...given); };
  const counter: KyselyPlugin = { transformQuery: ({ node }) => { statements += 1; return node; }, transformResult: ({ result }) => Promise.resolve(result) };
  town = withPasswords(plain, counting, { db: plain.world.db.withPlugin(counter) });
});
afterAll(async () => { await plain.stop(); });

async function workOf(act: () => Promise<Answer>): Promise<Work> {
  [hashes, statements] = [0, 0];
  const { status, json } = await act();
  return { hashes, statements, status, answer: JSON.stringify({ ...json, traceId: "", serverTime: "" }) };
}

describe("whether an account is there is not told by what an answer takes or says", () => {
  test("to whoever tries a password: no such number, another's password, a wrong code, a closed account", async () => {
    const known = await registeredByPassword(town, "钱同样");
    const closed = await registeredByPassword(town, "孙同样");
    await town.database.as("owner").updateTable("people").set({ state: "left" }).where("person_id", "=", closed.person).execute();
    await nextCode(town, closed.person);
    const given = { account: known.account, code: shownBy(known.secret, 5), password: "不是这个密码 not this one" };
    const unknown = await workOf(() => signInByPassword(someone(town), { ...given, account: "1000000000" }));
    expect(unknown).toMatchObject({ hashes: 1, status: 401 });
    expect(await workOf(() => signInByPassword(someone(town), given))).toEqual(unknown);
    expect(await workOf(() => signInByPassword(someone(town), { ...given, password: PASSWORD }))).toEqual(unknown);
    expect(await workOf(() => signInByPassword(someone(town), { ...given, code: shownBy(known.secret) }))).toEqual(unknown);
    expect(await workOf(() => signInByPassword(someone(town), { account: closed.account, code: shownBy(closed.secret), password: PASSWORD }))).toEqual(unknown);
  });

  test("to whoever holds a recovery's code: none of ours, and one that is used, cancelled or over", async () => {
    const tried = (code: string) => workOf(() => someone(town).ask("POST", "/api/v1/challenges", { purpose: "enrol", code }));
    const wrong = await tried("A".repeat(43));
    expect(wrong.status).toBe(404);
    const { json } = await register(someone(town), "周同样");
    const { json: opened } = await plain.ask("staff-1", "POST", "/api/v1/recoveries/openings", { person: json["person"], reason: "核验居民身份证原件，与登记姓名一致。" });
    const { json: approved } = await plain.ask("window-1", "POST", `/api/v1/recoveries/${String(opened["id"])}/approval`);
    await plain.ask("staff-1", "DELETE", `/api/v1/recoveries/${String(opened["id"])}`);
    expect(await tried(String(approved["code"]))).toEqual(wrong);
  });

  test("to whoever holds an invitation: none of ours, and one that was taken", async () => {
    const who = someone(town);
    await register(who, "吴同样");
    const second = created(newAuthenticator(), (await challenged(who, "passkey")).creation?.challenge ?? "", SITE);
    expect((await who.ask("POST", "/api/v1/passkeys", { label: "备用", passkey: second })).status).toBe(201);
    const tried = (code: string) => workOf(() => who.ask("POST", "/api/v1/offices", { code }));
    const wrong = await tried("A".repeat(43));
    expect(wrong.status).toBe(404);
    await town.database.as("owner").insertInto("organisations").values({ exchange_id: town.world.exchange.id, uscc: "91341702MA00001540", name: "同样有限公司", made_at: new Date() }).execute();
    const code = "B".repeat(43);
    await town.database.as("owner").insertInto("representative_invitations").values({ exchange_id: town.world.exchange.id, code_sha256: secretHash(code), uscc: "91341702MA00001540", role: "bidder", rank: "member", name: "别人", opener: null, made_by: "bidder-a", made_at: new Date(), expires_at: new Date("2099-01-01"), taken_by: String((await register(someone(town), "别人")).json["person"]) }).execute();
    expect(await tried(code)).toEqual(wrong);
  });

  test("to whoever registers: a name and a mail address that are here already, and ones that are not", async () => {
    const registering = async (name: string, email: string) => {
      const who = someone(town);
      const { creation } = await challenged(who, "register");
      const passkey = created(newAuthenticator(), creation?.challenge ?? "", SITE);
      const { answer, ...work } = await workOf(() => who.ask("POST", "/api/v1/people", { name, email, label: "手机", passkey }));
      return { ...work, answer: Object.keys(JSON.parse(answer) as object) };
    };
    const anew = await registering("郑头回", "zheng@example.com");
    expect(await registering("郑头回", "zheng@example.com")).toEqual(anew);
    const byPassword = async () => {
      const who = someone(town);
      const { totp } = await offered(who);
      const { answer, ...work } = await workOf(() => who.ask("POST", "/api/v1/people", { name: "王头回", email: "wang@example.com", password: { password: PASSWORD, totp } }));
      return { ...work, answer: Object.keys(JSON.parse(answer) as object) };
    };
    expect(await byPassword()).toEqual(await byPassword());
  });
});
