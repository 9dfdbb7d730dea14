import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { base64 } from "../../src/kernel/bytes.js";
import { canonical, type Json } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import type { Instant } from "../../src/kernel/time.js";
import { openAuthority, type Authority, type KeyPair } from "../../src/rehearsal/authority.js";
import { TOWN_ISSUER } from "../../src/rehearsal/issuers.js";
import { pemOf } from "../../src/rehearsal/key-files.js";
import { readPem } from "../../src/signing/certificates.js";
import { signDetached, type Signer } from "../../src/signing/cms-sign.js";
import { signerFromPem } from "../../src/signing/key-file.js";
import type { Letter } from "../../src/sureties/letter.js";
import type { TestTown } from "./town.js";
import type { TenderInTest } from "./works-tender.js";

/** An issuer whom the register does not know before a test enters it. */
export const OTHER_ISSUER = { name: "旭日财产保险股份有限公司", uscc: "91341700MA00001543" };

const keyFile = (town: TestTown, ...name: string[]): string => readFileSync(path.join(town.folder, "rehearsal", ...name), "utf8");

/** The key of the town's own issuer. */
export const townIssuer = async (town: TestTown): Promise<Signer> => must(await signerFromPem(keyFile(town, "keys", "issuer-1.cert.pem"), keyFile(town, "keys", "issuer-1.key.pem")));

/** The authority that everybody in the town trusts. */
export function townAuthority(town: TestTown): Promise<Authority> {
  const [certificate, privateKey] = [readPem(keyFile(town, "ca", "root.cert.pem"), "CERTIFICATE")[0], readPem(keyFile(town, "ca", "root.key.pem"), "PRIVATE KEY")[0]];
  if (certificate === undefined || privateKey === undefined) throw new RangeError("a town without its authority");
  return openAuthority({ certificate, privateKey }, (count) => Uint8Array.from(randomBytes(count)));
}

/** A certificate of an organisation, as the register takes it, with what signs by it. */
export async function certified(town: TestTown, organisation: { readonly name: string; readonly uscc: string }, until?: Instant): Promise<{ readonly pem: string; readonly signer: Signer; readonly pair: KeyPair }> {
  const pair = await (await townAuthority(town)).issue({ commonName: organisation.name, organisation }, until === undefined ? {} : { notAfter: until });
  const pem = pemOf("CERTIFICATE", pair.certificate);
  return { pem, pair, signer: must(await signerFromPem(pem, pemOf("PRIVATE KEY", pair.privateKey))) };
}

let letters = 0;
/** A letter that says what the lot asks, for one of the town's bidders. */
export async function letterOf(town: TestTown, tender: TenderInTest, actor: string, over: Partial<Letter> = {}): Promise<Letter> {
  const terms = await town.done(null, "GET", `/api/v1/tenders/${tender.id}/lots/1/guarantee-terms`);
  const { name = "", uscc = "" } = town.actors.find(({ id }) => id === actor)?.organisation ?? {};
  return {
    v: "guarantee-letter/1", number: `晨银保〔2026〕${String(letters += 1).padStart(4, "0")}号`, issuer: { uscc: TOWN_ISSUER.uscc, name: TOWN_ISSUER.name }, applicant: { uscc, name }, beneficiary: terms["beneficiary"] as Letter["beneficiary"],
    exchange: String(terms["exchange"]), tender: tender.id, lot: "1", amount: (terms["amount"] as { amount: string }).amount, currency: "CNY", issuedOn: String(terms["from"]) as Letter["from"], from: String(terms["from"]) as Letter["from"], until: String(terms["until"]) as Letter["until"],
    payable: "on-demand", conditions: [], endsEarlier: [], revocable: false, ...over,
  };
}

/** The one file a bidder hands in. */
export const signedLetter = async (letter: object, signer: Signer): Promise<{ letter: object; signature: string }> => ({ letter, signature: base64(await signDetached(canonical(letter as Json), signer)) });
