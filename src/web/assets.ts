import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform, type Plugin } from "esbuild";
import { sbomOf } from "../sbom.js";
import { sha256Hex } from "../signing/hash-node.js";
import type { SealPins } from "../signing/sealing.js";
import type { AssetUrls } from "./context.js";
import { viewerFiles } from "./viewer-assets.js";
import { SEAL_PAGE_PATH, sealDocument, sealPolicy, type SealParts } from "./seal-page.js";

/** A file the site serves. One under /assets/ carries its content in its name, so it may be cached for ever. */
export type Asset = { readonly path: string; readonly bytes: Uint8Array; readonly type: string; readonly sha256: string; /** Its own policy, where the site's is not strict enough. */ readonly policy?: string };

/** Everything the pages load, by path, and the addresses the pages use. Every sha256 is also an `asset` entry of the log. */
export type Assets = { readonly files: ReadonlyMap<string, Asset>; readonly urls: AssetUrls };
/** The same before it is known which exchange the offline page is for. */
export type BuiltAssets = { readonly files: readonly Asset[]; readonly urls: Omit<AssetUrls, "sealPage">; readonly seal: SealParts };

const ISLANDS = ["hall", "auction", "verify", "score", "lodge", "key", "sign", "question", "people", "reserve", "keeper", "lottery", "confirm", "draw", "pool", "call", "draft", "recompute", "beside", "fingerprint"] as const;
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Bundles islands, stylesheet and the parts of the offline page in memory; the same sources give the same bytes. */
export async function buildAssets(): Promise<BuiltAssets> {
  const [style, script, viewer, ...islands] = await Promise.all([stylesheet(), bundle("seal"), viewerAssets(), ...ISLANDS.map(island)]);
  const css = asset("daylight", "css", "text/css; charset=utf-8", Buffer.from(style));
  const urls = Object.fromEntries(islands.map(({ path }, at) => [ISLANDS[at] ?? "", path])) as Record<(typeof ISLANDS)[number], string>;
  const { pdf, pdfEngine, pdfMaps } = viewer;
  return { files: [css, ...islands, pdf, pdfEngine, pdfMaps, await sbom()], urls: { css: css.path, ...urls, pdf: pdf.path, pdfEngine: pdfEngine.path, pdfMaps: pdfMaps.path }, seal: { style, script: Buffer.from(script).toString("utf8") } };
}

async function viewerAssets(): Promise<Record<"pdf" | "pdfEngine" | "pdfMaps", Asset>> {
  const { pdf, engine, maps } = await viewerFiles();
  return { pdf: asset("pdf", "js", "text/javascript; charset=utf-8", pdf), pdfEngine: asset("pdf-engine", "js", "text/javascript; charset=utf-8", engine), pdfMaps: asset("pdf-maps", "bin", "application/octet-stream", maps) };
}

/** Adds the offline page of one exchange. */
export function withSealPage({ files, urls, seal }: BuiltAssets, pins: SealPins): Assets {
  const bytes = Buffer.from(sealDocument(seal, pins));
  const page: Asset = { path: SEAL_PAGE_PATH, bytes, type: "text/html; charset=utf-8", sha256: sha256Hex(bytes), policy: `${sealPolicy(seal)}; frame-ancestors 'none'` };
  return { files: new Map([...files, page].map((each) => [each.path, each])), urls: { ...urls, sealPage: { path: page.path, sha256: page.sha256 } } };
}

/** Where the bill of materials of the running version lies; its hash is in the log like every file's. */
export const SBOM_PATH = "/sbom.json";

async function sbom(): Promise<Asset> {
  const bytes = Buffer.from(sbomOf(await readFile(here("../../package-lock.json"), "utf8")));
  return { path: SBOM_PATH, bytes, type: "application/vnd.cyclonedx+json; version=1.6", sha256: sha256Hex(bytes) };
}

async function stylesheet(): Promise<string> {
  const source = await readFile(here("./daylight.css"), "utf8");
  const { code } = await transform(source, { loader: "css", minify: true, target: "esnext", charset: "utf8" });
  return code;
}

const island = async (name: (typeof ISLANDS)[number]): Promise<Asset> => asset(name, "js", "text/javascript; charset=utf-8", await bundle(name));

async function bundle(name: string): Promise<Uint8Array> {
  const bundled = await build({
    entryPoints: [here(`./browser/${name}.ts`)], bundle: true, minify: true, write: false, format: "esm", target: "es2022", platform: "browser", charset: "utf8",
    legalComments: "none", tsconfigRaw: {}, logLevel: "silent", plugins: [unusedRecipients],
  });
  const [output] = bundled.outputFiles;
  if (output === undefined) throw new RangeError(`no bundle for ${name}`);
  return output.contents;
}

/**
 * The age library brings recipient types that no envelope of ours has (post-quantum, NIST curves): a third of its size. `age.ts`
 * lets only X25519 and passphrases through, so these are left out of what a browser loads.
 */
const unusedRecipients: Plugin = {
  name: "unused-recipients",
  setup: (bundling) => {
    bundling.onResolve({ filter: /^@noble\/(post-quantum\/hybrid|curves\/nist)\.js$/ }, ({ path }) => ({ path, namespace: "unused" }));
    bundling.onLoad({ filter: /^/, namespace: "unused" }, () => ({ contents: "export const MLKEM768P256 = null, MLKEM768X25519 = null, p256 = null;" }));
  },
};

function asset(name: string, extension: string, type: string, bytes: Uint8Array): Asset {
  const sha256 = sha256Hex(bytes);
  return { path: `/assets/${name}-${sha256.slice(0, 16)}.${extension}`, bytes, type, sha256 };
}
