import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run } from "../../src/cli/program.js";
import { noteSigner, verifyEd25519 } from "../../src/journal/ed25519-node.js";
import { parseVkey, type Vkey } from "../../src/journal/note.js";
import { startWitness, type RunningWitness } from "../../src/journal/witness-server.js";
import type { Instant } from "../../src/kernel/time.js";
import { AUTHORITY, certify, type Party } from "./certificates.js";
import { testDatabase, type TestDatabase } from "./database.js";

/** Fictional, as everybody here. */
export const OPERATOR = { name: "望川市公共资源交易中心", uscc: "12341700MB1A2C3D0P" };
const AGENCY = { name: "晓明工程咨询有限公司", uscc: "91341702MA0000031Y" };
const SUPERVISION = { name: "望川市公共资源交易监督管理局", uscc: "11341700MB00000193" };

export const pem = (kind: string, der: Uint8Array): string => `-----BEGIN ${kind}-----\n${Buffer.from(der).toString("base64").replace(/(.{64})(?=.)/g, "$1\n")}\n-----END ${kind}-----\n`;
const keyPem = ({ nativeKey }: Party): string => String(nativeKey.export({ type: "pkcs8", format: "pem" }));

/** What operators bring along: an authority of their country, a seal, a witness, an answers file. */
export type LiveKit = {
  readonly folder: string; readonly data: string; readonly answersFile: string; readonly authority: Party; readonly witness: RunningWitness; readonly database: TestDatabase;
  /** The witness serves these logs. */
  readonly logs: Vkey[];
  /** Changes the answers file. */
  readonly answer: (change: (answers: Record<string, unknown>) => void) => void;
  readonly issue: (commonName: string, uscc: string) => Promise<Party>;
  readonly end: () => Promise<void>;
};

export async function liveKit(): Promise<LiveKit> {
  const folder = mkdtempSync(path.join(tmpdir(), "daylight-live-"));
  const authority = await certify("望川电子认证根证书", { extensions: AUTHORITY });
  const issue = (commonName: string, uscc: string): Promise<Party> => certify(commonName, { issuer: authority, uscc });
  const logs: Vkey[] = [];
  const signer = noteSigner("witness.example", 4, generateKeyPairSync("ed25519").privateKey);
  const witness = await startWitness({ signer, logs, clock: () => Date.now() as Instant, movableClock: false, stateFile: path.join(folder, "seen.json"), verify: verifyEd25519, port: 0 });
  const seal = await issue("望川市公共资源交易中心电子印章", OPERATOR.uscc);
  const put = (name: string, text: string): void => { writeFileSync(path.join(folder, name), text, { mode: 0o600 }); };
  put("ca.pem", pem("CERTIFICATE", authority.certificate));
  put("seal.cert.pem", pem("CERTIFICATE", seal.certificate));
  put("seal.key.pem", keyPem(seal));
  put("witnesses.txt", `witness w1 ${witness.vkey} ${witness.url}\nquorum w1\n`);
  const database = await testDatabase();
  put("database.url", `${database.url}\n`);
  put("keys.passphrase", "kept in a safe place\n");
  for (const [at, word] of ["clear river stone", "quiet mountain lamp"].entries()) put(`admin-${String(at + 1)}.passphrase`, `${word}\n`);
  const answersFile = path.join(folder, "answers.json");
  writeFileSync(answersFile, JSON.stringify(honestAnswers(), null, 2));
  const data = path.join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  const answer: LiveKit["answer"] = (change) => {
    const answers = JSON.parse(readFileSync(answersFile, "utf8")) as Record<string, unknown>;
    change(answers);
    writeFileSync(answersFile, JSON.stringify(answers, null, 2));
  };
  return { folder, data, answersFile, authority, witness, database, logs, answer, issue, end: async () => { await witness.stop(); await database.close(); rmSync(folder, { recursive: true, force: true }); } };
}

const honestAnswers = (): unknown => ({
  v: "init/1",
  exchange: { id: "wangchuan", host: "jy.wangchuan.example", name: OPERATOR.name, nameEn: "Wangchuan Public Resource Exchange", uscc: OPERATOR.uscc, platformCode: "D3417000002" },
  publicUrl: "https://jy.wangchuan.example", listen: { host: "127.0.0.1", port: 0 }, trustedProxies: ["127.0.0.1"], securityContact: "mailto:security@jy.wangchuan.example",
  operatorFirms: [{ name: "望川交易信息技术有限公司", uscc: "91341702MA0000138A" }],
  areas: [{ area: "341700", name: "望川市本级", nameEn: "Wangchuan, city level" }],
  openerOffices: [{ opener: "agency", ...AGENCY }, { opener: "supervisor", ...SUPERVISION }],
  administrators: [{ name: "林知远", passphraseFile: "admin-1.passphrase" }, { name: "许望舒", passphraseFile: "admin-2.passphrase" }],
  offices: [{ role: "exchange-staff", name: "赵启明", organisation: OPERATOR }, { role: "opener", name: "郑公达", organisation: SUPERVISION, opener: "supervisor" }],
  trust: { caFile: "ca.pem", witnessesFile: "witnesses.txt", seal: { certificateFile: "seal.cert.pem", keyFile: "seal.key.pem" } },
  keysPassphraseFile: "keys.passphrase", databaseUrlFile: "database.url", blobUrlFile: null, mail: null, texts: null, bank: null, backupUrlFile: null,
});

export type Told = { readonly code: number; readonly said: string; readonly json: () => { readonly ok: boolean; readonly code?: string; readonly result: Record<string, unknown>; readonly facts: Record<string, string> } };

/** Runs `daylight` as a person does, without a terminal. */
export async function daylight(...args: readonly string[]): Promise<Told> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await run(args, { out: (line) => { out.push(line); }, err: (line) => { err.push(line); } });
  return { code, said: [...out, ...err].join("\n"), json: () => JSON.parse(out.at(-1) ?? "") as ReturnType<Told["json"]> };
}

/** A whole ceremony: the transcript is made, read and confirmed by both. */
export async function holdCeremony(kit: LiveKit): Promise<Told> {
  const args = ["init", "--data", kit.data, "--answers", kit.answersFile, "--json"];
  const { fingerprint = "" } = (await daylight(...args)).json().facts;
  const held = await daylight(...args, "--confirm", fingerprint, fingerprint);
  const transcript = JSON.parse(readFileSync(path.join(kit.data, "ceremony/transcript.json"), "utf8")) as { keys: { log: string } };
  kit.logs.push(parseVkey(transcript.keys.log));
  return held;
}
