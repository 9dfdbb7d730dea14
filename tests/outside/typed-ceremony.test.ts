import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { needTools } from "../support/readme.js";
import { liveKit, OPERATOR, type LiveKit } from "../support/live.js";
import { atTerminal, type Typist } from "../support/typist.js";

// Two administrators type a whole ceremony at one terminal; nothing of it comes from a file of answers.
const WORDS = { first: "bright river of stone", second: "quiet mountain lamp", keys: "kept in a safe place" };
let kit: LiveKit;
const typists: Typist[] = [];
beforeAll(async () => {
  needTools({ script: "bsdutils", openssl: "openssl" });
  kit = await liveKit();
});
afterAll(async () => {
  for (const each of typists) each.kill(); // what a failed test left
  await kit.end();
});

const inKit = (name: string): string => path.join(kit.folder, name);
function sitDown(): Typist {
  const typist = atTerminal(inKit(`screen-${String(typists.length + 1)}.txt`), ["init", "--data", kit.data]);
  typists.push(typist);
  return typist;
}
async function answerAll(typist: Typist, answers: readonly (readonly [asked: string, typed: string])[]): Promise<void> {
  for (const [asked, typed] of answers) await typist.answer(asked, typed);
}

const SUPERVISION = { name: "望川市公共资源交易监督管理局", uscc: "11341700MB00000193" };

/** Everything `init` asks before the ceremony, in its order; an empty line takes what is proposed, or ends a list. */
const setUp = (): readonly (readonly [string, string])[] => [
  ["交易所编号", "wangchuan"], ["主机名", "jy.wangchuan.example"], ["名称", OPERATOR.name], ["英文名称", "Wangchuan Public Resource Exchange"], ["运营机构统一社会信用代码", OPERATOR.uscc], ["平台代码", "D3417000002"],
  ["第一名管理员的姓名", "林知远"], ["第二名管理员的姓名", "许望舒"],
  ["日志中的简称", "agency"], ["单位名称", "晓明工程咨询有限公司"], ["统一社会信用代码", "91341702MA0000031Y"], ["日志中的简称", "supervisor"], ["单位名称", SUPERVISION.name], ["统一社会信用代码", SUPERVISION.uscc], ["日志中的简称", ""],
  ["对外网址", ""], ["监听地址", ""], ["端口", ""], ["可信反向代理的地址", ""], ["安全问题联系地址", ""],
  ["单位名称", "望川交易信息技术有限公司"], ["统一社会信用代码", "91341702MA0000138A"], ["单位名称", ""],
  ["区划代码", "341700"], ["名称", "望川市本级"], ["英文名称", "Wangchuan, city level"], ["区划代码", ""],
  ["角色", "exchange-staff"], ["姓名", "赵启明"], ["单位名称", OPERATOR.name], ["统一社会信用代码", OPERATOR.uscc], ["开启单位简称", ""], ["角色", ""],
  ["电子认证根证书文件", inKit("ca.pem")], ["见证人文件", inKit("witnesses.txt")], ["已有签章证书和私钥", "y"], ["证书文件", inKit("seal.cert.pem")], ["私钥文件", inKit("seal.key.pem")],
  ["邮件服务器", ""], ["交易所密钥的口令", WORDS.keys], ["密码设备", ""], ["数据库", readFileSync(inKit("database.url"), "utf8").trim()], ["文件存储", ""], ["短信适配器网址", ""], ["代理银行的接口网址", ""], ["备份目标", ""],
];

test("both type everything; a repeat that differs is asked again, and a wrong fingerprint founds nothing", { timeout: 300_000 }, async () => {
  const typist = sitDown();
  await answerAll(typist, setUp());
  await answerAll(typist, [["林知远：设定口令", WORDS.first], ["林知远：再输入一次", `${WORDS.first}s`]]);
  await typist.see(/两次输入不同/);
  await answerAll(typist, [["林知远：设定口令", WORDS.first], ["林知远：再输入一次", WORDS.first], ["许望舒：设定口令", WORDS.second], ["许望舒：再输入一次", WORDS.second]]);
  expect(await typist.see(/仪式记录的指纹[^:]*: ((?:[0-9a-f]{4} ?){4})/)).not.toBe("");
  await typist.answer("林知远：核对以上记录后输入指纹", "0000 0000 0000 0000");
  expect(await typist.end()).toBe(1);
  expect(typist.screen()).toContain("ceremony-unconfirmed");
  expect(existsSync(path.join(kit.data, "settings.env"))).toBe(false);
});

test("run again, another person's passphrase opens nobody's key", { timeout: 120_000 }, async () => {
  const typist = sitDown();
  await typist.answer("林知远：口令", WORDS.second);
  expect(await typist.end()).toBe(1);
  expect(typist.screen()).toContain("ceremony-passphrase");
});

test("each with his own passphrase, both read the transcript and type its fingerprint; the exchange is founded, and openssl finds both signatures", { timeout: 240_000 }, async () => {
  const typist = sitDown();
  await answerAll(typist, [["林知远：口令", WORDS.first], ["许望舒：口令", WORDS.second]]);
  const fingerprint = (await typist.see(/仪式记录的指纹[^:]*: ((?:[0-9a-f]{4} ?){4})/)).trim();
  await answerAll(typist, [["林知远：核对以上记录后输入指纹", fingerprint], ["许望舒：核对以上记录后输入指纹", fingerprint.replaceAll(" ", "").toUpperCase()]]);
  expect(await typist.end(), typist.screen()).toBe(0);
  expect(typist.screen()).toMatch(/✓ 望川市公共资源交易中心已建立[\s\S]*admin {2}林知远 {2}\S+[\s\S]*admin {2}许望舒 {2}\S+[\s\S]*exchange-staff {2}赵启明/);
  for (const name of ["1", "2"]) {
    const judged = spawnSync("openssl", ["pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", path.join(kit.data, `ceremony/admin-${name}.pub.pem`), "-sigfile", path.join(kit.data, `ceremony/transcript.${name}.sig`), "-in", path.join(kit.data, "ceremony/transcript.json")], { encoding: "utf8" });
    expect(judged.stdout + judged.stderr).toContain("Signature Verified Successfully");
  }
});

test("no passphrase and no secret stood on the screen at any time", () => {
  const screens = typists.map((each) => each.screen()).join("");
  expect(screens).toContain("林知远");
  for (const secret of [...Object.values(WORDS), kit.database.url]) expect(screens.includes(secret), secret.slice(0, 6)).toBe(false);
});
