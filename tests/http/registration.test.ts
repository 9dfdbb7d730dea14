import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { base64, fromBase64, utf8 } from "../../src/kernel/bytes.js";
import { organisationsAlike } from "../../src/identity/queries.js";
import { signDetached, type Signer } from "../../src/signing/cms-sign.js";
import { certificateFor, draftFirm, FIRM, register, registeredFirm, someone, type Someone } from "../support/people.js";
import { idNumberOf, secondPasskey } from "../support/letter.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown(); });
afterAll(async () => { await town.stop(); });

const codeOf = ({ json }: { readonly json: Record<string, unknown> }): unknown => json["code"];
type Draft = Awaited<ReturnType<typeof draftFirm>>;
const signed = async ({ file, sha256 }: Draft, signer: Signer) => ({ sha256, signature: base64(await signDetached(fromBase64(file), signer)), letter: null });
const handIn = async (who: Someone, draft: Draft, signer: Signer) => who.ask("POST", `/api/v1/registrations/${draft.registration}/submission`, await signed(draft, signer));

async function newPerson(name: string): Promise<Someone> {
  const who = someone(town);
  expect((await register(who, name)).status).toBe(201);
  return who;
}
const CODES = { waits: "91341702MA0000162T", raced: "91341702MA0000170M", letter: "12341700MB000006X3", branch: "91341702MA000020XX" };

describe("a registration", () => {
  test("signed by the firm's own certificate is in at once, free, and its file is what was signed", async () => {
    const { who, signer } = await registeredFirm(town, "夏至");
    expect((await who.ask("GET", "/api/v1/me")).json).toMatchObject({ role: "bidder", organisation: { uscc: FIRM.uscc, name: FIRM.name } });
    const { json } = await who.ask("GET", "/api/v1/organisation");
    const [version] = json["versions"] as { version: number; file: string; signature: string | null }[];
    expect(JSON.parse(Buffer.from(version?.file ?? "", "base64").toString())).toMatchObject({ v: "organisation/1", exchange: town.world.exchange.origin, version: 1, ...FIRM });
    const other = await newPerson("小满");
    expect(codeOf(await other.ask("PUT", "/api/v1/registrations", FIRM))).toBe("organisation-known");
    expect(signer.certificate.length).toBeGreaterThan(0);
  });

  test.each([["a code with a wrong check character", { uscc: "91341702MA00001466" }, "uscc-check"], ["an old number", { uscc: "340000000000001" }, "uscc-old"], ["a name with a control character", { name: "新芽\u202E公司" }, "wrong-form"], ["no office", { roles: [] }, "wrong-form"], ["an office nobody registers for", { roles: ["supervisor"] }, "wrong-form"], ["a key nobody knows", { operatorFirm: true }, "wrong-form"]])("with %s is refused", async (_, facts, code) => {
    const who = await newPerson("拒绝");
    expect(codeOf(await who.ask("PUT", "/api/v1/registrations", { ...FIRM, uscc: CODES.waits, ...facts }))).toBe(code);
  });

  test("signed by another firm's certificate, over another text, or by nobody, is refused", async () => {
    const who = await newPerson("谷雨");
    const draft = await draftFirm(who, { uscc: CODES.waits, name: "谷雨建设有限公司" });
    const url = `/api/v1/registrations/${draft.registration}/submission`;
    expect(codeOf(await handIn(who, draft, await town.signer("bidder-1")))).toBe("registration-other-certificate");
    expect(codeOf(await who.ask("POST", url, { sha256: draft.sha256, signature: null, letter: null }))).toBe("registration-needs-proof");
    const signer = await certificateFor(who, draft.registration);
    const again = await draftFirm(who, { uscc: CODES.waits, name: "谷雨建设工程有限公司" });
    expect(again.registration).toBe(draft.registration);
    expect(codeOf(await who.ask("POST", url, await signed(draft, signer)))).toBe("registration-other-text");
    expect(codeOf(await who.ask("POST", url, { ...(await signed(draft, signer)), sha256: again.sha256 }))).toBe("cms-content-differs");
  });

  test("that names another firm than the certificate, or offices that publish, waits for staff with a day", async () => {
    const who = await newPerson("芒种");
    const draft = await draftFirm(who, { uscc: CODES.waits, name: "芒种采购代理有限公司", roles: ["agency", "bidder"] });
    const answer = await handIn(who, draft, await certificateFor(who, draft.registration));
    expect(answer.json).toEqual({ state: "submitted", due: "2026-09-05T00:00:00+08:00" }); // three working days after 1 September: the end of the 4th
    expect(codeOf(await who.ask("PUT", "/api/v1/registrations", { ...FIRM, uscc: CODES.waits, name: "改一改", roles: ["bidder"] }))).toBe("registration-state");
    const decide = (actor: string, body: unknown) => town.ask(actor, "POST", `/api/v1/registrations/${draft.registration}/decision`, body);
    expect((await decide("tenderer-1", { decision: "accept", reason: null })).status).toBe(403);
    expect(codeOf(await decide("staff-1", { decision: "return", reason: null }))).toBe("registration-reason");
    expect((await decide("staff-1", { decision: "return", reason: "请写明住所门牌。" })).json).toEqual({ state: "returned", due: null });
    const { json } = await who.ask("GET", "/api/v1/registrations");
    expect((JSON.parse(String(json["text"])) as unknown[])[0]).toMatchObject({ state: "returned", reason: "请写明住所门牌。" });
    const better = await draftFirm(who, { uscc: CODES.waits, name: "芒种采购代理有限公司", address: "晨光市滨河区新芽路 2 号", roles: ["agency", "bidder"] });
    expect((await handIn(who, better, await certificateFor(who, better.registration))).json).toMatchObject({ state: "submitted" });
    expect((await decide("staff-1", { decision: "accept", reason: null })).json).toEqual({ state: "accepted", due: null });
    expect(codeOf(await decide("staff-2", { decision: "accept", reason: null }))).toBe("registration-state");
  });

  test("of somebody with one way to sign in alone, by letter, is told to add another", async () => {
    const who = await newPerson("大暑");
    const draft = await draftFirm(who, { uscc: CODES.letter, name: "晨光文化馆", roles: ["tenderer"] });
    const bytes = new TextEncoder().encode("%PDF-1.7\n%%EOF\n");
    const put = (body: Uint8Array) => town.app.request(`/api/v1/registrations/${draft.registration}/letter`, { method: "PUT", headers: { cookie: who.cookie() ?? "" }, body: Uint8Array.from(body) });
    expect(((await (await put(utf8("<html>"))).json()) as { code: string }).code).toBe("registration-letter");
    const { sha256 } = (await (await put(bytes)).json()) as { sha256: string };
    const url = `/api/v1/registrations/${draft.registration}/submission`;
    expect(codeOf(await who.ask("POST", url, { sha256: draft.sha256, signature: null, letter: "0".repeat(64) }))).toBe("registration-needs-proof");
    expect(codeOf(await who.ask("POST", url, { sha256: draft.sha256, signature: null, letter: sha256 }))).toBe("id-number-needed");
    await secondPasskey(who);
    expect((await who.ask("PUT", "/api/v1/identity-number", { idNumber: idNumberOf("001") })).status).toBe(200);
    expect((await who.ask("POST", url, { sha256: draft.sha256, signature: null, letter: sha256 })).json).toMatchObject({ state: "submitted" });
    const read = await town.app.request(`/api/v1/registrations/${draft.registration}/letter`, { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === "staff-1")?.token ?? ""}` } });
    expect([read.headers.get("content-disposition"), read.headers.get("content-security-policy")]).toEqual([`attachment; filename*=UTF-8''${draft.registration}.pdf`, "sandbox; default-src 'none'"]);
    expect(Buffer.from(await read.arrayBuffer())).toEqual(Buffer.from(bytes));
    expect((await town.ask("bidder-1", "GET", `/api/v1/registrations/${draft.registration}/letter`)).status).toBe(404);
  });

  test("of one firm by two people at once makes one administrator, and tells the other", async () => {
    const people = await Promise.all(["左", "右"].map((side) => newPerson(`竞速${side}`)));
    const ready = await Promise.all(people.map(async (who) => {
      const draft = await draftFirm(who, { uscc: CODES.raced, name: "竞速建设有限公司" });
      return { who, draft, signer: await certificateFor(who, draft.registration) };
    }));
    const answers = await Promise.all(ready.map(({ who, draft, signer }) => handIn(who, draft, signer)));
    expect(answers.map(({ json }) => json["state"] ?? json["code"]).sort()).toEqual(["accepted", "organisation-known"]);
  });

  test("under a name that looks like a registered one waits for staff, who are shown the other; a letter of another script is refused", async () => {
    const who = await newPerson("形近");
    const other = { uscc: "91341702MA000004XN", name: "晨曦建设集团有限公司" }; // the town's own bidder
    const draft = await draftFirm(who, { uscc: "91341702MA0000189J", name: "晨曦建设集团有限公司" });
    expect((await handIn(who, draft, await certificateFor(who, draft.registration))).json).toMatchObject({ state: "submitted" });
    const waiting = JSON.parse(String((await town.done("staff-1", "GET", "/api/v1/registrations"))["text"])) as { id: string; alike: unknown }[];
    expect(waiting.find(({ id }) => id === draft.registration)?.alike).toEqual([other]);
    const page = await (await town.app.request("/desk/registrations", { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === "staff-1")?.token ?? ""}` } })).text();
    expect(page).toContain("看起来相同");
    expect(codeOf(await who.ask("PUT", "/api/v1/registrations", { ...FIRM, uscc: "91341702MA0000189J", name: "晨曦建设集团有限公司Ａ" }))).toBe("organisation-name-letter");
    const alike = async (name: string) => (await organisationsAlike(town.world.db, town.world.exchange.id, { uscc: "x", name })).map(({ uscc }) => uscc);
    for (const name of ["晨 曦建设集团有限公司", "晨曦建设集团有限公司·", "晨曦建设集团有限公司"]) expect(await alike(name), name).toEqual([other.uscc]);
    expect(await alike("远山水务建设有限公司")).toEqual(["91341702MA0000074C"]);
    expect(await alike("远土水务建设有限公司")).toEqual([]);
    expect(await alike("北辰建エ有限责任公司")).toEqual(["91341702MA0000066H"]);
  });

  test("of a branch names the organisation it belongs to, which is its name's beginning, and stands in every version of its file", async () => {
    const who = await newPerson("分支");
    const facts = { uscc: CODES.branch, name: "晨曦建设集团有限公司远山分公司" };
    const put = (over: Record<string, unknown>) => who.ask("PUT", "/api/v1/registrations", { ...FIRM, ...facts, ...over });
    expect(codeOf(await put({}))).toBe("branch-parent-missing");
    expect(codeOf(await put({ parent: "91341702MA0000074C" }))).toBe("branch-name"); // 远山水务
    expect(codeOf(await put({ parent: "91341702MA000004XM" }))).toBe("uscc-check");
    const draft = (await put({ parent: "91341702MA000004XN" })).json as unknown as Draft;
    expect((await handIn(who, draft, await certificateFor(who, draft.registration))).json).toMatchObject({ state: "accepted" });
    expect((await town.world.db.selectFrom("organisations").select("parent_uscc").where("uscc", "=", facts.uscc).executeTakeFirstOrThrow()).parent_uscc).toBe("91341702MA000004XN");
    const { json } = await who.ask("POST", "/api/v1/organisation/drafts", { name: facts.name, legalRepresentative: "分支", address: "远山", phone: "0566-7654321" });
    expect(JSON.parse(Buffer.from(String(json["file"]), "base64").toString())).toMatchObject({ version: 2, parent: "91341702MA000004XN" });
    expect((await who.ask("GET", "/account/organisation")).json["text"]).toContain("所属单位的统一社会信用代码");
  });

  test("without an office a page for one says so, and does not send to sign in again", async () => {
    const who = await newPerson("无职");
    for (const url of ["/my/inbox", "/desk", "/my"]) {
      const answer = await who.ask("GET", url);
      expect([url, answer.status]).toEqual([url, 403]);
    }
    expect(codeOf(await who.ask("GET", "/api/v1/messages"))).toBe("no-office");
  });

  test("of the operator's own firm as a bidder is refused (20号令 23)", async () => {
    const who = await newPerson("自营");
    await town.database.as("owner").updateTable("actors").set({ ended_at: new Date() }).where("actor_id", "=", "bidder-operator").execute();
    const operator = { uscc: "91341702MA0000138A", name: "晨光交易信息技术有限公司" };
    expect(codeOf(await who.ask("PUT", "/api/v1/registrations", { ...FIRM, ...operator }))).toBe("organisation-operator");
  });
});

describe("whoever acts for a firm", () => {
  let firm: Someone;
  let signer: Signer;
  beforeAll(async () => {
    firm = await newPerson("立秋");
    const draft = await draftFirm(firm, { uscc: "91341702MA00001540", name: "立秋工程有限公司" });
    signer = await certificateFor(firm, draft.registration);
    expect((await handIn(firm, draft, signer)).json).toMatchObject({ state: "accepted" });
  });
  const invite = async (rank: string): Promise<string> => String((await firm.ask("POST", "/api/v1/organisation/invitations", { name: "白露", role: "bidder", rank })).json["code"]);

  test("is invited by a code that is good once, and only with two ways to sign in", async () => {
    const [one, two] = [await newPerson("白露"), await newPerson("秋分")];
    const code = await invite("member");
    expect(codeOf(await one.ask("POST", "/api/v1/offices", { code }))).toBe("proofs-too-few");
    await Promise.all([one, two].map(secondPasskey));
    const both = await Promise.all([one, two].map((who) => who.ask("POST", "/api/v1/offices", { code })));
    expect(both.map(({ status, json }) => json["code"] ?? status).sort()).toEqual([201, "invitation-over"]);
  });

  test("as a reader sees and does nothing, as a member acts and names nobody", async () => {
    for (const [rank, mayChallenge] of [["reader", false], ["member", true]] as const) {
      const who = await newPerson(rank === "reader" ? "寒露" : "霜降");
      await secondPasskey(who);
      expect((await who.ask("POST", "/api/v1/offices", { code: await invite(rank) })).status).toBe(201);
      expect((await who.ask("GET", "/api/v1/organisation/representatives")).status).toBe(200);
      expect(codeOf(await who.ask("POST", "/api/v1/organisation/invitations", { name: "冬至", role: "bidder", rank: "administrator" }))).toBe("rank-too-low");
      const lodging = codeOf(await who.ask("POST", "/api/v1/tenders/D3417000001000001099/lots/1/lodgements", {}));
      expect(lodging === "rank-too-low").toBe(!mayChallenge);
    }
  });

  test("does not any more from the request after his office ended; the last administrator stays", async () => {
    const who = await newPerson("小雪");
    await secondPasskey(who);
    const { json } = await who.ask("POST", "/api/v1/offices", { code: await invite("member") });
    expect((await who.ask("GET", "/api/v1/organisation")).status).toBe(200);
    expect((await firm.ask("DELETE", `/api/v1/offices/${String(json["id"])}`)).status).toBe(200);
    expect(codeOf(await who.ask("GET", "/api/v1/organisation"))).toBe("no-office");
    const own = String((await firm.ask("GET", "/api/v1/me")).json["id"]);
    expect(codeOf(await firm.ask("DELETE", `/api/v1/offices/${own}`))).toBe("last-administrator");
    expect((await who.ask("DELETE", `/api/v1/offices/${own}`)).status).toBe(404);
  });

  test("changes its file by a signed next version; the name is the certificate's", async () => {
    const facts = { name: "立秋工程有限公司", legalRepresentative: "立秋", address: "晨光市高新区 9 号", phone: "0566-7654321" };
    const sign = async (given: typeof facts, by: Signer): Promise<string> => {
      const { json } = await firm.ask("POST", "/api/v1/organisation/drafts", given);
      return base64(await signDetached(fromBase64(String(json["file"])), by));
    };
    const signature = await sign(facts, signer);
    expect(codeOf(await firm.ask("POST", "/api/v1/organisation/files", { ...facts, address: "别处", signature }))).toBe("registration-other-text");
    expect(codeOf(await firm.ask("POST", "/api/v1/organisation/files", { ...facts, signature: await sign(facts, await town.signer("bidder-1")) }))).toBe("signer-other-organisation");
    const renamed = { ...facts, name: "改名有限公司" };
    expect(codeOf(await firm.ask("POST", "/api/v1/organisation/files", { ...renamed, signature: await sign(renamed, signer) }))).toBe("organisation-other-name");
    const kept = await Promise.all([1, 2].map(() => firm.ask("POST", "/api/v1/organisation/files", { ...facts, signature })));
    expect(kept.map(({ json }) => json["version"] ?? json["code"]).sort()).toEqual([2, "registration-other-text"]);
  });

  test("acts for nobody while the firm is frozen, with its reason kept, and again when it is let go", async () => {
    const freeze = (frozen: boolean) => town.ask("staff-1", "PUT", "/api/v1/organisations/91341702MA00001540/state", { frozen, reason: "营业执照已吊销，待核实。" });
    expect((await freeze(true)).json).toEqual({ state: "frozen" });
    expect(codeOf(await firm.ask("GET", "/api/v1/organisation"))).toBe("no-office");
    expect((await freeze(false)).json).toEqual({ state: "active" });
    const office = (await town.world.db.selectFrom("actors").select("actor_id").where("org_uscc", "=", "91341702MA00001540").where("rank", "=", "administrator").executeTakeFirstOrThrow()).actor_id;
    expect((await firm.ask("PUT", "/api/v1/sessions/current/office", { office })).status).toBe(200);
    const reasons = await town.world.db.selectFrom("organisation_changes").select(["state", "reason"]).orderBy("change_id").execute();
    expect(reasons).toEqual([{ state: "frozen", reason: "营业执照已吊销，待核实。" }, { state: "active", reason: "营业执照已吊销，待核实。" }]);
  });
});

test("a rehearsal certificate is issued for one's own registration alone", async () => {
  const [one, two] = [await newPerson("甲一"), await newPerson("乙二")];
  const { registration } = await draftFirm(one, { uscc: "91341702MA0000189J", name: "甲一有限公司" });
  expect(codeOf(await two.ask("POST", "/api/v1/rehearsal/certificates", { registration }))).toBe("not-found");
});
