import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { inTransaction } from "../db/database.js";
import { must } from "../kernel/result.js";
import { dayOf, type Instant } from "../kernel/time.js";
import { issuersOf } from "../sureties/queries.js";
import { agreeIn, enterIssuerIn } from "../sureties/use-cases/issuers.js";
import type { World } from "../world.js";
import type { Authority } from "./authority.js";
import { writeKeyFiles } from "./key-files.js";

/** Who gives letters of guarantee in the rehearsal town. Fictional, as everybody there. */
export const TOWN_ISSUER = { name: "晨光银行股份有限公司", uscc: "91341700MA00001468", kind: "bank", licence: "金融许可证 B0000H234170001（演练）" } as const;
const NAME = "issuer-1";

/** Makes the issuer's key files where there are none: `daylight guarantee make` signs by them. @param folder of the rehearsal */
export async function keepIssuerKeys(folder: string, authority: Authority): Promise<void> {
  const keys = path.join(folder, "keys");
  if (existsSync(path.join(keys, `${NAME}.key.pem`))) return;
  await writeKeyFiles(keys, NAME, await authority.issue({ commonName: `${TOWN_ISSUER.name}电子保函专用章（演练）`, organisation: TOWN_ISSUER }), [authority.root.certificate]);
}

/** The town's issuer stands in the register from its first day. */
export const foundIssuers = async (world: World, folder: string, at: Instant): Promise<void> => {
  const certificate = await readFile(path.join(folder, "keys", `${NAME}.cert.pem`), "utf8");
  await inTransaction(world.db, async (tx) => {
    if ((await issuersOf(tx, world.exchange.id)).length > 0) return;
    const by = { id: "rehearsal" };
    await agreeIn(tx, world, by, must(await enterIssuerIn(tx, world, by, { ...TOWN_ISSUER, certificate, from: dayOf(at), until: null }, at)), at);
  });
};
