import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { ok, refuse, type Result } from "../kernel/result.js";
import { unwrapIdentity, wrapIdentity } from "../signing/opener-key.js";
import type { Place } from "../signing/terms.js";
import { readBytes } from "./person.js";

const IDENTITY = z.strictObject({ exchange: z.string(), tender: z.string(), lot: z.string(), part: z.string(), opener: z.string(), recipient: z.string(), identity: z.string() });
const IDENTITIES = z.array(IDENTITY);
type Identity = z.infer<typeof IDENTITY>;

/** Where an opener keeps its keys: a folder of passphrase-wrapped age files, or in a rehearsal one plain file beside actors.json. */
export type IdentityStore = { readonly kind: "wrapped"; readonly folder: string; readonly passphrase: string } | { readonly kind: "rehearsal"; readonly file: string };

/** Keeps a fresh identity before its public half leaves this machine: a published key nobody can use would stop the tender. */
export async function keepIdentity(store: IdentityStore, identity: Identity): Promise<Result<string>> {
  if (store.kind === "rehearsal") {
    const kept = await readAll(store.file);
    if (!kept.ok) return kept;
    await writeFile(`${store.file}.part`, `${JSON.stringify([...kept.value, identity], null, 2)}\n`, { mode: 0o600 });
    await rename(`${store.file}.part`, store.file);
    return ok(store.file);
  }
  const file = fileOf(store.folder, identity);
  if (existsSync(file)) return refuse("file-exists", { path: file });
  const wrapped = await wrapIdentity(identity.identity, store.passphrase);
  if (!wrapped.ok) return wrapped;
  await mkdir(store.folder, { recursive: true, mode: 0o700 });
  await writeFile(file, wrapped.value, { mode: 0o600, flag: "wx" });
  return ok(file);
}

/** The identities kept for a part, newest last: the one that fits the published key is the caller's to find. */
export async function identitiesOf(store: IdentityStore, place: Place): Promise<Result<string[]>> {
  if (store.kind === "rehearsal") {
    const kept = await readAll(store.file);
    if (!kept.ok) return kept;
    const mine = kept.value.filter((each) => each.exchange === place.exchange && each.tender === place.tender && each.lot === place.lot && each.part === place.part);
    return mine.length === 0 ? refuse("key-not-kept", { tender: place.tender, lot: place.lot, part: place.part }) : ok(mine.map(({ identity }) => identity));
  }
  const file = fileOf(store.folder, place);
  if (!existsSync(file)) return refuse("key-not-kept", { tender: place.tender, lot: place.lot, part: place.part });
  const wrapped = await readBytes(file);
  if (!wrapped.ok) return wrapped;
  const identity = await unwrapIdentity(wrapped.value, store.passphrase);
  return identity.ok ? ok([identity.value]) : identity;
}

const fileOf = (folder: string, { tender, lot, part }: Pick<Place, "tender" | "lot" | "part">): string => path.join(folder, `${tender}-${lot}-${part}.age`);

async function readAll(file: string): Promise<Result<Identity[]>> {
  if (!existsSync(file)) return ok([]);
  try {
    return ok(IDENTITIES.parse(JSON.parse(await readFile(file, "utf8"))));
  } catch {
    return refuse("file-unreadable", { path: file, why: "JSON" });
  }
}
