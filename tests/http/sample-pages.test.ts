import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectSmall } from "../support/gates.js";
import { type SampleSite, serveSamples } from "../support/sample-site.js";
import { SAMPLES } from "../support/sample-views.js";

/** What the text of a page says of it; e2e/sample-pages looks at the same pages in Chromium. */
const SMALL_ISLAND_BYTES_MAX = 5_000;
const VERIFIER_BYTES_MAX = 8_000;

let site: SampleSite;
beforeAll(async () => { site = await serveSamples(); });
afterAll(() => { site.stop(); });

describe.each(SAMPLES.map((sample) => sample.name))("page %s", (name) => {
  test("stays under 30 KB with its style", () => {
    const css = [...site.assets.files.values()].find((file) => file.path.endsWith(".css"));
    expectSmall(site.html(name), css?.bytes ?? new Uint8Array());
  });

  test("carries no style and no script of its own, and says 演练 in a rehearsal", () => {
    const html = site.html(name);
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|<style|<script(?! type="module" src=)/);
    expect(html).toContain("演练");
  });

  test("in large type is the same document: only the mark of the mode and the switch back differ", () => {
    const asNormal = (html: string): string => html.replace('data-mode="elder"', 'data-mode="normal"').replace(/<a href="\/display\/(?:elder|normal)\?[^<]*<\/a>/, "");
    expect(site.html(name, "elder")).toContain('data-mode="elder"');
    expect(asNormal(site.html(name, "elder"))).toBe(asNormal(site.html(name)));
  });
});

test("every page has its own title", () => {
  const titles = SAMPLES.map((sample) => /<title>([^<]*)/.exec(site.html(sample.name))?.[1]);
  const pages = new Map(SAMPLES.map((sample, at) => [sample.name.replace(/-(none|found|unknown|empty|sealed|host|sung|bidder|lottery)$/, ""), titles[at]]));
  expect(new Set(pages.values()).size).toBe(pages.size);
});

test("a live exchange does not say 演练", async () => {
  const live = await serveSamples("live");
  expect(live.html("home")).not.toContain("演练");
  live.stop();
});

test("the hall shows no bidder before the close and no price before singing-out", () => {
  expect(site.html("hall-sealed")).not.toContain("晨光市第一建设集团有限公司");
  expect(site.html("hall")).not.toContain("37,120,000.00");
  expect(site.html("hall-sung")).toContain("37,120,000.00");
});

test("on a notice the deadline and the action come before the facts in the reading order", () => {
  const html = site.html("notice");
  const order = ["2026年1月30日（星期五）09:30", "参加投标", "统一交易标识码"].map((text) => html.indexOf(text));
  expect(order).toEqual(order.toSorted((left, right) => left - right));
  expect(order).not.toContain(-1);
});

test("the room of an auction folds a contest in the browser and still stays small", () => {
  const file = site.assets.files.get(site.assets.urls.auction);
  expect(gzipSync(file?.bytes ?? new Uint8Array()).length).toBeLessThan(45_000);
});

test("the reading islands stay small", () => {
  const weight = (name: "hall" | "verify" | "score"): number => gzipSync(site.assets.files.get(site.assets.urls[name])?.bytes ?? new Uint8Array()).length;
  for (const name of ["hall", "score"] as const) expect(weight(name), name).toBeLessThan(SMALL_ISLAND_BYTES_MAX);
  expect(weight("verify"), "it reads notes and policies of the log itself").toBeLessThan(VERIFIER_BYTES_MAX);
});

test("the same sources give the same asset names", async () => {
  const again = await serveSamples();
  expect(again.assets.urls).toEqual(site.assets.urls);
  again.stop();
});
