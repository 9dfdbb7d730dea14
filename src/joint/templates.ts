import type { JointTemplate } from "./template.js";

/**
 * The templates a joint case is opened by. Items are named by the codes of the registry, materials by the ids they bear there. That a unit’s silence counts
 * as consent in the one and not in the other is what the rehearsal town’s own rules for joint approval say; they are made up.
 */
export const JOINT_TEMPLATES = {
  "enterprise": {
    zh: "企业设立“五个一”", en: "Setting up an enterprise: the five ones", lead: "110", promised: 7, before: 20, rule: "SV-10", silenceAgrees: true,
    stages: [{ zh: "同时办理", en: "all at once" }],
    members: [{ item: "110-001", stage: 1, days: 0 }, { item: "111-001", stage: 1, days: 5 }, { item: "116-004", stage: 1, days: 5 }, { item: "118-003", stage: 1, days: 2 }],
    form: ["enterpriseName", "legalPerson", "capital", "premises", "scope", "staff"],
    byForm: [["110-001", "m1"], ["111-001", "m1"], ["116-004", "m1"], ["118-003", "m1"]],
    materials: [
      { id: "charter", zh: "公司章程", en: "charter", uses: [["110-001", "m2"]] },
      { id: "identity", zh: "股东和法定代表人身份证明", en: "identity of shareholders and legal representative", uses: [["110-001", "m3"], ["116-004", "m3"], ["118-003", "m2"]] },
      { id: "premises", zh: "住所使用承诺书", en: "statement on the address", uses: [["110-001", "m4"], ["116-004", "m4"]] },
      { id: "floor-plan", zh: "场所平面图", en: "plan of the place", uses: [["111-001", "m2"], ["116-004", "m2"]] },
      { id: "health-test", zh: "卫生检测报告", en: "report of the health test", uses: [["111-001", "m3"]] },
    ],
    yielded: [],
  },
  "works-project": {
    zh: "工程建设项目审批", en: "Approval of a construction project", lead: "103", promised: 28, before: null, rule: "SV-04", silenceAgrees: false,
    stages: [{ zh: "用地规划", en: "land" }, { zh: "工程规划和环评", en: "planning and environment" }, { zh: "施工许可", en: "works" }],
    members: [{ item: "106-001", stage: 1, days: 7 }, { item: "106-002", stage: 2, days: 10 }, { item: "113-001", stage: 2, days: 15 }, { item: "104-001", stage: 3, days: 6 }, { item: "103-001", stage: 3, days: 3 }],
    form: ["projectName", "site", "floorArea", "investment", "builder"],
    byForm: [["106-001", "m1"], ["106-002", "m1"], ["113-001", "m1"], ["104-001", "m1"], ["103-001", "m1"]],
    materials: [
      { id: "approval", zh: "项目批准文件", en: "approval of the project", uses: [["106-001", "m2"]] },
      { id: "land", zh: "土地出让合同", en: "land contract", uses: [["106-001", "m3"]] },
      { id: "design", zh: "设计方案和总平面图、地下室图纸", en: "design, site plan and drawings of the shelter", uses: [["106-002", "m2"], ["104-001", "m2"]] },
      { id: "environment", zh: "环境影响报告书", en: "environmental report", uses: [["113-001", "m2"]] },
      { id: "views", zh: "公众参与说明", en: "account of public views", uses: [["113-001", "m3"]] },
      { id: "contract", zh: "施工合同", en: "works contract", uses: [["103-001", "m3"]] },
      { id: "drawings", zh: "施工图审查合格书", en: "certificate of the reviewed drawings", uses: [["103-001", "m4"]] },
      { id: "funds", zh: "资金落实承诺书", en: "statement that funds are there", uses: [["103-001", "m5"]] },
    ],
    yielded: [{ material: ["104-001", "m3"], from: "106-001" }, { material: ["103-001", "m2"], from: "106-002" }],
  },
} as const satisfies Readonly<Record<string, JointTemplate>>;
