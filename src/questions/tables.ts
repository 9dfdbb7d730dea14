type TenderKey = { exchange_id: string; tender_id: string };

export type QuestionTables = {
  question_keys: TenderKey & { spki: Uint8Array; pkcs8: Uint8Array; sha256: string; outbox_id: string };
  question_tickets: TenderKey & { firm: string; serial: number; asked_sha256: string; taken_on: string };
  question_box: TenderKey & { sha256: string; ticket: Uint8Array; about: string; body: unknown; due_at: Date };
  questions: TenderKey & { sha256: string; ticket: Uint8Array; about: string; body: unknown; collected_at: Date; outbox_id: string };
  question_answers: TenderKey & { sha256: string; answer: string; drafted_by: string; drafted_at: Date };
  answered_questions: TenderKey & { sha256: string; answer: string; notice_id: string };
};
