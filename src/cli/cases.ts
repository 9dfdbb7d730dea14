import { openAsBlob } from "node:fs";
import { z } from "zod";
import { ok, refuse, type Result } from "../kernel/result.js";
import { act, JSON_OPTION, type Done } from "./act.js";
import { refusalOf, send } from "./client.js";
import { personFrom, withPerson, type PersonOptions } from "./person.js";
import { both, type Verb } from "./verb.js";

type Options = PersonOptions & { readonly source: string; readonly json?: boolean };
const Ended = z.object({ import: z.string(), lines: z.int(), taken: z.int(), known: z.int(), refused: z.int(), refusals: z.array(z.object({ line: z.int(), field: z.string(), code: z.string(), zh: z.string() })) });

/** `daylight cases`: brings a file of cases of another system, as large as it is. */
export const cases: Verb = (program, terminal, done) => {
  withPerson(program.command("cases <file>"))
    .description(both("导入其他系统的办件（CSV）：有错的行逐行列出，重复运行不会重复。", "Bring cases of another system (CSV): bad lines are told one by one, and twice the same doubles nothing."))
    .requiredOption("--source <words>", both("原系统和移交文件", "the other system, and the document of the hand-over"))
    .option(...JSON_OPTION)
    .action(async (file: string, options: Options) => { done(await act(terminal, options, () => bring(file, options))); });
};

async function bring(file: string, options: Options): Promise<Result<Done>> {
  const person = await personFrom(options);
  if (!person.ok) return person;
  const bytes = await openAsBlob(file).catch((error: unknown) => (error as NodeJS.ErrnoException).code ?? "");
  if (typeof bytes === "string") return refuse("file-unreadable", { path: file, why: bytes });
  const answer = await send(person.value.client, { method: "POST", path: `/api/v1/cases/imports?source=${encodeURIComponent(options.source)}`, headers: { "content-type": "text/csv" }, body: bytes });
  if (!answer.ok) return refusalOf(answer);
  const { refusals, ...ended } = Ended.parse(await answer.json());
  const counts = `${String(ended.taken)} / ${String(ended.lines)}`;
  return ok({
    lines: [
      both(`导入${ended.import}：${counts} 件已入库，${String(ended.known)} 件以前已有，${String(ended.refused)} 行被拒绝。`, `taken ${counts}, known before ${String(ended.known)}, refused ${String(ended.refused)}`),
      ...refusals.map(({ line, field, code, zh }) => `${String(line)} ${field} [${code}] ${zh}`),
    ],
    json: { ...ended, refusals },
  });
}
