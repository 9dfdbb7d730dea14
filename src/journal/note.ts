import { sha256 } from "@noble/hashes/sha2.js";
import { base64, concat, fromBase64, hex, sameBytes, utf8 } from "../kernel/bytes.js";
import { SECOND_MS, type Instant } from "../kernel/time.js";

/** Ed25519 by RFC 8032. Injected: Node checks with its own OpenSSL, a browser with what it has. */
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** C2SP signature types: 1 a signed note, 4 a witness's timestamped cosignature. */
export type Algorithm = 1 | 4;
/** A C2SP verifier key, `name+id+key`. */
export type Vkey = { readonly text: string; readonly name: string; readonly algorithm: Algorithm; readonly publicKey: Uint8Array; readonly id: Uint8Array };
/** A key that signs notes: its public half and the raw Ed25519 operation. */
export type NoteSigner = { readonly vkey: Vkey; readonly sign: (message: Uint8Array) => Uint8Array };
/** The same for the log's own key, which may lie on a token and then takes its time. @throws what the token's way throws where it is away */
export type LogSigner = { readonly vkey: Vkey; readonly sign: (message: Uint8Array) => Uint8Array | Promise<Uint8Array> };
/** A signature found good: whose, over which line, and for a cosignature when the witness says it saw the note. */
export type Seal = { readonly vkey: Vkey; readonly line: string; readonly at: Instant | null };
export type OpenedNote = { readonly text: string; readonly seals: readonly Seal[] };
/** A C2SP tlog-checkpoint: which log, how many leaves, their root. */
export type Checkpoint = { readonly origin: string; readonly size: number; readonly root: Uint8Array; readonly extensions: readonly string[] };

const DASH = "\u2014";
const KEY_NAME = /^[^\s+\p{Cc}]+$/u;
const SIGNATURE_LINE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/u;
const SIZE = /^(0|[1-9]\d{0,15})$/;
const SIGNATURE_BYTES = 64;
const TIME_BYTES = 8;
const NOTE_CHARACTERS_MAX = 1_000_000;
const SIGNATURES_MAX = 64;

/** The verifier key of a public key under a name. @throws {RangeError} on a name with spaces or plus signs, or a key that is not 32 bytes. */
export function vkeyOf(name: string, algorithm: Algorithm, publicKey: Uint8Array): Vkey {
  if (!KEY_NAME.test(name)) throw new RangeError(`not a key name: ${JSON.stringify(name)}`);
  if (publicKey.length !== 32) throw new RangeError("an Ed25519 public key has 32 bytes");
  const typed = concat(Uint8Array.of(algorithm), publicKey);
  const id = sha256(concat(utf8(`${name}\n`), typed)).subarray(0, 4);
  return { text: `${name}+${hex(id)}+${base64(typed)}`, name, algorithm, publicKey, id };
}

/** Reads a verifier key. @throws {RangeError} if a part is malformed, the type is unknown or the id is not the key's. */
export function parseVkey(text: string): Vkey {
  const parts = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text);
  const [, name = "", id = "", key = ""] = parts ?? [];
  if (parts === null) throw new RangeError("a verifier key is name+id+key");
  const typed = fromBase64(key);
  const algorithm = typed[0];
  if (algorithm !== 1 && algorithm !== 4) throw new RangeError("a verifier key of unknown type");
  const vkey = vkeyOf(name, algorithm, typed.slice(1));
  if (hex(vkey.id) !== id) throw new RangeError("a verifier key whose id is not its own");
  return vkey;
}

/** The text of a checkpoint, as it is signed. */
export const checkpointText = (origin: string, size: number, root: Uint8Array): string => `${origin}\n${String(size)}\n${base64(root)}\n`;

/** Reads the text of a checkpoint. @throws {RangeError} on anything but origin, size and root, each on its line. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = "", size = "", root = "", ...rest] = text.split("\n");
  if (!KEY_NAME.test(origin)) throw new RangeError("a checkpoint without an origin");
  if (!SIZE.test(size) || !Number.isSafeInteger(Number(size))) throw new RangeError("a checkpoint without a size");
  const hash = fromBase64(root);
  if (hash.length !== 32) throw new RangeError("a checkpoint without a root");
  if (rest.pop() !== "" || rest.includes("")) throw new RangeError("a checkpoint whose lines do not end");
  return { origin, size: Number(size), root: hash, extensions: rest };
}

/** One signature line, without its newline. */
const signatureLine = (vkey: Vkey, signature: Uint8Array): string => `${DASH} ${vkey.name} ${base64(concat(vkey.id, signature))}`;

/** A signed note: the text, an empty line, the signer's line. @throws {RangeError} if the text does not end its last line or holds controls. */
export function signNote(text: string, signer: NoteSigner): string {
  if (!isNoteText(text) || signer.vkey.algorithm !== 1) throw new RangeError("a note's text ends with a newline, without controls; its key is of type 1");
  return `${text}\n${signatureLine(signer.vkey, signer.sign(utf8(text)))}\n`;
}

/** The same by a signer that takes its time. */
export async function signNoteLater(text: string, signer: LogSigner): Promise<string> {
  const signature = await signer.sign(utf8(text));
  return signNote(text, { vkey: signer.vkey, sign: () => signature });
}

/** A witness's line, without its newline: it saw this checkpoint at `at`, counted in whole seconds. */
export function cosign(text: string, signer: NoteSigner, at: Instant): string {
  if (signer.vkey.algorithm !== 4) throw new RangeError("a cosignature needs a key of type 4");
  const seconds = Math.floor(at / SECOND_MS);
  const time = new Uint8Array(TIME_BYTES);
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
  return signatureLine(signer.vkey, concat(time, signer.sign(cosignedBytes(text, seconds))));
}

/** The text of a note, which its lines sign: all up to the blank line. */
export const textOfNote = (note: string): string => note.slice(0, note.indexOf("\n\n") + 1);

/** A note with more signature lines behind its own, in the order given. */
export const withLines = (note: string, lines: readonly string[]): string => note + lines.map((line) => `${line}\n`).join("");

/**
 * Reads a note and checks every signature by a known key; lines of unknown keys are passed over.
 * @throws {RangeError} if the note is malformed, or a known key's signature is wrong.
 */
export function openNote(note: string, known: readonly Vkey[], verify: VerifyEd25519): OpenedNote {
  const split = note.length > NOTE_CHARACTERS_MAX ? -1 : note.lastIndexOf("\n\n");
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2).split("\n");
  if (split < 0 || !isNoteText(text) || lines.pop() !== "" || lines.length === 0 || lines.length > SIGNATURES_MAX) throw new RangeError("not a signed note");
  const seals = lines.flatMap((line) => openLine(line, text, known, verify));
  return { text, seals };
}

/** The known key's good signature in one line, or nothing if the key is unknown. */
function openLine(line: string, text: string, known: readonly Vkey[], verify: VerifyEd25519): Seal[] {
  const [, name, encoded = ""] = SIGNATURE_LINE.exec(line) ?? [];
  if (name === undefined) throw new RangeError("a signature line is a dash, a name and a signature");
  const bytes = fromBase64(encoded);
  if (bytes.length < 5) throw new RangeError(`a signature line of ${name} without a signature`);
  const vkey = known.find((key) => key.name === name && sameBytes(key.id, bytes.subarray(0, 4)));
  if (vkey === undefined) return [];
  const { message, signature, at } = vkey.algorithm === 4 ? cosignature(bytes, text) : { message: utf8(text), signature: bytes.subarray(4), at: null };
  if (signature.length !== SIGNATURE_BYTES || !verify(vkey.publicKey, message, signature)) throw new RangeError(`a wrong signature of ${name}`);
  return [{ vkey, line, at }];
}

/** What a witness's signature bytes say: when it saw the note, and so what exactly it signed. */
function cosignature(bytes: Uint8Array, text: string): { message: Uint8Array; signature: Uint8Array; at: Instant } {
  const seconds = cosignedSeconds(bytes);
  return { message: cosignedBytes(text, seconds), signature: bytes.subarray(4 + TIME_BYTES), at: (seconds * SECOND_MS) as Instant };
}

function cosignedSeconds(bytes: Uint8Array): number {
  if (bytes.length !== 4 + TIME_BYTES + SIGNATURE_BYTES) throw new RangeError("a cosignature has a time and a signature");
  const seconds = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(4);
  if (seconds * BigInt(SECOND_MS) > BigInt(Number.MAX_SAFE_INTEGER)) throw new RangeError("a cosignature from beyond time");
  return Number(seconds);
}

/** C2SP tlog-cosignature: what a witness signs. */
const cosignedBytes = (text: string, seconds: number): Uint8Array => utf8(`cosignature/v1\ntime ${String(seconds)}\n${text}`);

// A note may hold no control character but the newline.
const isNoteText = (text: string): boolean => text.endsWith("\n") && !/[\u0000-\u0009\u000b-\u001f]/.test(text) && text.isWellFormed();
