import type { Json } from "../kernel/canonical-json.js";

/** Tables of this feature. */
export type MessageTables = {
  messages: {
    exchange_id: string; message_id: string; kind: string; audience: string; tender_id: string | null; lot: string | null;
    facts: Readonly<Record<string, Json>> | string; not_to: string | null; once: string; told_at: Date;
  };
  message_reads: { exchange_id: string; actor_id: string; message_id: string; read_at: Date };
};
