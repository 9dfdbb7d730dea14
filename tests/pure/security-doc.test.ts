import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const page = readFileSync(path.join(ROOT, "docs/security.md"), "utf8");
const rows = [...page.matchAll(/^\| (\d+) \|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|$/gm)].map(([, number, asks, here, tests, missing]) => ({ number: Number(number), asks: (asks ?? "").trim(), here: (here ?? "").trim(), tests: (tests ?? "").trim(), missing: (missing ?? "").trim() }));

test("every test that docs/security.md names is there", () => {
  const named = [...page.matchAll(/`(tests\/[^`]+)`/g)].map(([, file]) => file ?? "");
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});

test("its rows are the 25 of trust.md §6, each with its requirement, and each with a test or with what is missing", () => {
  const wanted = [...readFileSync(path.join(ROOT, "docs/trust.md"), "utf8").matchAll(/^\| (\d+) \| (V[\d.]+)/gm)].map(([, number, requirement]) => `${number ?? ""} ${requirement ?? ""}`);
  expect(rows.map(({ number, asks }) => `${String(number)} ${/^V[\d.]+/.exec(asks)?.[0] ?? ""}`)).toEqual(wanted);
  expect(wanted).toHaveLength(25);
  expect(rows.filter(({ here, tests, missing }) => (here === "") !== (tests === "") || (tests === "" && missing === "")).map(({ number }) => number)).toEqual([]);
});
