type Exchange = { exchange_id: string };

export type SuretyTables = {
  guarantee_issuers: Exchange & { uscc: string; version: number; /** guarantee-issuer/1 */ file: Uint8Array; sha256: string; certificate: Uint8Array; entered_by: string; entered_at: Date };
  guarantee_issuer_approvals: Exchange & { uscc: string; version: number; outbox_id: string; approved_by: string; approved_at: Date };
  guarantee_letters: Exchange & {
    /** Of the letter's canonical bytes. */ sha256: string; letter: Uint8Array; signature: Uint8Array; issuer: string; issuer_version: number; /** Of the letter, without blanks. */ number: string;
    /** Of the guarantee it stands for. */ reference: string; /** Opens the sealed leaf of the log. */ salt: Uint8Array; outbox_id: string; handed_in_by: string; handed_in_at: Date;
  };
  guarantee_demands: Exchange & { reference: string; paper_id: string; ground: string; amount_fen: string; json: Uint8Array; json_sha256: string; pdf_sha256: string; pdf_size: string; outbox_id: string; made_by: string; made_at: Date };
};
