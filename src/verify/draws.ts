import { canonical } from "../kernel/canonical-json.js";
import { sha256Hex } from "../signing/hash-node.js";
import { commitmentOf, draw, everDrawn, labelOf, randomnessOf, ranked, substituteFor, upChain } from "../experts/draw-order.js";
import { nodePrimitives } from "../signing/primitives-node.js";
import { checkBeacon } from "./draw-beacon.js";
import { checkDrawEscrow, type EscrowArgs } from "./draw-escrow.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import type { BundleLog, EntryOfType } from "./log.js";
import { readShape, readText } from "./read.js";
import { DRAW_SHAPES, type DrawFiles, type EntryType } from "./shapes.js";

/** Every draw folder: its files are the logged ones, and the draw recomputed from them gives the logged result. */
export function checkDraws(bundle: Loaded, args: EscrowArgs, findings: Findings): void {
  const { index, log } = args;
  const ids = new Set<string>();
  for (const folder of index.draws) {
    const files = readFolder(bundle, folder, findings);
    if (files === undefined) continue;
    const [, lot, number] = /^(.+)-D(\d+)$/.exec(folder) ?? [];
    const id = `${index.tender}/${lot ?? ""}/D${number ?? ""}`;
    ids.add(id);
    if (files.plan.draw !== id) findings.fault("draw-differs", `draws/${folder}/plan.json`, { what: "draw" });
    checkLogged(bundle, folder, files, log, findings);
    checkDrawn(bundle, folder, files, checkBeacon(bundle, { folder, plan: files.plan, log }, findings), findings);
    checkDrawEscrow(bundle, args, folder, files, findings);
  }
  for (const { idx, body } of log.all("draw.result")) {
    if (body.draw.startsWith(`${index.tender}/`) && !ids.has(body.draw)) findings.fault("entry-without-file", "bundle.json", { idx, type: "draw.result" });
  }
}

function readFolder(bundle: Loaded, folder: string, findings: Findings): DrawFiles | undefined {
  const path = (name: string) => `draws/${folder}/${name}.json`;
  const plan = readShape(bundle, path("plan"), DRAW_SHAPES.plan, findings);
  const pool = readShape(bundle, path("pool"), DRAW_SHAPES.pool, findings);
  const commits = readShape(bundle, path("commits"), DRAW_SHAPES.commits, findings);
  const reveals = readShape(bundle, path("reveals"), DRAW_SHAPES.reveals, findings);
  const codes = readShape(bundle, path("codes"), DRAW_SHAPES.codes, findings);
  const result = readShape(bundle, path("result"), DRAW_SHAPES.result, findings);
  const replacements = readShape(bundle, path("replacements"), DRAW_SHAPES.replacements, findings);
  const opened = readShape(bundle, path("opened"), DRAW_SHAPES.opened, findings);
  if (!plan || !pool || !commits || !reveals || !codes || !result || !replacements || !opened) return undefined;
  return { plan, pool, commits, reveals, codes, result, replacements, opened };
}

/** Each file against its entry; every commit and reveal that was logged against its place in commits.json and reveals.json. */
function checkLogged(bundle: Loaded, folder: string, files: DrawFiles, log: BundleLog, findings: Findings): void {
  const path = (name: string) => `draws/${folder}/${name}.json`;
  const logged = <Type extends EntryType & `draw.${string}`>(type: Type): EntryOfType<Type>[] => log.all(type).filter(({ body }) => body["draw"] === files.plan.draw);
  const one = (name: "plan" | "pool" | "result", found: readonly { idx: number; body: { sha256: string } }[]) => {
    if (found.length !== 1) findings.fault("entry-count", path(name), { type: `draw.${name}`, count: found.length });
    if (found[0] !== undefined && found[0].body.sha256 !== bundle.hashes.get(path(name))) findings.fault("entry-hash", path(name), { idx: found[0].idx });
  };
  one("plan", logged("draw.plan"));
  one("pool", logged("draw.pool"));
  one("result", logged("draw.result"));
  const opened = logged("draw.open").at(-1);
  if (opened === undefined ? files.opened.length > 0 : opened.body.sha256 !== bundle.hashes.get(path("opened"))) findings.fault("entry-hash", path("opened"), { idx: opened?.idx ?? -1 });
  sameRecord(path("commits"), files.commits, logged("draw.commit").map(({ body }) => [body.name, body.c]), findings);
  sameRecord(path("reveals"), files.reveals, logged("draw.reveal").map(({ body }) => [body.name, body.r]), findings);
  checkReplacementsLogged(path, files, logged("draw.replace"), findings);
  const codes = [...logged("draw.result").map(({ body }) => body.code), ...logged("draw.replace").map(({ body }) => body.code)];
  if (codes.join() !== files.codes.join()) findings.fault("draw-differs", path("codes"), { what: "codes" });
  checkOrder(folder, [logged("draw.plan"), logged("draw.pool"), logged("draw.commit"), logged("draw.reveal"), logged("draw.result"), logged("draw.replace")], findings);
}

function sameRecord(path: string, file: Readonly<Record<string, string>>, entries: readonly (readonly [string, string])[], findings: Findings): void {
  const same = entries.length === Object.keys(file).length && entries.every(([name, value]) => file[name] === value);
  if (!same) findings.fault("draw-differs", path, { what: "log" });
}

function checkReplacementsLogged(path: (name: string) => string, files: DrawFiles, entries: readonly EntryOfType<"draw.replace">[], findings: Findings): void {
  if (entries.length !== files.replacements.length) findings.fault("entry-count", path("replacements"), { type: "draw.replace", count: entries.length });
  for (const [place, { idx, body }] of entries.entries()) {
    const soFar = sha256Hex(canonical(files.replacements.slice(0, place + 1)));
    if (body.sha256 !== soFar || body.label !== files.replacements[place]?.label) findings.fault("entry-hash", path("replacements"), { idx });
  }
}

/** Each step begins only when the one before is complete: a pool or contribution after a code could be chosen by it. */
function checkOrder(folder: string, steps: readonly (readonly { idx: number }[])[], findings: Findings): void {
  let before = -1;
  for (const step of steps) {
    const indexes = step.map(({ idx }) => idx);
    if (Math.min(...indexes, Infinity) <= before) findings.fault("draw-order", `draws/${folder}/plan.json`, { idx: Math.min(...indexes) });
    before = Math.max(before, ...indexes);
  }
}

type Wrong = (holds: boolean, name: string, what: string) => void;

/** The draw itself: commitments kept, chain kept, ranking, replacements and labels recomputed. */
function checkDrawn(bundle: Loaded, folder: string, files: DrawFiles, beacon: string, findings: Findings): void {
  const { plan, pool, codes, result } = files;
  const demand: Wrong = (holds, name, what) => { findings.demand(holds, "draw-differs", `draws/${folder}/${name}`, { what }); };
  const randomness = readText(bundle, `draws/${folder}/randomness.txt`, findings) ?? "";
  checkContributions(files, demand);
  demand(randomness === randomnessOf(plan, bundle.hashes.get(`draws/${folder}/pool.json`) ?? "", files.reveals, beacon), "randomness.txt", "randomness");
  for (const [place, code] of codes.entries()) demand(upChain(code) === (place === 0 ? plan.chain : codes[place - 1]), "codes.json", "chain");
  const labels = pool.rows.map(({ label }) => label);
  demand(pool.draw === plan.draw && labels.join() === [...new Set(labels)].sort().join(), "pool.json", "labels");
  const drawn = draw(plan, ranked(pool.rows, randomness, codes[0] ?? plan.chain, nodePrimitives));
  demand(result.draw === plan.draw && JSON.stringify(drawn) === JSON.stringify(result.drawn.map(({ label, stratum }) => ({ label, stratum }))), "result.json", "ranking");
  checkReplacements(files, randomness, demand);
  checkOpened(files, labels, demand);
}


/** Names, once let out, fit their labels, and none of those who served is kept back. */
function checkOpened({ plan, result, replacements, opened }: DrawFiles, labels: readonly string[], demand: Wrong): void {
  for (const { expert, salt, label } of opened) demand(labelOf(plan.draw, expert, salt) === label && labels.includes(label), "opened.json", expert);
  const named = new Set(opened.map(({ label }) => label));
  const due = everDrawn({ result, replacements });
  demand(named.size === 0 || due.every((label) => named.has(label)), "opened.json", "drawn");
}

function checkContributions({ plan, commits, reveals }: DrawFiles, demand: Wrong): void {
  const names = [...plan.contributors].sort().join();
  demand(Object.keys(commits).sort().join() === names, "commits.json", "contributors");
  demand(Object.keys(reveals).sort().join() === names, "reveals.json", "contributors");
  for (const [name, r] of Object.entries(reveals)) demand(r === "-" || commitmentOf(plan.draw, name, r) === commits[name], "reveals.json", name);
}

function checkReplacements({ plan, pool, codes, result, replacements }: DrawFiles, randomness: string, demand: Wrong): void {
  let seated = result.drawn.map(({ label }) => label);
  const before = new Set(seated);
  for (const [place, { label, code, substitute }] of replacements.entries()) {
    const expected = substituteFor(plan, ranked(pool.rows, randomness, code, nodePrimitives), seated, before, label);
    demand(code === codes[place + 1] && seated.includes(label) && expected === substitute, "replacements.json", label.slice(0, 8));
    seated = [...seated.filter((each) => each !== label), substitute];
    before.add(substitute);
  }
}
