import type { Tx } from "../../db/database.js";
import type { Grade } from "../survey.js";
import { insertAnswers } from "../store.js";

/** What applicants said of cases in another system, as its file has it; in the transaction that writes the cases. */
export const importAnswers = (tx: Tx, exchangeId: string, answers: readonly { readonly code: string; readonly unit: string; readonly grade: Grade; readonly made_at: Date }[]): Promise<void> => insertAnswers(tx, exchangeId, answers);
