/** Tables of this feature. */
export type TenderTables = Record<never, never>;
