import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { must } from "../kernel/result.js";
import { startExchange } from "./demo/exchange.js";
import { openStage, type Stage } from "./demo/stage.js";
import { announce, award, bid, judge, openTechnical, prepare } from "./demo/story.js";
import { exchangeFacts } from "./person.js";
import { run } from "./program.js";
import { EXIT } from "./verb.js";

const OUT = path.resolve("demo-output", "bundle");
const say = (line: string): void => { process.stdout.write(`${line}\n`); };

/** Plays a whole works tender and leaves its audit bundle; the last word has `daylight verify`. */
async function play(stage: Stage): Promise<boolean> {
  const tender = await announce(stage);
  await prepare(stage, tender);
  await bid(stage, tender);
  await openTechnical(stage, tender);
  await judge(stage, tender);
  await award(stage, tender);
  await rm(OUT, { recursive: true, force: true });
  await mkdir(path.dirname(OUT), { recursive: true });
  const { result } = await stage.daylight("supervisor-1", ["bundle", tender, "--edition", "full", "--out", OUT]);
  stage.say(`监管部门取得审计包：${JSON.stringify(result["files"])} 个文件，存于 ${path.relative(process.cwd(), OUT)}`);
  // What a stranger would hold from elsewhere; the demo takes it from the running exchange, not from the bundle.
  const held = { policy: `${OUT}.policy.txt`, ca: `${OUT}.ca.pem` };
  const facts = must(await exchangeFacts((await stage.person("citizen-1")).client));
  await writeFile(held.policy, facts.log.policy);
  await writeFile(held.ca, facts.caPem);
  return (await run(["verify", OUT, "--policy", held.policy, "--ca", held.ca], { out: say, err: say })) === EXIT.ok;
}

async function main(): Promise<boolean> {
  const begun = performance.now();
  const seconds = (): string => `${((performance.now() - begun) / 1_000).toFixed(1)} s`;
  say("晨光演练：一个完整的施工招标，全部通过真实的网络接口和命令行工具。A whole works tender, through the real surface.");
  const exchange = await startExchange();
  const folder = await mkdtemp(path.join(tmpdir(), "daylight-demo-bidders-"));
  try {
    say(`演练交易平台就绪 ${exchange.url}（${seconds()}）`);
    const isGood = await play(openStage(exchange, folder, say));
    say(isGood ? `✓ 演练完成（${seconds()}）` : `✗ 审计包未通过核验（${seconds()}）`);
    return isGood;
  } finally {
    await exchange.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

try {
  process.exitCode = (await main()) ? EXIT.ok : EXIT.refused;
} catch (error) {
  say(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = EXIT.refused;
}
