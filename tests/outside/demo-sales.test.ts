import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, test, vi } from "vitest";

// `npm run demo -- land|mining|property|centre`, as people type it: a sale from its registration to its end on an exchange of its own, and its bundle verified; a year of the centre, held against its source.
const ROOT = path.resolve(import.meta.dirname, "../..");
vi.setConfig({ testTimeout: 240_000 });

async function demo(named: string): Promise<{ readonly status: number; readonly said: string }> {
  const child = spawn(process.execPath, ["scripts/demo.mjs", named], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, LOG_LEVEL: "error" } });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => { said += chunk.toString(); });
  const [status] = (await once(child, "close")) as [number];
  return { status, said };
}

test.each([
  ["land", ["限时竞价开始", "[offer-too-low]", "底价由集体决策", "与先前固定的承诺值一致", "成交：130,000,000.00 元（达到底价）", "[auction-over]", "[move-not-open]", "价款缴清"]],
  ["mining", ["主持人第 3 次宣布 39,200,000.00 元", "成交：39,200,000.00 元（达到底价）", "[sale-too-soon]", "价款缴清"]],
  ["property", ["询问优先购买权人", "以最后报价受让", "成交：10,450,000.00 元（没有底价）", "划付转让方账户", "[sale-too-soon]"]],
] as const)("%s: from the registration to the end, and a stranger accepts its bundle", async (line, lines) => {
  const { status, said } = await demo(line);
  expect(status, said).toBe(0);
  for (const each of [...lines, "保证金已全部退回", "办结，归档", "✓ 审计包成立", "同一审计包"]) expect(said, each).toContain(each);
});

test("centre: a year of 100,590 cases, and every statistic of the source is what Daylight counts", async () => {
  const { status, said } = await demo("centre");
  expect(status, said).toBe(0);
  for (const each of ["入库 100590 件，被拒绝 0 行", "入库 0 件，100590 件以前已有", "213/213", "80/80", "8/18", "✓ 演练完成"]) expect(said, each).toContain(each);
  expect(said.match(/ ✓$/gm)).toHaveLength(15);
  expect(said).not.toContain("✗");
}, 600_000);

test("what cannot be played is refused in one line that names what can", async () => {
  const { status, said } = await demo("auction");
  expect(status).toBe(2);
  expect(said.trim().split("\n")).toHaveLength(1);
  for (const line of ["auction", "works", "procurement", "land", "mining", "property", "centre"]) expect(said).toContain(line);
});
