import { canonical } from "../kernel/canonical-json.js";
import type { PlannedBeacon } from "./beacon.js";
import type { EscrowOpeners } from "../signing/escrow.js";
import type { DrawnSeat, DrawPlan, PoolRow } from "./draw-order.js";

/** The files of a draw as the audit bundle holds them (contracts.md §5), canonical. */
export type PlanFile = DrawPlan & { readonly v: "ddr/1"; readonly chain: string; readonly beacon: PlannedBeacon | null; readonly drawSecret_sha256: string;
  /** Where the secrets are in escrow: to whom, and the hash of the escrow of each of the supervisor's codes, the first first. Absent where the lot has no openers. */
  readonly escrow?: EscrowOpeners & { readonly codes: readonly string[] };
};
export type PoolFile = { readonly v: "ddr/1"; readonly draw: string; readonly rows: readonly PoolRow[] };
export type ResultFile = { readonly v: "ddr/1"; readonly draw: string; readonly drawn: readonly DrawnSeat[] };
/** Somebody drawn left his seat: who took it under the next code. `evidence` is the SHA-256 of what shows the reason. */
export type Replacement = { readonly label: string; readonly reason: ReplacementReason; readonly evidence: string; readonly code: string; readonly substitute: string };
/** A label opened: whose it is, and the salt that proves it. */
export type OpenedLabel = { readonly expert: string; readonly salt: string; readonly label: string };

type Words = { readonly zh: string; readonly en: string };

/** Who puts a random number into a draw, by the name in its files. */
export const CONTRIBUTOR_NAMES: Readonly<Record<string, Words>> = {
  tenderer: { zh: "招标人（采购人）", en: "Tenderer (purchaser)" }, agency: { zh: "代理机构", en: "Agency" }, exchange: { zh: "交易中心", en: "Exchange" }, notary: { zh: "公证机构", en: "Notary" },
};

/** Why somebody of the pool cannot be drawn; fixed before there is any randomness (rule book C4). */
export const EXCLUSIONS = {
  "conflict": { zh: "应当回避", en: "must avoid the tender" },
  "own-unit": { zh: "招标人、代理机构的人员", en: "of the tenderer or its agency" },
  "leave": { zh: "请假", en: "on leave" },
  "monthly-cap": { zh: "本月抽取次数已满", en: "drawn often enough this month" },
  "yearly-cap": { zh: "本年抽取次数已满", en: "drawn often enough this year" },
  "rest": { zh: "近日连续评审，应当休息", en: "judged on many days of late, and rests" },
  "suspended": { zh: "暂停评标资格", en: "suspended" },
} as const satisfies Record<string, Words>;

/** Why somebody drawn is replaced (rule book C5 item 6). */
export const REPLACEMENT_REASONS = {
  "declined": { zh: "不能参加", en: "declined" },
  "unreachable": { zh: "三次通知无应答", en: "not reached in three calls" },
  "conflict": { zh: "应当回避", en: "must avoid the tender" },
  "absent": { zh: "未按时到场", en: "did not come in time" },
  "health": { zh: "健康原因", en: "health" },
  "misconduct": { zh: "违反评标纪律", en: "misconduct" },
} as const satisfies Record<string, Words>;

/** How a value came that its contributor did not give: opened from escrow; the escrow is not one of the number committed to; not opened in time. */
export const REVEAL_HOWS = {
  "escrow": { zh: "逾期未公布，由开启人从托管中开启", en: "not revealed in time, opened from escrow by the openers" },
  "bad-escrow": { zh: "逾期未公布，托管的又不是所承诺的数，以 - 代替", en: "not revealed, and what was in escrow is not what was committed to: counted as -" },
  "unopened": { zh: "逾期未公布，托管也没有及时开启，以 - 代替", en: "not revealed, and the escrow was not opened in time: counted as -" },
} as const satisfies Record<string, Words>;

export type RevealHow = keyof typeof REVEAL_HOWS;
export type Exclusion = keyof typeof EXCLUSIONS;
export type ReplacementReason = keyof typeof REPLACEMENT_REASONS;

export const drawFile = (file: PlanFile | PoolFile | ResultFile | readonly Replacement[] | readonly OpenedLabel[] | Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> => canonical(file);

/** `T2026-000123/1/D1`. */
export const drawIdOf = (tender: string, lot: string, number: number): string => `${tender}/${lot}/D${String(number)}`;
/** `1-D1`: its folder in the bundle. */
export const drawFolderOf = (lot: string, number: number): string => `${lot}-D${String(number)}`;
