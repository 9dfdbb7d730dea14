import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { ok, type Result } from "../kernel/result.js";
import { parseCertificate } from "../signing/certificates.js";
import { SALT_BYTES, saltLine } from "../signing/envelope-files.js";
import { bytesOf, type Bidder, type ConfirmStatement, type WithdrawStatement } from "../signing/statement.js";
import { NAMES, writeIn } from "./envelope-folder.js";
import { lodgeBid, type Lodged } from "./lodge.js";
import { signerOf, type Person } from "./person.js";

/** Whose certificate signs: code and hash as a statement names them. */
export async function bidderOf(person: Person): Promise<Result<Bidder>> {
  const signer = await signerOf(person);
  if (!signer.ok) return signer;
  const certificate = parseCertificate(signer.value.certificate);
  return certificate.ok ? ok({ id: certificate.value.organisation ?? "", cert: certificate.value.sha256 }) : certificate;
}

/** Lodges statements that follow a bid and have no content of their own, one folder a part under `to`, where their receipts stay. */
export async function lodgeFollowing(person: Person, statements: readonly (WithdrawStatement | ConfirmStatement)[], to: string): Promise<Result<Lodged[]>> {
  for (const statement of statements) {
    const folder = path.join(to, statement.part);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeIn(folder, NAMES.salt, saltLine(randomBytes(SALT_BYTES)));
    await writeIn(folder, NAMES.statement, bytesOf(statement));
  }
  return lodgeBid(person, to, { wait: false });
}
