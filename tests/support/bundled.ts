import { build } from "esbuild";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");

/**
 * A program of tests as one file that Node reads by itself: one that dies at each of its statements is started dozens of times, and to compile it each time costs more
 * than what it does. Its packages stay where they are. @param name of a file here @returns its path; gone with this process
 */
export async function bundled(name: string): Promise<string> {
  const kept = path.join(ROOT, "node_modules", ".cache");
  mkdirSync(kept, { recursive: true });
  const folder = mkdtempSync(path.join(kept, "test-program-"));
  process.once("exit", () => { rmSync(folder, { recursive: true, force: true }); });
  const outfile = path.join(folder, `${path.basename(name, ".ts")}.mjs`);
  await build({
    entryPoints: [path.join(import.meta.dirname, name)], outfile, bundle: true, platform: "node", format: "esm", target: "node22", packages: "external", jsx: "automatic", jsxImportSource: "hono/jsx", logLevel: "error",
    plugins: [{
      name: "where-files-are",
      setup: (building) => {
        building.onLoad({ filter: /\.tsx?$/ }, async (args) => ({ contents: (await readFile(args.path, "utf8")).replaceAll("import.meta.dirname", JSON.stringify(path.dirname(args.path))), loader: args.path.endsWith("x") ? "tsx" : "ts" }));
      },
    }],
  });
  return outfile;
}
