import { base64, hex } from "../kernel/bytes.js";
import { ok, refuse, type Result } from "../kernel/result.js";
import { blind, BLINDING_BYTES, PSS_SALT_BYTES, readBlindKey, unblind, type BlindKey, type Blinding } from "../signing/blind-rsa.js";
import { ticketMessage, ticketOf, TICKET_SECRET_BYTES, TICKETS_AT_ONCE, type QuestionFile } from "./question.js";

/** A ticket in its firm's hands: good for one question. The secret is what proves, should its holder ever want to, who asked. */
export type Ticket = { readonly secret: string; readonly ticket: string; readonly signature: string };
/** Tickets whose signature is not back yet. */
export type Pending = { readonly key: BlindKey; readonly tickets: readonly { readonly secret: Uint8Array; readonly blinding: Blinding }[] };

/** Makes a batch of tickets and blinds them. The caller has seen the key in the log. */
export function prepareTickets(place: Pick<QuestionFile, "exchange" | "tender">, spki: Uint8Array, random: (count: number) => Uint8Array): Result<Pending> {
  const key = readBlindKey(spki);
  if (!key.ok) return key;
  return ok({ key: key.value, tickets: Array.from({ length: TICKETS_AT_ONCE }, () => {
    const secret = random(TICKET_SECRET_BYTES);
    return { secret, blinding: blind(key.value, ticketMessage(place, ticketOf(secret)), { salt: random(PSS_SALT_BYTES), factor: random(BLINDING_BYTES) }) };
  }) });
}

/** What is sent to be signed. */
export const blindedOf = ({ tickets }: Pending): string[] => tickets.map(({ blinding }) => base64(blinding.blinded));

/** Takes the signatures out; one that does not hold spoils the batch. */
export function finishTickets({ key, tickets }: Pending, signed: readonly Uint8Array[]): Result<readonly Ticket[]> {
  const finished: Ticket[] = [];
  for (const [at, { secret, blinding }] of tickets.entries()) {
    const given = signed[at];
    const signature = given === undefined ? refuse("ticket-signature-wrong") : unblind(key, blinding, given);
    if (!signature.ok) return signature;
    finished.push({ secret: hex(secret), ticket: hex(ticketOf(secret)), signature: base64(signature.value) });
  }
  return ok(finished);
}
