/** Names one lot of one tender of one exchange. */
export type LotKey = { readonly exchangeId: string; readonly tenderId: string; readonly lot: string };

/** Names one part of a lot: what is sealed, closed and opened together. */
export type PartKey = LotKey & { readonly part: string };
