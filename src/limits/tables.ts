export type LimitTables = {
  limits: { exchange_id: string; action: string; whose: string; used: string; ends_at: Date };
};
