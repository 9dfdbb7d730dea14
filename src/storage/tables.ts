import type { ColumnType, Generated } from "kysely";

/** bigint comes back as text: read it with Number where a byte count surely fits. */
type Bytes = ColumnType<string, number | string, number | string>;

/** Tables of this feature. */
export type StorageTables = {
  uploads: {
    exchange_id: string;
    upload_id: string;
    actor_id: string;
    name: string;
    size: Bytes;
    received: ColumnType<string, number | undefined, number>;
    expected: string | null;
    sha256: ColumnType<string | null, never, string>;
    state: Generated<"open" | "storing" | "finished" | "refused">;
    made_at: Date;
    touched_at: Date;
  };
};
