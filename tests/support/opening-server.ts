// A program: opens every content it is told of, all at once, as the server does, and says the most memory it ever took.
// argv: folder of the store, file with [{statement, identity}].
import { readFileSync } from "node:fs";
import { openStore } from "../../src/ground.js";
import type { OpeningJob } from "../../src/threads/opening.js";

const [folder = "", file = ""] = process.argv.slice(2);
const { openings } = await openStore({ BLOB_URL: `file://${folder}`, DAYLIGHT_DATA: folder });
const opened = await Promise.all((JSON.parse(readFileSync(file, "utf8")) as OpeningJob[]).map(({ statement, identity }) => openings.open(statement, identity)));
await openings.end();
/** Of this process alone: maxRSS begins with what its parent had. */
const kilobytesMax = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1]);
process.send?.({ outcomes: opened.map(({ verdict }) => verdict.outcome), kilobytesMax });
