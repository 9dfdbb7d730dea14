import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lodgements, publishedTender, sealBid, submittedTender, tenderBody } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
beforeAll(async () => { town = await testTown(); });
afterAll(async () => { await town.stop(); });

const PROJECT = { name: "滨河路雨污分流改造工程", approval: "晨发改审批〔2026〕18号", funds: "财政资金" };
const projects = async (): Promise<number> => (await town.database.db.selectFrom("projects").select("project_id").execute()).length;
type Sent = { readonly status: number; readonly replayed: string | null; readonly text: string };
/** A POST with an idempotency key; the answer's bytes and whether it is said to be a replay. */
async function post(actor: string, url: string, body: unknown, key: string): Promise<Sent> {
  const token = town.actors.find(({ id }) => id === actor)?.token ?? "";
  const answer = await town.app.request(url, { method: "POST", headers: { "authorization": `Bearer ${token}`, "content-type": "application/json", "idempotency-key": key }, body: JSON.stringify(body) });
  return { status: answer.status, replayed: answer.headers.get("idempotent-replayed"), text: await answer.text() };
}
const codeOf = ({ text }: Sent): unknown => (JSON.parse(text) as { code?: string }).code;

test("four eyes: who handed the notice in does not publish it, however often it tries", async () => {
  const { id } = await submittedTender(town);
  expect((await town.ask("tenderer-1", "POST", `/api/v1/tenders/${id}/publication`)).json).toMatchObject({ status: 403, code: "four-eyes" });
  expect(await noticesOf(id)).toEqual([]);
  expect((await town.ask("tenderer-2", "POST", `/api/v1/tenders/${id}/publication`)).status).toBe(201);
});

test("two officers who publish at once: one notice goes out, the other is told so, and again the same later", async () => {
  const { id } = await submittedTender(town);
  const publish = () => town.ask("tenderer-2", "POST", `/api/v1/tenders/${id}/publication`);
  const answers = await Promise.all([publish(), publish(), publish()]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  const codes = new Set(answers.filter(({ status }) => status === 409).map(({ json }) => json["code"]));
  expect([...codes, (await publish()).json["code"]]).toEqual(["move-not-open", "move-not-open"]);
  expect(await noticesOf(id)).toEqual(["tender-notice"]);
  const { changes } = (await town.done(null, "GET", "/api/v1/changes?limit=1000")) as unknown as { changes: { type: string; entry: { tender?: string } }[] };
  expect(changes.filter(({ type, entry }) => type === "notice" && entry.tender === id)).toHaveLength(1);
  expect(changes.filter(({ type, entry }) => type === "lot.terms" && entry.tender === id)).toHaveLength(1);
});

test("two projects registered at once draw two codes", async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => town.done("tenderer-1", "POST", "/api/v1/projects", PROJECT)));
  expect(new Set(made.map(({ project }) => project)).size).toBe(8);
});

test("the same key with the same body is answered once: the same bytes come again, and say so", async () => {
  const key = randomUUID();
  const before = await projects();
  const first = await post("tenderer-1", "/api/v1/projects", PROJECT, key);
  const again = await post("tenderer-1", "/api/v1/projects", PROJECT, key);
  expect([first.status, first.replayed, again.status, again.replayed]).toEqual([201, null, 201, "true"]);
  expect(again.text).toBe(first.text);
  expect(await projects()).toBe(before + 1);
});

test("the same key with another body, or at another address, is refused and does nothing; another person's key is its own", async () => {
  const key = randomUUID();
  await post("tenderer-1", "/api/v1/projects", PROJECT, key);
  const before = await projects();
  expect(codeOf(await post("tenderer-1", "/api/v1/projects", { ...PROJECT, name: "另一个项目" }, key))).toBe("key-reused");
  expect(codeOf(await post("tenderer-1", "/api/v1/tenders", { project: "D3417000001000001", line: "works", form: tenderBody() }, key))).toBe("key-reused");
  expect(await projects()).toBe(before);
  expect((await post("tenderer-3", "/api/v1/projects", { ...PROJECT, name: "水务" }, key)).status).toBe(201);
});

test("of ten at once with one key one is done; the others get its answer or are told to wait", async () => {
  const key = randomUUID();
  const before = await projects();
  const answers = await Promise.all(Array.from({ length: 10 }, () => post("tenderer-1", "/api/v1/projects", PROJECT, key)));
  expect(answers.filter(({ status, replayed }) => status === 201 && replayed === null)).toHaveLength(1);
  expect(answers.every((each) => each.status === 201 || codeOf(each) === "in-progress")).toBe(true);
  expect(await projects()).toBe(before + 1);
});

test("a refusal is kept for its key too, and a key that is no key is refused", async () => {
  const key = randomUUID();
  const first = await post("cashier-1", "/api/v1/tenders/D3417000001000001099/lots/1/guarantees", { bidder: "91341702MA000004XN", kind: "letter", amount: { amount: "1.00", currency: "CNY" }, validUntil: "2026-12-31" }, key);
  const again = await post("cashier-1", "/api/v1/tenders/D3417000001000001099/lots/1/guarantees", { bidder: "91341702MA000004XN", kind: "letter", amount: { amount: "1.00", currency: "CNY" }, validUntil: "2026-12-31" }, key);
  expect([first.status, again.status, again.replayed]).toEqual([404, 404, "true"]);
  expect(again.text).toBe(first.text);
  for (const wrong of ["x".repeat(129), "a b", "钥匙".normalize("NFC")].map((each) => Buffer.from(each).toString("latin1"))) expect(codeOf(await post("tenderer-1", "/api/v1/projects", PROJECT, wrong))).toBe("wrong-form");
});

test("a lodgement sent again with its key, as after a cut line, is one bid with one receipt", async () => {
  const { id } = await publishedTender(town);
  await town.advance("2026-09-02T10:00:00+08:00");
  const { body } = await sealBid(town, "bidder-1", id, "1", "37000000.00");
  const key = randomUUID();
  const [one, two] = await Promise.all([post("bidder-1", lodgements(id), body, key), post("bidder-1", lodgements(id), body, key)]);
  const later = await post("bidder-1", lodgements(id), body, key);
  expect([one.status, two.status].sort()[0]).toBe(201);
  expect(later).toMatchObject({ status: 201, replayed: "true", text: [one, two].find(({ status }) => status === 201)?.text });
  expect(await town.database.db.selectFrom("lodgements").select("seq").where("tender_id", "=", id).execute()).toEqual([{ seq: 1 }]);
});

const noticesOf = async (tender: string): Promise<string[]> => ((await town.done("tenderer-1", "GET", `/api/v1/tenders/${tender}`))["notices"] as { type: string }[]).map(({ type }) => type);
