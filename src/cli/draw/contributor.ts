import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { commitmentOf } from "../../experts/draw-order.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import type { Done } from "../act.js";
import type { AnchorOptions } from "../anchors.js";
import { postJson } from "../client.js";
import { jsonOf, readText } from "../person.js";
import { both } from "../verb.js";
import { escrowsFor } from "./escrow.js";
import { secretFrom, secretOf, shownDraw, type Here } from "./place.js";

const ContributionFile = z.strictObject({ v: z.literal("ddr-contribution/1"), draw: z.string(), name: z.string(), r: z.string().regex(/^[0-9a-f]{64}$/) });
const STEP = z.object({ draw: z.string() });
/** Throws of a die that hold 128 bits. */
const THROWS_MIN = 50;

/** A random number of this machine, with dice thrown by those present mixed in: whoever trusts neither alone may trust both. */
function contribution(dice: string | undefined): Result<string> {
  const own = randomBytes(32);
  if (dice === undefined) return ok(hex(Uint8Array.from(own)));
  const throws = dice.replaceAll(/[\s,，、]/g, "");
  if (!/^[1-6]+$/.test(throws) || throws.length < THROWS_MIN) return refuse("dice-too-few", { given: throws.length, min: THROWS_MIN });
  return ok(createHash("sha256").update(own).update(throws).digest("hex"));
}

/** Makes the number, keeps it, puts it in escrow with the openers, and commits to it. */
export async function commit(here: Here, file: string, { name, dice, ...anchors }: AnchorOptions & { readonly name: string; readonly dice?: string | undefined }): Promise<Result<Done>> {
  const own = await secretOf(file, ContributionFile, here.draw, () => {
    const r = contribution(dice);
    return r.ok ? ok({ v: "ddr-contribution/1", name, r: r.value }) : r;
  });
  if (!own.ok) return own;
  const c = commitmentOf(here.draw, own.value.name, own.value.r);
  const draw = await shownDraw(here);
  if (!draw.ok) return draw;
  const escrow = await escrowsFor(here, anchors, draw.value, [{ name: own.value.name, commitment: c, secret: own.value.r }]);
  if (!escrow.ok) return escrow;
  const given = await postJson(here.client, `${here.path}/commitments`, { name: own.value.name, c, escrow: escrow.value[0] ?? null }, STEP);
  return given.ok ? ok({ lines: [both(`✓ “${own.value.name}”的承诺值 ${c} 已记入日志；随机数保存在 ${file}，逾期不公布的，由开启人从托管中开启`, "committed; the openers can open it where it is not revealed in time")], json: { draw: here.draw, name: own.value.name, c } }) : given;
}

/** Shows the number that was committed to. */
export async function reveal(here: Here, file: string): Promise<Result<Done>> {
  const own = await secretFrom(file, ContributionFile, here.draw);
  if (!own.ok) return own;
  const { name, r } = own.value;
  const given = await postJson(here.client, `${here.path}/reveals`, { name, r }, STEP);
  return given.ok ? ok({ lines: [both(`✓ “${name}”的随机数 ${r} 已公布`, "revealed")], json: { draw: here.draw, name, r } }) : given;
}

const Round = z.looseObject({ signature: z.string().regex(/^[0-9a-f]{96}$/) });

/** Brings the round of the beacon that the draw waits for. @param file what a relay of the beacon answers, as JSON */
export async function bringBeacon(here: Here, file: string): Promise<Result<Done>> {
  const text = await readText(file);
  if (!text.ok) return text;
  const round = Round.safeParse(jsonOf(text.value));
  if (!round.success) return refuse("file-unreadable", { path: file, why: round.error.issues[0]?.message ?? "" });
  const given = await postJson(here.client, `${here.path}/beacon`, { signature: round.data.signature }, z.object({ sha256: z.string() }));
  return given.ok ? ok({ lines: [both("✓ 公开信标的签名核对无误，已记入日志", "the beacon’s signature holds and is logged")], json: given.value }) : given;
}
