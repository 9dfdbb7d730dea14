import { z } from "zod";
import { differences } from "../../experts/blinding.js";
import { NamesFile } from "../../experts/names-file.js";
import { CHAIN_CODES, chainHeadOf, codeName, codeOf } from "../../experts/chain.js";
import { fromHex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Done } from "../act.js";
import type { AnchorOptions } from "../anchors.js";
import { postJson } from "../client.js";
import { both } from "../verb.js";
import { escrowsFor } from "./escrow.js";
import { newSecret, secretFrom, secretOf, shownDraw, type Here } from "./place.js";

const ChainFile = z.strictObject({ v: z.literal("ddr-chain/1"), draw: z.string(), secret: z.string().regex(/^[0-9a-f]{64}$/) });

/** Approves the plan, pins the head of a chain of codes whose secret stays here, and puts each code in escrow by itself. */
export async function approvePlan(here: Here, file: string, anchors: AnchorOptions): Promise<Result<Done>> {
  const own = await secretOf(file, ChainFile, here.draw, () => ok({ v: "ddr-chain/1", secret: newSecret() }));
  if (!own.ok) return own;
  const chain = chainHeadOf(fromHex(own.value.secret));
  const [draw, secret] = [await shownDraw(here), fromHex(own.value.secret)];
  if (!draw.ok) return draw;
  const escrows = await escrowsFor(here, anchors, draw.value, Array.from({ length: CHAIN_CODES }, (_, used) => ({ name: codeName(used), commitment: chain, secret: codeOf(secret, used) })));
  if (!escrows.ok) return escrows;
  const given = await postJson(here.client, `${here.path}/plan`, { chain, escrows: escrows.value }, z.object({ sha256: z.string() }));
  return given.ok ? ok({ lines: [both(`✓ 方案已批准（${given.value.sha256}），链首 ${chain}；一次性码的密钥保存在 ${file}`, "the plan is approved")], json: { draw: here.draw, chain, plan: given.value.sha256 } }) : given;
}

/** Holds the pool against the names the keeper shows in the room, and fixes that very pool. */
export async function fixPool(here: Here, names: string): Promise<Result<Done>> {
  const shown = await secretFrom(names, NamesFile, here.draw);
  if (!shown.ok) return shown;
  const draw = await shownDraw(here);
  if (!draw.ok) return draw;
  const { pool } = draw.value;
  if (pool === null) return refuse("pool-missing");
  const wrong = differences(shown.value, pool.rows);
  if (wrong.length > 0) return refuse("pool-names-differ", { count: wrong.length, label: wrong[0]?.slice(0, 8) ?? "" });
  const fixed = await postJson(here.client, `${here.path}/pool/approval`, { sha256: pool.sha256 }, z.object({ sha256: z.string() }));
  return fixed.ok ? ok({ lines: [both(`✓ ${String(pool.rows.length)} 人的名单逐一核对无误，已固定（${fixed.value.sha256}）`, "held against the names and fixed")], json: fixed.value }) : fixed;
}

/** Gives the next code of the chain: the first makes the draw, each other fills a seat that came free. */
export async function giveCode(here: Here, file: string): Promise<Result<Done>> {
  const own = await secretFrom(file, ChainFile, here.draw);
  if (!own.ok) return own;
  const draw = await shownDraw(here);
  if (!draw.ok) return draw;
  const code = codeOf(fromHex(own.value.secret), draw.value.codes.length);
  if (draw.value.result === null) {
    const made = await postJson(here.client, `${here.path}/result`, { code }, z.object({ drawn: z.int() }));
    return made.ok ? ok({ lines: [both(`✓ 抽取完成：${String(made.value.drawn)} 名专家（一次性码 ${code}）`, "drawn")], json: { code, ...made.value } }) : made;
  }
  const next = await postJson(here.client, `${here.path}/replacements/code`, { code }, z.object({ label: z.string(), substitute: z.string() }));
  return next.ok ? ok({ lines: [both(`✓ ${next.value.label.slice(0, 8)}… 的席位由 ${next.value.substitute.slice(0, 8)}… 递补（一次性码 ${code}）`, "replaced")], json: { code, ...next.value } }) : next;
}
