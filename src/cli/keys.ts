import type { Command } from "commander";
import { z } from "zod";
import { base64, fromBase64 } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { parseCertificate } from "../signing/certificates.js";
import { signDetached } from "../signing/cms-sign.js";
import { answerChallenge, makeOpenerKey } from "../signing/opener-key.js";
import type { Place } from "../signing/terms.js";
import { act, JSON_OPTION } from "./act.js";
import { getJson, postJson } from "./client.js";
import { keepIdentity, type IdentityStore } from "./identities.js";
import { passphraseFor } from "./passphrase.js";
import { exchangeFacts, personFrom, signerOf, withSigner, type Person, type PersonOptions } from "./person.js";
import { follow } from "./keys-follow.js";
import { request } from "./keys-request.js";
import { rotate } from "./keys-rotate.js";
import { both, type Verb } from "./verb.js";

const CHALLENGE = z.object({ challenge: z.string() });
const PROVED = z.object({ index: z.number().int().nullable() });
const ME = z.object({ opener: z.string().nullable() });

export type PartPlace = { readonly tender: string; readonly lot: string; readonly part: string };
export type NewKey = PartPlace & { readonly opener: string; readonly recipient: string; readonly index: number | null; readonly kept: string };

export const partPath = ({ tender, lot, part }: PartPlace): string => `/api/v1/tenders/${encodeURIComponent(tender)}/lots/${encodeURIComponent(lot)}/parts/${encodeURIComponent(part)}`;

/**
 * Makes an opener's fresh key for one part, keeps it, publishes it under the opener's certificate and answers the challenge
 * that shows it opens. Law: 电子招标投标办法 15; trust.md §1.4.
 */
export async function newOpenerKey(person: Person, store: IdentityStore, place: PartPlace): Promise<Result<NewKey>> {
  const signer = await signerOf(person);
  const certificate = signer.ok ? parseCertificate(signer.value.certificate) : signer;
  if (!signer.ok || !certificate.ok) return certificate as Result<never>;
  const at = await placeOf(person, place);
  if (!at.ok) return at;
  const { identity, statement, bytes } = await makeOpenerKey({ ...at.value, org: certificate.value.organisation ?? "", cert: certificate.value.sha256 });
  const kept = await keepIdentity(store, { ...at.value, recipient: statement.recipient, identity });
  if (!kept.ok) return kept;
  const given = await postJson(person.client, `${partPath(place)}/opener-keys`, { statement: base64(bytes), signature: base64(await signDetached(bytes, signer.value)) }, CHALLENGE);
  if (!given.ok) return given;
  const answer = await answerChallenge(identity, fromBase64(given.value.challenge));
  if (answer === null) return refuse("opener-challenge-failed", { opener: at.value.opener });
  const proved = await postJson(person.client, `${partPath(place)}/opener-keys/proof`, { answer }, PROVED);
  return proved.ok ? ok({ ...place, opener: at.value.opener, recipient: statement.recipient, index: proved.value.index, kept: kept.value }) : proved;
}

async function placeOf({ client }: Person, { tender, lot, part }: PartPlace): Promise<Result<Place & { opener: string }>> {
  const facts = await exchangeFacts(client);
  if (!facts.ok) return facts;
  const me = await getJson(client, "/api/v1/me", ME);
  if (!me.ok) return me;
  const { opener } = me.value;
  return opener === null ? refuse("not-found", { what: "opener" }) : ok({ exchange: facts.value.exchange, tender, lot, part, opener });
}

export type StoreOptions = { readonly keys?: string };

export const withStore = (command: Command): Command => command
  .option("--keys <folder>", both("开启私钥存放处（口令加密）；演练默认写入人员的 age 文件", "where opening keys are kept under a passphrase; a rehearsal uses the actor's own file"));

/** Where this opener keeps its keys. */
export async function storeFrom({ keys }: StoreOptions, person: Person): Promise<Result<IdentityStore>> {
  if (keys === undefined && person.ageIdentityFile !== null) return ok({ kind: "rehearsal", file: person.ageIdentityFile });
  const passphrase = await passphraseFor("age");
  return passphrase.ok ? ok({ kind: "wrapped", folder: keys ?? "daylight-keys", passphrase: passphrase.value }) : passphrase;
}

/** `daylight keys`: an opener's fresh key for a part (`new`), and the exchange's own keys (`request`, `rotate`, `follow`). */
export const keys: Verb = (program, terminal, done) => {
  const group = program.command("keys").description(both("密钥：开启人的，以及交易所自己的。", "Keys: of openers, and of the exchange itself."));
  request(group, terminal, done);
  rotate(group, terminal, done);
  follow(group, terminal, done);
  withStore(withSigner(group.command("new")))
    .argument("<tender>", both("招标项目编号", "the tender"))
    .argument("<lot>", both("标段", "the lot"))
    .argument("<part...>", both("部分（可多个）", "the parts"))
    .description(both("为每一部分生成新的开启密钥，签名公布并通过解密验证。", "Make, sign and publish a fresh opening key for each part, and prove that it opens."))
    .option(...JSON_OPTION)
    .action(async (tender: string, lot: string, parts: string[], options: PersonOptions & StoreOptions & { json?: boolean }) => {
      done(await act(terminal, options, async () => {
        const person = await personFrom(options);
        if (!person.ok) return person;
        const store = await storeFrom(options, person.value);
        if (!store.ok) return store;
        const made: NewKey[] = [];
        for (const part of parts) {
          const key = await newOpenerKey(person.value, store.value, { tender, lot, part });
          if (!key.ok) return key;
          made.push(key.value);
        }
        return ok({ lines: made.map((key) => both(`✓ ${key.part}：${key.recipient}，日志序号 ${String(key.index)}，私钥在 ${key.kept}`, "published")), json: { keys: made.map((key) => ({ ...key })) } });
      }));
    });
  return group;
};
