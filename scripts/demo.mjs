import { run } from "./run.mjs";
import { ROOT } from "./setup.mjs";

process.chdir(ROOT);
await run("src/cli/demo.ts");
