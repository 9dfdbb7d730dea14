import type { Generated } from "kysely";
import type { Json } from "../kernel/canonical-json.js";

export type Channel = "mail" | "phone";
type Later<Value> = Generated<Value | null>;

/** Tables of this feature. */
export type MessageTables = {
  messages: {
    exchange_id: string; message_id: string; kind: string; audience: string; tender_id: string | null; lot: string | null;
    facts: Readonly<Record<string, Json>> | string; not_to: string | null; once: string; told_at: Date;
  };
  message_reads: { exchange_id: string; actor_id: string; message_id: string; read_at: Date };
  message_settings: { exchange_id: string; actor_id: string; language: "zh" | "en"; email: string | null; mail_off: string[]; phone: Later<Uint8Array>; phone_by: Generated<"sms" | "voice">; phone_on: Generated<string[]>; version: Generated<number> };
  rehearsal_texts: { exchange_id: string; text_id: string; body: Uint8Array; received_at: Date };
  mail_stops: { exchange_id: string; token: string; actor_id: string; kind: string };
  deliveries: { exchange_id: string; delivery_id: string; message_id: string; actor_id: string; channel: Channel; made_at: Date; due_at: Date | null; attempts: Generated<number>; sent_at: Later<Date>; failure: Later<string> };
};
