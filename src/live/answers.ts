import { z } from "zod";
import { ROLES, type Role } from "../identity/actor.js";
import { checkUscc } from "../kernel/codes.js";
import { ok, refuse, type Result } from "../kernel/result.js";

const Text = z.string().trim().min(1).max(200);
const File = z.string().min(1).max(4_096);
const Uscc = z.string().transform((given, context) => {
  const checked = checkUscc(given);
  if (checked.ok) return checked.value;
  context.addIssue({ code: "custom", message: checked.refusal.code });
  return z.NEVER;
});
const Firm = z.strictObject({ name: Text, uscc: Uscc });
const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const https = z.url({ protocol: /^https$/ });
const OFFICES = ROLES.filter((role) => role !== "bidder" && role !== "citizen" && role !== "journalist") as [Role, ...Role[]];
const adaptor = z.strictObject({ url: https, secretFile: File }).nullable();
/** The agent bank: its code, and its address with its key over HTTP or the folder of its files. */
const bank = z.strictObject({ code: z.string().regex(/^[a-z0-9-]{1,32}$/, "a-z, 0-9, -"), url: z.url({ protocol: /^(?:https|file)$/ }), publicKey: z.string().regex(/^[A-Za-z0-9+/]{43}=$/, "Ed25519, base64").nullable() }).nullable();
/** Two people at least, of different names: nobody sets up an exchange, or changes its keys, alone. */
const PEOPLE_MIN = 2;

const Exchange = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/, "a-z, 0-9, -"), host: z.string().regex(HOST, "host name"), name: Text, nameEn: Text, uscc: Uscc,
  /** Platform type, region, serial (rule book B6). */
  platformCode: z.string().regex(/^[A-Z]\d{10}$/, "D3417000001"),
});

/** What is asked to set up a live exchange: the answers file of `daylight init`, or what was typed. Secrets are named by their files alone. */
export const Answers = z.strictObject({
  v: z.literal("init/1"),
  exchange: Exchange, publicUrl: https, listen: z.strictObject({ host: Text, port: z.int().min(0).max(65_535) }),
  trustedProxies: z.array(Text), securityContact: z.string().regex(/^(?:mailto:|https:\/\/)\S+$/, "mailto: / https:"),
  /** Firms of the operator, or under its control or management: they may never bid (20号令 23). */
  operatorFirms: z.array(Firm),
  areas: z.array(z.strictObject({ area: z.string().regex(/^\d{6}$/, "GB/T 2260"), name: Text, nameEn: Text })).min(1),
  openerOffices: z.array(z.strictObject({ opener: z.string().regex(/^[a-z0-9-]{1,32}$/, "a-z, 0-9, -"), name: Text, uscc: Uscc })).min(2),
  administrators: z.array(z.strictObject({ name: Text, passphraseFile: File.optional() })).min(PEOPLE_MIN).max(9),
  offices: z.array(z.strictObject({ role: z.enum(OFFICES), name: Text, organisation: Firm, opener: z.string().optional() })),
  trust: z.strictObject({ caFile: File, witnessesFile: File, seal: z.strictObject({ certificateFile: File, keyFile: File }).nullable() }),
  /** Wraps the exchange's own keys at rest; null: the files' modes alone guard them. */
  keysPassphraseFile: File.nullable(),
  /** A PKCS#11 token, by its module, its label and its user's PIN, and which keys are made on it; null: keys lie in files. */
  token: z.strictObject({ moduleFile: File, label: z.string().min(1).max(32), pinFile: File, keys: z.array(z.enum(["log", "seal"])).min(1) }).nullable().default(null),
  databaseUrlFile: File.nullable(), blobUrlFile: File.nullable(),
  mail: z.strictObject({ urlFile: File, from: z.email() }).nullable(), texts: adaptor, bank, backupUrlFile: File.nullable(),
}).superRefine((given, context) => {
  const wrong = (path: (string | number)[], message: string): void => { context.addIssue({ code: "custom", path, message }); };
  if (new URL(given.publicUrl).hostname !== given.exchange.host) wrong(["publicUrl"], `https://${given.exchange.host}`);
  if (new Set(given.administrators.map(({ name }) => name)).size < given.administrators.length) wrong(["administrators"], "one name twice");
  if (!given.areas.some(({ area }) => area === given.exchange.platformCode.slice(1, 7))) wrong(["areas"], `must hold the platform's own region ${given.exchange.platformCode.slice(1, 7)}`);
  if (new Set(given.openerOffices.map(({ uscc }) => uscc)).size < given.openerOffices.length) wrong(["openerOffices"], "one organisation twice");
  for (const [at, { role, opener, organisation }] of given.offices.entries()) {
    const own = given.openerOffices.find((each) => each.opener === opener);
    if ((role === "opener") !== (opener !== undefined)) wrong(["offices", at, "opener"], "names an opener office, for openers alone");
    else if (opener !== undefined && own?.uscc !== organisation.uscc) wrong(["offices", at, "opener"], "is not an opener office of this organisation");
  }
});
export type Answers = z.infer<typeof Answers>;

/** Reads answers, as parsed from their file. */
export function readAnswers(given: unknown, file: string): Result<Answers> {
  const read = Answers.safeParse(given);
  if (read.success) return ok(read.data);
  return refuse("answers-wrong", { path: file, why: read.error.issues.map(({ path, message }) => `${path.map(String).join(".")}: ${message}`).join("; ") });
}

/** The lines of settings.env for these answers. @param place where a file of the answers lies */
export function settingsLines(answers: Answers, place: (file: string) => string): string[] {
  const { exchange, listen } = answers;
  const set = (name: string, value: string | undefined): string[] => (value === undefined || value === "" ? [] : [`${name}=${value}`]);
  const secret = (name: string, file: string | null | undefined): string[] => (file === null || file === undefined ? [] : [`${name}_FILE=${place(file)}`]);
  return [
    "# Written by daylight init. Variables of the environment go before these lines; secrets lie in the files named.",
    "DAYLIGHT_MODE=live", `DAYLIGHT_EXCHANGE=${exchange.id}`, `HOST=${listen.host}`, `PORT=${String(listen.port)}`, `DAYLIGHT_PUBLIC_URL=${answers.publicUrl.replace(/\/$/, "")}`, `DAYLIGHT_SECURITY_CONTACT=${answers.securityContact}`,
    ...set("TRUSTED_PROXIES", answers.trustedProxies.join(",")), ...secret("DATABASE_URL", answers.databaseUrlFile), ...secret("BLOB_URL", answers.blobUrlFile), ...secret("DAYLIGHT_KEYS_PASSPHRASE", answers.keysPassphraseFile),
    ...secret("SMTP_URL", answers.mail?.urlFile), ...set("MAIL_FROM", answers.mail?.from), ...set("SMS_URL", answers.texts?.url), ...secret("SMS_SECRET", answers.texts?.secretFile),
    ...set("BANK_CODE", answers.bank?.code), ...set("BANK_URL", answers.bank?.url), ...set("BANK_PUBLIC_KEY", answers.bank?.publicKey ?? undefined), ...secret("BACKUP_URL", answers.backupUrlFile),
    ...(answers.token === null ? [] : [`DAYLIGHT_TOKEN_MODULE=${place(answers.token.moduleFile)}`, `DAYLIGHT_TOKEN_PIN_FILE=${place(answers.token.pinFile)}`]),
  ];
}
