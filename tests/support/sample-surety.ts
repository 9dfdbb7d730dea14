import { at, day } from "../../src/kernel/time.js";
import type { IssuersView } from "../../src/web/pages/sureties.js";
import type { SuretyBoxView, SuretyView } from "../../src/web/parts/surety.js";
import type { ActionView } from "../../src/web/views.js";

/** A letter of which a part was demanded. */
export const SURETY: SuretyView = {
  number: "晨银保〔2026〕0042号", issuer: "晨光银行股份有限公司", applicant: "晨曦建设集团有限公司", beneficiary: "晨光市城市建设投资集团有限公司", place: "D3417000001000001001/1", fen: 20_000_000n, from: day("2026-10-08"), until: day("2027-01-06"),
  handedInAt: at("2026-10-07T10:00:00+08:00"), sha256: "5f".repeat(32), reference: "BH-00112233445566AA", state: "demanded", stateName: "已索赔", releasedOn: null, why: "中标人无正当理由不与招标人订立合同（招标投标法实施条例第七十四条；招标文件：第二章 7.5）", demandedFen: 15_000_000n,
};
/** What one must say, while it can be handed in. */
export const suretyBox = (handIn: ActionView | null, own: SuretyView | null): SuretyBoxView => ({
  own, handIn, issuers: ["晨光银行股份有限公司"], terms: { exchange: "chenguang.example/rehearsal/0123abcd", place: SURETY.place, beneficiary: `${SURETY.beneficiary}（91341702MA00000159）`, applicant: `${SURETY.applicant}（91341702MA000004XN）`, fen: 20_000_000n, from: day("2026-10-08"), until: day("2027-01-06") },
});
/** A register of one issuer in force and one that waits. */
export const issuersSample = (enter: ActionView, approve: ActionView): IssuersView => ({
  enter, faults: [], issuers: [
    { uscc: "91341700MA00001543", name: "旭日财产保险股份有限公司", kind: "保险公司", licence: "保险许可证 P0000（演练）", version: 1, from: day("2026-10-01"), until: null, certificate: "a1".repeat(32), state: "entered", approve },
    { uscc: "91341700MA00001468", name: "晨光银行股份有限公司", kind: "银行", licence: "金融许可证 B0000（演练）", version: 1, from: day("2026-01-01"), until: day("2027-12-31"), certificate: "b2".repeat(32), state: "inForce", approve: null },
  ],
});
