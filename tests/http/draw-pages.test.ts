import { afterAll, beforeAll, expect, test } from "vitest";
import { enterCommittee } from "../support/judging.js";
import { drawIn, pooled } from "../support/draws.js";
import { reader, signedIn } from "../support/pages.js";
import { tenderWithResult } from "../support/whole-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// The pages of a draw at each of its stages: what may be seen, and no name before the law lets it out (T57).
let town: TestTown;
let tender = "";
const PEOPLE = [...pooled([1, 2, 3, 4]), ...pooled([6, 7], { excluded: "leave" })];
const publicPage = async (language = ""): Promise<string> => (await reader(town).get(`${language}/projects/${tender}/draws`)).text;
/** Labels and hashes hold any letters. */
const words = (html: string): string => html.replaceAll(/[0-9a-f]{32,64}/g, "");

function expectNoNames(html: string): void {
  for (const { expert } of PEOPLE) {
    expect(words(html)).not.toContain(expert);
    expect(html).not.toContain(town.actors.find(({ id }) => id === expert)?.name);
  }
}

beforeAll(async () => { town = await testTown("2026-09-01T09:00:00+08:00"); }, 120_000);
afterAll(async () => { await town.stop(); });

test("each stage shows what is known by then, in both languages, and names nobody until the keeper opens the labels", async () => {
  let own: ReturnType<typeof drawIn> | undefined;
  await tenderWithResult(town, async (here, of) => {
    for (const { expert } of pooled([1, 2, 3, 4])) expect((await own?.arrive(expert))?.status).toBe(201);
    const html = await publicPage();
    expect(html).toContain("4/4 已签到");
    expectNoNames(html);
    await enterCommittee(here, of);
  }, async (id) => {
    tender = id;
    expect(await publicPage()).toContain("还没有申请抽取专家");
    own = drawIn(town, id, PEOPLE);
    expect((await own.request()).status).toBe(201);
    expect(await publicPage()).toContain("专家库管理员还没有提交名单");
    for (const answer of [await own.secret(), await own.plan(), await own.pool()]) expect(answer.status).toBe(201);
    expect(await publicPage()).toContain("等待监督部门逐一核对后固定");
    await own.fix((await own.view())?.pool?.sha256);
    const fixed = await publicPage();
    expect(fixed).toMatch(/此后不能增减一人[^]*请假 2/);
    expectNoNames(fixed);
    await own.made();
    for (const language of ["", "/en"]) {
      const made = await publicPage(language);
      expect(made).toContain(own.label("committee-1"));
      expect(made).toContain("openssl mac");
      expectNoNames(made);
    }
  });
  expect((await own?.names(["committee-1", "committee-2", "committee-3", "committee-4"]))?.status).toBe(201);
  const opened = await publicPage();
  for (const { expert } of pooled([1, 2, 3, 4])) expect(opened).toContain(town.actors.find(({ id }) => id === expert)?.name);
  for (const { expert } of pooled([6, 7])) expect(opened).not.toContain(town.actors.find(({ id }) => id === expert)?.name);
  expect((await reader(town).get(`/projects/${tender}`)).text).toContain(`/projects/${tender}/draws`);
}, 240_000);

test("the room is for who has a part in the draw, and a tenderer's for its own tenders", async () => {
  for (const actor of ["tenderer-1", "staff-1", "notary-1", "supervisor-1", "pool-keeper-1", "committee-1"]) expect((await (await signedIn(town, actor)).get(`/draws/${tender}/1`)).status, actor).toBe(200);
  for (const actor of ["bidder-1", "cashier-1", "citizen-1"]) expect((await (await signedIn(town, actor)).get(`/draws/${tender}/1`)).status, actor).toBe(403);
  expect((await (await signedIn(town, "tenderer-3")).get(`/draws/${tender}/1`)).status).toBe(404);
  expect((await reader(town).get(`/draws/${tender}/1`)).status).toBe(303);
});
