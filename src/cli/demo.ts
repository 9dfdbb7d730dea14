import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { must } from "../kernel/result.js";
import { startExchange } from "./demo/exchange.js";
import { openStage, type Stage } from "./demo/stage.js";
import { awardGoods, GOODS, judgeGoods, qualifyGoods } from "./demo/goods.js";
import type { Script } from "./demo/script.js";
import { CENTRE_STARTS_AT, playCentre } from "./demo/centre.js";
import { LAND } from "./demo/land.js";
import { MINING } from "./demo/mining.js";
import { PROPERTY } from "./demo/property.js";
import { playSale, type SaleScript } from "./demo/sale.js";
import { drawPanel, type Seated } from "./demo/panel.js";
import { announce, bid, openFirst, prepare } from "./demo/story.js";
import { awardWorks, judgeWorks, WORKS } from "./demo/works.js";
import { fetchBytes } from "./client.js";
import { exchangeFacts } from "./person.js";
import { run } from "./program.js";
import { EXIT, type Terminal } from "./verb.js";

const OUT = path.resolve("demo-output");
const say = (line: string): void => { process.stdout.write(`${line}\n`); };

type Demo = {
  readonly line: string; readonly startsAt: string; readonly zh: string; readonly en: string;
  /** Plays it whole and leaves what comes of it in a folder. @returns whether it came out as it should */ readonly play: (stage: Stage) => Promise<boolean>;
};

/** One that ends with an audit bundle. */
type Bundled = Pick<Demo, "line" | "startsAt"> & {
  /** Whether everybody gets the same bundle as the supervisor. */ readonly isOpen: boolean;
  /** @returns the code of its tender or sale */ readonly code: (stage: Stage) => Promise<string>;
};

const tender = (script: Script, ...acts: readonly ((play: Seated) => Promise<void>)[]): Bundled => ({
  line: script.line, startsAt: script.startsAt, isOpen: false,
  code: async (stage) => {
    const announced = await announce(stage, script);
    await prepare(announced);
    const played = await drawPanel(announced);
    for (const act of [bid, openFirst, ...acts]) await act(played);
    return played.tender;
  },
});

const sale = (script: SaleScript, startsAt: string): Bundled => ({ line: script.line, startsAt, isOpen: true, code: (stage) => playSale(stage, stage.folder, script) });

/** @param folder where it leaves its bundle, one of its own */
const bundled = (played: Bundled, { folder, ...words }: Pick<Demo, "zh" | "en"> & { readonly folder: string }): Demo =>
  ({ line: played.line, startsAt: played.startsAt, ...words, play: async (stage) => verified(stage, await played.code(stage), { folder, isOpen: played.isOpen }) });

/** What can be played, the first where nothing is named. */
const DEMOS: readonly [Demo, ...Demo[]] = [
  bundled(tender(WORKS, judgeWorks, awardWorks), { zh: "一个完整的施工招标", en: "A whole works tender", folder: "bundle" }),
  bundled(tender(GOODS, qualifyGoods, judgeGoods, awardGoods), { zh: "一个完整的货物采购公开招标", en: "A whole procurement of goods", folder: "procurement-bundle" }),
  bundled(sale(LAND, "2026-08-17T09:00:00+08:00"), { zh: "一宗土地的挂牌出让，从登记到办结", en: "The grant of a parcel by listing, from registration to its end", folder: "land-bundle" }),
  bundled(sale(MINING, "2026-08-17T09:00:00+08:00"), { zh: "一个采矿权的拍卖出让，从登记到办结", en: "The grant of a mining right by auction, from registration to its end", folder: "mining-bundle" }),
  bundled(sale(PROPERTY, "2026-08-31T09:00:00+08:00"), { zh: "一项国有股权的网络竞价转让，从登记到办结", en: "The transfer of State-owned equity by bidding online, from registration to its end", folder: "property-bundle" }),
  { line: "centre", startsAt: CENTRE_STARTS_AT, zh: "一个政务服务中心的一年", en: "A year of a whole service centre", play: (stage) => playCentre(stage, path.join(OUT, "centre")) },
];

/** Fetches the audit bundle that a demo left, as the supervisor, and where it is everybody's as nobody; the last word has `daylight verify`. */
async function verified(stage: Stage, code: string, { folder, isOpen }: { readonly folder: string; readonly isOpen: boolean }): Promise<boolean> {
  const out = path.join(OUT, folder);
  for (const each of [out, `${out}.zip`]) await rm(each, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  const { result } = await stage.daylight("supervisor-1", ["bundle", code, "--edition", "full", "--out", out]);
  stage.say(`监管部门取得审计包：${JSON.stringify(result["files"])} 个文件，存于 ${path.relative(process.cwd(), out)}`);
  // What a stranger would hold from elsewhere; the demo takes it from the running exchange, not from the bundle.
  const held = { policy: `${out}.policy.txt`, ca: `${out}.ca.pem` };
  const { client } = await stage.person("citizen-1");
  const facts = must(await exchangeFacts(client));
  await writeFile(held.policy, facts.log.policy);
  await writeFile(held.ca, facts.caPem);
  const verify = async (bundle: string, terminal: Terminal): Promise<boolean> => (await run(["verify", bundle, "--policy", held.policy, "--ca", held.ca], terminal)) === EXIT.ok;
  if (!(await verify(out, { out: say, err: say }))) return false;
  if (!isOpen) return true;
  await writeFile(`${out}.zip`, must(await fetchBytes({ url: client.url, token: null }, `/api/v1/sales/${code}/bundle`)));
  stage.say(`任何人不登录即取得同一审计包（zip），存于 ${path.relative(process.cwd(), out)}.zip，再核验一次`);
  return verify(`${out}.zip`, { out: () => undefined, err: say });
}

async function main(demo: Demo): Promise<boolean> {
  const begun = performance.now();
  const seconds = (): string => `${((performance.now() - begun) / 1_000).toFixed(1)} s`;
  say(`晨光演练：${demo.zh}，全部通过真实的网络接口和命令行工具。${demo.en}, through the real surface.`);
  const exchange = await startExchange(demo.startsAt);
  const folder = await mkdtemp(path.join(tmpdir(), "daylight-demo-bidders-"));
  try {
    say(`演练交易平台就绪 ${exchange.url}（${seconds()}）`);
    const stage = openStage(exchange, folder, say);
    const isGood = await demo.play(stage);
    say(isGood ? `✓ 演练完成（${seconds()}）` : `✗ 结果不符（${seconds()}）`);
    return isGood;
  } finally {
    await exchange.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const named = process.argv[2] ?? DEMOS[0].line;
const demo = DEMOS.find(({ line }) => line === named);
try {
  if (demo === undefined) say(`没有“${named}”：可以演练 ${DEMOS.map(({ line }) => line).join("、")}。No such demo; there are ${DEMOS.map(({ line }) => line).join(", ")}.`);
  process.exitCode = demo === undefined ? EXIT.usage : (await main(demo)) ? EXIT.ok : EXIT.refused;
} catch (error) {
  say(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = EXIT.refused;
}
