import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { ok, type Result } from "../kernel/result.js";
import { parseCertificate } from "../signing/certificates.js";
import { SALT_BYTES, saltLine } from "../signing/envelope-files.js";
import { withdrawalsOf } from "../signing/sealing.js";
import { bytesOf } from "../signing/statement.js";
import { act, JSON_OPTION } from "./act.js";
import { NAMES, writeIn } from "./envelope-folder.js";
import { lodgeBid, type Lodged } from "./lodge.js";
import { personFrom, signerOf, withSigner, type Person, type PersonOptions } from "./person.js";
import { fetchSealing } from "./sealing.js";
import { both, type Verb } from "./verb.js";

/** Takes a bid back, all its parts together; the signed withdrawals and their receipts are kept under `to`. Law: 招标投标法 29. */
export async function withdrawBid(person: Person, place: { readonly tender: string; readonly lot: string; readonly to: string }): Promise<Result<Lodged[]>> {
  const said = await fetchSealing(person.client, place.tender, place.lot);
  if (!said.ok) return said;
  const signer = await signerOf(person);
  if (!signer.ok) return signer;
  const certificate = parseCertificate(signer.value.certificate);
  if (!certificate.ok) return certificate;
  const bidder = { id: certificate.value.organisation ?? "", cert: certificate.value.sha256 };
  const statements = withdrawalsOf(said.value, bidder);
  if (!statements.ok) return statements;
  for (const statement of statements.value) {
    const folder = path.join(place.to, statement.part);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeIn(folder, NAMES.salt, saltLine(randomBytes(SALT_BYTES)));
    await writeIn(folder, NAMES.statement, bytesOf(statement));
  }
  return lodgeBid(person, place.to, { wait: false });
}

/** `daylight withdraw`. */
export const withdraw: Verb = (program, terminal, done) => withSigner(program.command("withdraw"))
  .argument("<tender>", both("招标项目编号", "the tender"))
  .argument("<lot>", both("标段", "the lot"))
  .description(both("截止前撤回投标（全部部分一并撤回）。", "Withdraw a bid before the deadline, all parts at once."))
  .requiredOption("-o, --out <folder>", both("撤回声明和回执存放处", "where the withdrawal and its receipts go"))
  .option(...JSON_OPTION)
  .action(async (tender: string, lot: string, options: PersonOptions & { out: string; json?: boolean }) => {
    done(await act(terminal, options, async () => {
      const person = await personFrom(options);
      if (!person.ok) return person;
      const lodged = await withdrawBid(person.value, { tender, lot, to: options.out });
      if (!lodged.ok) return lodged;
      return ok({ lines: lodged.value.map(({ part, acceptedAt }) => both(`✓ ${part}：已撤回 ${acceptedAt}`, "withdrawn")), json: { parts: lodged.value.map((each) => ({ ...each })) } });
    }));
  });

