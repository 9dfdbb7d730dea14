import { randomInt } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { enterRoom, type Room } from "./room.js";
import { lotOf, text, type Play } from "./play.js";

/** A member as the tenderer seats it; an expert also has what proves that the seat is his. */
export type Member = { readonly actor: string; readonly kind: "expert" | "representative"; readonly chair: boolean; readonly salt: string | null };
/** A tender whose experts are drawn. */
export type Seated = Play & { readonly panel: readonly Member[] };

/** The specialty, how many experts of it, and who of the tenderer sits beside them. */
const [SPECIALTY, SEATS, REPRESENTATIVE] = ["A0802", 4, "committee-5"] as const;
/** Who puts randomness in, by the name in the plan; those in the notary's office throw dice. */
const CONTRIBUTORS = { tenderer: "tenderer-1", exchange: "staff-1", notary: "notary-1" } as const;
const THROWS = 60;
/** How much of a label or hash is said aloud. */
const SAID = 12;

const POOL = z.object({ people: z.int(), excluded: z.int(), sha256: z.string() });
const SEATED = z.object({ seated: z.array(z.object({ expert: z.string(), name: z.string(), label: z.string(), salt: z.string() })) });

const COMMITTEE = z.object({ members: z.array(z.object({ label: z.string() })) });

type Verb = (actor: string, verb: string, file: string, more?: readonly string[]) => Promise<Readonly<Record<string, unknown>>>;

/** The command line of one draw, each party with files of its own. */
const verbOf = ({ stage, script, tender }: Play): Verb => async (actor, verb, file, more = []) =>
  (await stage.daylight(actor, ["draw", verb, tender, script.lot, "1", "--file", path.join(stage.folder, file), ...more])).result;

/** The experts are drawn by DDR-1 (trust.md §3): nobody chooses them, and the exchange does not know whom it drew. Law: 招标投标法 37. */
export async function drawPanel(play: Play): Promise<Seated> {
  const { stage, script } = play;
  const verb = verbOf(play);
  await stage.until(script.when.drawn);
  await stage.post("tenderer-1", `${lotOf(play)}/draws`, { strata: { [SPECIALTY]: SEATS }, perOrg: 1, contributors: Object.keys(CONTRIBUTORS), representatives: 1 });
  await fixPool(play, verb);
  await contribute(play, verb);
  const { drawn } = await verb("supervisor-1", "code", "chain.json");
  stage.say(`监管部门最后公布一次性码：抽出 ${text(drawn)} 个标签；平台、招标人、投标人都不知道是谁`);
  await callAll(play, verb);
  const seated = await seatedBy(verb);
  stage.say(`只有专家库管理员的电脑上看得到入席的 ${String(seated.length)} 人是谁；签到凭证由他分别交给本人`);
  return { ...play, panel: [...seated.map(({ expert, salt }, at) => ({ actor: expert, kind: "expert" as const, chair: at === 0, salt })), { actor: REPRESENTATIVE, kind: "representative", chair: false, salt: null }] };
}

/** Whom the committee is led by. @throws {RangeError} where nobody is */
export function chairOf(panel: readonly Member[]): string {
  const chair = panel.find((member) => member.chair);
  if (chair === undefined) throw new RangeError("a committee without a chair");
  return chair.actor;
}

const seatedBy = async (verb: Verb) => SEATED.parse(await verb("pool-keeper-1", "seated", "names.json")).seated;

/** Secret, plan and blinded pool, each fixed before there is any randomness. */
async function fixPool({ stage }: Play, verb: Verb): Promise<void> {
  await verb("pool-keeper-1", "secret", "keeper.json");
  await verb("supervisor-1", "plan", "chain.json");
  const { people, excluded, sha256 } = POOL.parse(await verb("pool-keeper-1", "pool", "keeper.json", ["--names", path.join(stage.folder, "names.json")]));
  await verb("supervisor-1", "fix", "names.json");
  stage.say(`招标人申请抽取专业 ${SPECIALTY} 的专家 ${String(SEATS)} 名：可抽取 ${String(people)} 人（其中回避等排除 ${String(excluded)} 人），专家库管理员在自己的电脑上换成标签`);
  stage.say(`监管部门逐一核对名单与标签后固定（${sha256.slice(0, SAID)}…），此后谁也不能增减一人`);
}

/** Three parties commit, then reveal: one honest among them is enough. */
async function contribute({ stage }: Play, verb: Verb): Promise<void> {
  const dice = Array.from({ length: THROWS }, () => String(randomInt(1, 7))).join("");
  for (const [name, actor] of Object.entries(CONTRIBUTORS)) await verb(actor, "commit", `random-${name}.json`, ["--name", name, ...(name === "notary" ? ["--dice", dice] : [])]);
  for (const [name, actor] of Object.entries(CONTRIBUTORS)) await verb(actor, "reveal", `random-${name}.json`);
  stage.say(`招标人、交易中心、公证处各出一个随机数（公证处当场掷骰子 ${String(THROWS)} 次）：先全部承诺，再全部公布，均写入日志`);
}

const CALLED = z.object({ confirmed: z.int(), seats: z.array(z.object({ label: z.string(), state: z.string() })) });
const TEXTS = z.object({ texts: z.array(z.object({ text: z.string() })) });

/** The keeper's tool calls whoever holds a seat; each answers by the word of his call, one that he cannot come. */
async function callAll(play: Play, verb: Verb): Promise<void> {
  const { stage } = play;
  const call = async () => CALLED.parse(await verb("pool-keeper-1", "call", "names.json", ["--secret", path.join(stage.folder, "keeper.json"), "--at", "晨光市公共资源交易中心评标区"]));
  await call();
  await answerCalls(play, ["decline"]);
  const { seats } = await call();
  for (const { label } of seats.filter(({ state }) => state === "declined")) await replace(play, verb, label);
  await call();
  await answerCalls(play, []);
  const { confirmed } = await call();
  stage.say(`专家库管理员的工具发出通知：只说时间、地点，不说项目和同组专家；招标人、平台只看到 ${String(confirmed)}/${String(SEATS)} 已确认参加`);
}

/** Everybody whose text has come answers, the first as said and all others that they come; nobody signs in for it. A text that was answered is refused. */
async function answerCalls({ stage }: Play, said: readonly string[]): Promise<void> {
  const { client: { url } } = await stage.person("admin-1");
  const { texts } = TEXTS.parse(await stage.get("admin-1", "/api/v1/rehearsal/texts"));
  for (const [at, { text: sent }] of texts.entries()) {
    const body = JSON.stringify({ ticket: /#([0-9a-f]{32})/.exec(sent)?.[1] ?? "", answer: said[at] ?? "accept", reason: null });
    await fetch(new URL("/api/v1/calls/answers", url), { method: "POST", headers: { "content-type": "application/json" }, body });
  }
}

/** Somebody drawn cannot come: his seat falls to whom the supervisor's next code says, which the keeper could not foresee. */
async function replace({ stage }: Play, verb: Verb, label: string): Promise<void> {
  const calls = "calls.txt";
  await writeFile(path.join(stage.folder, calls), "2026-01-28 10:20 语音通知，本人答复：因公出差，不能参加\n", { mode: 0o600 });
  await verb("pool-keeper-1", "replace", calls, ["--label", label, "--reason", "declined"]);
  const { substitute } = await verb("supervisor-1", "code", "chain.json");
  stage.say(`标签 ${label.slice(0, SAID)}… 的专家不能参加；监管部门公布下一个一次性码，由 ${text(substitute).slice(0, SAID)}… 递补`);
}

/** Half an hour before the evaluation and not earlier: each expert signs in with a signature and the proof that the seat is his; then the committee sits and goes into its room. */
export async function seat(play: Seated): Promise<Room> {
  const { stage, panel } = play;
  for (const { actor, salt } of panel) if (salt !== null) await stage.post(actor, `${lotOf(play)}/draws/1/arrivals`, { salt });
  const { members } = COMMITTEE.parse(await stage.post("tenderer-1", `${lotOf(play)}/committee`, { members: panel.map(({ actor, kind, chair }) => ({ actor, kind, chair })) }));
  stage.say(`${String(SEATS)} 名专家凭签名和凭证签到，平台这时才知道席位是谁；连同招标人代表 ${String(panel.length)} 人组成评标委员会`);
  return enterRoom(play, members.map(({ label }) => label));
}

/** The result is out, and with it the names. */
export async function openNames(play: Seated): Promise<void> {
  const { opened } = await verbOf(play)("pool-keeper-1", "open", "names.json");
  play.stage.say(`结果公布后公开被抽中的 ${text(opened)} 名专家（含未能参加的）：任何人可由姓名编号和凭证重算标签，用 openssl mac 和 sort 重做一遍抽取`);
}
