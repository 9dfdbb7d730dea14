import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { needTools } from "./readme.js";

const MODULES = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"];
export const PIN = "271828182";
export const LABEL = "望川 1";

/** A token of Debian's softhsm2, which can be unplugged. */
export type SoftToken = { readonly module: string; readonly unplug: () => void; readonly plugIn: () => void };

/** Makes a token in a folder; this process and those it starts find it by SOFTHSM2_CONF. */
export function softToken(folder: string): SoftToken {
  needTools({ "softhsm2-util": "softhsm2" });
  const module = MODULES.find((file) => existsSync(file)) ?? "";
  const [tokens, away, conf] = ["tokens", "drawer", "softhsm2.conf"].map((name) => path.join(folder, name)) as [string, string, string];
  mkdirSync(tokens);
  writeFileSync(conf, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  process.env["SOFTHSM2_CONF"] = conf;
  execFileSync("softhsm2-util", ["--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "31415926"], { stdio: "ignore" });
  return { module, unplug: () => { renameSync(tokens, away); mkdirSync(tokens); }, plugIn: () => { execFileSync("rmdir", [tokens]); renameSync(away, tokens); } };
}
