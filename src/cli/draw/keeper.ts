import { z } from "zod";
import { blinded, openingOf, rowsIn, standsBack } from "../../experts/blinding.js";
import { CandidateList, NamesFile } from "../../experts/names-file.js";
import { EXCLUSIONS, REPLACEMENT_REASONS } from "../../experts/files.js";
import { fromHex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { sha256Hex } from "../../signing/hash-node.js";
import type { Done } from "../act.js";
import { getJson, postJson } from "../client.js";
import { readBytes } from "../person.js";
import { both } from "../verb.js";
import { keepSecret, newSecret, secretFrom, secretOf, shownDraw, type Here } from "./place.js";

/** The secret of the labels, as its keeper holds it. */
export const KeeperFile = z.strictObject({ v: z.literal("ddr-keeper/1"), draw: z.string(), secret: z.string().regex(/^[0-9a-f]{64}$/) });
const POOL = z.object({ sha256: z.string(), small: z.array(z.object({ stratum: z.string(), seats: z.number(), eligible: z.number() })) });
const STEP = z.object({ draw: z.string() });

/** The keeper's secret of one draw: made here, kept here, fixed by its hash before anybody contributes anything. */
export async function fixSecret(here: Here, file: string): Promise<Result<Done>> {
  const own = await secretOf(file, KeeperFile, here.draw, () => ok({ v: "ddr-keeper/1", secret: newSecret() }));
  if (!own.ok) return own;
  const sha256 = sha256Hex(fromHex(own.value.secret));
  const given = await postJson(here.client, `${here.path}/secret`, { sha256 }, STEP);
  return given.ok ? ok({ lines: [both(`✓ 抽取密钥保存在 ${file}，其哈希 ${sha256} 已提交。密钥不要离开这台电脑。`, "the secret stays in this file")], json: { draw: here.draw, sha256 } }) : given;
}

/** Takes the list of who can be drawn, blinds it with the secret and gives labels alone. @param names where who stands behind them is kept */
export async function bringPool(here: Here, file: string, names: string): Promise<Result<Done>> {
  const own = await secretFrom(file, KeeperFile, here.draw);
  if (!own.ok) return own;
  const list = await getJson(here.client, `${here.path}/candidates`, CandidateList);
  if (!list.ok) return list;
  const made = blinded(here.draw, fromHex(own.value.secret), list.value.candidates);
  const kept = await keepSecret(names, made);
  if (!kept.ok) return kept;
  const given = await postJson(here.client, `${here.path}/pool`, { rows: rowsIn(made) }, POOL);
  if (!given.ok) return given;
  const excluded = made.names.filter((each) => each.excluded !== null).length;
  return ok({
    lines: [
      both(`✓ 名单 ${String(made.names.length)} 人（排除 ${String(excluded)} 人）已盲化提交，哈希 ${given.value.sha256}`, "blinded and given"),
      ...(list.value.bidders === "unknown" ? [both("· 开标前不知道投标人：与投标人有利害关系的，签到时声明、递补。", "bidders are unknown before the opening: who has a tie to one says so at sign-in and is replaced")] : []),
      ...given.value.small.map(({ stratum, seats, eligible }) => both(`! 专业 ${stratum}：${String(seats)} 席只有 ${String(eligible)} 人可抽，容易被猜到`, "few enough to guess")),
    ],
    json: { draw: here.draw, sha256: given.value.sha256, people: made.names.length, excluded, small: given.value.small },
  });
}

/** Who holds the seats now, by name: the keeper calls them and gives each his own salt; who must stand back by the list as it is now is marked. */
export async function whoIsDrawn(here: Here, names: string): Promise<Result<Done>> {
  const own = await secretFrom(names, NamesFile, here.draw);
  if (!own.ok) return own;
  const [draw, list] = [await shownDraw(here), await getJson(here.client, `${here.path}/candidates`, CandidateList)];
  if (!draw.ok) return draw;
  if (!list.ok) return list;
  const seated = draw.value.seated.map((label) => own.value.names.find((each) => each.label === label)).filter((each) => each !== undefined);
  if (seated.length < draw.value.seated.length) return refuse("label-differs", { expert: "—" });
  const now = seated.map((each) => ({ ...each, standsBack: standsBack(each, list.value.candidates) }));
  const marked = now.flatMap(({ name, label, standsBack: reason }) => (reason === null ? [] : [both(`! ${name} ${label.slice(0, 8)}… ${EXCLUSIONS[reason].zh}：请登记递补`, `must stand back: ${EXCLUSIONS[reason].en}`)]));
  return ok({ lines: [...now.map(({ name, stratum, label, salt }) => both(`${name}（${stratum}）标签 ${label.slice(0, 8)}… 签到凭证 ${salt}`, "")), ...marked], json: { seated: now.map(({ expert, name, label, salt, standsBack: reason }) => ({ expert, name, label, salt, standsBack: reason })) } });
}

export type Leaving = { readonly label: string; readonly reason: string; readonly evidence: string };

/** Says that somebody drawn cannot sit; the file that shows it stays with the keeper, its hash goes into the log. */
export async function replace(here: Here, { label, reason, evidence }: Leaving): Promise<Result<Done>> {
  if (!Object.hasOwn(REPLACEMENT_REASONS, reason)) return refuse("replacement-reason", { reason, known: Object.keys(REPLACEMENT_REASONS).join("、") });
  const draw = await shownDraw(here);
  const bytes = await readBytes(evidence);
  if (!draw.ok) return draw;
  if (!bytes.ok) return bytes;
  const [whole, ...more] = draw.value.seated.filter((each) => each.startsWith(label));
  if (whole === undefined || more.length > 0) return refuse("label-not-seated", { label });
  const asked = await postJson(here.client, `${here.path}/replacements`, { label: whole, reason, evidence: sha256Hex(bytes.value) }, STEP);
  return asked.ok ? ok({ lines: [both(`✓ 已登记 ${whole.slice(0, 8)}… 不能参加，等待监督部门公布下一个一次性码`, "asked for")], json: { draw: here.draw, label: whole } }) : asked;
}

/** Opens the labels of all who were ever drawn, and of nobody else, once the law lets names out. */
export async function openNames(here: Here, names: string): Promise<Result<Done>> {
  const own = await secretFrom(names, NamesFile, here.draw);
  if (!own.ok) return own;
  const draw = await shownDraw(here);
  if (!draw.ok) return draw;
  const opened = openingOf(own.value, draw.value);
  const given = await postJson(here.client, `${here.path}/names`, { opened }, z.object({ sha256: z.string() }));
  return given.ok ? ok({ lines: [both(`✓ 已公开 ${String(opened.length)} 名专家`, "opened")], json: { ...given.value, opened: opened.length } }) : given;
}
