import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../../src/db/database.js";
import { base64 } from "../../src/kernel/bytes.js";
import { must } from "../../src/kernel/result.js";
import { at } from "../../src/kernel/time.js";
import { verifyPdf } from "../../src/notices/pades.js";
import { keepList } from "../../src/revocation/use-cases/snapshots.js";
import type { Signer } from "../../src/signing/cms-sign.js";
import { demandOfIssuer } from "../../src/sureties/use-cases/demand.js";
import { goodsLot, goodsOn, goodsTender, yuan } from "../support/goods.js";
import { SCORING } from "../support/procurement-method.js";
import { certified, letterOf, OTHER_ISSUER, signedLetter, townAuthority, townIssuer } from "../support/sureties.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender, type TenderInTest } from "../support/works-tender.js";

// Electronic letters of guarantee: an issuer signs, the exchange checks, nobody types (招标投标法 22; 招标投标法实施条例 26; 政府采购法实施条例 33).
let town: TestTown;
let tender: TenderInTest;
let other: TenderInTest;
let issuer: Signer;
let goods: ReturnType<typeof goodsOn>;
const url = (of = tender): string => `/api/v1/tenders/${of.id}/lots/1/guarantee-letter`;
const hand = async (actor: string, body: unknown, of = tender) => town.ask(actor, "POST", url(of), body);
const codeOf = async (actor: string, over: Parameters<typeof letterOf>[3], signer = issuer): Promise<unknown> => (await hand(actor, await signedLetter(await letterOf(town, tender, actor, over), signer))).json["code"];
/** Enters an issuer by one officer and has another agree. */
async function enter(given: Record<string, unknown>): Promise<void> {
  const entered = await town.done("cashier-1", "POST", "/api/v1/guarantee-issuers", { kind: "bank", licence: "演练", from: "2026-09-14", until: null, ...given });
  await town.done("finance-1", "POST", `/api/v1/guarantee-issuers/${String(entered["issuer"])}/versions/${String(entered["version"])}/approval`);
}

beforeAll(async () => {
  town = await testTown("2026-09-14T09:00:00+08:00");
  goods = goodsOn(town);
  issuer = await townIssuer(town);
  const lot = goodsLot({ method: SCORING, deposit: yuan("20000.00"), depositDays: 90 });
  tender = await publishedTender(town, goodsTender({ validityDays: 90 }, [lot]), "procurement");
  other = await publishedTender(town, goodsTender({ validityDays: 90, title: "晨光市第二中学教学设备采购" }, [lot]), "procurement");
});
afterAll(async () => { await town.stop(); });

describe("who may issue", () => {
  test("two officers, not one: a version holds once another person agrees to the very version; the public reads it then, and the log has its hash", async () => {
    const { pem } = await certified(town, OTHER_ISSUER);
    const body = { ...OTHER_ISSUER, kind: "insurer", licence: "保险许可证 P1", certificate: pem, from: "2026-09-14" };
    expect((await town.ask("staff-1", "POST", "/api/v1/guarantee-issuers", body)).json["code"]).toBe("not-yours");
    const entered = await town.done("cashier-1", "POST", "/api/v1/guarantee-issuers", body);
    const approval = `/api/v1/guarantee-issuers/${OTHER_ISSUER.uscc}/versions/1/approval`;
    const names = async () => ((await town.done(null, "GET", "/api/v1/guarantee-issuers"))["issuers"] as { uscc: string }[]).map(({ uscc }) => uscc);
    expect(await names()).not.toContain(OTHER_ISSUER.uscc);
    expect(await codeOf("bidder-5", { issuer: OTHER_ISSUER })).toBe("issuer-unknown");
    expect((await town.ask("cashier-1", "POST", approval)).json["code"]).toBe("four-eyes");
    await town.done("cashier-2", "POST", approval);
    expect((await town.ask("finance-1", "POST", approval)).json["code"]).toBe("issuer-approved");
    expect(await names()).toContain(OTHER_ISSUER.uscc);
    const logged = (await town.world.db.selectFrom("outbox").select("entry").execute()).map(({ entry }) => Buffer.from(entry).toString());
    expect(logged.filter((each) => each.includes("guarantee.issuer") && each.includes(String(entered["sha256"])))).toHaveLength(1);
  });

  test("its code and its certificate's are one; no first day before today; what is no certificate is none", async () => {
    const { pem } = await certified(town, OTHER_ISSUER);
    const body = { ...OTHER_ISSUER, kind: "bank", licence: "x", certificate: pem, from: "2026-09-14" };
    const code = async (over: object) => (await town.ask("cashier-1", "POST", "/api/v1/guarantee-issuers", { ...body, ...over })).json["code"];
    expect(await code({ uscc: "91341700MA00001468" })).toBe("signer-other-organisation");
    expect(await code({ from: "2026-09-13" })).toBe("issuer-days");
    expect(await code({ until: "2026-09-13" })).toBe("issuer-days");
    for (const certificate of ["", "x", `${pem}${pem}`, "-----BEGIN CERTIFICATE-----\nAAA\n-----END CERTIFICATE-----\n"]) expect(await code({ certificate })).toBe("wrong-certificate");
  });
});

describe("hostile letters", () => {
  test("a signature over another letter, by another firm's certificate, by one that is not the issuer's in the register, or none at all", async () => {
    const [one, two] = [await letterOf(town, tender, "bidder-1"), await letterOf(town, tender, "bidder-1")];
    expect((await hand("bidder-1", { ...(await signedLetter(one, issuer)), letter: two })).json["code"]).toBe("cms-content-differs");
    expect(await codeOf("bidder-1", {}, await town.signer("bidder-1"))).toBe("signer-other-certificate");
    const twin = await certified(town, { name: one.issuer.name, uscc: one.issuer.uscc });
    expect(await codeOf("bidder-1", {}, twin.signer)).toBe("signer-other-certificate");
    expect((await hand("bidder-1", { letter: one, signature: base64(Uint8Array.of(1, 2, 3)) })).json["code"]).toBe("wrong-cms");
  });

  test("another lot's letter, another firm's, a fen short, a day short, conditional: each with its own no", async () => {
    expect((await hand("bidder-1", await signedLetter(await letterOf(town, other, "bidder-1"), issuer))).json["code"]).toBe("surety-other-lot");
    expect((await hand("bidder-1", await signedLetter(await letterOf(town, tender, "bidder-2"), issuer))).json["code"]).toBe("surety-other-firm");
    expect(await codeOf("bidder-1", { amount: "19999.99" })).toBe("guarantee-too-small");
    expect(await codeOf("bidder-1", { until: "2027-01-05" as never })).toBe("guarantee-too-short");
    expect(await codeOf("bidder-1", { conditions: ["须提交生效判决书"] })).toBe("surety-conditional");
    expect(await codeOf("bidder-1", { issuer: { ...(await letterOf(town, tender, "bidder-1")).issuer, name: "晨光银行" } })).toBe("surety-name-differs");
  });

  test("repeated keys, a number that is no integer, an unknown key, a huge file: refused before anything is asked", async () => {
    const whole = JSON.stringify(await signedLetter(await letterOf(town, tender, "bidder-1"), issuer));
    const raw = async (body: string): Promise<unknown> => {
      const token = town.actors.find(({ id }) => id === "bidder-1")?.token ?? "";
      return ((await (await town.app.request(url(), { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body })).json()) as { code: string }).code;
    };
    expect(await raw(whole.replace('"lot":"1"', '"lot":"1","lot":"2"'))).toBe("wrong-json");
    expect(await raw(whole.replace('"revocable":false', '"revocable":0.1'))).toBe("wrong-json");
    expect(await raw(whole.replace('"revocable":false', '"revocable":false,"memo":"x"'))).toBe("wrong-form");
    expect(await raw(whole.replace('"conditions":[]', `"conditions":["${"条".repeat(30_000)}"]`))).toBe("too-large");
    expect(await raw(whole.replace('"conditions":[]', `"conditions":[${Array.from({ length: 20 }, () => `"${"条".repeat(500)}"`).join(",")}]`))).toBe("too-large");
    expect(await raw(whole.replace('"conditions":[]', `"conditions":["${"x".repeat(501)}"]`))).toBe("wrong-form");
  });

  test("an expired certificate, one that was taken back, an issuer whose time in the register is over", async () => {
    const expired = await certified(town, OTHER_ISSUER, at("2026-09-14T08:59:59+08:00"));
    await enter({ ...OTHER_ISSUER, kind: "insurer", certificate: expired.pem });
    expect(await codeOf("bidder-1", { issuer: OTHER_ISSUER }, expired.signer)).toBe("certificate-expired");
    const good = await certified(town, OTHER_ISSUER);
    await enter({ ...OTHER_ISSUER, kind: "insurer", certificate: good.pem, from: "2026-09-14", until: "2026-09-15" });
    await town.advance("2026-09-14T09:01:00+08:00");
    const revoked = await (await townAuthority(town)).revocationList([{ certificate: good.pair.certificate, revokedAt: at("2026-09-14T08:00:00+08:00") }], town.world.clock());
    must(await keepList(town.world, revoked, "test", town.world.clock()));
    expect(await codeOf("bidder-1", { issuer: OTHER_ISSUER }, good.signer)).toBe("certificate-revoked");
    await town.advance("2026-09-15T23:59:59+08:00");
    expect(await codeOf("bidder-1", { issuer: OTHER_ISSUER }, good.signer)).toBe("certificate-revoked");
    await town.advance("2026-09-16T00:00:00+08:00");
    expect(await codeOf("bidder-1", { issuer: OTHER_ISSUER }, good.signer)).toBe("issuer-not-in-force");
  });

  test("nothing of all that made a guarantee", async () => {
    expect((await town.ask("bidder-1", "GET", url())).status).toBe(404);
    expect(await town.world.db.selectFrom("guarantees").selectAll().execute()).toEqual([]);
  });
});

describe("a letter that is good", () => {
  let sha256: string;
  test("handed in twice at once it is one guarantee; its number serves no other letter, and no second stands beside it", async () => {
    const body = await signedLetter(await letterOf(town, tender, "bidder-1", { number: "晨银保〔2026〕9001号" }), issuer);
    const both = await Promise.all([hand("bidder-1", body), hand("bidder-1", body)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    sha256 = String(both.find(({ status }) => status === 201)?.json["sha256"]);
    expect(await codeOf("bidder-2", { number: "晨银保〔2026〕 9001号" })).toBe("surety-used");
    expect(await codeOf("bidder-1", {})).toBe("guarantee-exists");
    expect((await town.ask("bidder-1", "GET", url())).json).toMatchObject({ sha256, state: { code: "stands" }, demand: null });
    expect((await town.ask("bidder-2", "GET", url())).status).toBe(404);
  });

  test("lodging takes it for the guarantee it asks for", async () => {
    await expect(goods.bid("bidder-2", tender, "980000.00")).rejects.toThrow(/guarantee-missing/);
    await goods.bid("bidder-1", tender, "990000.00");
    for (const actor of ["bidder-2", "bidder-3"]) {
      expect((await hand(actor, await signedLetter(await letterOf(town, tender, actor), issuer))).status).toBe(201);
      await goods.bid(actor, tender, "980000.00");
    }
  });

  test("before the opening neither staff nor page nor log learn who handed one in or how many; whoever holds it is told nothing either", async () => {
    const uscc = goods.usccOf("bidder-1");
    const read = async (actor: string | null, path: string): Promise<string> => (await town.app.request(path, actor === null ? {} : { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}` } })).text();
    for (const actor of [null, "cashier-1", "finance-1", "tenderer-1", "staff-1", "bidder-4"]) {
      for (const place of ["/desk", `/desk/${tender.id}`, "/desk/bank", `/projects/${tender.id}`, `/my/${tender.id}/1`, "/audit", `/api/v1/tenders/${tender.id}`, `/api/v1/tenders/${tender.id}/lots/1/refunds`, "/api/v1/changes", "/log", "/api/v1/guarantee-issuers"]) {
        const shown = await read(actor, place);
        expect(shown, `${String(actor)} ${place}`).not.toContain(uscc);
        expect(shown, `${String(actor)} ${place}`).not.toContain(sha256);
        expect(shown, `${String(actor)} ${place}`).not.toContain("9001号");
      }
    }
    expect((await town.ask("cashier-1", "GET", `/api/v1/tenders/${tender.id}/lots/1/refunds`)).json).toEqual({ refunds: [] });
    expect((await town.ask("supervisor-1", "GET", "/api/v1/audit")).json).not.toMatchObject({ acts: expect.arrayContaining([expect.objectContaining({ action: "surety.hand-in" })]) as unknown });
    expect((await town.ask(null, "GET", `/api/v1/guarantee-letters/${sha256}`)).json["code"]).toBe("not-found");
    const logged = (await town.world.db.selectFrom("outbox").select("entry").execute()).map(({ entry }) => Buffer.from(entry).toString());
    expect(logged.filter((each) => each.includes(sha256) || each.includes(uscc))).toEqual([]);
  });

  test("the deadline's own millisecond is late", async () => {
    const late = await signedLetter(await letterOf(town, tender, "bidder-4"), issuer);
    await town.advance("2026-10-08T09:30:00+08:00");
    expect((await hand("bidder-4", late)).json).toMatchObject({ code: "surety-late", facts: { deadline: "2026-10-08T09:30:00+08:00" } });
  });

  test("after the opening whoever holds it is shown the letter, its signature, its sealed leaf and where it stands", async () => {
    await town.advance("2026-10-08T09:36:00+08:00");
    expect((await town.ask(null, "GET", `/api/v1/guarantee-letters/${sha256}`)).json["code"]).toBe("not-found");
    await goods.openBids(tender);
    const shown = (await town.ask(null, "GET", `/api/v1/guarantee-letters/${sha256}`)).json;
    expect(shown).toMatchObject({ sha256, letter: { number: "晨银保〔2026〕9001号" }, state: { code: "stands" }, log: { index: expect.any(Number) as unknown } });
  });

  test("what is demanded of the issuer is a sealed paper, once, up to its sum; the holder of the letter sees it, and the desk has the PDF", async () => {
    const { reference } = (await town.ask("bidder-1", "GET", url())).json as { reference: string };
    const ask = (amount: bigint) => inTransaction(town.world.db, (tx) => demandOfIssuer(tx, town.world, { reference, amount, ground: "中标人无正当理由不签订合同，投标保证不予退还", payee: { name: "晨光市第一中学", account: "6222000900090009", bank: "晨光银行" } }, { id: "cashier-1" }, town.world.clock()));
    expect(await ask(2_000_001n)).toMatchObject({ refusal: { code: "surety-demand-sum" } });
    const made = must(await ask(2_000_000n));
    expect(await ask(1n)).toMatchObject({ refusal: { code: "surety-demanded" } });
    expect((await town.ask(null, "GET", `/api/v1/guarantee-letters/${sha256}`)).json).toMatchObject({ state: { code: "demanded" }, demand: { paper: made.paper, recordSha256: made.sha256, amount: yuan("20000.00") } });
    const pdf = await town.app.request(`/api/v1/guarantees/${reference}/demand.pdf`, { headers: { authorization: `Bearer ${town.actors.find(({ id }) => id === "cashier-1")?.token ?? ""}` } });
    const bytes = Buffer.from(await pdf.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
    expect(verifyPdf(bytes, town.world.trust, town.world.clock()).ok).toBe(true);
    expect((await town.ask("bidder-2", "GET", `/api/v1/guarantees/${reference}/demand.json`)).json["code"]).toBe("not-yours");
  });
});
