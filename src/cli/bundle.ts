import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ok, refuse, type Result } from "../kernel/result.js";
import { Unreachable } from "../kernel/unreachable.js";
import { act, JSON_OPTION } from "./act.js";
import { refusalOf, send } from "./client.js";
import { personFrom, withPerson, type Person, type PersonOptions } from "./person.js";
import { unzipInto } from "./unzip.js";
import { both, type Verb } from "./verb.js";

/** The code of a sale (src/sales/form.ts): its bundle has one edition. */
const SALE = /^[A-Za-z0-9]+S\d{5}$/;
/** In the bundle's folder while it is fetched; what a killed command left of it is in nobody's way. */
const FETCHING = ".fetching";

/** Fetches a tender's audit bundle into an empty folder, whole or not at all. It is not checked here: that is `daylight verify`. @returns how many files */
export async function fetchBundle(person: Person, tender: string, edition: "full" | "public", to: string): Promise<Result<number>> {
  if (existsSync(to) && (await readdir(to)).some((name) => name !== FETCHING)) return refuse("file-exists", { path: to });
  const answer = await send(person.client, { path: SALE.test(tender) ? `/api/v1/sales/${tender}/bundle` : `/api/v1/tenders/${encodeURIComponent(tender)}/bundle?edition=${edition}` });
  if (!answer.ok) return refusalOf(answer);
  if (answer.body === null) throw new Unreachable(`${answer.url}: no body`);
  const fetching = path.join(to, FETCHING);
  const [zip, files] = [path.join(fetching, "bundle.zip"), path.join(fetching, "files")];
  try {
    await rm(fetching, { recursive: true, force: true });
    await mkdir(files, { recursive: true });
    await pipeline(Readable.fromWeb(answer.body), createWriteStream(zip));
    const count = await unzipInto(zip, files);
    if (count.ok) for (const name of await readdir(files)) await rename(path.join(files, name), path.join(to, name));
    return count;
  } finally {
    await rm(fetching, { recursive: true, force: true });
  }
}

/** `daylight bundle`: a tender's audit bundle as a folder. */
export const bundle: Verb = (program, terminal, done) => withPerson(program.command("bundle"))
  .argument("<tender>", both("招标项目编号", "the tender"))
  .description(both("取得审计包，供 daylight verify 核验。", "Fetch a tender's audit bundle, for daylight verify to check."))
  .option("--edition <edition>", both("full 完整版或 public 公开版", "full or public"), "full")
  .requiredOption("-o, --out <folder>", both("存放处（空文件夹）", "an empty folder for it"))
  .option(...JSON_OPTION)
  .action(async (tender: string, options: PersonOptions & { edition: string; out: string; json?: boolean }) => {
    done(await act(terminal, options, async () => {
      const person = await personFrom(options);
      if (!person.ok) return person;
      if (options.edition !== "full" && options.edition !== "public") return refuse("wrong-form", { where: "--edition", why: "full | public", whyEn: "full | public" });
      const fetched = await fetchBundle(person.value, tender, options.edition, options.out);
      return fetched.ok ? ok({ lines: [both(`✓ 审计包 ${String(fetched.value)} 个文件，存于 ${options.out}`, "bundle fetched")], json: { files: fetched.value, folder: options.out } }) : fetched;
    }));
  });
