import { createHash } from "node:crypto";
import type { SealPins } from "../signing/sealing.js";

/** The parts of the offline page that are the same for every exchange. */
export type SealParts = { readonly style: string; readonly script: string };

/** Where the site serves it; a saved copy works from a disk alike. */
export const SEAL_PAGE_PATH = "/seal.html";

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** No network at all: the page sees the bid and the keys, so nothing but what a person saves may leave it (trust.md §0.3). */
export const sealPolicy = ({ style, script }: SealParts): string =>
  `default-src 'none'; connect-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; object-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
/** JSON inside a script element: no text in it may end the element. */
const inScript = (value: object): string => JSON.stringify(value).replaceAll("<", "\\u003c");
const both = (zh: string, en: string): string => `data-zh="${escaped(zh)}" data-en="${escaped(en)}">${escaped(zh)}`;

/**
 * The offline page as one file: script and style inside, the exchange, its authorities and opening organisations pinned. The same
 * parts and pins give the same bytes, whose hash is in the log.
 */
export function sealDocument(parts: SealParts, pins: SealPins): string {
  const rehearsal = pins.mode === "rehearsal";
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(sealPolicy(parts))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>封标页 — ${escaped(pins.exchangeName)}${rehearsal ? "（演练）" : ""}</title>
<link rel="icon" href="data:,">
<style>${parts.style}</style>
</head>
<body>
<a class="skip" href="#main" ${both("跳到正文", "Skip to the content")}</a>
${rehearsal ? `<section class="rehearsal" aria-label="演练"><div class="w"><strong>演练</strong><span ${both("本页为演练，不具法律效力。", "A rehearsal: nothing here has legal effect.")}</span></div></section>` : ""}
<header class="top"><div class="w"><span class="brand">${escaped(pins.exchangeName)}</span><button class="linklike" id="language" type="button" lang="en">中文 / English</button></div></header>
<main id="main" class="w" tabindex="-1">
<h1 ${both("封标页", "Sealing page")}</h1>
<p ${both("本页没有网络：投标文件和私钥只在这台电脑上使用，加密后由您自己保存、递交。可以保存本页，断网后再打开。", "This page has no network: your bid and key stay on this machine; what is encrypted you save and lodge yourself. You may save this page and open it offline.")}</p>
<noscript><p class="note bad">本页需要启用脚本，或者使用命令行工具：npx daylight seal</p></noscript>
<ol class="steps fold" id="line" aria-label="步骤 Steps" hidden></ol>
<div id="faults" role="alert" tabindex="-1"></div>
<div id="stage"></div>
</main>
<footer class="site"><div class="w"><p ${both("本页的 SHA-256 写在公开日志里。核对：npx daylight assets --file seal.html", "The SHA-256 of this page is in the public log. To check: npx daylight assets --file seal.html")}</p></div></footer>
<script type="application/json" id="pins">${inScript(pins)}</script>
<script type="module">${parts.script}</script>
</body>
</html>
`;
}
