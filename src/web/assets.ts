import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { sha256Hex } from "../signing/hash-node.js";
import type { AssetUrls } from "./context.js";

/** A file the site serves under /assets/: its name carries its content, so it may be cached for ever. */
export type Asset = { readonly path: string; readonly bytes: Uint8Array; readonly type: string; readonly sha256: string };

/** Everything the pages load, by path, and the addresses the pages use. Every sha256 is also an `asset` entry of the log. */
export type Assets = { readonly files: ReadonlyMap<string, Asset>; readonly urls: AssetUrls };

const ISLANDS = ["hall", "verify", "score", "seal", "sign"] as const;
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Bundles the islands and the stylesheet in memory; the same sources give the same bytes. */
export async function buildAssets(): Promise<Assets> {
  const [css, ...islands] = await Promise.all([stylesheet(), ...ISLANDS.map(island)]);
  const files = new Map([css, ...islands].map((asset) => [asset.path, asset]));
  const [hall, verify, score, seal, sign] = islands;
  if (hall === undefined || verify === undefined || score === undefined || seal === undefined || sign === undefined) throw new RangeError("an island is missing");
  return { files, urls: { css: css.path, hall: hall.path, verify: verify.path, score: score.path, seal: seal.path, sign: sign.path } };
}

async function stylesheet(): Promise<Asset> {
  const source = await readFile(here("./daylight.css"), "utf8");
  const { code } = await transform(source, { loader: "css", minify: true, target: "esnext", charset: "utf8" });
  return asset("daylight", "css", "text/css; charset=utf-8", Buffer.from(code));
}

async function island(name: (typeof ISLANDS)[number]): Promise<Asset> {
  const bundled = await build({
    entryPoints: [here(`./browser/${name}.ts`)], bundle: true, minify: true, write: false, format: "esm", target: "es2022", platform: "browser", charset: "utf8",
    legalComments: "none", tsconfigRaw: {}, logLevel: "silent",
  });
  const [output] = bundled.outputFiles;
  if (output === undefined) throw new RangeError(`no bundle for ${name}`);
  return asset(name, "js", "text/javascript; charset=utf-8", output.contents);
}

function asset(name: string, extension: string, type: string, bytes: Uint8Array): Asset {
  const sha256 = sha256Hex(bytes);
  return { path: `/assets/${name}-${sha256.slice(0, 16)}.${extension}`, bytes, type, sha256 };
}
