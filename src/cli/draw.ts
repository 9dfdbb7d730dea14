import type { Command } from "commander";
import { REPLACEMENT_REASONS } from "../experts/files.js";
import type { Result } from "../kernel/result.js";
import { act, JSON_OPTION, type Done } from "./act.js";
import { withAnchors, type AnchorOptions } from "./anchors.js";
import { call } from "./draw/caller.js";
import { bringBeacon, commit, reveal } from "./draw/contributor.js";
import { bringPool, fixSecret, openNames, replace, whoIsDrawn } from "./draw/keeper.js";
import { openEscrows } from "./draw/escrow.js";
import { hereFrom, onDraw, placed, type Here, type Options } from "./draw/place.js";
import { approvePlan, fixPool, giveCode } from "./draw/supervisor.js";
import { withStore, type StoreOptions } from "./keys.js";
import { both, type Exit, type Terminal, type Verb } from "./verb.js";

const SECRET = ["保管抽取密钥的文件（专家库管理员）", "the keeper's secret"] as const;
const NAMES = ["名单文件：标签背后是谁（专家库管理员，当场给监督部门看）", "who stands behind the labels; shown to the supervisor in the room"] as const;
const CHAIN = ["保管一次性码密钥的文件（监督部门）", "the supervisor's chain"] as const;
const OWN = ["保管随机数的文件", "the contributor's number"] as const;

const ROUND = ["信标接口返回的 JSON 文件", "what a relay of the beacon answers, as JSON"] as const;

type Work<More> = (here: Here, options: Options & More) => Promise<Result<Done>>;

/**
 * `daylight draw`: the expert draw (DDR-1, trust.md §3) as each party does it on a machine of its own. The keeper's secret, the supervisor's chain
 * and each contributor's number never leave the files they are kept in before their time.
 */
export const draw: Verb = (program, terminal, done) => {
  const group = program.command("draw").description(both("评标专家抽取：密钥、名单、随机数、一次性码各由一方在自己的电脑上保管。", "The expert draw: secret, names, numbers and codes, each on its holder's own machine."));
  const verb = <More>(command: Command, [zh, en]: readonly [string, string], work: Work<More>): Command => command.description(both(zh, en)).option(...JSON_OPTION)
    .action(async (tender: string, lot: string, number: string, options: Options & More) => { done(await onHere(terminal, options, { tender, lot, number }, work)); });
  verb(onDraw(group.command("secret"), SECRET), ["生成并固定抽取密钥（只提交哈希）。", "Make the secret and fix it by its hash."], (here, { file }) => fixSecret(here, file));
  verb<AnchorOptions>(withAnchors(onDraw(group.command("plan"), CHAIN)), ["批准抽取方案，固定一次性码的链首，每个码托管给开启人。", "Approve the plan, pin the chain, put each code in escrow."], (here, { file, ...anchors }) => approvePlan(here, file, anchors));
  verb<{ names: string }>(onDraw(group.command("pool"), SECRET).requiredOption("--names <file>", both(...NAMES)), ["取得可抽取的专家，盲化后提交标签。", "Take the list of who can be drawn, blind it, give the labels."], (here, { file, names }) => bringPool(here, file, names));
  verb(onDraw(group.command("fix"), NAMES), ["逐一核对名单与标签，固定名单。", "Hold the labels against the names and fix the pool."], (here, { file }) => fixPool(here, file));
  verb<AnchorOptions & { name: string; dice?: string }>(withAnchors(onDraw(group.command("commit"), OWN)).requiredOption("--name <name>", both("方案中的名称，例如 tenderer、exchange、notary", "the name in the plan")).option("--dice <throws>", both("现场掷骰子的点数，混入随机数", "throws of a die, mixed in")), ["生成随机数，提交承诺值，托管给开启人。", "Make a random number, commit to it, put it in escrow."], (here, { file, ...options }) => commit(here, file, options));
  verb(onDraw(group.command("reveal"), OWN), ["全体承诺后公布随机数。", "Reveal it once all have committed."], (here, { file }) => reveal(here, file));
  verb(onDraw(group.command("beacon"), ROUND), ["登记抽取等待的公开信标（任何一方）。", "Bring the round of the beacon that the draw waits for; any party may."], (here, { file }) => bringBeacon(here, file));
  verb(onDraw(group.command("code"), CHAIN), ["公布下一个一次性码：第一个完成抽取，其后每个递补一席。", "Give the next code: the first draws, each other replaces."], (here, { file }) => giveCode(here, file));
  verb<AnchorOptions & StoreOptions>(withStore(withAnchors(placed(group.command("open-escrow")))), ["开启人：对逾期未公布的随机数、未公布的一次性码，公开本人的份额。", "An opener opens its share of what was not revealed or given in time."], openEscrows);
  verb(onDraw(group.command("seated"), NAMES), ["列出现在的席位是谁，以便通知。", "Say who holds the seats, to be called."], (here, { file }) => whoIsDrawn(here, file));
  verb<{ secret: string; channel: string; at: string; smsUrl?: string }>(onDraw(group.command("call"), NAMES).requiredOption("--secret <file>", both(...SECRET)).requiredOption("--at <place>", both("评审地点", "where the evaluation is")).option("--channel <sms|voice>", "sms | voice", "sms").option("--sms-url <url>", both("短信、语音网关（密钥在环境变量 SMS_SECRET）；演练中不填", "the adaptor, its secret in SMS_SECRET; none in a rehearsal")), ["通知入席而未答复的专家：只说时间、地点，不说项目和同组专家。", "Call whoever holds a seat and has not answered: time and place alone."], (here, { file, secret, channel, at, smsUrl }) => call(here, file, { secret, channel: channel === "voice" ? "voice" : "sms", at, smsUrl }));
  verb<{ label: string; reason: string }>(onDraw(group.command("replace"), ["证明文件（只提交哈希），例如通话记录", "what shows the reason; its hash alone is given"]).requiredOption("--label <hex>", both("标签的前几位", "the first digits of the label")).requiredOption("--reason <code>", Object.keys(REPLACEMENT_REASONS).join("|")), ["登记某一席不能参加，申请递补。", "Say that a seat came free, and why."], (here, { file, label, reason }) => replace(here, { label, reason, evidence: file }));
  verb(onDraw(group.command("open"), NAMES), ["依法可以公开后，公开全部被抽中的专家。", "Open everybody who was drawn, once the law lets names out."], (here, { file }) => openNames(here, file));
};

async function onHere<More>(terminal: Terminal, options: Options & More, { tender, lot, number }: { readonly tender: string; readonly lot: string; readonly number: string }, work: Work<More>): Promise<Exit> {
  return act(terminal, options, async () => {
    const here = await hereFrom(options, tender, lot, number);
    return here.ok ? work(here.value, options) : here;
  });
}
