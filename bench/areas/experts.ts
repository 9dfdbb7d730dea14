import { hash } from "node:crypto";
import { draw, labelOf, orgTagOf, ranked, rankedLabels, saltOf, type DrawPlan, type PoolRow } from "../../src/experts/draw-order.js";
import { utf8 } from "../../src/kernel/bytes.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { beside, figure, seconds, type Figure } from "../figure.js";

const EXPERTS = 100_000;
const UNITS = 20_000;
const STRATA = ["A0401", "A0601", "A0801", "B0101"];
const ROUNDS = 7;
const DRAWS = 1_000_000;
const POOL = 12;
const SEATS = 3;
const PLAN: DrawPlan = { draw: "T2026-000001/1/D1", strata: { A0401: 1, A0601: 2, A0801: 2, B0101: 2 }, perOrg: 1, contributors: ["tenderer", "exchange", "notary"] };

/** A draw from a province's pool, and whether everybody has the same chance. */
export async function measure(): Promise<Figure[]> {
  const rows = pool();
  const code = digest("code");
  const { drawing, hashing } = await beside(ROUNDS, {
    drawing: () => milliseconds(() => draw(PLAN, ranked(rows, "randomness", code, nodePrimitives))),
    hashing: () => milliseconds(() => { for (const { label } of rows) digest(label); }),
  });
  const size = EXPERTS.toLocaleString("en-US");
  return [
    figure({ name: `a stratified draw over ${size} experts`, value: drawing, unit: "ms", goal: 10, on: "ratio", better: "lower", limit: { name: "hashing their labels", value: hashing } }),
    figure({ name: `chi-square of ${DRAWS.toLocaleString("en-US")} draws of ${String(SEATS)} from ${String(POOL)}`, value: chiSquare(), unit: "", goal: BOUND, better: "lower" }),
  ];
}

const digest = (text: string): string => hash("sha256", text);
const milliseconds = async (work: () => unknown): Promise<number> => (await seconds(work)) * 1_000;

function pool(): PoolRow[] {
  const secret = utf8("a pool keeper's secret of the bench");
  return Array.from({ length: EXPERTS }, (_, at) => {
    const expert = `EXP-${String(at)}`;
    return { label: labelOf(PLAN.draw, expert, saltOf(secret, expert)), stratum: STRATA[at % STRATA.length] ?? "", orgTag: orgTagOf(secret, `unit-${String(at % UNITS)}`), excluded: at % 50 === 0 ? "leave" : null };
  }).sort((left, right) => (left.label < right.label ? -1 : 1));
}

/**
 * 99.9 % of chi-square with eleven degrees of freedom. The statistic below has that distribution for draws without replacement too:
 * the counts of a round are dependent, which the factor (n − 1)/(n − k) makes good. Seeds are numbers in their order, fixed before the run.
 */
const BOUND = 31.26;

function chiSquare(): number {
  const labels = Array.from({ length: POOL }, (_, at) => digest(`label ${String(at)}`));
  const counts = new Map(labels.map((label) => [label, 0]));
  const code = digest("code");
  for (let seed = 0; seed < DRAWS; seed += 1) {
    for (const { label } of rankedLabels(labels, `seed ${String(seed)}`, code, nodePrimitives).slice(0, SEATS)) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const expected = (DRAWS * SEATS) / POOL;
  const sum = [...counts.values()].reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
  return (sum * (POOL - 1)) / (POOL - SEATS);
}
