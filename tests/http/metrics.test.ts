import { expect, test } from "vitest";
import { openMetrics } from "../../src/routes/metrics.js";

test("metrics count answers by status and name no tender", async () => {
  const { counting, app } = openMetrics(() => ({ kind: "nobody" }));
  const fetch = counting(() => new Response(null, { status: 404 }));
  await fetch(new Request("http://exchange.example/projects/T2026-000123"), undefined as never);
  await fetch(new Request("http://exchange.example/", { method: "BREW" }), undefined as never);
  const text = await (await app.request("/metrics")).text();
  expect(text).toContain('daylight_answers_total{method="GET",status="404"} 1');
  expect(text).toContain('daylight_answers_total{method="other",status="404"} 1');
  expect(text).toContain("process_cpu_seconds_total");
  expect(text).not.toContain("T2026");
});

test("metrics show our clock beside the witnesses', and no figure where too few of them answered", async () => {
  const readings = [{ kind: "measured", low: -600_250, high: -600_250, errorMs: 510, witnesses: 3 }, { kind: "too-few", witnesses: 1 }] as const;
  const texts = await Promise.all(readings.map(async (reading) => (await openMetrics(() => reading).app.request("/metrics")).text()));
  const lines = (text = ""): string[] => text.split("\n").filter((line) => line.startsWith("daylight_clock_"));
  expect(lines(texts[0])).toEqual(["daylight_clock_offset_seconds -600.25", "daylight_clock_error_seconds 0.51", "daylight_clock_witnesses 3"]);
  expect(lines(texts[1])).toEqual(["daylight_clock_offset_seconds Nan", "daylight_clock_error_seconds Nan", "daylight_clock_witnesses 1"]);
});
