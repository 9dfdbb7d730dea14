import { Hono } from "hono";
import { type Assets, buildAssets, withSealPage } from "../../src/web/assets.js";
import type { Display, Language, Mode } from "../../src/web/context.js";
import { PAGE_CSP } from "../../src/web/layout.js";
import { sampleAuctionTerms, sampleHappenings } from "./sample-auction.js";
import { NOW, SAMPLES } from "./sample-views.js";
import { serveApp } from "./browsing.js";

export type SampleSite = { readonly base: string; readonly assets: Assets; readonly html: (name: string, display?: Display) => string; stop(): void };

/** Every page with its sample view on a free port, under the policy and the assets of the real site. */
export async function serveSamples(mode: Mode = "rehearsal"): Promise<SampleSite> {
  const assets = withSealPage(await buildAssets(), { exchange: "chenguang.example/rehearsal/0123abcd", exchangeName: "晨光市公共资源交易中心", mode, caPem: "", offices: { agency: { uscc: "91310000DDDDDDDD04", name: "晨光招标代理有限公司" } } });
  const draw = (name: string, language: Language, display: Display, url: string): string => {
    const sample = SAMPLES.find((each) => each.name === name);
    if (sample === undefined) throw new RangeError(`no sample ${name}`);
    return sample.draw({ language, display, mode, exchangeName: "晨光市公共资源交易中心", base: "https://chenguang.example", url, now: NOW, reader: sample.reader, unread: sample.reader === null ? 0 : 3, driftMs: null, assets: assets.urls });
  };
  const app = new Hono();
  app.get("/assets/:name", (c) => {
    const file = assets.files.get(`/assets/${c.req.param("name")}`);
    return file === undefined ? c.notFound() : c.body(Uint8Array.from(file.bytes), 200, { "content-type": file.type });
  });
  app.get("/api/v1/time", (c) => c.json({ now: "2026-01-12T10:00:00.000+08:00", held: false }));
  app.get("/halls/:id/events", (c) => c.body("retry: 60000\n\n", 200, { "content-type": "text/event-stream" }));
  app.get("/api/v1/auctions/:id", (c) => c.json(sampleAuctionTerms));
  app.get("/api/v1/auctions/:id/happenings", (c) => c.json({ happenings: sampleHappenings.slice(Number(c.req.query("after"))), size: sampleHappenings.length }));
  app.get("/api/v1/auctions/:id/events", (c) => c.body("retry: 60000\n\n", 200, { "content-type": "text/event-stream" }));
  app.get("/page/:name", (c) => {
    const { lang, display } = c.req.query();
    const page = draw(c.req.param("name"), lang === "en" ? "en" : "zh", display === "elder" || display === "wall" ? display : "normal", c.req.path);
    return c.html(page, 200, { "content-security-policy": PAGE_CSP });
  });
  const { base, stop } = await serveApp(app);
  return { base: `${base}/page/`, assets, html: (name, display = "normal") => draw(name, "zh", display, "/"), stop };
}
