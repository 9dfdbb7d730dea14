import { z } from "zod";
import type { Json } from "../kernel/canonical-json.js";
import { ok, type Result } from "../kernel/result.js";
import { act, JSON_OPTION } from "./act.js";
import { getJson, type Client } from "./client.js";
import { personFrom, withPerson, type PersonOptions } from "./person.js";
import { both, type Verb } from "./verb.js";

const NOTICES = z.object({ notices: z.array(z.object({ id: z.string(), tender: z.string(), type: z.string(), title: z.string(), publishedAt: z.string() })) });
const CHANGES = z.object({ changes: z.array(z.object({ id: z.number().int(), type: z.string(), entry: z.record(z.string(), z.json()) })), after: z.number().int(), size: z.number().int() });
const PAGE = 500;
/** How often `watch` looks again once it is up to date, in ms. */
const LOOK_MS = 2_000;

/** `daylight find`: published notices, newest first. */
export const find: Verb = (program, terminal, done) => withPerson(program.command("find"))
  .argument("[text]", both("标题中的字", "words of the title"), "")
  .description(both("查找已发布的公告。", "Find published notices."))
  .option("--type <type>", both("公告类型，如 tender-notice", "kind of notice"))
  .option("--limit <count>", both("最多几条", "how many"), "20")
  .option(...JSON_OPTION)
  .action(async (text: string, options: PersonOptions & { type?: string; limit: string; json?: boolean }) => {
    done(await act(terminal, options, async () => {
      const person = await personFrom(options);
      if (!person.ok) return person;
      const query = new URLSearchParams({ limit: options.limit, ...(text === "" ? {} : { q: text }), ...(options.type === undefined ? {} : { type: options.type }) });
      const found = await getJson(person.value.client, `/api/v1/notices?${query.toString()}`, NOTICES);
      if (!found.ok) return found;
      const { notices } = found.value;
      return ok({ lines: notices.length === 0 ? [both("没有找到。", "Nothing found.")] : notices.map((each) => `${each.publishedAt}  ${each.id}  ${each.title}`), json: { notices } });
    }));
  });

/** A page of the log above `after`. */
export const changesAfter = (client: Client, after: number): Promise<Result<z.infer<typeof CHANGES>>> => getJson(client, `/api/v1/changes?after=${String(after)}&limit=${String(PAGE)}`, CHANGES);

type WatchOptions = PersonOptions & { readonly after: string; readonly tender?: string; readonly once?: boolean; readonly json?: boolean };

/** Tells entries as they come; ends at a refusal, or when up to date where only what is there is asked for. */
async function follow(client: Client, options: WatchOptions, tell: (line: string) => void): Promise<Result<null>> {
  for (let after = Number(options.after); ;) {
    const page = await changesAfter(client, after);
    if (!page.ok) return page;
    const mine = page.value.changes.filter(({ entry }) => options.tender === undefined || entry["tender"] === options.tender);
    for (const { id, type, entry } of mine) tell(options.json === true ? JSON.stringify({ id, type, entry }) : lineOf(id, entry));
    if (page.value.after === after) {
      if (options.once === true) return ok(null);
      await new Promise((next) => setTimeout(next, LOOK_MS));
    }
    ({ after } = page.value);
  }
}

/** `daylight watch`: what enters the log, line by line; --json gives one object a line. */
export const watch: Verb = (program, terminal, done) => withPerson(program.command("watch"))
  .description(both("跟随日志：新记录逐条显示。", "Follow the log as entries come."))
  .option("--after <index>", both("从此序号之后开始", "start above this index"), "-1")
  .option("--tender <code>", both("只看一个招标项目", "one tender only"))
  .option("--once", both("到当前为止即结束", "stop when up to date"))
  .option(...JSON_OPTION)
  .action(async (options: WatchOptions) => {
    // The entries are the answer: nothing more is said at the end, so that each line of --json is one entry.
    done(await act({ out: (line) => { if (line.startsWith('{"ok":false')) terminal.err(line); }, err: terminal.err }, options, async () => {
      const person = await personFrom(options);
      if (!person.ok) return person;
      const followed = await follow(person.value.client, options, terminal.out);
      return followed.ok ? ok({ lines: [], json: null }) : followed;
    }));
  });

const lineOf = (id: number, entry: Readonly<Record<string, Json>>): string =>
  [String(id), ...["type", "tender", "lot", "part", "step", "opener"].map((key) => entry[key]).filter((value) => typeof value === "string")].join("  ");
