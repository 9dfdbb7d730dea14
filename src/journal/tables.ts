/** Tables of this feature. */
export type LogTables = Record<never, never>;
