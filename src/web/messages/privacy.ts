import type { Language } from "../context.js";

const zh = {
  title: "个人信息保护", lead: "本中心只收集办事所需的个人信息。下面是收集什么、为什么、保存多久、依据哪一条；程序按同一张表删除，表改了，这一页就变。",
  processor: (name: string) => `处理者：${name}。个人信息保存在中国境内，不向他人提供；依法应当公布的（公告上的联系人、开标和评标结果）除外。`,
  sealed: "电话号码、身份证号码加密保存，密钥不在数据库里；网页上只显示头尾几位。工作人员因办事需要查看身份证号码的，要写明理由，每次都有记录，您本人看得到。",
  what: "收集什么", why: "用途", until: "保存到", law: "依据", afterClosing: "注销后仍保存",
  rights: "您的权利", rightsText: ["查阅、复制：登录后可以下载本中心保存的全部与您有关的信息（压缩包，含 JSON 和文字两种）。", "更正：邮箱、电话自己改；姓名由工作人员核对证件后更正，15 个工作日内答复，拒绝的说明理由。", "删除：身份证号码可以随时删除；账号可以随时注销，法律要求保存的除外，注销时逐项告诉您。", "不同意处理结果的，可以向监督部门投诉，也可以依法起诉（个人信息保护法 50、65）。"],
  mine: "我的个人信息", toMine: "查看、下载、更正、删除我的个人信息", none: "无",
  idNumber: "身份证号码", idNumberHint: "18 位。只有用授权书（没有单位数字证书）登记单位的需要填写，用来与授权书核对，加密保存。", given: (number: string) => `已填写：${number}`, notGiven: "没有填写。用数字证书办事的不需要。",
  shown: "谁看过我的身份证号码", shownNone: "没有人看过。", shownBy: "工作人员查看，理由：", copy: "下载我的个人信息", copyHint: "压缩包：personal.txt 供阅读，personal.json 供程序读取。只有您本人的信息。",
  correction: "更正姓名", newName: "正确的姓名（与证件一致）", reason: "说明", requests: "我的请求", kinds: { correction: "更正姓名", closing: "注销账号" }, states: { open: "等待答复", granted: "已更正", refused: "未同意" }, due: "答复期限", answer: "答复",
  closing: "注销账号", closingLead: "立即生效，不能恢复：邮箱、电话、身份证号码、通行密钥、消息设置和没有办成的登记马上删除。办过事的，法律要求保存的仍然保存：", sure: "我确定注销", closingReason: "为什么注销（可以只写“不再使用”）",
  desk: "个人信息更正请求", deskNone: "没有等待答复的请求。", deskBy: (name: string, wanted: string) => `现在的姓名：${name}；请求更正为：${wanted}`, decision: "处理", grant: "核对无误，更正", refuse: "不同意", decisionReason: "理由（不同意的必填，本人可见）",
  reveal: "查看身份证号码", revealReason: "查看理由（本人看得到）", applicantNumber: "申请人身份证号码", shownUntil: "显示到", also: "同一号码还有这些账号：",
};

const en: typeof zh = {
  title: "Personal data", lead: "The exchange collects what its work needs and nothing else. Below: what, why, how long, by which article. The program deletes by the same table; when the table changes, so does this page.",
  processor: (name) => `Kept by ${name}, in mainland China, and given to nobody, but for what the law publishes (contacts in notices, openings, results).`,
  sealed: "Telephone and identity numbers are kept encrypted under a key that is not in the database; pages show a few characters of each. Staff who need an identity number for their work state why; each time is recorded, and you see it.",
  what: "What", why: "What for", until: "Kept until", law: "By", afterClosing: "outlives the account",
  rights: "Your rights", rightsText: ["See and copy: signed in, you download everything held about you (a zip with text and JSON).", "Put right: address and telephone by yourself; your name by staff who compare your papers, answered within 15 working days, a refusal with its reason.", "Delete: your identity number at any time; your account at any time, but for what the law keeps, which is then told item by item.", "Whoever disagrees may complain to the supervising authority or sue (Personal Information Protection Law 50, 65)."],
  mine: "My personal data", toMine: "See, download, correct or delete my personal data", none: "none",
  idNumber: "Identity number", idNumberHint: "18 characters. Asked only of whoever registers an organisation by letter, without its certificate, to be held against the letter; kept encrypted.", given: (number) => `Given: ${number}`, notGiven: "Not given. With a certificate none is needed.",
  shown: "Who has seen my identity number", shownNone: "Nobody.", shownBy: "Staff, because:", copy: "Download my personal data", copyHint: "A zip: personal.txt to read, personal.json for programs. It holds nothing about others.",
  correction: "Correct my name", newName: "The name as your papers have it", reason: "Why", requests: "My requests", kinds: { correction: "Correct my name", closing: "Close the account" }, states: { open: "waits for an answer", granted: "done", refused: "refused" }, due: "answered by", answer: "Answer",
  closing: "Close my account", closingLead: "At once and for good: address, telephone, identity number, passkeys, settings and registrations that came to nothing are deleted. What the law keeps of what you did stays:", sure: "I am sure", closingReason: "Why (“not used any more” will do)",
  desk: "Corrections of personal data", deskNone: "None waits.", deskBy: (name, wanted) => `Name now: ${name}; asked to be: ${wanted}`, decision: "Decision", grant: "In order: correct it", refuse: "Refuse", decisionReason: "Reason (needed to refuse; shown to the person)",
  reveal: "Show the identity number", revealReason: "Why you need it (the person sees it)", applicantNumber: "Identity number of the applicant", shownUntil: "shown until", also: "The same number stands at:",
};

export type PrivacyWords = typeof zh;
const WORDS: Readonly<Record<Language, PrivacyWords>> = { zh, en };
export const privacyWords = (language: Language): PrivacyWords => WORDS[language];
