import type { Language } from "../context.js";

/** The words of signing in, registering and one's own account. */
const zh = {
  passkey: "用通行密钥登录", passkeyHint: "用手机、电脑的指纹、面容、锁屏密码，或者安全钥匙。密钥不离开您的设备，本中心不存它。", certificate: "用数字证书登录",
  certificateHint: "数字证书文件（.p12、.pfx，或者证书和私钥 .pem）只在这台电脑的浏览器里打开，用来给登录请求签名，不会上传。", files: "证书文件（.pem 的一并选上私钥）", password: "文件密码（没有就不填）", go: "登录",
  first: "第一次来？", registerLink: "注册账号", noAccount: "查看公告、结果、日志和核验文件都不用登录。",
  localhost: (href: string) => ({ before: "浏览器不在数字网址（IP 地址）上使用通行密钥，请改用", href }), scripts: "登录、注册和确认要用浏览器脚本：密钥在您的设备里签名。也可以用命令行工具。", working: "请在设备上确认……", none: "这个浏览器不支持通行密钥，请换用数字证书或者新版浏览器。", cancelled: "没有完成：设备上取消了，或者超过了时间。",
  registerTitle: "注册账号", registerLead: "第一步：登记您本人。以后用这把通行密钥登录。免费，不收集身份证号和手机号。", name: "姓名", nameHint: "与证件一致", email: "电子邮箱（选填）", emailHint: "用来收提醒；不填也能在站内收到。", label: "这台设备叫什么", labelHint: "例如：我的手机", make: "创建通行密钥", byCertificate: "改用数字证书注册", makeByCertificate: "用证书注册",
  account: "我的账号", offices: "我的身份", inHand: "正在使用", take: "使用这个身份", noOffice: "您还没有办事身份。要投标、发布项目，请登记单位，或者用本单位管理员给的邀请码加入。", leave: "不再担任", person: "个人",
  registerOrganisation: "登记单位", join: "用邀请码加入单位", code: "邀请码", joinGo: "加入",
  proofs: "登录凭据", proofsHint: (count: number) => `现在有 ${String(count)} 种。至少留两种：丢了一种，还能用另一种登录。`, addPasskey: "添加一把通行密钥", addCertificate: "添加数字证书", add: "添加", remove: "停用", used: "最近使用", since: "添加于", own: "本人证书", ofFirm: "单位证书",
  sessions: "正在使用的登录", signIns: (count: number) => `六个月以内的登录记录（最近 ${String(count)} 次）`, isNew: "新设备或者新凭据", deviceUnknown: "没有说明的设备", current: "这一次", endOthers: "退出其他所有登录", seen: "最近活动", by: { passkey: "通行密钥", certificate: "数字证书", password: "密码和验证码", rehearsal: "演练选人" },
  mine: "我提交的单位登记", due: "核对期限", reason: "理由", open: "查看",
  organisationTitle: "登记单位", organisationLead: "第二步：填写单位信息，与证照一致。以投标人身份登记、用本单位数字证书签名的，即时生效；要发布项目的，工作人员在三个工作日内核对。登记一律免费。",
  uscc: "统一社会信用代码", usccHint: "18 位，见营业执照或者法人证书", organisationName: "单位名称", legalRepresentative: "法定代表人（负责人）", address: "住所", phone: "单位电话", roles: "登记为", next: "下一步：核对并签名", kind: "单位性质",
  parent: "所属单位的统一社会信用代码", parentHint: "分公司、分行等分支机构填写；法人单位不填。分支机构与所属单位在同一标段视为同一个投标人。",
  byPasskey: "用通行密钥签署", byPasskeyLead: "由本人的设备（指纹、面容或 PIN）确认后签署；没有通行密钥的，用数字证书文件签署。", byFiles: "用证书文件签署",
  check: "核对并签名", checkLead: "第三步：核对下面的内容，用本单位数字证书签名。签名的就是这份内容，以后每一版都这样留存。", edit: "修改", sign: "签名并提交", rehearsalCertificate: "领取演练证书", rehearsalHint: "演练环境代替电子认证机构，给您登记的单位发一张演练证书，密码是 rehearsal。", letter: "没有数字证书，改交授权书", letterHint: "加盖公章的授权书扫描件（PDF，不超过 10 MB），由工作人员与您的身份证号码核对。", letterGo: "上传并提交", text: "签名的原文",
  done: { draft: "还没有提交。", submitted: "已提交，等工作人员核对。", returned: "已退回，请按理由修改后重新提交。", accepted: "已登记，可以办事了。", refused: "不予登记。" }, start: "开始办事", state: "状态",
  waiting: "待核对的单位登记", noneWaiting: "没有待核对的登记申请。", decision: "处理", accept: "核对无误，予以登记", returnIt: "退回修改", refuse: "不予登记", decisionReason: "理由（退回、不予登记必填，申请人可见）", decide: "决定", letterLink: "授权书", signedBy: "已用单位数字证书签名", by3: (name: string) => `申请人：${name}`,
  freezingHint: "即时生效：该单位全部经办人从下一次操作起不能办事；已经递交的投标、文件和记录不受影响，可以随时恢复。",
  mergers: "合并", mergerStates: { "done": "已完成", "other-leaves": "等对方注销", "we-leave": "等本单位注销" }, mergerSaidAt: "声明于", mergeMore: "本单位吸收合并了其他单位", mergeHint: "先由存续的单位在这里声明，再由被吸收的单位在注销账户时选择存续单位。被吸收的单位还有没有办结的投标、项目、投标保证或者委托的，须先办结；投标人合并的，还应当及时书面告知招标人（招标投标法实施条例第三十八条）。",
  closeAccount: "注销", closeAccountMore: "本单位不再使用本中心，注销账户",
  organisation: "本单位", versions: "登记信息的各版", version: (count: number) => `第 ${String(count)} 版`, signed: "单位证书签名", reviewed: "工作人员核对授权书", representatives: "经办人", invite: "邀请经办人", inviteName: "被邀请人姓名", rank: "权限", role: "身份", inviteGo: "生成邀请码", inviteShown: "邀请码只显示这一次，请当面或者用可信的方式交给本人，七天内有效：", invited: "已发出、还没有使用的邀请", until: "有效期至", end: "终止",
  alike: "名称与下列已登记单位相同，或者看起来相同，请核对证照后再决定：", change: "更新登记信息", changeHint: "名称以证书为准；签名用本单位数字证书。", frozen: "本单位已被冻结：",
  confirmTitle: (label: string) => `确认：${label}`, confirmLead: "这件事由您本人签名确认后才办理。签名只对下面这一次有效，会作为证据留存。", confirmWho: "确认人", confirmAbout: "项目", confirmLot: (lot: string) => `标段 ${lot}`, confirmUntil: "确认期限", confirmWithin: "打开本页后五分钟以内",
  confirmPasskey: "用通行密钥确认", confirmCertificate: "用数字证书确认", confirmSign: "签名并确认", confirmRehearsal: "用演练证书确认", confirmRehearsalHint: "演练人员的证书由演练环境保管，点击即签名。", confirmBack: "不办了，返回",
};

const en: typeof zh = {
  passkey: "Sign in with a passkey", passkeyHint: "By the fingerprint, face or lock of your phone or computer, or a security key. The key stays in your device and is kept nowhere else.", certificate: "Sign in with a certificate",
  certificateHint: "The certificate file (.p12, .pfx, or certificate and key as .pem) is opened in this browser alone, to sign the request; it is not sent.", files: "Certificate file (with .pem, the key too)", password: "Password of the file, if it has one", go: "Sign in",
  first: "New here?", registerLink: "Register", noAccount: "Notices, results, the log and verification need no account.",
  localhost: (href) => ({ before: "Browsers use no passkey at a bare IP address; go to", href }), scripts: "Signing in, registering and confirming need scripts: the key signs in your device. The command line works too.", working: "Confirm on your device…", none: "This browser knows no passkeys; use a certificate or a newer browser.", cancelled: "Not finished: cancelled on the device, or out of time.",
  registerTitle: "Register", registerLead: "Step 1: you yourself. This passkey signs you in from now on. Free; no identity number and no telephone is asked.", name: "Name", nameHint: "as in your papers", email: "E-mail", emailHint: "For reminders; without it they reach you here.", label: "What to call this device", labelHint: "such as: my phone", make: "Create a passkey", byCertificate: "Register with a certificate instead", makeByCertificate: "Register with the certificate",
  account: "My account", offices: "My offices", inHand: "in use", take: "Use this office", noOffice: "You hold no office yet. To bid or to publish, register your organisation, or join it with a code of its administrator.", leave: "Give up", person: "in person",
  registerOrganisation: "Register an organisation", join: "Join an organisation with a code", code: "Invitation code", joinGo: "Join",
  proofs: "Ways to sign in", proofsHint: (count) => `You have ${String(count)}. Keep two at least, so that losing one does not lock you out.`, addPasskey: "Add a passkey", addCertificate: "Add a certificate", add: "Add", remove: "Take away", used: "last used", since: "added", own: "personal certificate", ofFirm: "certificate of an organisation",
  sessions: "Where you are signed in", signIns: (count) => `Sign-ins of the last six months (the newest ${String(count)})`, isNew: "new device or proof", deviceUnknown: "a device that says nothing", current: "this one", endOthers: "End all others", seen: "last seen", by: { passkey: "passkey", certificate: "certificate", password: "password and code", rehearsal: "chosen in the rehearsal" },
  mine: "Registrations I handed in", due: "decided by", reason: "Reason", open: "Open",
  organisationTitle: "Register an organisation", organisationLead: "Step 2: the organisation, as its licence says. A bidder that signs with its own certificate is in at once; whoever publishes is looked at by staff within three working days. Always free.",
  uscc: "Unified social credit code", usccHint: "18 characters, on the licence", organisationName: "Name", legalRepresentative: "Legal representative", address: "Address", phone: "Telephone of the organisation", roles: "Register as", next: "Next: check and sign", kind: "Kind",
  parent: "Credit code of the organisation it belongs to", parentHint: "Of a branch alone. A branch and its organisation are one bidder in a lot.",
  byPasskey: "Sign with a passkey", byPasskeyLead: "Your own device confirms it (finger, face or PIN) and signs; without a passkey, sign with the files of your certificate.", byFiles: "Sign with certificate files",
  check: "Check and sign", checkLead: "Step 3: check what follows and sign it with the organisation’s certificate. These very bytes are signed, and every later version likewise.", edit: "Change", sign: "Sign and hand in", rehearsalCertificate: "Get a rehearsal certificate", rehearsalHint: "In place of an authority the rehearsal issues a certificate for your organisation; its password is rehearsal.", letter: "No certificate: a letter of authority instead", letterHint: "A scan of the letter under the organisation’s seal (PDF, 10 MB at most); staff hold it against your identity number.", letterGo: "Send and hand in", text: "The text that is signed",
  done: { draft: "Not handed in yet.", submitted: "Handed in; staff will look at it.", returned: "Sent back: change it as the reason says and hand it in again.", accepted: "Registered: you can begin.", refused: "Refused." }, start: "Begin", state: "State",
  waiting: "Registrations that wait", noneWaiting: "None waits.", decision: "Decision", accept: "In order: register", returnIt: "Send back", refuse: "Refuse", decisionReason: "Reason (needed to send back or refuse; shown to the applicant)", decide: "Decide", letterLink: "Letter of authority", signedBy: "signed with the organisation’s certificate", by3: (name) => `By ${name}`,
  freezingHint: "At once: nobody acts for it from the next request on; its bids, files and records stay as they are, and it can be let act again.",
  mergers: "Mergers", mergerStates: { "done": "done", "other-leaves": "waits for the other to leave", "we-leave": "waits for this one to leave" }, mergerSaidAt: "said", mergeMore: "This organisation took in another", mergeHint: "First the organisation that stays says so here; then the one taken in closes its account and names it. Bids, tenders, guarantees and mandates that run are ended first; a bidder that merges tells the tenderer in writing without delay (Regulation on the Tendering Law, art. 38).",
  closeAccount: "Leaving", closeAccountMore: "The organisation no longer uses this exchange: close its account",
  organisation: "My organisation", versions: "Versions of its file", version: (count) => `Version ${String(count)}`, signed: "signed with its certificate", reviewed: "letter looked at by staff", representatives: "Representatives", invite: "Invite somebody", inviteName: "Name", rank: "Rank", role: "Office", inviteGo: "Make a code", inviteShown: "This code is shown once. Hand it over in person or by a way you trust; it is good for seven days:", invited: "Codes not used yet", until: "until", end: "End",
  alike: "This name is, or looks like, that of an organisation registered already; look at the licence before deciding:", change: "Change the file", changeHint: "The name is the certificate’s; sign with the organisation’s certificate.", frozen: "Your organisation is frozen:",
  confirmTitle: (label) => `Confirm: ${label}`, confirmLead: "It is done once you have signed it. The signature is good for this one act, and is kept as evidence.", confirmWho: "Who confirms", confirmAbout: "Tender", confirmLot: (lot) => `lot ${lot}`, confirmUntil: "Confirm", confirmWithin: "within five minutes of opening this page",
  confirmPasskey: "Confirm by passkey", confirmCertificate: "Confirm by certificate", confirmSign: "Sign and confirm", confirmRehearsal: "Confirm by rehearsal certificate", confirmRehearsalHint: "The rehearsal keeps its actors’ certificates: a click signs.", confirmBack: "Do not do it; go back",
};

export type PeopleWords = typeof zh;
const WORDS: Readonly<Record<Language, PeopleWords>> = { zh, en };
export const peopleWords = (language: Language): PeopleWords => WORDS[language];
