import { rfc3339 } from "../../kernel/time.js";
import { noticeVersions, leafOf, tenderById } from "../../tenders/queries.js";
import { publishedFile } from "../../tenders/queries/notice-lines.js";
import { verifyPage, type Found } from "../../web/pages/verify.js";
import type { Language } from "../../web/context.js";
import { paths, pathsOf } from "../../web/paths.js";
import { languageOf } from "../problem.js";
import { contextOf, html, type PageRequest, type Site } from "./site.js";
import { instantOf } from "./views/lists.js";
import { document } from "../endpoint.js";

const SHA256 = /^[0-9a-f]{64}$/;

/** Whether a file or code is ours: by form, by the address printed in every document, or by the island that hashes a file. */
export function verifyRoutes(site: Site): void {
  site.api.get(paths.verify, (c) => verify(c, site));
  const known = "/api/v1/verify/:sha256{[0-9a-f]{64}}";
  document(site.api, { method: "get", path: known, summary: "What the exchange knows of a file by its SHA-256", action: "anyone" });
  site.api.get(known, async (c) => {
    const found = await byHash(site, c.req.param("sha256"), languageOf(c));
    return c.json({ found: found === null ? null : { ...found, publishedAt: rfc3339(found.publishedAt) } }, 200, { "cache-control": "no-cache" });
  });
}

async function verify(c: PageRequest, site: Site): Promise<Response> {
  const page = contextOf(c, site);
  const notice = (c.req.query("notice") ?? "").slice(0, 64);
  const q = (c.req.query("q") ?? notice).trim().slice(0, 200);
  const asked = q !== "";
  const found = SHA256.test(q.toLowerCase()) ? await byHash(site, q.toLowerCase(), page.language) : asked ? await byCode(site, q, c.req.query("v"), page.language) : null;
  return html(c, page, verifyPage(page, { q, answer: asked ? { found } : null }));
}

async function byHash({ world, assets }: Site, sha256: string, language: Language): Promise<Found | null> {
  const exchangeId = world.exchange.id;
  const file = await publishedFile(world.db, exchangeId, sha256);
  if (file !== null) {
    const leaf = file.outbox === null ? null : await leafOf(world.db, exchangeId, file.outbox);
    const links = pathsOf({ language });
    const href = file.what === "notice" ? links.notice(file.id, file.version) : links.project(file.tender);
    return { what: file.what, title: file.title, href, sha256, version: file.version, superseded: file.newest > file.version, publishedAt: instantOf(file.publishedAt), logIndex: leaf?.idx ?? null };
  }
  const asset = [...assets.files.values()].find((each) => each.sha256 === sha256);
  return asset === undefined ? null : { what: "asset", title: asset.path, href: asset.path, sha256, version: null, superseded: false, publishedAt: world.clock(), logIndex: null };
}

/** A notice by its id, or a tender by its code: its newest notice. */
async function byCode(site: Site, code: string, version: string | undefined, language: Language): Promise<Found | null> {
  const { world } = site;
  const exchangeId = world.exchange.id;
  const versions = (await noticeVersions(world.db, exchangeId, code)).filter(({ audience }) => audience === null);
  const row = version === undefined ? versions.at(-1) : versions.find((each) => String(each.version) === version);
  if (row !== undefined) {
    const leaf = await leafOf(world.db, exchangeId, row.outbox_id);
    return { what: "notice", title: row.title, href: pathsOf({ language }).notice(row.notice_id, row.version), sha256: row.pdf_sha256, version: row.version, superseded: row !== versions.at(-1), publishedAt: instantOf(row.published_at), logIndex: leaf?.idx ?? null };
  }
  const tender = await tenderById(world.db, exchangeId, code);
  const first = tender?.row.published_at == null ? undefined : (await noticeVersions(world.db, exchangeId, `${tender.id}-N1`)).at(-1);
  return first === undefined ? null : byCode(site, first.notice_id, undefined, language);
}
