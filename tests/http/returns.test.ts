import { afterAll, beforeAll, expect, test } from "vitest";
import { formOf, signedIn } from "../support/pages.js";
import { lotBody, publishedTender, submittedTender, tenderBody, type TenderInTest } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// tenderer-1 prepares, tenderer-2 of the same firm reviews: publishes, or sends back with a reason.
let town: TestTown;
let tender: TenderInTest;
beforeAll(async () => {
  town = await testTown();
  tender = await submittedTender(town);
});
afterAll(async () => { await town.stop(); });

const yuan = (amount: string) => ({ amount, currency: "CNY" });
const at = (id: string, rest: string): string => `/api/v1/tenders/${id}${rest}`;
const codeOf = async (actor: string, method: string, url: string, body?: unknown): Promise<unknown> => (await town.ask(actor, method, url, body)).json["code"];
const versionOf = async (id: string): Promise<unknown> => (await town.done("tenderer-1", "GET", at(id, "")))["version"];
const REASON = "资质要求与批复不一致，请核对后重新提交。";

test("a notice goes back only from a second officer of the same tenderer, and only with a reason", async () => {
  expect(await codeOf("tenderer-1", "POST", at(tender.id, "/returns"), { reason: REASON })).toBe("four-eyes");
  expect(await codeOf("tenderer-3", "POST", at(tender.id, "/returns"), { reason: REASON })).toBe("not-found");
  expect(await codeOf("staff-1", "POST", at(tender.id, "/returns"), { reason: REASON })).toBe("not-yours");
  for (const reason of ["", "   ", "有\u202e倒"]) expect(await codeOf("tenderer-2", "POST", at(tender.id, "/returns"), { reason })).toBe("wrong-form");
  expect((await town.done("tenderer-1", "GET", at(tender.id, "")))["submitted"]).toBe(true);
});

test("the second officer sends it back on the page, and the preparer reads why on his", async () => {
  const reviewer = await signedIn(town, "tenderer-2");
  const form = formOf((await reviewer.get(`/desk/${tender.id}`)).text, "send-back");
  const sent = await reviewer.post(form.action, { ...form.fields, reason: REASON });
  expect([sent.status, sent.headers.get("location")]).toEqual([303, `/desk/${tender.id}`]);
  const preparer = await signedIn(town, "tenderer-1");
  const page = (await preparer.get(`/desk/${tender.id}`)).text;
  expect(page).toContain(REASON);
  expect(page).toContain(`/desk/${tender.id}/form`);
  expect((await preparer.get("/desk")).text).toContain("复核退回：修改后重新提交");
  expect(await codeOf("tenderer-2", "POST", at(tender.id, "/publication"))).toBe("tender-not-submitted");
  expect(await codeOf("tenderer-2", "POST", at(tender.id, "/returns"), { reason: REASON })).toBe("tender-not-submitted");
});

test("what was sent back may be changed within what was registered", async () => {
  const put = async (body: Record<string, unknown>): Promise<unknown> => codeOf("tenderer-1", "PUT", at(tender.id, "/form"), { version: await versionOf(tender.id), form: body });
  expect(await put(tenderBody({}, [lotBody({ lot: "2" })]))).toBe("lots-fixed");
  expect(await put(tenderBody({}, [lotBody(), lotBody({ lot: "2" })]))).toBe("lots-fixed");
  // 16号令 5: at four million a construction project is compulsory; registered as such, it cannot be turned into anything else.
  expect(await put(tenderBody({ compulsory: false }))).toBe("must-be-compulsory");
  const changed = tenderBody({ deadline: "2026-09-23T09:30:00+08:00" }, [lotBody({ ceiling: yuan("38000000.00"), threshold: 3 })]);
  expect(await put(changed)).toBeUndefined();
  expect(await codeOf("tenderer-1", "PUT", at(tender.id, "/form"), { version: 1, form: changed })).toBe("stale");
});

test("submitted again it is published as it was changed, with the openers' keys given before, and the return stays on record", async () => {
  await town.done("tenderer-1", "POST", at(tender.id, "/submission"));
  expect((await (await signedIn(town, "tenderer-1")).get(`/desk/${tender.id}`)).text).not.toContain(REASON);
  await town.done("tenderer-2", "POST", at(tender.id, "/publication"));
  const { lots } = (await town.done(null, "GET", at(tender.id, ""))) as unknown as { lots: { parts: { deadline: string; threshold: number; terms: string | null }[] }[] };
  expect(lots[0]?.parts[0]).toMatchObject({ deadline: "2026-09-23T09:30:00+08:00", threshold: 3, terms: expect.any(String) as string });
  expect(await town.world.db.selectFrom("returns").select(["reason", "prepared_by", "returned_by"]).execute()).toEqual([{ reason: REASON, prepared_by: "tenderer-1", returned_by: "tenderer-2" }]);
  const audited = await town.world.db.selectFrom("audit").select("actor_id").where("action", "=", "tender.return").where("outcome", "=", "201").execute();
  expect(audited).toEqual([{ actor_id: "tenderer-2" }]);
  expect(await codeOf("tenderer-2", "POST", at(tender.id, "/returns"), { reason: REASON })).toBe("tender-not-submitted");
});

test("publishing and sending back at one moment: one of them happens", async () => {
  const other = await submittedTender(town);
  const answers = await Promise.all([town.ask("tenderer-2", "POST", at(other.id, "/publication")), town.ask("tenderer-2", "POST", at(other.id, "/returns"), { reason: REASON })]);
  expect(answers.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([201, 409]);
});

test("a drafted clarification that is sent back is never published", async () => {
  const { id } = await publishedTender(town);
  const draft = { changes: [{ what: "工期", before: "240日", after: "250日" }], mayAffectBid: false, newDeadline: null };
  await town.done("tenderer-1", "POST", at(id, "/clarifications"), draft);
  await town.done("tenderer-1", "POST", at(id, "/clarifications"), draft);
  expect(await codeOf("tenderer-1", "POST", at(id, "/clarifications/1/returns"), { reason: REASON })).toBe("four-eyes");
  await town.done("tenderer-2", "POST", at(id, "/clarifications/1/returns"), { reason: REASON });
  for (const rest of ["/clarifications/1/publication", "/clarifications/1/returns"]) expect(await codeOf("tenderer-2", "POST", at(id, rest), rest.endsWith("returns") ? { reason: REASON } : undefined)).toBe("clarification-returned");
  const page = (await (await signedIn(town, "tenderer-1")).get(`/desk/${id}`)).text;
  expect([page.includes(REASON), page.includes("澄清或修改 2："), page.includes("澄清或修改 1：")]).toEqual([true, true, false]);
  await town.done("tenderer-2", "POST", at(id, "/clarifications/2/publication"));
  expect(await codeOf("tenderer-2", "POST", at(id, "/clarifications/2/returns"), { reason: REASON })).toBe("clarification-published");
});
