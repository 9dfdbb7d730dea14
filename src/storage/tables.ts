/** Tables of this feature. */
export type StorageTables = Record<never, never>;
