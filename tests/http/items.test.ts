import { afterAll, beforeAll, expect, test } from "vitest";
import { itemInForce, itemVersion } from "../../src/items/queries.js";
import { rehearsalItems } from "../../src/rehearsal/items.js";
import { day } from "../../src/kernel/time.js";
import { testTown, type TestTown } from "../support/town.js";

// The registry of items: who drafts, who confirms, who takes in, and what anybody reads.
let town: TestTown;
const ITEMS = "/api/v1/items";
const [MODEL] = rehearsalItems(day("2026-09-01"));
const item = (more: Record<string, unknown> = {}) => ({ ...MODEL, code: "103-900", zh: "临时用水接驳审批", en: "Water for a building site", feeItems: [], from: "2026-09-01", ...more });
const draft = (body: unknown, actor = "window-2") => town.ask(actor, "POST", ITEMS, body);
const act = (actor: string, code: string, verb: string, body?: unknown) => town.ask(actor, "POST", `${ITEMS}/${code}/${verb}`, body);
const feed = async (on = "2026-09-01") => ((await town.done(null, "GET", `${ITEMS}?on=${on}`)) as { items: Record<string, unknown>[] }).items;

beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00"); });
afterAll(async () => { await town.stop(); });

test("anybody reads every item of a day with all that its guide says, the fees by their standard and basis", async () => {
  const items = await feed();
  expect(items).toHaveLength(55);
  const permit = items.find(({ code }) => code === "103-001");
  expect(permit).toMatchObject({ unitName: { zh: "晨光市住房和城乡建设局" }, state: "in-service", statutoryLimitWD: 7, promisedLimitWD: 3, level: 2, handler: "梁受理", leader: "付筑安" });
  expect((permit?.["fees"] as { code: string; basis: { article: string } }[])[0]).toMatchObject({ code: "103001", basis: { article: "第一条" } });
  for (const each of items) for (const field of ["zh", "en", "legalBasis", "conditions", "materials", "steps", "results", "complaintChannel", "handler", "leader"]) expect(each[field], `${String(each["code"])} ${field}`).not.toHaveLength(0);
  expect(await feed("2025-08-30")).toEqual([]);
  expect((await town.ask(null, "GET", `${ITEMS}?on=2026-13-01`)).json["code"]).toBe("wrong-parameter");
});

test("an item comes into the hall by three people: drafted for the own unit, confirmed by its deputy head, taken in by the centre", async () => {
  expect((await draft(item(), "window-3")).json["code"], "another unit’s officer").toBe("not-found");
  expect((await draft(item({ statutoryLimitWD: 21 }))).json).toMatchObject({ code: "item-limit-statutory", facts: { max: "20", rule: "SV-02" } });
  const waits = async () => Promise.all(["deputy-2", "deputy-3"].map(async (actor) => ((await town.done(actor, "GET", "/api/v1/messages")) as { messages: { kind: string }[] }).messages.filter(({ kind }) => kind === "item-waits").length));
  const before = await waits();
  expect((await draft(item())).json).toMatchObject({ item: "103-900" });
  expect(await waits(), "the deputy head whose unit it is is told, no other").toEqual([(before[0] ?? 0) + 1, before[1]]);
  expect((await act("sub-centre-1", "103-900", "entry")).json["code"], "its unit has not confirmed it").toBe("item-unconfirmed");
  expect((await act("deputy-3", "103-900", "confirmation")).json["code"], "another unit’s deputy head").toBe("not-found");
  expect((await town.askOnce("deputy-2", "POST", `${ITEMS}/103-900/confirmation`, undefined)).status, "it is signed").not.toBe(201);
  expect((await act("deputy-2", "103-900", "confirmation")).status).toBe(201);
  expect((await act("deputy-2", "103-900", "confirmation")).json["code"]).toBe("item-confirmed-already");
  expect((await feed()).some(({ code }) => code === "103-900"), "not yet in the hall").toBe(false);
  const taken = await act("sub-centre-1", "103-900", "entry");
  expect(taken.json).toMatchObject({ item: "103-900", version: 1 });
  expect((await feed()).find(({ code }) => code === "103-900")).toMatchObject({ zh: "临时用水接驳审批", state: "in-service" });
  await town.world.journal.flush();
  const { changes } = (await town.done(null, "GET", "/api/v1/changes?limit=1000")) as unknown as { changes: { entry: Record<string, unknown> }[] };
  expect(changes.map(({ entry }) => entry)).toContainEqual({ v: "dl/1", type: "item.version", code: "103-900", version: 1, sha256: taken.json["sha256"] });
});

test("what the centre sends back is drafted again, and the confirmation of another draft does not count for it", async () => {
  await draft(item({ code: "103-901" }));
  await act("deputy-2", "103-901", "confirmation");
  expect((await act("sub-centre-1", "103-901", "return", { reason: "第二项条件请写明由谁核对。" })).status).toBe(201);
  const drafts = async () => ((await town.done("window-2", "GET", `${ITEMS}/drafts`)) as { drafts: { item: { code: string }; returned: string | null; confirmedAt: string | null }[] }).drafts.find(({ item: each }) => each.code === "103-901");
  expect(await drafts()).toMatchObject({ returned: "第二项条件请写明由谁核对。", confirmedAt: null });
  await act("deputy-2", "103-901", "confirmation");
  await draft(item({ code: "103-901", conditions: ["由自来水公司核对口径和水表位置。"] }));
  expect((await act("sub-centre-1", "103-901", "entry")).json["code"]).toBe("item-unconfirmed");
  expect((await town.ask("window-3", "DELETE", `${ITEMS}/103-901/draft`)).json["code"]).toBe("not-found");
  expect((await town.ask("window-2", "DELETE", `${ITEMS}/103-901/draft`)).status).toBe(200);
  expect((await town.ask("window-2", "DELETE", `${ITEMS}/103-901/draft`)).json["code"]).toBe("not-found");
});

test("the next version holds from its first day; until then the one before does", async () => {
  await draft(item({ code: "103-001", zh: "建筑工程施工许可证核发", promisedLimitWD: 1, statutoryLimitWD: 7, from: "2026-10-01" }));
  await act("deputy-2", "103-001", "confirmation");
  expect((await act("sub-centre-1", "103-001", "entry")).json).toMatchObject({ version: 2 });
  const days = async (on: string) => (await feed(on)).find(({ code }) => code === "103-001")?.["promisedLimitWD"];
  expect([await days("2026-09-30"), await days("2026-10-01")]).toEqual([3, 1]);
  const { db, exchange } = town.world;
  expect([(await itemInForce(db, exchange.id, "103-001", day("2026-09-30")))?.version, (await itemInForce(db, exchange.id, "103-001", day("2026-10-01")))?.version, await itemInForce(db, exchange.id, "103-999", day("2026-10-01"))]).toEqual([1, 2, null]);
  expect((await itemVersion(db, exchange.id, "103-001", 1))?.promisedLimitWD, "a case that was accepted under the first version finds it").toBe(3);
  expect(await itemVersion(db, exchange.id, "103-001", 3)).toBeNull();
  expect((await draft(item({ code: "103-001", from: "2026-10-01" }))).json["code"]).toBe("item-version-order");
  expect(((await town.done(null, "GET", `${ITEMS}/103-001`)) as { versions: { version: number }[] }).versions.map(({ version }) => version)).toEqual([1, 2]);
});

test("twenty people take one item in at once: one does, for the others it is gone", async () => {
  await draft(item({ code: "103-902" }));
  await act("deputy-2", "103-902", "confirmation");
  const answers = await Promise.all(Array.from({ length: 20 }, () => act("sub-centre-1", "103-902", "entry")));
  expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
  expect(((await town.done(null, "GET", `${ITEMS}/103-902`)) as { versions: unknown[] }).versions).toHaveLength(1);
});
