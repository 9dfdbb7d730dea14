/** A handle, a size or a flag word: CK_ULONG. Where a module says “unknown” (all bits set) it comes as a bigint. */
type Ulong = number | bigint;
export type Attribute = { readonly type: number; readonly value: Uint8Array };
/** The few functions of PKCS#11 2.40 (OASIS) that finding, making and using a key takes. Each runs on a thread of its own and throws `CryptokiError`. */
export type Cryptoki = {
  readonly slots: () => Promise<readonly Ulong[]>;
  /** Label, without the blanks it is padded with, and flags. */
  readonly tokenInfo: (slot: Ulong) => Promise<{ readonly label: string; readonly flags: number }>;
  readonly openSession: (slot: Ulong) => Promise<Ulong>;
  readonly closeSession: (session: Ulong) => Promise<void>;
  readonly login: (session: Ulong, pin: Uint8Array) => Promise<void>;
  readonly find: (session: Ulong, attributes: readonly Attribute[]) => Promise<readonly Ulong[]>;
  readonly attribute: (session: Ulong, object: Ulong, type: number) => Promise<Uint8Array>;
  readonly generate: (session: Ulong, mechanism: number, publicKey: readonly Attribute[], privateKey: readonly Attribute[]) => Promise<Ulong>;
  readonly sign: (session: Ulong, mechanism: number, key: Ulong, data: Uint8Array) => Promise<Uint8Array>;
  readonly initialize: () => Promise<void>;
  readonly finalize: () => Promise<void>;
};

/** What a module answered instead of CKR_OK. */
export class CryptokiError extends Error {
  override readonly name = "CryptokiError";
  readonly code: number;
  constructor(call: string, code: number) {
    super(`${call}: ${CODES.get(code) ?? `0x${code.toString(16)}`}`);
    this.code = code;
  }
}
export const CKR = { pinIncorrect: 0xa0, pinInvalid: 0xa1, pinLenRange: 0xa2, pinExpired: 0xa3, pinLocked: 0xa4, alreadyLoggedIn: 0x100, alreadyInitialized: 0x191 } as const;
const CODES = new Map<number, string>([
  [0x03, "CKR_SLOT_ID_INVALID"], [0x05, "CKR_GENERAL_ERROR"], [0x06, "CKR_FUNCTION_FAILED"], [0x30, "CKR_DEVICE_ERROR"], [0x32, "CKR_DEVICE_REMOVED"], [0x60, "CKR_KEY_HANDLE_INVALID"], [0x70, "CKR_MECHANISM_INVALID"], [0x82, "CKR_OBJECT_HANDLE_INVALID"],
  [CKR.pinIncorrect, "CKR_PIN_INCORRECT"], [CKR.pinInvalid, "CKR_PIN_INVALID"], [CKR.pinLenRange, "CKR_PIN_LEN_RANGE"], [CKR.pinExpired, "CKR_PIN_EXPIRED"], [CKR.pinLocked, "CKR_PIN_LOCKED"], [0xb0, "CKR_SESSION_CLOSED"], [0xb3, "CKR_SESSION_HANDLE_INVALID"],
  [0xe0, "CKR_TOKEN_NOT_PRESENT"], [0xe1, "CKR_TOKEN_NOT_RECOGNIZED"], [0x101, "CKR_USER_NOT_LOGGED_IN"],
]);

/** CK_FUNCTION_LIST up to the last function used here, in its order. */
const LIST = "Initialize Finalize GetInfo GetFunctionList GetSlotList GetSlotInfo GetTokenInfo GetMechanismList GetMechanismInfo InitToken InitPIN SetPIN OpenSession CloseSession CloseAllSessions GetSessionInfo GetOperationState SetOperationState Login Logout CreateObject CopyObject DestroyObject GetObjectSize GetAttributeValue SetAttributeValue FindObjectsInit FindObjects FindObjectsFinal EncryptInit Encrypt EncryptUpdate EncryptFinal DecryptInit Decrypt DecryptUpdate DecryptFinal DigestInit Digest DigestUpdate DigestKey DigestFinal SignInit Sign SignUpdate SignFinal SignRecoverInit SignRecover VerifyInit Verify VerifyUpdate VerifyFinal VerifyRecoverInit VerifyRecover DigestEncryptUpdate DecryptDigestUpdate SignEncryptUpdate DecryptVerifyUpdate GenerateKey GenerateKeyPair".split(" ");
const OS_LOCKING_OK = 2;
const TOKEN_PRESENT = 1;
/** A session that may make objects: CKF_SERIAL_SESSION and CKF_RW_SESSION. */
const SESSION_FLAGS = 6;
const USER = 1;
const SLOTS_MAX = 64;
const FOUND_MAX = 16;
const LABEL_BYTES = 32;
/** CK_TOKEN_INFO: label, maker, model (16), serial number (16), then the flags. */
const FLAGS_AT = 96;
const INFO_BYTES_MAX = 512;
/** Room for a signature of RSA 4096, and for an attribute we read. */
const ANSWER_BYTES_MAX = 1_024;

/** What of koffi is used here. The package is optional: where npm has none for a platform, all else must still build and run. */
type Koffi = {
  readonly load: (file: string) => { readonly func: (name: string, result: string, args: readonly unknown[]) => unknown };
  readonly struct: (members: Readonly<Record<string, unknown>>) => unknown;
  readonly proto: (result: string, args: readonly unknown[]) => unknown;
  readonly decode: (from: unknown, type: unknown) => unknown;
  readonly pointer: (to: unknown) => unknown; readonly out: (of: unknown) => unknown; readonly inout: (of: unknown) => unknown;
};
const KOFFI = "koffi" as string;
type Bound = (...args: readonly unknown[]) => Promise<void>;
type Decoded = { readonly async: (...given: readonly unknown[]) => void };

/** Arguments of calls under way: what the library reads on its thread must not be collected here meanwhile. */
const inUse = new Set<readonly unknown[]>();

/** Every library that was loaded: koffi unloads one whose handle is collected, and functions taken from its list would lead nowhere. */
const libraries = new Map<string, ReturnType<Koffi["load"]>>();

function library(koffi: Koffi, file: string): ReturnType<Koffi["load"]> {
  const loaded = libraries.get(file) ?? koffi.load(file);
  libraries.set(file, loaded);
  return loaded;
}

/** Functions of a module by name, each with its arguments as C has them. */
function bind(koffi: Koffi, file: string): (name: string, args: readonly unknown[]) => Bound {
  const version = koffi.struct({ major: "uint8", minor: "uint8" });
  const list = koffi.struct({ version, ...Object.fromEntries(LIST.map((name) => [name, "void *"])) });
  const getList = library(koffi, file).func("C_GetFunctionList", "ulong", [koffi.out(koffi.pointer(koffi.pointer(list)))]) as (out: unknown[]) => number;
  const out: unknown[] = [null];
  const answered = getList(out);
  if (answered !== 0) throw new CryptokiError("C_GetFunctionList", answered);
  const functions = koffi.decode(out[0], list) as Readonly<Record<string, unknown>>;
  return (name, args) => {
    const made = koffi.decode(functions[name], koffi.proto("ulong", args)) as Decoded;
    return (...given) => new Promise((done, failed) => {
      inUse.add(given);
      made.async(...given, (error: unknown, answer: Ulong) => {
        inUse.delete(given);
        if (error != null) failed(error instanceof Error ? error : new TypeError(`C_${name} was not called`));
        else if (Number(answer) === 0) done();
        else failed(new CryptokiError(`C_${name}`, Number(answer)));
      });
    });
  };
}

const parameterless = (mechanism: number): object => ({ mechanism, pParameter: null, ulParameterLen: 0 });
const inC = (attributes: readonly Attribute[]): readonly object[] => attributes.map(({ type, value }) => ({ type, pValue: value, ulValueLen: value.length }));
const number = (cell: readonly Ulong[]): Ulong => cell[0] ?? 0;

/** Loads a PKCS#11 module, which is not initialized yet. @param file the shared library of the token's maker @throws {Error} where it does not load */
export async function openCryptoki(file: string): Promise<Cryptoki> {
  const koffi = await import(KOFFI) as Koffi;
  const bound = bind(koffi, file);
  const attribute = koffi.struct({ type: "ulong", pValue: "void *", ulValueLen: "ulong" });
  const [attributes, mechanism, handle] = [koffi.pointer(attribute), koffi.pointer(koffi.struct({ mechanism: "ulong", pParameter: "void *", ulParameterLen: "ulong" })), koffi.out("ulong *")];
  const initialize = bound("Initialize", [koffi.pointer(koffi.struct({ create: "void *", destroy: "void *", lock: "void *", unlock: "void *", flags: "ulong", reserved: "void *" }))]);
  const c = {
    getSlotList: bound("GetSlotList", ["uint8", koffi.out("ulong *"), koffi.inout("ulong *")]), getTokenInfo: bound("GetTokenInfo", ["ulong", koffi.out("uint8 *")]),
    openSession: bound("OpenSession", ["ulong", "ulong", "void *", "void *", handle]), closeSession: bound("CloseSession", ["ulong"]), login: bound("Login", ["ulong", "ulong", "uint8 *", "ulong"]),
    findObjectsInit: bound("FindObjectsInit", ["ulong", attributes, "ulong"]), findObjects: bound("FindObjects", ["ulong", koffi.out("ulong *"), "ulong", handle]), findObjectsFinal: bound("FindObjectsFinal", ["ulong"]),
    getAttributeValue: bound("GetAttributeValue", ["ulong", "ulong", koffi.inout(attributes), "ulong"]), generateKeyPair: bound("GenerateKeyPair", ["ulong", mechanism, attributes, "ulong", attributes, "ulong", handle, handle]),
    signInit: bound("SignInit", ["ulong", mechanism, "ulong"]), sign: bound("Sign", ["ulong", "uint8 *", "ulong", koffi.out("uint8 *"), koffi.inout("ulong *")]), finalize: bound("Finalize", ["void *"]),
  };
  return {
    slots: async () => {
      const [slots, count] = [new BigUint64Array(SLOTS_MAX), [SLOTS_MAX]];
      await c.getSlotList(TOKEN_PRESENT, slots, count);
      return [...slots.subarray(0, count[0])];
    },
    tokenInfo: async (slot) => {
      const info = Buffer.alloc(INFO_BYTES_MAX);
      await c.getTokenInfo(slot, info);
      return { label: info.subarray(0, LABEL_BYTES).toString("utf8").trimEnd(), flags: info.readUInt32LE(FLAGS_AT) };
    },
    openSession: async (slot) => {
      const session: Ulong[] = [0];
      await c.openSession(slot, SESSION_FLAGS, null, null, session);
      return number(session);
    },
    closeSession: (session) => c.closeSession(session),
    login: (session, pin) => c.login(session, USER, pin, pin.length),
    find: async (session, wanted) => {
      await c.findObjectsInit(session, inC(wanted), wanted.length);
      const [found, count] = [new BigUint64Array(FOUND_MAX), [0]];
      await c.findObjects(session, found, FOUND_MAX, count).finally(() => c.findObjectsFinal(session));
      return [...found.subarray(0, count[0])];
    },
    attribute: async (session, object, type) => {
      const value = Buffer.alloc(ANSWER_BYTES_MAX);
      const asked = [{ type, pValue: value, ulValueLen: value.length }];
      await c.getAttributeValue(session, object, asked, 1);
      return Uint8Array.from(value.subarray(0, asked[0]?.ulValueLen));
    },
    generate: async (session, kind, publicKey, privateKey) => {
      const [made, kept]: [Ulong[], Ulong[]] = [[0], [0]];
      await c.generateKeyPair(session, parameterless(kind), inC(publicKey), publicKey.length, inC(privateKey), privateKey.length, made, kept);
      return number(made);
    },
    sign: async (session, kind, key, data) => {
      const [signature, length] = [Buffer.alloc(ANSWER_BYTES_MAX), [ANSWER_BYTES_MAX]];
      await c.signInit(session, parameterless(kind), key);
      await c.sign(session, data, data.length, signature, length);
      return Uint8Array.from(signature.subarray(0, length[0]));
    },
    initialize: () => initialize({ create: null, destroy: null, lock: null, unlock: null, flags: OS_LOCKING_OK, reserved: null }).catch((error: unknown) => {
      if (!(error instanceof CryptokiError) || error.code !== CKR.alreadyInitialized) throw error;
    }),
    finalize: () => c.finalize(null),
  };
}
