import { fromBase64, base64 } from "../../kernel/bytes.js";
import { requestBytes, type SignedRequest } from "../../auctions/request.js";

/** The key of one room: it lives in this browser, which lets nobody read its private half, and signs what the bidder asks (docs/decisions/0087). */
const STORE = "keys";
const ED25519 = { name: "Ed25519" };

const open = (): Promise<IDBDatabase> => new Promise((done, failed) => {
  const request = indexedDB.open("daylight-auctions", 1);
  request.onupgradeneeded = () => { request.result.createObjectStore(STORE); };
  request.onsuccess = () => { done(request.result); };
  request.onerror = () => { failed(request.error ?? new TypeError("no IndexedDB")); };
});

async function inStore<Value>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Value>): Promise<Value> {
  const database = await open();
  return new Promise((done, failed) => {
    const request = work(database.transaction(STORE, mode).objectStore(STORE));
    request.onsuccess = () => { done(request.result); };
    request.onerror = () => { failed(request.error ?? new TypeError("IndexedDB")); };
  });
}

/** The pair kept for a room, null where there is none. */
export const keptPair = async (room: string): Promise<CryptoKeyPair | null> => (await kept(room)) as CryptoKeyPair | null;

/** Keeps something of one’s own beside the keys: a sealed quote, until it is shown. */
export const keep = (name: string, value: unknown): Promise<IDBValidKey> => inStore("readwrite", (store) => store.put(value, name));
export const kept = async (name: string): Promise<unknown> => ((await inStore("readonly", (store) => store.get(name) as IDBRequest<unknown>)) ?? null);

/** A new pair, kept before anybody hears of its public half. */
export async function makePair(room: string): Promise<CryptoKeyPair> {
  const pair = (await crypto.subtle.generateKey(ED25519, false, ["sign", "verify"])) as CryptoKeyPair;
  await keep(room, pair);
  return pair;
}

export const publicHalf = async ({ publicKey }: CryptoKeyPair): Promise<string> => base64(new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)));

/** Whether a pair is the one that the exchange was given last. */
export const isGiven = async (pair: CryptoKeyPair | null, given: string): Promise<boolean> => pair !== null && given !== "" && fromBase64(given).length === 32 && (await publicHalf(pair)) === given;

export const signedBy = async ({ privateKey }: CryptoKeyPair, request: SignedRequest): Promise<string> => base64(new Uint8Array(await crypto.subtle.sign(ED25519, privateKey, Uint8Array.from(requestBytes(request)))));
