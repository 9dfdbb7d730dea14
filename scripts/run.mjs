import { spawn } from "node:child_process";
import { ensureInstalled, isNewEnough, ROOT, runtime } from "./setup.mjs";

/** Runs a TypeScript program of ours with the arguments of this one, on a Node that is new enough, whatever PATH has. */
export async function run(program) {
  ensureInstalled();
  if (isNewEnough()) {
    const { register } = await import("tsx/esm/api");
    register();
    await import(new URL(`../${program}`, import.meta.url));
    return;
  }
  // Hand over. The channel tells the program when this process dies, by kill -9 too.
  const tsx = new URL("../node_modules/tsx/dist/loader.mjs", import.meta.url).href;
  const child = spawn(runtime(), ["--import", tsx, `${ROOT}/${program}`, ...process.argv.slice(2)], { stdio: ["inherit", "inherit", "inherit", "ipc"] });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
