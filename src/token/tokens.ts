import { createHash, randomBytes } from "node:crypto";
import { concat, fromHex, hex, utf8 } from "../kernel/bytes.js";
import { TokenAway } from "./away.js";
import { CKR, CryptokiError, openCryptoki, type Attribute, type Cryptoki } from "./cryptoki.js";
import { placeText, type KeyPlace } from "./place.js";

/** The shared library of the token's maker, and the PIN of its user. */
export type TokenSettings = { readonly module: string; readonly pin: string };
export type KeyKind = "ed25519" | "ecdsa" | "rsa";
/** A private key on a token. Signatures as CMS and notes have them: Ed25519 and RSA as they are, ECDSA as r and s, both over SHA-256. */
export type TokenKey = { readonly kind: KeyKind; /** It can be taken out of the token. */ readonly isExtractable: boolean; readonly sign: (data: Uint8Array) => Promise<Uint8Array> };
export type Tokens = {
  /** The key at a place. @throws {TokenAway} */
  readonly open: (place: KeyPlace) => Promise<TokenKey>;
  /** Makes a key that never leaves the token. @returns its place, and its public key as SubjectPublicKeyInfo @throws {TokenAway} */
  readonly make: (token: string, kind: "ed25519" | "ecdsa", object: string) => Promise<{ readonly place: KeyPlace; readonly spki: Uint8Array }>;
  /** Whether every key that was opened is still there; asks the tokens once a second at most. */
  readonly areThere: () => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** How long a token may take for one thing, in ms. */
const PATIENCE_MS = 10_000;
/** After a failure a token is left alone for as long, and after it was there it is not looked for again, in ms. */
const REST_MS = 1_000;
const CKA = { class: 0x00, token: 0x01, private: 0x02, label: 0x03, keyType: 0x100, id: 0x102, sensitive: 0x103, sign: 0x108, verify: 0x10a, extractable: 0x162, ecParams: 0x180, ecPoint: 0x181 } as const;
const PRIVATE_KEY = 3;
const KINDS = new Map<number, { readonly kind: KeyKind; readonly mechanism: number }>([[0x40, { kind: "ed25519", mechanism: 0x1057 }], [0x03, { kind: "ecdsa", mechanism: 0x1041 }], [0x00, { kind: "rsa", mechanism: 0x40 }]]);
/** How each kind is made: mechanism, curve as CKA_EC_PARAMS wants it, what stands before the point in a SubjectPublicKeyInfo, bytes of the point. */
const MADE = {
  ed25519: { mechanism: 0x1055, curve: fromHex("130c656477617264733235353139"), spki: fromHex("302a300506032b6570032100"), bytes: 32 },
  ecdsa: { mechanism: 0x1040, curve: fromHex("06082a8648ce3d030107"), spki: fromHex("3059301306072a8648ce3d020106082a8648ce3d030107034200"), bytes: 65 },
} as const;
/** CKF_USER_PIN_FINAL_TRY and CKF_USER_PIN_LOCKED: one more wrong PIN, or none, and the key is gone. */
const PIN_AT_RISK = 0x20000 | 0x40000;
const WRONG_PIN: ReadonlySet<number> = new Set([CKR.pinIncorrect, CKR.pinInvalid, CKR.pinLenRange, CKR.pinExpired, CKR.pinLocked]);

const flag = (type: number, is: boolean): Attribute => ({ type, value: Uint8Array.of(is ? 1 : 0) });
const ulong = (type: number, value: number): Attribute => ({ type, value: new Uint8Array(BigUint64Array.of(BigInt(value)).buffer) });
const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A module as this process has it: the library has one state, whoever calls it. */
type Module = { readonly cryptoki: Cryptoki; users: number; /** Counts how often everything was opened anew: what was open before is not any more. */ opened: number; turn: Promise<unknown> };
const modules = new Map<string, Promise<Module>>();

/** Opens the tokens behind a module. Nothing is asked of them before the first key is. @throws {TokenAway} where the module does not load */
export async function openTokens({ module: file, pin }: TokenSettings): Promise<Tokens> {
  const module = await (modules.get(file) ?? kept(file, loaded(file)));
  module.users += 1;
  const { cryptoki } = module;
  const { asked, lastOf } = asker(module, pin);
  const places = new Map<string, KeyPlace>();
  return {
    open: async (place) => {
      const { kind, isExtractable } = await asked(place.token, (session) => keyAt(cryptoki, session, place));
      places.set(placeText(place), place);
      return {
        kind, isExtractable, sign: (data) => asked(place.token, async (session) => {
          const { handle, mechanism } = await keyAt(cryptoki, session, place);
          return cryptoki.sign(session, mechanism, handle, kind === "ecdsa" ? Uint8Array.from(createHash("sha256").update(data).digest()) : data);
        }),
      };
    },
    make: (token, kind, object) => asked(token, (session) => makeKey(cryptoki, session, { token, kind, object })),
    areThere: async () => {
      const { seenAt, failedAt } = lastOf();
      if (performance.now() - seenAt < REST_MS) return failedAt < seenAt;
      try {
        for (const place of places.values()) await asked(place.token, (session) => keyAt(cryptoki, session, place));
        return true;
      } catch (error) {
        if (error instanceof TokenAway) return false;
        throw error;
      }
    },
    close: () => letGo(file, module),
  };
}

/** Signs in to a token once, and never again with a PIN it refused. */
function signIn({ cryptoki }: Module, pin: string): { readonly login: (token: string) => Promise<number | bigint>; readonly isRefused: () => boolean } {
  let isRefused = false;
  return {
    isRefused: () => isRefused,
    login: async (token) => {
      if (isRefused) throw new TokenAway(`token ${token} did not take its PIN, and is not asked again before the next start: correct the file of DAYLIGHT_TOKEN_PIN_FILE`);
      const session = await cryptoki.openSession(await slotOf(cryptoki, token));
      await cryptoki.login(session, utf8(pin)).catch((error: unknown) => {
        if (error instanceof CryptokiError && error.code === CKR.alreadyLoggedIn) return;
        isRefused = error instanceof CryptokiError && WRONG_PIN.has(error.code);
        throw isRefused ? new TokenAway(`token ${token} does not take the PIN of DAYLIGHT_TOKEN_PIN_FILE (${words(error)})`) : error;
      });
      return session;
    },
  };
}

type Asked = <Value>(token: string, work: Work<Value>) => Promise<Value>;

/** Asks tokens for one thing after another: a session does not bear two. A token that was away may be back, so each is asked twice, with everything opened anew between. */
function asker(module: Module, pin: string): { readonly asked: Asked; readonly lastOf: () => { readonly seenAt: number; readonly failedAt: number } } {
  const { login, isRefused } = signIn(module, pin);
  const sessions = new Map<string, { readonly opened: number; readonly session: number | bigint }>();
  let [seenAt, failedAt] = [-Infinity, -Infinity];
  const sessionOf = async (token: string): Promise<number | bigint> => {
    const known = sessions.get(token);
    if (known?.opened === module.opened) return known.session;
    const session = await login(token);
    sessions.set(token, { opened: module.opened, session });
    return session;
  };
  const twice = async <Value>(token: string, work: Work<Value>): Promise<Value> => {
    try {
      return await work(await sessionOf(token));
    } catch (error) {
      if (isRefused()) throw error;
      await openAnew(module);
      return work(await sessionOf(token));
    }
  };
  const asked: Asked = async (token, work) => {
    if (performance.now() - failedAt < REST_MS) throw new TokenAway(`token ${token} is away`);
    const mine = module.turn.then(() => twice(token, work));
    module.turn = mine.catch(() => undefined);
    try {
      const value = await inTime(token, mine);
      [seenAt, failedAt] = [performance.now(), -Infinity];
      return value;
    } catch (error) {
      failedAt = performance.now();
      throw error instanceof TokenAway ? error : new TokenAway(`token ${token} is away or refuses (${words(error)})`);
    }
  };
  return { asked, lastOf: () => ({ seenAt, failedAt }) };
}

type Work<Value> = (session: number | bigint) => Promise<Value>;

function kept(file: string, module: Promise<Module>): Promise<Module> {
  modules.set(file, module);
  module.catch(() => { modules.delete(file); });
  return module;
}

async function openAnew(module: Module): Promise<void> {
  module.opened += 1;
  await module.cryptoki.finalize().catch(() => undefined);
  await module.cryptoki.initialize();
}

/** The last one to go shuts the library. */
async function letGo(file: string, module: Module): Promise<void> {
  module.users -= 1;
  if (module.users > 0) return;
  modules.delete(file);
  await module.turn;
  await module.cryptoki.finalize().catch(() => undefined);
}

async function loaded(file: string): Promise<Module> {
  try {
    const cryptoki = await openCryptoki(file);
    await cryptoki.initialize();
    return { cryptoki, users: 0, opened: 0, turn: Promise.resolve() };
  } catch (error) {
    throw new TokenAway(`DAYLIGHT_TOKEN_MODULE ${file} is no PKCS#11 module that loads (${words(error).split("\n")[0] ?? ""})`);
  }
}

async function inTime<Value>(token: string, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => { timer = setTimeout(() => { fail(new TokenAway(`token ${token} does not answer`)); }, PATIENCE_MS); });
  return Promise.race([work, late]).finally(() => { clearTimeout(timer); });
}

async function slotOf(cryptoki: Cryptoki, token: string): Promise<number | bigint> {
  for (const slot of await cryptoki.slots()) {
    const { label, flags } = await cryptoki.tokenInfo(slot);
    if (label !== token) continue;
    if ((flags & PIN_AT_RISK) !== 0) throw new TokenAway(`token ${token} has one try of its PIN left, or none: sign in to it with its maker's tool first`);
    return slot;
  }
  throw new TokenAway(`token ${token} is not there: plug it in, or set DAYLIGHT_TOKEN_MODULE right`);
}

type Found = Omit<TokenKey, "sign"> & { readonly handle: number | bigint; readonly mechanism: number };

async function keyAt(cryptoki: Cryptoki, session: number | bigint, { token, id, object }: KeyPlace): Promise<Found> {
  const found = await cryptoki.find(session, [ulong(CKA.class, PRIVATE_KEY), ...(id === null ? [] : [{ type: CKA.id, value: id }]), ...(object === null ? [] : [{ type: CKA.label, value: utf8(object) }])]);
  const [handle, ...more] = found;
  const named = object ?? hex(id ?? new Uint8Array());
  if (handle === undefined) throw new TokenAway(`token ${token} holds no private key ${named}`);
  if (more.length > 0) throw new TokenAway(`token ${token} holds ${String(found.length)} private keys ${named}: name one by its id`);
  const type = Buffer.from(await cryptoki.attribute(session, handle, CKA.keyType)).readUInt32LE();
  const known = KINDS.get(type);
  if (known === undefined) throw new TokenAway(`key ${named} of token ${token} is of no kind that signs here`);
  const [extractable] = await cryptoki.attribute(session, handle, CKA.extractable);
  return { ...known, handle, isExtractable: extractable !== 0 };
}

async function makeKey(cryptoki: Cryptoki, session: number | bigint, { token, kind, object }: { readonly token: string; readonly kind: keyof typeof MADE; readonly object: string }): Promise<{ place: KeyPlace; spki: Uint8Array }> {
  const { mechanism, curve, spki, bytes } = MADE[kind];
  const id = Uint8Array.from(randomBytes(16));
  const named: readonly Attribute[] = [flag(CKA.token, true), { type: CKA.id, value: id }, { type: CKA.label, value: utf8(object) }];
  const handle = await cryptoki.generate(session, mechanism, [{ type: CKA.ecParams, value: curve }, flag(CKA.verify, true), ...named], [flag(CKA.private, true), flag(CKA.sensitive, true), flag(CKA.extractable, false), flag(CKA.sign, true), ...named]);
  const point = await cryptoki.attribute(session, handle, CKA.ecPoint);
  // An octet string around the point, as the standard has it, or the bare point, as some tokens do.
  return { place: { token, id, object }, spki: concat(spki, point.slice(point.length - bytes)) };
}
