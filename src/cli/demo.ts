import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { must } from "../kernel/result.js";
import { startExchange } from "./demo/exchange.js";
import { openStage, type Stage } from "./demo/stage.js";
import { awardGoods, GOODS, judgeGoods, qualifyGoods } from "./demo/goods.js";
import type { Script } from "./demo/script.js";
import { drawPanel, type Seated } from "./demo/panel.js";
import { announce, bid, openFirst, prepare } from "./demo/story.js";
import { awardWorks, judgeWorks, WORKS } from "./demo/works.js";
import { exchangeFacts } from "./person.js";
import { run } from "./program.js";
import { EXIT } from "./verb.js";

const OUT = path.resolve("demo-output");
const say = (line: string): void => { process.stdout.write(`${line}\n`); };

type Line = { readonly script: Script; /** After the opening. */ readonly acts: readonly ((play: Seated) => Promise<void>)[]; readonly zh: string; readonly en: string; readonly folder: string };

/** The tenders that can be played, the first where none is named; each leaves its bundle in a folder of its own. */
const LINES: readonly [Line, ...Line[]] = [
  { script: WORKS, acts: [judgeWorks, awardWorks], zh: "一个完整的施工招标", en: "A whole works tender", folder: "bundle" },
  { script: GOODS, acts: [qualifyGoods, judgeGoods, awardGoods], zh: "一个完整的货物采购公开招标", en: "A whole procurement of goods", folder: "procurement-bundle" },
];

/** Plays a whole tender and leaves its audit bundle; the last word has `daylight verify`. */
async function play(stage: Stage, { script, acts, folder }: Line): Promise<boolean> {
  const announced = await announce(stage, script);
  await prepare(announced);
  const played = await drawPanel(announced);
  for (const act of [bid, openFirst, ...acts]) await act(played);
  const out = path.join(OUT, folder);
  await rm(out, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  const { result } = await stage.daylight("supervisor-1", ["bundle", played.tender, "--edition", "full", "--out", out]);
  stage.say(`监管部门取得审计包：${JSON.stringify(result["files"])} 个文件，存于 ${path.relative(process.cwd(), out)}`);
  // What a stranger would hold from elsewhere; the demo takes it from the running exchange, not from the bundle.
  const held = { policy: `${out}.policy.txt`, ca: `${out}.ca.pem` };
  const facts = must(await exchangeFacts((await stage.person("citizen-1")).client));
  await writeFile(held.policy, facts.log.policy);
  await writeFile(held.ca, facts.caPem);
  return (await run(["verify", out, "--policy", held.policy, "--ca", held.ca], { out: say, err: say })) === EXIT.ok;
}

async function main(line: Line): Promise<boolean> {
  const begun = performance.now();
  const seconds = (): string => `${((performance.now() - begun) / 1_000).toFixed(1)} s`;
  say(`晨光演练：${line.zh}，全部通过真实的网络接口和命令行工具。${line.en}, through the real surface.`);
  const exchange = await startExchange(line.script.startsAt);
  const folder = await mkdtemp(path.join(tmpdir(), "daylight-demo-bidders-"));
  try {
    say(`演练交易平台就绪 ${exchange.url}（${seconds()}）`);
    const isGood = await play(openStage(exchange, folder, say), line);
    say(isGood ? `✓ 演练完成（${seconds()}）` : `✗ 审计包未通过核验（${seconds()}）`);
    return isGood;
  } finally {
    await exchange.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const named = process.argv[2] ?? LINES[0].script.line;
const line = LINES.find(({ script }) => script.line === named);
try {
  if (line === undefined) say(`没有“${named}”：可以演练 ${LINES.map(({ script }) => script.line).join("、")}。No such line.`);
  process.exitCode = line === undefined ? EXIT.usage : (await main(line)) ? EXIT.ok : EXIT.refused;
} catch (error) {
  say(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = EXIT.refused;
}
