import { afterEach, expect, test } from "vitest";
import { reportedTender } from "../support/judged-tender.js";
import { testTown, type TestTown } from "../support/town.js";

// G5's clock, over HTTP: the report came on 22 September; publicity starts within three days (25 September is 中秋, with its days off to the 27th), by 28 September 24:00 (EC-30).
let town: TestTown;
afterEach(async () => { await town.stop(); });

async function published(at: string): Promise<{ readonly tender: string; readonly answer: Record<string, unknown> }> {
  town = await testTown("2026-09-01T09:00:00+08:00");
  const { id } = await reportedTender(town);
  await town.advance(at);
  return { tender: id, answer: await town.done("tenderer-1", "POST", `/api/v1/tenders/${id}/lots/1/candidates`, {}) };
}

test("publicity that starts in the last millisecond of 28 September is in time, and lasts three days from then", async () => {
  const { answer } = await published("2026-09-28T23:59:59.999+08:00");
  expect(answer).toMatchObject({ from: "2026-09-28T23:59:59.999+08:00", until: "2026-10-09T00:00:00+08:00", warnings: [] });
});

test("one that starts in the first of the 29th is late: the candidates are out, the tenderer is told by which article", async () => {
  const { tender, answer } = await published("2026-09-29T00:00:00.001+08:00");
  expect(answer).toMatchObject({ warnings: [{ code: "publicity-late", facts: { startsAt: "2026-09-29T00:00:00.001+08:00", latest: "2026-09-29T00:00:00+08:00", law: "招标投标法实施条例第五十四条" } }] });
  expect(((await town.done(null, "GET", `/api/v1/tenders/${tender}`))["lots"] as { stage: string }[])[0]?.stage).toBe("candidates");
});
