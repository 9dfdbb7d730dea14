import { DAY_MS, dayOf, HOUR_MS, MINUTE_MS, plusMs, type Instant } from "../kernel/time.js";
import { ruleOn, type RuleId } from "../rules/rules.js";

type Words = { readonly zh: string; readonly en: string };

/** How long something is kept: until an event, or a time after one; of rows that go by themselves, by which clock the time runs. */
export type Keep = {
  readonly what: Words;
  readonly why: Words;
  readonly until: Words;
  /** What a law asks to keep, or lets keep: by rule of `src/rules`, else in words. */
  readonly law: RuleId | Words;
  /** Rows are deleted this long after their end; absent: what ends them deletes them, or the law keeps them. */
  readonly goes?: { readonly after: Span; readonly clock: "real" | "exchange" };
  /** Stays when the account is closed. */
  readonly outlivesAccount?: true;
};

/** Calendar months, those of a rule, or milliseconds. */
export type Span = { readonly months: number } | { readonly rule: RuleId } | { readonly ms: number };
const days = (count: number): Span => ({ ms: count * DAY_MS });

const PIPL_47: Words = { zh: "个人信息保护法 47：目的实现后删除", en: "Personal Information Protection Law 47: deleted once its purpose is met" };
const FILE_LAW: Words = { zh: "政府采购法 42、20号令 40、档案法：交易档案依法保存，注销账号不删除（个人信息保护法 47 第二款）", en: "Government Procurement Law 42, Order 20 art. 40, Archives Law: kept whatever becomes of the account (PIPL 47, second paragraph)" };

/** What is kept of people, why and how long: the page says it, the job does it, an account is closed by it. */
export const KEEP = {
  "account": {
    what: { zh: "姓名、电子邮箱、通行密钥、密码（只存散列）和登录号、消息设置（电话号码加密）、您的请求和查看您证件号码的记录", en: "name, e-mail, passkeys, password (its hash) and account number, message settings (telephone sealed), your requests, and who was shown your identity number" }, why: { zh: "登录、通知", en: "signing in, being told" },
    until: { zh: "账号注销为止", en: "until the account is closed" }, law: PIPL_47,
  },
  "id-number": {
    what: { zh: "居民身份证号码（加密保存；只有用授权书登记单位的人需要填写）", en: "identity number (sealed; asked only of whoever registers an organisation by letter)" }, why: { zh: "与授权书核对", en: "to be held against the letter" },
    until: { zh: "您删除，或者账号注销为止；核对期间除外", en: "until you delete it or close the account; not while it is being compared" }, law: { zh: "个人信息保护法 6、29、51", en: "Personal Information Protection Law 6, 29, 51" },
  },
  "sessions": {
    what: { zh: "正在使用的登录：网络地址、浏览器", en: "sessions in use: address and browser" }, why: { zh: "保持登录，让您能发现和退出陌生的登录", en: "to stay signed in, and to see and end a stranger’s session" },
    until: { zh: "登录后十小时内", en: "ten hours after signing in, at most" }, law: PIPL_47, goes: { after: { ms: 10 * HOUR_MS }, clock: "real" },
  },
  "sign-ins": {
    what: { zh: "登录记录：时间、网络地址、设备、登录凭据", en: "sign-ins: time, address, device, by what" }, why: { zh: "让您发现别人冒用您的账号", en: "for you to find out who used your account" },
    until: { zh: "登录后六个月", en: "six months after signing in" }, law: "ET-17", goes: { after: { rule: "ET-17" }, clock: "real" },
  },
  "moments": {
    what: { zh: "登录验证、限流计数、请求回执、演练短信", en: "sign-in challenges, counts against floods, answers for repeated requests, texts of a rehearsal" }, why: { zh: "防止冒用和重复办理", en: "against impersonation and doing things twice" },
    until: { zh: "验证一小时、限流窗口过后十分钟、其余三十日", en: "challenges an hour, counts ten minutes after their window, the rest thirty days" }, law: PIPL_47, goes: { after: days(30), clock: "real" },
  },
  "deliveries": {
    what: { zh: "邮件、短信的发送记录（不含内容）", en: "that mail or a text was sent (not its content)" }, why: { zh: "证明通知已经发出", en: "to show that somebody was told" },
    until: { zh: "发出后六个月", en: "six months after sending" }, law: "ET-17", goes: { after: { rule: "ET-17" }, clock: "real" },
  },
  "registrations": {
    what: { zh: "单位登记申请：没有办成的", en: "registrations of organisations that came to nothing" }, why: { zh: "继续填写，查询结果", en: "to go on with, and to see what became of it" },
    until: { zh: "草稿、退回的九十日，不予登记的一年；登记成功的随单位登记信息保存", en: "drafts and returned ones ninety days, refused ones a year; accepted ones stand with the organisation’s file" }, law: PIPL_47, goes: { after: days(90), clock: "exchange" },
  },
  "invitations": {
    what: { zh: "没有使用的邀请：被邀请人姓名", en: "invitations nobody took: the name of whom they were for" }, why: { zh: "让单位管理员看到发出过的邀请", en: "for the administrator to see" },
    until: { zh: "过期后三十日", en: "thirty days after they are over" }, law: PIPL_47, goes: { after: days(30), clock: "exchange" },
  },
  "offices": {
    what: { zh: "以什么身份为哪个单位办事，单位登记信息各版由谁提交", en: "in which office you acted for whom, and which versions of an organisation’s file you gave" }, why: { zh: "签名和办理记录要能对应到人", en: "signatures and acts must lead to somebody" },
    until: { zh: "与交易档案同期", en: "as long as the files of the tenders" }, law: FILE_LAW, outlivesAccount: true,
  },
  "expert": {
    what: { zh: "评标专家资料：职称、专业、工作单位、近亲属单位、证件和电话号码（加密保存），在库经历", en: "an expert’s file: title, specialties, units, relatives’ units, identity and telephone numbers (sealed), and steps in the pool" }, why: { zh: "抽取评标专家、核对回避", en: "drawing experts and who must avoid whom" },
    until: { zh: "与所评项目的交易档案同期", en: "as long as the files of the tenders judged" }, law: FILE_LAW, outlivesAccount: true,
  },
  "signatures": {
    what: { zh: "用过的数字证书", en: "certificates you used" }, why: { zh: "已经作出的签名要一直能验证", en: "signatures stay verifiable" },
    until: { zh: "没有办过事的随账号删除；办过事的与交易档案同期", en: "with the account where nothing was signed; else as long as the files of the tenders" }, law: { zh: "电子签名法 24（电子认证信息保存）、政府采购法 42", en: "Electronic Signature Law 24, Government Procurement Law 42" }, outlivesAccount: true,
  },
  "file": {
    what: { zh: "您在交易中办理的事项：编制、复核、递交、评审、答复等", en: "what you did in tenders: drafting, reviewing, lodging, judging, replying" }, why: { zh: "交易档案", en: "the file of the tender" },
    until: { zh: "政府采购自采购结束之日起不少于十五年；其他按档案规定", en: "fifteen years at least after a procurement ends; others as archive law says" }, law: "GP-45", outlivesAccount: true,
  },
  "cases": {
    what: { zh: "您在政务服务中心申请的事项：申请人、联系电话、申请内容、材料和文书；窗口人员办理的记录", en: "what you applied for at the service centre: name, telephone, subject, materials, papers; what the window did" }, why: { zh: "审批档案", en: "the file of the case" },
    until: { zh: "按审批档案的保管期限；草稿提交或者您删除时即不再保存", en: "as archive law says of such files; a draft goes when it is filed or you delete it" }, law: { zh: "行政许可法 61、档案法（个人信息保护法 47 第二款）", en: "Administrative Licence Law 61, Archives Law (PIPL 47, second paragraph)" }, outlivesAccount: true,
  },
  "conduct": {
    what: { zh: "在政务服务中心工作的记录：窗口岗位、到岗、涉及本人的问题和处理、拒收礼品、利益关系申报、培训", en: "how somebody works at the service centre: seats, attendance, findings about him and their result, gifts not taken, declared interests, training" }, why: { zh: "管理窗口工作纪律，按公布的公式考核；处理以前听取本人陈述", en: "to look after the work at windows and appraise it by a published formula; whom a finding is about is heard first" },
    until: { zh: "与单位人事档案同期", en: "as long as the files of the staff" }, law: { zh: "个人信息保护法 13（依法制定的制度实施人力资源管理所必需）、47", en: "Personal Information Protection Law 13 (needed to manage staff by rules lawfully made), 47" }, outlivesAccount: true,
  },
  "complaints": {
    what: { zh: "投诉和意见建议：内容；投诉人的姓名和联系方式（单独加密保存，只有承办人可以查看，每次查看都留下记录）；谁承办、谁查看过", en: "complaints and suggestions: what they say; who complains and how to be reached (sealed apart, shown to handlers alone, each time kept); who handles them and who looked" },
    why: { zh: "依法受理、答复，保护投诉人", en: "to decide and answer them, and to protect who complains" }, until: { zh: "与投诉档案同期", en: "as long as the files of complaints" }, law: { zh: "信访工作条例 30、11号令 23、94号令 40；个人信息保护法 13、47 第二款", en: "Regulations on Petitions 30, Order 11 art. 23, Order 94 art. 40; PIPL 13, 47 second paragraph" }, outlivesAccount: true,
  },
  "signals": {
    what: { zh: "开标后供监督部门查看的线索：为投标人办理的人的姓名、递交时的网络地址、投标文件里写的作者和联系方式（只在两家相同而少有人相同时）", en: "signals the supervisor is shown after an opening: who acts for a bidder, the network address at lodging, authors and contacts that the bids name (only where two bidders have the same and few others do)" },
    why: { zh: "查处串通投标", en: "looking into collusion between bidders" }, until: { zh: "与交易档案同期", en: "as long as the files of the tenders" }, law: { zh: "招标投标法 7、实施条例 40、87号令 37；个人信息保护法 13、34：为履行法定职责", en: "Tendering and Bidding Law 7, Regulations 40, Order 87 art. 37; PIPL 13, 34: a duty set by law" }, outlivesAccount: true,
  },
  "evidence": {
    what: { zh: "操作记录：时间、网络地址、办理人（不含姓名，只有代号）", en: "the record of acts: time, address, who (a code, no name)" }, why: { zh: "电子招标投标系统必须留痕，不能更改", en: "an electronic tendering system must keep it, unchanged" },
    until: { zh: "与交易档案同期", en: "as long as the files of the tenders" }, law: "ET-12", outlivesAccount: true,
  },
} as const satisfies Record<string, Keep>;

export type KeepId = keyof typeof KEEP;
export const KEEP_IDS = Object.keys(KEEP) as KeepId[];
export const keepOf = (id: KeepId): Keep => KEEP[id];

/** The moment before which something is over, so many months or ms ago. A month ago of the 31st is the last day of a shorter month. */
export function spanBefore(now: Instant, span: Span): Instant {
  if ("ms" in span) return plusMs(now, -span.ms);
  const moved = new Date(now);
  const wanted = moved.getUTCMonth() - ("rule" in span ? Number(ruleOn(span.rule, dayOf(now)).value) : span.months);
  moved.setUTCMonth(wanted);
  if (moved.getUTCMonth() !== ((wanted % 12) + 12) % 12) moved.setUTCDate(0);
  return moved.getTime() as Instant;
}

/** A challenge is over after five minutes; an hour later nothing of it is needed. */
export const CHALLENGE_KEPT: Span = { ms: 60 * MINUTE_MS };
/** A refusal of staff may be looked up, and objected to, so long. */
export const REFUSED_KEPT: Span = { months: 12 };
