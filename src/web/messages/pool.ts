import type { Language } from "../context.js";

/** The words of the pages of the pool of experts: an expert's own, and its keeper's. */
const zh = {
  title: "专家库", own: "我的专家档案", apply: "申请入库", applyLead: "符合条件的可以申请入库（评标专家：从事相关领域工作满八年并具有高级职称或者同等专业水平；评审专家：具有中级职称或者同等专业水平）。资料加密保存，只有专家库管理员和监督部门能看到。",
  codeTitle: "凭代码认领", codeLead: "名单中已有您的，用专家库管理员给您的代码认领。须已有两种登录凭证。", code: "认领代码",
  state: "状态", until: "聘期至", version: "版本", steps: "经过", reason: "理由", on: "时间", change: "更新单位、近亲属和联系方式", changeLead: "工作单位和近亲属的单位决定您应当回避哪些项目，有变化请立即更新。职称、专业由专家库管理员核实后修改。",
  leave: "请假", leaveLead: "请假期间不参加抽取。", back: "恢复参加",
  name: "姓名", idNumber: "身份证号", phone: "手机号", titleLevel: "职称级别", jobTitle: "职称名称", equal: "具有同等专业水平", years: "从业年限", specialties: "专业代码（每行一个，三级或者四级，例如 A0801）", region: "所在地区代码（六位）",
  units: "工作单位（现在的和三年内的）", unit: (at: number) => `单位 ${String(at)} 名称`, uscc: (at: number) => `单位 ${String(at)} 统一社会信用代码`, tie: (at: number) => `单位 ${String(at)} 关系`, from: (at: number) => `单位 ${String(at)} 开始日期`, to: (at: number) => `单位 ${String(at)} 结束日期`,
  kin: "近亲属的工作单位", kinship: (at: number) => `亲属 ${String(at)} 关系`, kinUnit: (at: number) => `亲属 ${String(at)} 工作单位`, kinUscc: (at: number) => `亲属 ${String(at)} 单位信用代码`,
  lead: "本库只用于依法抽取。姓名、身份证号、电话、单位加密保存；交易平台的其他人员看不到。抽取的标签密钥由您保存，不在平台上。",
  counts: "人数", queue: "待办理", noQueue: "没有待办理的申请。", list: "全部专家", none: "库中还没有专家。", next: "下一页", specialty: "专业（三级）", active: "在库人数", small: "少于十二人：抽四名时不到席位的三倍，容易被猜到，请补充。", smallTitle: "在库人数偏少的专业", noSmall: "各专业人数充足。", account: "已认领", noAccount: "未认领",
  act: "办理", stepUntil: "聘期最后一日或者恢复日期", stepReason: "理由", facts: "档案", giveCode: "生成认领代码", giveCodeLead: "代码只显示一次，三十日内有效。请当面或者以安全方式交给本人。",
  importTitle: "导入名单", importLead: "Excel（XLSX）或者 CSV，首行为表头。先核对，再导入：每行单独受理，不符合的逐行说明，不影响其他行。公式不受理。", importFile: "名单文件", importUntil: "聘期最后一日", importDry: "只核对，不导入", importSend: "提交", heads: "表头", line: "行", why: "不受理的原因",
  report: "{lines} 行中受理 {taken} 行", dryReport: "核对：{lines} 行中可以受理 {taken} 行，尚未导入", scripts: "未启用脚本：请用接口。", ownSteps: { apply: "申请", import: "由名单导入", change: "更新档案" },
};

const en: typeof zh = {
  title: "Pool of experts", own: "My file as an expert", apply: "Ask to be taken in", applyLead: "Tendering asks eight years in the field and a senior title or equal standing; procurement an intermediate title or equal standing. What you say is sealed; the pool keeper and the supervisor alone read it.",
  codeTitle: "Take up a place by a code", codeLead: "If a list brought you in, use the code the pool keeper gave you. You need two ways to sign in first.", code: "Code",
  state: "State", until: "Until", version: "Version", steps: "What happened", reason: "Reason", on: "When", change: "Say anew: units, relatives, telephone", changeLead: "Your units and your relatives’ decide what you stand back from: say at once what changes. Title and specialties are changed by the pool keeper.",
  leave: "Take leave", leaveLead: "On leave you are not drawn.", back: "Come back",
  name: "Name", idNumber: "Identity number", phone: "Telephone", titleLevel: "Level of title", jobTitle: "Title", equal: "Of equal standing", years: "Years in the field", specialties: "Specialties, one a line, third or fourth level, such as A0801", region: "Region, six digits",
  units: "Units, now and in the last three years", unit: (at) => `Unit ${String(at)}`, uscc: (at) => `Unit ${String(at)}: credit code`, tie: (at) => `Unit ${String(at)}: tie`, from: (at) => `Unit ${String(at)}: from`, to: (at) => `Unit ${String(at)}: until`,
  kin: "Units of relatives", kinship: (at) => `Relative ${String(at)}`, kinUnit: (at) => `Relative ${String(at)}: unit`, kinUscc: (at) => `Relative ${String(at)}: credit code`,
  lead: "The pool serves lawful draws alone. Names, numbers, telephones and units are sealed; nobody else at the exchange reads them. The secret of a draw is yours and not here.",
  counts: "How many", queue: "To be dealt with", noQueue: "Nothing waits.", list: "All experts", none: "Nobody is in the pool yet.", next: "Next page", specialty: "Specialty, third level", active: "In the pool", small: "Fewer than twelve: for four seats not three each, so that one could guess. Take in more.", smallTitle: "Specialties with few people", noSmall: "Every specialty has enough.", account: "has an account", noAccount: "no account",
  act: "Deal with it", stepUntil: "Last day of the term, or day of return", stepReason: "Reason", facts: "File", giveCode: "Make a code", giveCodeLead: "Shown once, good for thirty days. Give it in person or by a safe way.",
  importTitle: "Take in a list", importLead: "Excel (XLSX) or CSV, heads in the first row. Try first, then take in: each line stands for itself, and what is wrong is told line by line. Formulas are not taken.", importFile: "List", importUntil: "Last day of the term", importDry: "Try only", importSend: "Send", heads: "Heads", line: "Line", why: "Why it is not taken",
  report: "{taken} of {lines} lines taken", dryReport: "A trial: {taken} of {lines} lines could be taken, nothing was kept", scripts: "Scripts are off: use the interface.", ownSteps: { apply: "asked to be taken in", import: "brought by a list", change: "said anew" },
};

export type PoolWords = typeof zh;
const WORDS: Readonly<Record<Language, PoolWords>> = { zh, en };
export const poolWords = (language: Language): PoolWords => WORDS[language];
