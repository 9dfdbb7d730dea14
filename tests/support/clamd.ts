import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** The file by which every scanner is tried (eicar.org); written in two halves, so that no scanner takes this source for it. */
export const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

/** A real clamd of Debian's clamav-daemon that knows one signature, ours; `url` is what ANTIVIRUS_URL would be. */
export async function startClamd(streamMax = "20M"): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  if (!existsSync("/usr/sbin/clamd")) throw new RangeError("clamd is missing: apt-get install -y --no-install-recommends clamav-daemon");
  const folder = mkdtempSync(path.join(tmpdir(), "daylight-clamd-"));
  const socket = path.join(folder, "clamd.ctl");
  writeFileSync(path.join(folder, "ours.ndb"), `Daylight.Eicar:0:*:${Buffer.from(EICAR).toString("hex")}\n`);
  writeFileSync(path.join(folder, "clamd.conf"), `Foreground true\nLocalSocket ${socket}\nDatabaseDirectory ${folder}\nTemporaryDirectory ${folder}\nStreamMaxLength ${streamMax}\nMaxThreads 4\n`);
  const clamd = spawn("/usr/sbin/clamd", ["--config-file", path.join(folder, "clamd.conf")], { stdio: "ignore" });
  const ended = new Promise<void>((done) => { clamd.once("exit", () => { done(); }); });
  const stop = async (): Promise<void> => {
    clamd.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  while (!(await answers(socket))) {
    if (clamd.exitCode !== null) throw new RangeError(`clamd ended with ${String(clamd.exitCode)}`);
    await new Promise((later) => setTimeout(later, 100));
  }
  return { url: `unix:${socket}`, stop };
}

const answers = (socket: string): Promise<boolean> => new Promise((done) => {
  const asked = connect({ path: socket }, () => { asked.write("zPING\0"); });
  asked.on("data", (data) => { done(data.toString().startsWith("PONG")); asked.destroy(); });
  asked.on("error", () => { done(false); });
});
