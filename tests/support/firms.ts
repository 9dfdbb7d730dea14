import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { inTransaction } from "../../src/db/database.js";
import type { Actor } from "../../src/identity/actor.js";
import { registerActor } from "../../src/identity/use-cases/offices.js";
import { newSecret, secretHash } from "../../src/identity/use-cases/sessions.js";
import { must } from "../../src/kernel/result.js";
import { openAuthority } from "../../src/rehearsal/authority.js";
import { certificatesPem, pemOf } from "../../src/rehearsal/key-files.js";
import { parseCertificate, readPem, type Certificate } from "../../src/signing/certificates.js";
import type { Signer } from "../../src/signing/cms-sign.js";
import { signerFromPem } from "../../src/signing/key-file.js";
import type { TestTown } from "./town.js";

/** A firm beyond the town's own eight, with what it signs and signs in with. */
export type Firm = { readonly actor: Actor; readonly token: string; readonly signer: Signer; readonly certificate: Certificate };

/** Registers so many firms, with certificates of the rehearsal's own authority. */
export async function registerFirms(town: TestTown, count: number): Promise<Firm[]> {
  const home = path.join(town.folder, "rehearsal", "ca");
  const [certificate] = readPem(readFileSync(path.join(home, "root.cert.pem"), "utf8"), "CERTIFICATE");
  const [privateKey] = readPem(readFileSync(path.join(home, "root.key.pem"), "utf8"), "PRIVATE KEY");
  if (certificate === undefined || privateKey === undefined) throw new RangeError("no rehearsal authority");
  const random = (bytes: number): Uint8Array => Uint8Array.from(randomBytes(bytes));
  const authority = await openAuthority({ certificate: Uint8Array.from(certificate), privateKey: Uint8Array.from(privateKey) }, random);
  const firms: Firm[] = [];
  for (let index = 0; index < count; index += 1) {
    const id = `firm-${String(index)}`;
    const organisation = { name: `测算建设${String(index)}有限公司`, uscc: `9134170299${String(index).padStart(8, "0")}` };
    const pair = await authority.issue({ commonName: id, organisation });
    const token = newSecret(random);
    const actor: Actor = { id, role: "bidder", name: id, organisation, opener: null, operatorFirm: false };
    await inTransaction(town.world.db, (tx) => registerActor(tx, town.world.exchange.id, { id, role: "bidder", name: id, organisation }, pair.certificate, secretHash(token), new Date(town.world.clock())));
    firms.push({ actor, token, signer: must(await signerFromPem(certificatesPem([pair.certificate]), pemOf("PRIVATE KEY", pair.privateKey))), certificate: must(parseCertificate(pair.certificate)) });
  }
  return firms;
}
