// `npm run bench [-- AREA …]`: every figure beside its limit, as a table and as bench-output/<area>.json. Without an area, all of them.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { keepsGoal, type Figure } from "./figure.js";

type Area = { readonly measure: () => Promise<readonly Figure[]> };
const AREAS: Readonly<Record<string, () => Promise<Area>>> = {
  bidding: () => import("./areas/bidding.js"),
  identity: () => import("./areas/identity.js"),
  storage: () => import("./areas/storage.js"),
  signing: () => import("./areas/signing.js"),
  journal: () => import("./areas/journal.js"),
  lists: () => import("./areas/lists.js"),
  experts: () => import("./areas/experts.js"),
  judging: () => import("./areas/judging.js"),
  blind: () => import("./areas/blind.js"),
  ledger: () => import("./areas/ledger.js"),
  fees: () => import("./areas/fees.js"),
  approvals: () => import("./areas/approvals.js"),
  bank: () => import("./areas/bank.js"),
  auctions: () => import("./areas/auctions.js"),
  signals: () => import("./areas/signals.js"),
  pages: () => import("./areas/pages.js"),
  notices: () => import("./areas/notices.js"),
  start: () => import("./areas/start.js"),
};
const FOLDER = "bench-output";

function table(area: string, figures: readonly Figure[]): string {
  return figures.map((each) => {
    const beside = each.limit === null ? "" : `  ${show(each.ratio)} × ${each.limit.name} (${show(each.limit.value)})`;
    return `${area.padEnd(9)}${each.name.padEnd(46)}${show(each.value).padStart(9)} ${each.unit.padEnd(8)}${goalOf(each).padEnd(22)}${beside}`;
  }).join("\n");
}

function goalOf(each: Figure): string {
  const kept = keepsGoal(each);
  if (kept === null) return "";
  return `${kept ? "✓" : "MISSED"} ${each.on === "ratio" ? "ratio " : ""}${each.better === "higher" ? "≥" : "≤"} ${String(each.goal)}`;
}

const show = (value: number | null): string => (value === null ? "" : value.toLocaleString("en-US", { maximumSignificantDigits: 4 }));

/** One area in this process; its file and its lines. */
async function measureArea(area: string): Promise<void> {
  const figures = await (await AREAS[area]?.())?.measure() ?? [];
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/${area}.json`, `${JSON.stringify(figures, null, 2)}\n`);
  console.log(table(area, figures));
}

const areas = process.argv.slice(2);
const unknown = areas.find((area) => !(area in AREAS));
if (unknown !== undefined) {
  console.error(`no area ${unknown}: one of ${Object.keys(AREAS).join(", ")}`);
  process.exit(1);
}
if (areas.length === 1) {
  await measureArea(areas[0] ?? "");
  process.exit(0);
}
// A process for each: what one area leaves in memory must not slow the next.
console.log(`${String(cpus().length)} × ${cpus()[0]?.model ?? "CPU"}, Node ${process.version}, load ${loadavg().map((load) => load.toFixed(1)).join(" ")} at the start`);
const all = areas.length === 0 ? Object.keys(AREAS) : areas;
const failed = all.filter((area) => spawnSync(process.execPath, [...process.execArgv, "--import", import.meta.resolve("tsx"), import.meta.filename, area], { stdio: "inherit" }).status !== 0);
console.log(`load ${loadavg().map((load) => load.toFixed(1)).join(" ")} at the end`);
const missed = all.flatMap((area) => (failed.includes(area) ? [area] : (JSON.parse(readFileSync(`${FOLDER}/${area}.json`, "utf8")) as Figure[]).filter((each) => keepsGoal(each) === false).map((each) => `${area}: ${each.name}`)));
console.log(missed.length === 0 ? "every goal kept" : `missed: ${missed.join("; ")}`);
process.exit(failed.length === 0 ? 0 : 1);
