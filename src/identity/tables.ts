/** Replaced by the identity feature's tables. */
export type IdentityTables = Record<never, never>;
