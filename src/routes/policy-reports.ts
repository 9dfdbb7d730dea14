import { z } from "zod";
import { refuse, type Result } from "../kernel/result.js";
import { POLICY_REPORTS } from "../web/layout.js";
import type { World } from "../world.js";
import { document, readUpTo, type Api } from "./endpoint.js";
import { problem } from "./problem.js";

/** Bytes of one delivery, and reports of it that are kept. */
const BODY_MAX = 16 * 1_024;
const REPORTS_MAX = 10;

const words = z.string().max(8_192).catch("");
/** What both ways of reporting say, as far as we keep it: browsers add what they like. */
const Modern = z.array(z.object({ type: words, body: z.object({ documentURL: words, blockedURL: words, effectiveDirective: words, sourceFile: words, lineNumber: z.int().catch(0) }).partial() }));
const Older = z.object({ "csp-report": z.object({ "document-uri": words, "blocked-uri": words, "effective-directive": words, "violated-directive": words, "source-file": words, "line-number": z.int().catch(0) }).partial() });

type Report = { readonly directive: string; readonly page: string; readonly blocked: string; readonly source: string; readonly line: number };

/**
 * Takes what browsers report about the pages' policy and logs where and what, never the text that was blocked nor what stands behind
 * a question mark: that may be somebody's secret. Who sends rubbish is told so and nothing is kept.
 */
export function policyReportRoutes(api: Api, world: World): void {
  document(api, { method: "post", path: POLICY_REPORTS, summary: "Where a browser reports what the pages’ policy stopped", action: "anyone" });
  api.post(POLICY_REPORTS, async (c) => {
    const at = c.get("receivedAt");
    if (!/^application\/(?:reports\+json|csp-report|json)\b/i.test(c.req.header("content-type") ?? "")) return problem(c, refuse("wrong-media-type", { wanted: "application/reports+json" }).refusal, at);
    const bytes = await readUpTo(c.req.raw.body, BODY_MAX);
    if (bytes === null) return problem(c, refuse("too-large", { size: BODY_MAX + 1, max: BODY_MAX }).refusal, at);
    const read = readReports(Buffer.from(bytes).toString("utf8"));
    if (!read.ok) return problem(c, read.refusal, at);
    if (read.value.length > 0) world.log.warn({ reports: read.value }, "a page's policy stopped something");
    return c.body(null, 204);
  });
}

function readReports(text: string): Result<readonly Report[]> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse("wrong-json", { why: "not JSON" });
  }
  const [modern, older] = [Modern.safeParse(json), Older.safeParse(json)];
  if (modern.success) return { ok: true, value: modern.data.filter(({ type }) => type === "csp-violation").slice(0, REPORTS_MAX).map(({ body }) => reportOf(body.effectiveDirective, body.documentURL, body.blockedURL, body.sourceFile, body.lineNumber)) };
  if (!older.success) return refuse("wrong-form", { where: "", why: "csp-report", whyEn: "csp-report" });
  const report = older.data["csp-report"];
  return { ok: true, value: [reportOf(report["effective-directive"] ?? report["violated-directive"], report["document-uri"], report["blocked-uri"], report["source-file"], report["line-number"])] };
}

const reportOf = (directive = "", page = "", blocked = "", source = "", line = 0): Report => ({ directive: directive.replaceAll(/[^a-z0-9 '-]/g, "").slice(0, 60), page: placeOf(page), blocked: placeOf(blocked), source: placeOf(source), line });

/** Where an address leads, without what is asked there; a keyword such as `inline` as it is. */
function placeOf(text: string): string {
  if (/^[a-z-]{1,30}$/.test(text)) return text;
  if (!URL.canParse(text)) return "";
  const url = new URL(text);
  return (/^https?:$/.test(url.protocol) ? `${url.origin}${url.pathname}` : url.protocol).slice(0, 200);
}
