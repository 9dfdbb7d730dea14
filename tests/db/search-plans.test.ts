import { sql, type KyselyPlugin } from "kysely";
import { expect, test } from "vitest";
import type { Db } from "../../src/db/database.js";
import { countNotices, noticeLines } from "../../src/tenders/queries/notice-lines.js";
import { countTenders, tenderLines } from "../../src/tenders/queries/tender-lines.js";
import { addNotices, addTenders } from "../support/many-notices.js";
import { testTown, type TestTown } from "../support/town.js";
import { publishedTender } from "../support/works-tender.js";

// Row security keeps `@@` from its index where a table under it stands in the same query: every row's words would be read for each search.
const [RARE, COUNT] = ["翠屏", 4_000];
const NEWEST = Date.parse("2026-08-01T01:00:00Z");

/** What Postgres does for each statement of a search, in the exchange's own role. */
async function plansOf(db: Db, ask: (db: Db) => Promise<unknown>): Promise<string[]> {
  const plans: string[] = [];
  const explained: KyselyPlugin = {
    transformQuery: ({ node }) => (node.kind === "RawNode" ? { ...node, sqlFragments: node.sqlFragments.map((text, at) => (at === 0 ? `explain (costs off) ${text}` : text)) } : node),
    transformResult: ({ result }) => {
      plans.push(result.rows.map((row) => String(row["QUERY PLAN"])).join("\n"));
      return Promise.resolve({ ...result, rows: [] });
    },
  };
  await ask(db.withPlugin(explained));
  return plans;
}

/** A tender a day, every hundredth in the rare place. */
async function fill(town: TestTown): Promise<void> {
  const owner = town.database.as("owner");
  const place = { exchangeId: town.world.exchange.id, tender: (await publishedTender(town)).id, line: "works" };
  const made = Array.from({ length: COUNT }, (_, at) => ({
    id: `34170020200901${String(at).padStart(6, "0")}`, title: `晨光市${at % 100 === 0 ? RARE : "滨河"}道路工程`, tenderer: "晨光市城市建设投资集团有限公司", area: null, type: "tender-notice", publishedAt: new Date(NEWEST - at * 86_400_000),
  }));
  await addTenders(owner, place, made);
  await addNotices(owner, place, made.map((each) => ({ ...each, id: `${each.id}-N1`, tender: each.id })));
  await sql`vacuum analyze`.execute(owner);
}

test("rare words are looked for in their index, whatever stands beside them: of notices and of tenders, found and counted", async () => {
  const town = await testTown();
  try {
    await fill(town);
    const { world: { db, exchange: { id } } } = town;
    const search = { text: RARE, limit: 20, from: new Date("2001-01-01T00:00:00Z") };
    const asked: Readonly<Record<string, (db: Db) => Promise<unknown>>> = {
      "notices": (each) => noticeLines(each, id, search), "how many notices": (each) => countNotices(each, id, search),
      "tenders": (each) => tenderLines(each, id, { ...search, stages: ["noticed"] }), "how many tenders": (each) => countTenders(each, id, search), "how many tenders of an area": (each) => countTenders(each, id, { ...search, area: "341702" }),
    };
    for (const [what, ask] of Object.entries(asked)) expect((await plansOf(db, ask)).at(-1), what).toContain("Bitmap Index Scan on notice_index_words");
    expect((await tenderLines(db, id, search)).rows).toHaveLength(20);
    expect(await countTenders(db, id, search)).toEqual({ count: COUNT / 100, more: false });
  } finally {
    await town.stop();
  }
}, 60_000);
