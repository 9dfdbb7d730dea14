import path from "node:path";
import type { Instant } from "../kernel/time.js";
import type { Finding, Level } from "../live/doctor.js";
import { JSON_OPTION } from "./act.js";
import { both, EXIT, type Verb } from "./verb.js";

const SIGNS: Readonly<Record<Level, string>> = { ok: "✓", warning: "!", fault: "✗" };

/** `daylight doctor`: says what of a live installation is missing or unsafe, and changes nothing. Exit 1 where a fault is found; warnings alone are 0. */
export const doctor: Verb = (program, terminal, done) => program.command("doctor")
  .description(both("检查正式运行的安装：缺什么、哪里不安全，逐项用一句话说明。", "Examine a live installation: one plain sentence for whatever is missing or unsafe."))
  .option("--data <folder>", both("数据文件夹", "the data folder"), process.env["DAYLIGHT_DATA"] ?? ".daylight")
  .option(...JSON_OPTION)
  .action(async (options: { readonly data: string; readonly json?: boolean }) => {
    const { lookAt } = await import("../live/look.js");
    const { examine } = await import("../live/doctor.js");
    let findings: readonly Finding[];
    try {
      findings = examine(await lookAt(path.resolve(options.data), process.env), Date.now() as Instant);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      findings = [{ check: "settings", level: "fault", zh: `设置不能读取：${error.message}`, en: `The settings do not read: ${error.message}` }];
    }
    const isSound = findings.every(({ level }) => level !== "fault");
    if (options.json === true) terminal.out(JSON.stringify({ ok: isSound, findings }));
    else for (const { level, zh, en } of findings) terminal.out(`${SIGNS[level]} ${both(zh, en)}`);
    done(isSound ? EXIT.ok : EXIT.refused);
  });
