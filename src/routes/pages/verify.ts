import { loggedAsset, newestAssets } from "../../journal/served-assets.js";
import { ok } from "../../kernel/result.js";
import { rfc3339 } from "../../kernel/time.js";
import { looksLikeCode, codeOfHash, printedCode, readCode } from "../../notices/verification-code.js";
import { leafOf, noticeByCode, noticeVersions, tenderById, type NoticeRow } from "../../tenders/queries.js";
import { publishedFile } from "../../tenders/queries/notice-lines.js";
import type { Language } from "../../web/context.js";
import { recomputePage } from "../../web/pages/recompute.js";
import { verifyPage, type Found, type VerifyView } from "../../web/pages/verify.js";
import { paths, pathsOf } from "../../web/paths.js";
import { document, endpoint } from "../endpoint.js";
import { languageOf, problem } from "../problem.js";
import { contextOf, html, type PageRequest, type PageStatus, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";

const SHA256 = /^[0-9a-f]{64}$/;

/** Whether a file or code is ours: by form, by the address or the code printed in every document, or by the island that hashes a file. */
export function verifyRoutes(site: Site): void {
  const { api } = site;
  api.get(paths.verify, (c) => verify(c, site));
  api.get(`${paths.verify}/evaluation`, (c) => { const page = contextOf(c, site); return html(c, page, recomputePage(page)); });
  api.get("/v/:code", (c) => byCodeInPath(c, site, c.req.param("code")));
  assetRoute(site);
  const known = "/api/v1/verify/:sha256{[0-9a-f]{64}}";
  document(api, { method: "get", path: known, summary: "What the exchange knows of a file by its SHA-256", action: "anyone" });
  api.get(known, async (c) => answer(c, await byHash(site, c.req.param("sha256"), languageOf(c))));
  const codes = "/api/v1/codes/:code";
  document(api, { method: "get", path: codes, summary: "Which document carries a verification code", action: "anyone" });
  api.get(codes, async (c) => {
    const code = readCode(c.req.param("code"));
    return code === null ? problem(c, { code: "code-mistyped", facts: { given: c.req.param("code").slice(0, 40) } }, c.get("receivedAt")) : answer(c, await byPrintedCode(site, code, languageOf(c)));
  });
}

const answer = (c: PageRequest, found: Found | null): Response => c.json({ found: found === null ? null : { ...found, publishedAt: rfc3339(found.publishedAt) } }, 200, { "cache-control": "no-cache" });

async function verify(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const notice = (c.req.query("notice") ?? "").slice(0, 64);
  const q = (c.req.query("q") ?? notice).trim().slice(0, 200);
  if (looksLikeCode(q)) return byCodeInPath(c, site, q);
  const found = SHA256.test(q.toLowerCase()) ? await byHash(site, q.toLowerCase(), page.language) : q === "" ? null : await byId(site, q, c.req.query("v"), page.language);
  return html(c, page, verifyPage(page, { q, answer: q === "" ? null : { found, mistyped: false } }));
}

/** /v/7K3M-9QXA-2BCD. A mistyped code and one that nothing carries are two answers: the first is the reader's slip, the second a warning. */
async function byCodeInPath(c: PageRequest, site: Site, given: string): Promise<Response> {
  const page = contextOf(c, site);
  const code = readCode(given);
  const draw = (view: VerifyView, status: PageStatus): Response => html(c, page, verifyPage(page, view), status);
  if (code === null) return draw({ q: given.slice(0, 40), answer: { found: null, mistyped: true } }, 422);
  const at = pathsOf(page).code(printedCode(code));
  if (new URL(c.req.url).pathname !== at) return c.redirect(at, 302);
  const found = await byPrintedCode(site, code, page.language);
  return draw({ q: printedCode(code), answer: { found, mistyped: false } }, found === null ? 404 : 200);
}

async function byHash(site: Site, sha256: string, language: Language): Promise<Found | null> {
  const { world, assets } = site;
  const exchangeId = world.exchange.id;
  const file = await publishedFile(world.db, exchangeId, sha256);
  if (file?.what === "notice") {
    const row = (await noticeVersions(world.db, exchangeId, file.id)).find(({ version }) => version === file.version);
    return row === undefined ? null : { ...await foundNotice(site, row, language), sha256 };
  }
  if (file?.tender != null) {
    const href = pathsOf({ language }).project(file.tender);
    return { what: "document", title: file.title, href, sha256, version: file.version, newest: file.newest, newestHref: href, superseded: file.newest > file.version, code: null, publishedAt: instantOf(file.publishedAt), logIndex: null };
  }
  const logged = await loggedAsset(world.db, exchangeId, sha256);
  if (logged === null) return null;
  const isServed = [...assets.files.values()].some((each) => each.sha256 === sha256);
  return { what: "asset", title: logged.path, href: isServed ? logged.path : null, sha256, version: null, newest: null, newestHref: null, superseded: !isServed, code: null, publishedAt: instantOf(logged.at), logIndex: logged.index };
}

/** Every script, style and page file that is served, with its hash and where the log says so: what `daylight assets` compares. */
function assetRoute({ api, world, assets }: Site): void {
  endpoint(api, world, { method: "get", path: "/api/v1/assets", summary: "What the site serves, with the log index of each hash", action: "anyone" }, async () => {
    const logged = new Map((await newestAssets(world.db, world.exchange.id)).map((each) => [each.path, each]));
    const served = [...assets.files.values()].map(({ path, sha256, bytes }) => ({ path, sha256, size: bytes.length, index: logged.get(path)?.sha256 === sha256 ? (logged.get(path)?.index ?? null) : null }));
    return ok({ body: { assets: served } });
  });
}

async function byPrintedCode(site: Site, code: string, language: Language): Promise<Found | null> {
  const row = await noticeByCode(site.world.db, site.world.exchange.id, code);
  return row === null ? null : foundNotice(site, row, language);
}

/** A notice by its id, or a tender by its code: its first notice. */
async function byId(site: Site, id: string, version: string | undefined, language: Language): Promise<Found | null> {
  const { db, exchange } = site.world;
  const versions = (await noticeVersions(db, exchange.id, id)).filter(({ audience }) => audience === null);
  const row = version === undefined ? versions.at(-1) : versions.find((each) => String(each.version) === version);
  if (row !== undefined) return foundNotice(site, row, language);
  const tender = await tenderById(db, exchange.id, id);
  const first = tender?.row.published_at == null ? undefined : (await noticeVersions(db, exchange.id, `${tender.id}-N1`)).at(-1);
  return first === undefined ? null : foundNotice(site, first, language);
}

/** A document as the exchange vouches for it. Of one that is not for everybody it says no more than the public log does. */
async function foundNotice({ world }: Site, row: NoticeRow, language: Language): Promise<Found> {
  const versions = await noticeVersions(world.db, world.exchange.id, row.notice_id);
  const leaf = await leafOf(world.db, world.exchange.id, row.outbox_id);
  const newest = versions.at(-1)?.version ?? row.version;
  const links = pathsOf({ language });
  const isPublic = row.audience === null;
  return {
    what: isPublic ? "notice" : "letter", title: isPublic ? row.title : row.notice_id, href: isPublic ? links.notice(row.notice_id, row.version) : null, sha256: row.pdf_sha256, version: row.version,
    newest, newestHref: isPublic ? links.notice(row.notice_id, newest) : null, superseded: newest > row.version, code: printedCode(codeOfHash(row.json_sha256)), publishedAt: instantOf(row.published_at), logIndex: leaf?.idx ?? null,
  };
}
