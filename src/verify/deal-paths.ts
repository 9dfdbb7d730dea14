type Row = { readonly lot: string; readonly round: number };

/** Where an act of a deal lies in a bundle; and by what a party signed its confirmation. */
export const dealPath = ({ lot, round }: Row, serial: number): string => `deals/${lot}/${String(round)}/${String(serial)}.json`;
export const partyPath = ({ lot, round }: Row, party: string): string => `deals/${lot}/${String(round)}/${party}.act`;
