import { expect, test } from "vitest";
import { openMetrics } from "../../src/routes/metrics.js";

test("metrics count answers by status and name no tender", async () => {
  const { counting, app } = openMetrics();
  const fetch = counting(() => new Response(null, { status: 404 }));
  await fetch(new Request("http://exchange.example/projects/T2026-000123"), undefined as never);
  await fetch(new Request("http://exchange.example/", { method: "BREW" }), undefined as never);
  const text = await (await app.request("/metrics")).text();
  expect(text).toContain('daylight_answers_total{method="GET",status="404"} 1');
  expect(text).toContain('daylight_answers_total{method="other",status="404"} 1');
  expect(text).toContain("process_cpu_seconds_total");
  expect(text).not.toContain("T2026");
});
