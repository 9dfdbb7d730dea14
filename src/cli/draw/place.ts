import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { z } from "zod";
import { drawIdOf } from "../../experts/files.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { getJson, type Client } from "../client.js";
import { jsonOf, personFrom, readText, withSigner, type PersonOptions } from "../person.js";
import { both } from "../verb.js";

export type Options = PersonOptions & { readonly json?: boolean; readonly file: string };
/** One draw of one lot, and who acts on it. */
export type Here = { readonly client: Client; readonly draw: string; readonly path: string; readonly lotPath: string; readonly number: number };

const Row = z.object({ label: z.string(), stratum: z.string(), orgTag: z.string(), excluded: z.string().nullable() });
const DRAWS = z.object({ draws: z.array(z.object({
  number: z.int(), draw: z.string(), plan: z.object({ contributors: z.array(z.string()), chain: z.string() }).nullable(), pool: z.object({ sha256: z.string(), fixed: z.boolean(), rows: z.array(Row) }).nullable(),
  escrow: z.object({ exchange: z.string(), part: z.string(), terms: z.string(), threshold: z.int(), openers: z.array(z.object({ opener: z.string(), recipient: z.string() })) }).nullable().default(null), commits: z.record(z.string(), z.string()).default({}),
  codes: z.array(z.string()), seated: z.array(z.string()), result: z.object({ drawn: z.array(z.object({ label: z.string(), stratum: z.string() })) }).nullable(), replacements: z.array(z.object({ label: z.string(), substitute: z.string() })),
})) });
export type DrawShown = z.infer<typeof DRAWS>["draws"][number];

const SECRET_MODE = 0o600;

export async function hereFrom(options: PersonOptions, tender: string, lot: string, number: string): Promise<Result<Here>> {
  const person = await personFrom(options);
  if (!person.ok) return person;
  const lotPath = `/api/v1/tenders/${encodeURIComponent(tender)}/lots/${encodeURIComponent(lot)}`;
  return ok({ client: person.value.client, draw: drawIdOf(tender, lot, Number(number)), number: Number(number), lotPath, path: `${lotPath}/draws/${encodeURIComponent(number)}` });
}

/** The draw as everybody sees it. */
export async function shownDraw({ client, lotPath, number }: Here): Promise<Result<DrawShown>> {
  const all = await getJson(client, `${lotPath}/draws`, DRAWS);
  const own = all.ok ? all.value.draws.find((each) => each.number === number) : undefined;
  return all.ok ? (own === undefined ? refuse("not-found", { what: `${lotPath}/draws/${String(number)}` }) : ok(own)) : all;
}

/** Keeps a secret of its holder in a file of his own, which is never written over. */
export async function keepSecret(file: string, content: object): Promise<Result<true>> {
  if (existsSync(file)) return refuse("file-exists", { path: file });
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`, { mode: SECRET_MODE, flag: "wx" });
  return ok(true);
}

/** A secret that is there already, or is made now and kept. @param make what stands in the file beside its draw */
export async function secretOf<Kept extends { readonly draw: string }>(file: string, shape: z.ZodType<Kept>, draw: string, make: () => Result<Omit<Kept, "draw">>): Promise<Result<Kept>> {
  if (!existsSync(file)) {
    const made = make();
    const kept = made.ok ? await keepSecret(file, { draw, ...made.value }) : made;
    if (!kept.ok) return kept;
  }
  return secretFrom(file, shape, draw);
}

/** 32 random bytes in hex. */
export const newSecret = (): string => hex(Uint8Array.from(randomBytes(32)));

/** Reads such a file, for this draw and no other. */
export async function secretFrom<Kept extends { readonly draw: string }>(file: string, shape: z.ZodType<Kept>, draw: string): Promise<Result<Kept>> {
  const text = await readText(file);
  if (!text.ok) return text;
  const read = shape.safeParse(jsonOf(text.value));
  if (!read.success) return refuse("file-unreadable", { path: file, why: read.error.issues[0]?.message ?? "" });
  return read.data.draw === draw ? ok(read.data) : refuse("file-unreadable", { path: file, why: read.data.draw });
}

/** Which draw a verb is on. */
export const placed = (command: Command): Command => withSigner(command)
  .argument("<tender>", both("招标项目编号", "the tender")).argument("<lot>", both("标段", "the lot")).argument("<number>", both("第几次抽取", "which draw of the lot"));
/** The options of a verb on one draw whose holder keeps a file. */
export const onDraw = (command: Command, file: readonly [zh: string, en: string]): Command => placed(command).requiredOption("-f, --file <file>", both(...file));
