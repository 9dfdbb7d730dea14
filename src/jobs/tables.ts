/** Tables of this feature. */
export type JobTables = Record<never, never>;
