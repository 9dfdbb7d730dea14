import { createHash } from "node:crypto";
import { JOINT_TEMPLATES } from "../../joint/templates.js";
import type { Acting } from "./acting.js";
import { drawingsPdf } from "./papers.js";
import { text } from "./play.js";

/** What is done in the town’s centre before its first day, with its time; what one act yields the later ones find under `made`. */
type Happening = readonly [time: string, act: (acting: Acting, made: Made) => Promise<void>];
type Made = Map<string, string>;
const of = (made: Made, what: string): string => made.get(what) ?? what;

/** Heads of the sub-centres, each with his own and its hall. */
const HEADS = [["sub-centre-1", "approval", "city-hall"], ["sub-centre-2", "complaints", "complaint-hall"], ["sub-centre-3", "exchange", "trading-hall"], ["sub-centre-4", "treasury", "treasury-hall"], ["sub-centre-5", "binhe", "binhe-hall"]] as const;

/** The rules the town works by, in short; all of it is made up. The first four are the same in every hall. */
const RULES = [
  { code: "items", kind: "policy", zh: "晨光市政务服务事项统一管理办法", en: "Unified administration of service items", text: "第一条　应进中心的审批、收费和服务事项全部在大厅办理，一个事项一张办事指南，各厅相同。\n第二条　事项的条件、材料、程序、时限、收费由主管单位编制，分管领导签字确认，中心审核后纳入。\n第三条　单位要求把事项调整回单位办理的，书面向管理委员会提出，经研究答复前不得停办。" },
  { code: "cases", kind: "policy", zh: "晨光市政务服务办件统一管理办法", en: "Unified handling of cases", text: "第一条　收件即给办件编号，受理、补正、不予受理都用书面，写明理由和救济途径。\n第二条　即办件当场办结，承诺件按承诺工作日办结，联办件由首办窗口一口受理。\n第三条　临期亮黄灯，逾期亮红灯；亮灯记录不得删除，由效能监督员督办。" },
  { code: "standards", kind: "policy", zh: "晨光市政务服务窗口统一工作标准", en: "Unified work standards of windows", text: "第一条　窗口工作人员准时到岗，桌牌写明姓名、单位和事项。\n第二条　对来办事的人一次说清条件、材料、时限和费用。\n第三条　不收礼品，不接受吃请；收到不能退回的，当日登记上交。" },
  { code: "collection", kind: "policy", zh: "晨光市政务服务收缴分离统一办法", en: "Collection apart from payment", text: "第一条　收费项目和标准由财政部门公布的目录确定，目录以外一律不收。\n第二条　单位核算、中心开单、银行收款，窗口不收现金。\n第三条　多个单位的收费合并为一张缴款通知，一次缴清。" },
  { code: "sub-centres", kind: "regulation", zh: "分中心管理暂行办法", en: "Administration of sub-centres", text: "第一条　审批、投诉、交易、国库支付四个分中心和区中心实行统一管理、同一机制运作。\n第二条　重大事项由管理委员会集中研究、集体决策，会议纪要签章存档。" },
  { code: "window-appraisal", kind: "regulation", zh: "服务窗口考核实施细则", en: "Appraisal of windows", text: "第一条　考核按期办结、满意率、投诉、巡查四项，公式公开。\n第二条　考核结果每季度在大厅公布。" },
  { code: "concierge", kind: "system", zh: "招商引资帮办代办服务暂行办法", en: "The concierge service for investors", text: "第一条　投资者从人员库中自己选择帮办代办员，中心不指定。\n第二条　项目从落户、建设到生产、经营全过程有人跟踪，每次服务记入档案。" },
] as const;
const POLICIES = RULES.filter(({ kind }) => kind === "policy").map(({ code }) => code);
/** The hall of the treasury is not on the premises: it has not taken this one up. */
const LAGS = { hall: "treasury-hall", policy: "standards" } as const;

const publishRules = async (acting: Acting): Promise<void> => { for (const rule of RULES) await acting.post("head-1", "/api/v1/regulations", { ...rule, status: "in-force", from: "2025-11-17" }); };

const takeUpPolicies = async (acting: Acting): Promise<void> => {
  for (const [head, , hall] of HEADS) for (const policy of POLICIES.filter((each) => hall !== LAGS.hall || each !== LAGS.policy)) await acting.post(head, `/api/v1/centre/halls/${hall}/policies`, { policy });
};

async function callCommittee(acting: Acting, made: Made): Promise<void> {
  const { meeting } = await acting.post("head-1", "/api/v1/centre/meetings", {
    title: "管理委员会2025年第四季度会议", place: "政务服务中心四层会议室", startsAt: "2025-11-20T15:00:00+08:00",
    items: [
      { weight: "ordinary", title: "推行两集中、两到位", proposal: "有独立窗口的单位把审批职能归并到一个科室，成熟的整建制进驻大厅；审批专用章随授权在窗口启用。", owner: "sub-centre-1", dueOn: "2025-11-28" },
      { weight: "ordinary", title: "开展服务质量月活动", proposal: "十二月起在各分中心同布置、同进度、同要求、同检查。", owner: "head-1", dueOn: "2025-12-05" },
      { weight: "grave", title: "国库支付大厅进驻中心", proposal: "二层东侧腾出场地后，国库集中支付中心整体进驻。", owner: "sub-centre-4", dueOn: "2026-06-30" },
    ],
  });
  made.set("meeting", text(meeting));
}

/** Everybody comes; on the room for the treasury one abstains. */
async function holdCommittee(acting: Acting, made: Made): Promise<void> {
  const at = `/api/v1/centre/meetings/${of(made, "meeting")}`;
  const members = ["head-1", ...HEADS.map(([head]) => head)];
  for (const member of members) await acting.post(member, `${at}/sign-ins`);
  for (const member of members) for (const item of [1, 2, 3]) await acting.post(member, `${at}/items/${String(item)}/votes`, { vote: item === 3 && member === "sub-centre-3" ? "abstain" : "yes" });
  await acting.post("head-1", `${at}/closing`);
}

const carriedOut = (actor: string, item: number, words: string): Happening[1] => async (acting, made) => { await acting.post(actor, `/api/v1/centre/meetings/${of(made, "meeting")}/items/${String(item)}/report`, { words }); };

/** Units as far as they have got: one section for approvals, moved into the hall whole, an approval seal of their own. */
const HANDED_OVER: readonly (readonly [unit: string, section: boolean, whole: boolean, seal: boolean])[] = [
  ["103", true, true, true], ["106", true, true, true], ["110", true, true, true], ["113", true, true, true], ["105", true, false, true], ["111", true, false, true], ["112", true, true, false], ["116", true, false, true],
  ["104", false, false, true], ["114", false, false, true], ["118", false, false, true], ["107", false, false, false],
];
async function handOver(acting: Acting): Promise<void> {
  for (const [unit, section, whole, seal] of HANDED_OVER) {
    const paper = `晨政审章〔2025〕${unit}号审批专用章启用通知`;
    await acting.post("sub-centre-1", `/api/v1/units/${unit}/hand-over`, {
      from: "2025-11-24", hasSingleApprovalSection: section, sectionMovedWhole: whole, usesApprovalSeal: seal, authority: section ? "窗口负责人按授权书决定全部即办件和一般承诺件" : "窗口受理并初审，承诺件由分管领导每周两次来中心审批",
      seal: seal ? { paper, sha256: createHash("sha256").update(paper).digest("hex") } : null,
    });
  }
}

async function issueCampaign(acting: Acting, made: Made): Promise<void> {
  const { campaign } = await acting.post("head-1", "/api/v1/centre/campaigns", {
    title: "服务质量月", demands: "各分中心、各大厅同时开展，标准相同：准时在岗、一次说清、限时办结、来访有答复。每一步由分中心报告，中心统一检查。",
    steps: [{ title: "动员部署、公开承诺", due: "2025-12-12" }, { title: "自查窗口纪律和办件质量", due: "2025-12-31" }, { title: "整改和交叉检查", due: "2026-01-16" }, { title: "总结、建立长效制度", due: "2026-01-30" }],
  });
  made.set("campaign", text(campaign));
}
const stepOf = (made: Made, step: number): string => `/api/v1/centre/campaigns/${of(made, "campaign")}/steps/${String(step)}`;
const reported = (step: number, heads: readonly (typeof HEADS)[number][], words: string): Happening[1] => async (acting, made) => { for (const [head] of heads) await acting.post(head, `${stepOf(made, step)}/reports`, { words }); };
const checked = (step: number, verdicts: Readonly<Record<string, readonly ["pass" | "rework", string]>>): Happening[1] => async (acting, made) => {
  for (const [subCentre, [verdict, words]] of Object.entries(verdicts)) await acting.post("conduct-1", `${stepOf(made, step)}/checks`, { subCentre, verdict, words });
};
const WELL = ["pass", "抽查属实。"] as const;

/** The one form and the shared materials of a joint case, filed and accepted by whoever leads it. */
type Together = { readonly template: "enterprise" | "works-project"; readonly applicant: string; readonly clerk: string; readonly draft: object };
const FIRM: Together = {
  template: "enterprise", applicant: "citizen-1", clerk: "window-4",
  draft: { applicantName: "陶安然", phone: "0566-5550133", subject: "设立望江楼宾馆", answers: { enterpriseName: "晨光市望江楼宾馆有限公司", legalPerson: "陶安然", capital: "800000", premises: "晨光市滨江路8号", scope: "住宿、歌舞娱乐", staff: "26" } },
};
const WORKS: Together = {
  template: "works-project", applicant: "bidder-1", clerk: "window-2",
  draft: { applicantName: "晨曦建设集团有限公司", phone: "0566-5550111", subject: "滨江商务楼建设", answers: { projectName: "滨江商务楼", site: "晨光市滨江路12号", floorArea: "32000", investment: "186000000", builder: "晨曦建设集团有限公司" } },
};
const MATERIAL_BYTES = 2_000;
const filed = ({ template, applicant, clerk, draft }: Together): Happening[1] => async (acting, made) => {
  const at = `/api/v1/joint/drafts/${template}`;
  await acting.put(applicant, at, draft);
  for (const { id: material } of JOINT_TEMPLATES[template].materials) await acting.put(applicant, `${at}/materials/${material}/${material}.pdf`, drawingsPdf(`${template}: ${material} (rehearsal)`, MATERIAL_BYTES));
  const joint = text((await acting.post(applicant, "/api/v1/joint/cases", { template }))["joint"]);
  made.set(template, joint);
  await acting.post(clerk, `/api/v1/joint/cases/${joint}/acceptance`);
};
const agreed = (template: Together["template"], actor: string, item: string, document: string): Happening[1] => async (acting, made) => { await acting.post(actor, `/api/v1/joint/cases/${of(made, template)}/opinions`, { item, opinion: "agree", words: "符合条件，同意。", document }); };

/** In the order of their times, all of them in the rehearsal’s own past; 4 January is a working day in exchange. The set-up and the project are in the middle of their way on its first day. */
const HAPPENINGS: readonly Happening[] = [
  ["2025-11-14T09:10:00+08:00", publishRules], ["2025-11-14T09:20:00+08:00", callCommittee], ["2025-11-17T09:00:00+08:00", takeUpPolicies], ["2025-11-20T15:00:00+08:00", holdCommittee], ["2025-11-24T09:00:00+08:00", handOver],
  ["2025-11-28T16:00:00+08:00", carriedOut("sub-centre-1", 1, "八个单位设立统一审批科室，其中五个整建制进驻，十个单位启用审批专用章。")], ["2025-12-01T09:00:00+08:00", issueCampaign], ["2025-12-01T09:05:00+08:00", carriedOut("head-1", 2, "服务质量月已经布置到五个分中心。")],
  ["2025-12-11T16:00:00+08:00", reported(1, HEADS, "动员会已开，承诺书在大厅公开。")], ["2025-12-12T15:00:00+08:00", checked(1, Object.fromEntries(HEADS.map(([, subCentre]) => [subCentre, WELL])))],
  ["2025-12-30T15:00:00+08:00", reported(2, HEADS.slice(0, 4), "自查记录已经逐项登记。")], ["2025-12-31T10:00:00+08:00", checked(2, { approval: WELL, exchange: WELL, complaints: ["rework", "两件答复没有附整改情况，请补。"] })],
  ["2026-01-04T09:00:00+08:00", filed(WORKS)], ["2026-01-04T09:10:00+08:00", filed(FIRM)], ["2026-01-04T10:30:00+08:00", agreed("enterprise", "window-4", "110-001", "91341702MA2TBJ0A18")],
  ["2026-01-04T11:00:00+08:00", agreed("works-project", "window-3", "106-001", "晨地规〔2026〕1号")], ["2026-01-04T14:00:00+08:00", agreed("enterprise", "window-7", "118-003", "税登〔2026〕3号")],
];

/** Wherever the clock goes, what is due in the centre on the way is done first. */
export function withCentre(acting: Acting): Acting {
  const [left, made] = [[...HAPPENINGS], new Map<string, string>()];
  return {
    ...acting,
    until: async (time) => {
      for (let next = left[0]; next !== undefined && Date.parse(next[0]) <= Date.parse(time); next = left[0]) {
        left.shift();
        await acting.until(next[0]);
        await next[1](acting, made);
      }
      await acting.until(time);
    },
  };
}
