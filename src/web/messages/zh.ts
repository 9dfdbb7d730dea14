import type { NoticeType } from "../../notices/record.js";

const noticeTypes: Record<NoticeType, string> = {
  "prequal-notice": "资格预审公告", "prequal-result": "资格预审结果通知书", "draw-record": "评标专家抽取记录", "site-record": "现场见证记录", "invitation": "投标邀请书", "tender-notice": "招标公告", "clarification": "澄清与修改", "opening-record": "开标记录", "evaluation-report": "评标报告",
  "candidates": "中标候选人公示", "award-notice": "中标结果公告", "award-letter": "中标通知书", "result-letter": "中标结果通知书", "failure-notice": "流标公告", "procurement-result": "中标结果公告（政府采购）", "contract-notice": "采购合同公告", "plan": "招标计划、采购意向", "sale-notice": "出让（转让）公告", "sale-end": "出让（转让）终止公告", "auction-record": "竞价记录", "sale-confirmation": "成交确认书", "sale-result": "成交结果公示（公告）", "objection-reply": "异议答复函",
};

/** Every interface word in Chinese. Its type is the list that the other languages must fill (messages.ts). */
export const zh = {
  noticeTypes,
  none: "无/不适用",
  site: {
    skip: "跳到正文", tools: "站点工具", mainNav: "主导航", elder: "长者版", normal: "标准版", other: "English", otherLang: "en", signIn: "登录", signOut: "退出", inbox: "消息", account: "我的账号", unread: "条未读",
    notices: "交易信息", calendar: "开标日历", halls: "开标大厅", help: "帮助", rules: "法定规则", address: "网址", verify: "真伪查验", log: "公开日志", my: "我的投标", desk: "工作台", panel: "评标室", watch: "监督台", complaintDesk: "投诉工作台", drawRooms: "专家抽取", deskCentre: "中心管理", items: "事项管理", treasury: "国库支付", pool: "专家库", bills: "缴费账单",
    rehearsal: "演练", rehearsalText: "本站全部内容为演练，不具法律效力。", clock: (time: string) => `交易所时钟：${time}`,
    drift: "时钟偏差", driftText: (seconds: string) => `本站时钟与见证方时钟相差 ${seconds} 秒，超过限度：暂不自动截标、开标，须校准时钟，或由两名经办人在开标大厅决定人工办理。`,
    footer: "所有时间均为北京时间，以交易所时钟为准。", footerLog: "本站每一项公开记录都写入可独立核验的公开日志。", openSource: "核验方法", error: "错误：", home: "首页", here: "您的位置",
    actingAs: (name: string, role: string) => `${name}（${role}）`,
  },
  common: {
    more: "查看全部", none: "暂无内容", back: "返回", size: "大小", download: "下载", version: (n: number) => `第 ${String(n)} 版`, name: "名称", state: "状态", time: "时间", published: "发布时间",
    deadline: "投标截止", left: (days: number, hours: number) => `还剩 ${String(days)} 天 ${String(hours)} 小时`, leftMinutes: (minutes: number) => `还剩 ${String(minutes)} 分钟`, passed: "已截止",
    yuan: "元", ceiling: "最高投标限价", bidder: "投标人", price: "投标总价（元）", order: "序号", hash: "SHA-256", scrollTable: "可左右滚动的表格", colon: "：", stop: "。", inBrackets: (text: string) => `（${text}）`,
  },
  date: {
    how: "怎么算的", rule: "规则", article: "依据", from: "起算", period: "期限", skipped: "不计入的日子", noneSkipped: "期间每一天都计入", provisional: "暂定：国务院办公厅尚未公布该年度放假安排，公布后按新安排重算。",
    calendar: "看日历逐日计算", title: "这个日期是怎么算的", until: "倒算自", lawOn: "适用该日施行的规定", way: "计算方法", strict: "不顺延的最后一日", rolled: "顺延后的最后一日", rolledWhy: "最后一日不是工作日，顺延到其后第一个工作日（民法典第二百零三条）。87号令第八十五条只写法定节假日，两个日期都列出；采购人、代理机构的义务请按不顺延的日期办理。",
    answers: { "<=": "最迟：", "=": "至：", ">=": "最早：", "<": "早于：", ">": "晚于：", "range": "" }, ops: { "<=": "", "=": "", ">=": "不少于 ", "<": "不足 ", ">": "多于 ", "range": "" },
    units: { CD: (n: number) => `${String(n)} 日`, WD: (n: number) => `${String(n)} 个工作日` },
    ways: {
      "working": "起算当日不计；只数工作日，休息日和法定节假日不数，调休上班的日子要数；到最后一日24:00止。", "whole-days": "起算当日不计；每一天都数；最后一日不是工作日的顺延；到最后一日24:00止。", "same-clock": "起算当日不计；每一天都数；到同一钟点止，不顺延。这是保护投标人的最短时间。",
      "rolled-clock": "起算当日不计；每一天都数；最后一日不是工作日的顺延；到同一钟点止。", "before-purchaser": "从截止时间倒算，每一天都数；招标人、采购人一方须在同一钟点之前。", "before-bidder": "从截止日倒算，每一天都数；投标人一方到那一天24:00止。",
    },
    confidence: { confirmed: "已核对条文原文", confirmed_example: "已核对外地规则原文，仅作示例", secondary: "依据他人转述，尚未核对原文", from_memory: "凭记忆录入，尚未核对原文", design: "本平台的规定，不是法定数字" },
    notScheduled: "那一天不是工作日，本平台不在休息日安排开标，最早可以定在：", shown: "所定日期：", keeps: "符合这条规定", breaks: "不符合这条规定",
    colon: "：", sheet: "日历", legend: "数字下方是第几日；划掉的日子不计入；“休”是放假或休息，“班”是调休上班。", eachDay: "逐日说明", day: "日期", kind: "是什么日子", counts: "计算", source: "出处", eventDay: "起算日", endDay: "到期日", notCounted: "不计入", and: "，", nth: (n: number) => `第${String(n)}日`,
    month: (year: number, month: number) => `${String(year)}年${String(month)}月`, weekdays: ["一", "二", "三", "四", "五", "六", "日"], offMark: "休", workedMark: "班", noNotice: "该年度放假安排尚未公布，只按周末推算", check: "自己核对", checkText: "把上面的起算日、天数和国务院办公厅的放假通知摆在一起，用纸质日历也能数出同一天。本页地址固定，可以转发给任何人。",
  },
  form: {
    summary: "请更正下列内容", required: "必填", optional: "选填", save: "保存", cannot: "现在不能办理", moneyHint: "单位：元，最多两位小数，例如 38650000.00", grave: "此操作办理后不能撤回", fingerprintOf: "选择文件，由浏览器计算（文件不上传）",
  },
  home: {
    title: "首页", lead: "工程建设招标投标、政府采购、土地使用权和矿业权出让、国有产权转让全流程在线办理，每一步公开可查、可独立核验。", search: "搜索公告", searchHint: "项目名称、项目编号或单位名称", go: "搜索",
    today: "近期开标", noOpenings: "近期没有安排开标。", allHalls: "全部开标安排", lines: "交易分类", running: (n: number) => `进行中 ${String(n)} 项`, latest: "最新公告", allNotices: "全部公告",
    trust: "您可以自己核验", trust1: "把收到的 PDF 拖进查验页，文件不离开您的电脑，即可知道是否为原件。", trust2: "投标文件在投标人自己的电脑上加密，开标前交易中心也看不到内容。", trust3: "每次开标可以旁听、回放，评标得分可以在浏览器里重算。",
  },
  notices: {
    title: "交易信息", filters: "筛选", q: "关键词", qHint: "项目名称、编号、单位名称，几个词用空格隔开", stage: "阶段", type: "公告类型", line: "交易分类", area: "地区", from: "发布日期从", until: "到", all: "全部", apply: "筛选", clear: "清除条件",
    total: (n: string, more: boolean) => (more ? `共 ${n} 条以上` : `共 ${n} 条`), none: "没有符合条件的内容。可以减少关键词或清除条件后再试。", next: "下一页", first: "回到第一页", due: (time: string) => `投标截止 ${time}`,
    kinds: { notices: "公告与公示", projects: "项目", sales: "出让与转让", results: "交易结果", plans: "计划与意向" }, lists: "交易信息分类",
    leads: { notices: "全部公告和公示，新发布的在前。", projects: "每个项目一页：从公告到合同，所处阶段一目了然。", sales: "土地使用权、矿业权出让和国有产权转让：卖什么、起始价多少、申请到什么时候截止。", results: "中标结果和流标、终止公告。", plans: "招标计划和采购意向：在公告之前公布，供提前准备。" },
    noPlans: "本交易中心目前没有已发布的招标计划或采购意向。", winner: "中标人", award: (yuan: string) => `中标价 ${yuan} 元`, ceiling: (yuan: string) => `最高限价 ${yuan} 元`, planned: (month: string, yuan: string) => `预计 ${month.slice(0, 4)}年${String(Number(month.slice(5)))}月 · ${yuan} 元`,
    feeds: "订阅与下载（与当前条件相同）", feedNames: { atom: "Atom 订阅", csv: "CSV 表格", json: "JSON 数据", ics: "日历" }, area0: "全市",
  },
  notice: {
    lifeLine: "项目进度", takePart: "参加投标", takePartHint: "查看待办事项，在本机加密后递交。", project: "所属项目", followedBy: "已据此发布公告：", check: "核验本公告", checkHint: "扫码或输入查验码，可以确认手中的文件是否为原件。", code: "查验码",
    logIndex: "公开日志序号", logPending: "正在写入公开日志", logOf: (index: number) => `第 ${String(index)} 号`, json: "公告数据（JSON）", pdf: "公告原件（PDF，带电子签章）", pdfPending: "PDF 原件正在生成，稍后可下载。",
    versions: "历次版本", superseded: (n: number) => `本页是旧版本，现行有效的是第 ${String(n)} 版。`, see: "查看现行版本", this: "本页", qr: "查验二维码", downloads: "下载", questionsUntil: "提问截止", objectionsUntil: "对招标文件的异议截止", number: "文号",
  },
  project: {
    attempts: "本项目多次招标（标次）", attempt: (n: number) => `第 ${String(n)} 次招标`,
    code: "项目编号", tenderer: "招标人", agency: "招标代理机构", place: "项目地点", approval: "审批、核准或备案", funds: "资金来源", lots: "标段", lot: (name: string) => `标段：${name}`, method: "评标办法", documents: "招标文件", notices: "公告与公示",
    changes: "历次更正", changesLead: "公告和招标文件发布以来的每次更正，逐项列明更正前后，最近的在前。", asCalled: "最初发布的公告", versionsLead: "生效过的每个版本都可以下载；替换的，列明逐行差异。扫描件、图纸等没有文字的，以大小和 SHA-256 为准。", changed: (before: number, after: number) => `第 ${String(before)} 版 → 第 ${String(after)} 版：改了什么`, line: "行号", before: "更正前", after: "更正后", versions: "各版本及差异", questions: "提问与答复", question: "问", answer: "答", opening: "开标结果", ranking: "评审结果与排名", rank: "名次", total: "得分或评标价", why: "怎么算出来的", rejected: "否决投标", ground: "否决情形", clause: "招标文件条款", reason: "理由",
    award: "中标结果", winner: "中标人", awardPrice: "中标价", decidedAt: "确定时间", contract: "合同", contractPrice: "合同价", signedOn: "签订日期", hall: "进入开标大厅", objections: "异议截止", ended: "本标段已终结", stands: "当前阶段",
    bundle: "审计包", bundleText: "下载全过程审计包，可用通用工具脱离本系统独立核验。", recomputed: "您的浏览器已按公布的数据重算，结果一致。", differs: "您的浏览器重算的结果与公布的不一致，请向监督部门反映。", result: "开标情况", notYet: "尚未进行",
  },
  tree: { formula: "公式", rounding: (places: number) => `保留 ${String(places)} 位小数` },
  help: { title: "帮助", lead: "用平常话说明怎样投标、开标怎样进行、怎样核验、怎样提出异议，以及本平台看不到什么、做不到什么。", more: "更多", others: "其他主题", see: "前往" },
  rules: {
    title: "法定规则", lead: "系统里每一个由法律规定的数，都在这张表里：写明条文、施行期间和核对程度。项目适用发布第一份公告当天有效的规则，以后法律变了也不改。", caution: "本表供核对系统使用，不是法律意见；以法律原文为准。", id: "编号", rule: "规则", number: "数", article: "依据", inForce: "施行期间", source: "核对程度",
    confidence: { confirmed: "已核对原文", confirmed_example: "外地示例，已核对", secondary: "据转述", from_memory: "待核对", design: "本系统规定" }, since: "起", notInForce: "现在不适用", count: (shown: number, all: number) => `本类 ${String(shown)} 条，全部 ${String(all)} 条`, files: "下载全部规则",
  },
  glossary: { title: "术语表", lead: "一个词只指一样东西，代码、网页和文书里都用它。", zh: "中文", en: "English", meaning: "含义", code: "代码里的名字" },
  files: {
    columns: { id: "文件编号", version: "版本", type: "类型", title: "标题", line: "交易分类", area: "地区", tender: "招标项目编号", plan: "计划（意向）编号", budget: "估算价或预算（元）", expected: "预计月份", project: "项目编号", lot: "标段", tenderer: "招标人", stage: "阶段", published: "发布时间", deadline: "投标截止", ceiling: "最高投标限价（元）", winner: "中标人", winnerCode: "中标人统一社会信用代码", award: "中标价（元）", code: "查验码", url: "网址" },
  },
  calendar: {
    title: "开标日历", lead: "投标截止即开标。可按周或按天查看，也可以订阅：时间有变，日历里的条目跟着变。", opening: "投标截止暨开标", code: "项目编号", hall: "开标大厅", sale: "招标文件发售截止", objection: "对招标文件提出异议截止", publicity: "中标候选人公示截止",
    today: "今天", thisWeek: "本周", previous: "上一周", following: "下一周", previousDay: "前一天", followingDay: "后一天", week: "按周", noneOn: "没有安排开标", off: "休息日", subscribe: "订阅开标日历", subscribeHint: "把这个网址添加到手机或电脑的日历：", ofTender: "加入日历", span: (from: string, until: string) => `${from} 至 ${until}`, provisional: "放假安排尚未公布，休息日暂按周末显示。",
  },
  halls: { title: "开标大厅", lead: "任何人都可以旁听开标，不需要登录；开标结束后可以回放。", today: "今天", coming: "即将开标", ended: "已结束，可回放", noToday: "今天没有开标。", planned: "未开始", running: "开标中", over: "已结束", enter: "进入大厅", replay: "回放" },
  hall: {
    planned: "未开始", running: "开标中", ended: "已结束", host: "主持人", supervisors: "监督人员", opensAt: "开标时间", steps: "开标流程", sealed: "截止前不公布投标人名单和数量。截止后名单一次公布，并与公开日志核对。", list: "投标人名单与开标进度",
    decrypted: (done: number, all: number) => `已解密 ${String(done)} / ${String(all)}`, signIn: "签到", states: { waiting: "待解密", opened: "已解密", failed: "未能解密", unopened: "未开启，退回" }, openedAt: "解密时间",
    prechecks: { absent: "未附封标前检查", unread: "封标前检查无法读取", holds: "封标前检查与内容相符", differs: "封标前检查与内容不符" }, together: "金额在“唱标”步骤一次全部公布。", notSung: "未唱标：", confirmation: { none: "待确认", confirmed: "已确认", objected: "有异议", deemed: "未提异议，视同确认" }, yes: "已签到", no: "未签到", clock: "开标时钟", serverTime: "交易所时间", error: "误差", noScript: "未启用脚本，请刷新页面查看最新进度。", yourTurn: "您的操作", next: "下一步",
    nothing: "现在没有需要您办理的事项。", live: "实况", objections: "当场异议与答复", noAnswer: "待答复", script: "主持词", record: "查看开标记录", listHash: "名单哈希", releases: (made: number, needed: number) => `开标密钥份额：已提交 ${String(made)}，需要 ${String(needed)}`, released: "已提交", notReleased: "未提交",
    wall: "大屏模式", wallOff: "退出大屏", watcher: "您正在旁听，不能办理投标业务。", confirmRecord: "记录确认", replay: "回放", play: "播放", pause: "暂停", speed: "速度", position: "回放位置", lost: "连接已断开，正在自动重连。您的签到与已提交的操作不受影响。", changed: "开标进度已更新", remaining: (text: string) => `剩余 ${text}`, minutes: "分钟", seconds: "秒", until: "截止",
  },
  verify: {
    title: "真伪查验", lead: "查验公告、招标文件、回执是否为本平台发布的原件。文件只在您的电脑上计算哈希，不会上传。", file: "选择要查验的文件", drop: "或者把文件拖到这里", local: "文件留在本机，只发送它的 SHA-256 值。", noScript: "未启用脚本：请用 sha256sum 等工具算出文件的 SHA-256，填入下面的查询框。",
    code: "按查验码或 SHA-256 查询", codeHint: "查验码印在每页页脚二维码旁，共 12 位，例如 7K3M-9QXA-2BCD；SHA-256 是 64 位十六进制数。", go: "查验", genuine: "原件一致", superseded: "是原件，但已被后来的版本取代", unknown: "不是本平台发布的文件，或文件已被改动", unknownHint: "差一个字节结果也会不同。请从公告页重新下载后再查。",
    supersededBy: (n: number) => `现行有效的是第 ${String(n)} 版。`, mistyped: "查验码输错了", mistypedHint: "查验码是 12 位数字和字母（不含 I、L、O、U），末位是校验位。请对照文件页脚重新输入。", letterHint: "这是发给特定单位的文件，内容不公开；文件编号、版本、时间和摘要与公开日志一致。",
    what: { letter: "非公开文件", notice: "公告", document: "招标文件", receipt: "投标回执", asset: "网站程序文件", statement: "投标声明" }, kind: "类别", open: "打开原页面", working: "正在计算……", inLog: "公开日志序号", how: "自己动手核验", logOk: "您的浏览器已在公开日志中找到该记录，并核对了日志签名、见证人签名和包含证明。", witnesses: "见证人：", logBad: "公开日志中的记录、日志签名或者见证人签名与查询结果不一致，请向监督部门反映。",
  },
  log: {
    title: "公开日志", lead: "交易的每一个关键动作在发生时写入只能追加的日志。由独立见证方联署，任何人都能发现改动。", size: "条目数", root: "根哈希", origin: "日志名称", at: "检查点时间", checkpoint: "最新检查点", witnesses: "见证方", quorum: (n: number) => `至少 ${String(n)} 个见证方联署才算公布`, cosigned: "最近联署", entries: "最近条目", index: "序号", entry: "内容", older: "更早的条目",
    how: "用通用工具核验", how1: "日志采用 C2SP tlog-tiles 格式，检查点采用 signed-note 格式，可用 Go 的 sumdb/note、sumdb/tlog 等现成程序读取。", how2: "下载检查点和公钥：", how3: "下载条目与哈希分片，重算根哈希，与检查点第三行比较：", how4: "完整项目可以下载审计包，用一条命令核验：", keys: "公钥", never: "尚未联署",
  },
  signIn: { title: "登录", lead: "演练环境里也可以直接选一个人进入，不用密钥。", rehearsal: "演练：选择一个人", go: "以此身份进入", staff: "招标与交易中心", bidders: "投标人", others: "监督、专家与其他" },
  my: {
    title: "我的投标", lead: "按截止时间排列。", tender: "项目与标段", stage: "阶段", lodged: { none: "未递交", some: "部分递交", all: "已递交", withdrawn: "已撤回", unconfirmed: "请确认或更换", lapsed: "未确认，视为撤回" }, state: "递交情况", empty: "还没有可以投标的项目。请先在交易信息中查找。", find: "查找招标公告",
    tasks: "待办事项", states: { "not-started": "未开始", "in-progress": "进行中", "done": "已完成", "blocked": "暂不能开始", "fault": "有问题" }, lodgedParts: "已递交的投标文件", part: "文件部分", seq: "次序", acceptedAt: "受理时间", receipt: "回执", proof: "日志证明", notLodged: "尚未递交", other: "其他操作",
    price: "填写开标一览表", words: "大写", over: "高于最高投标限价，将被否决。", receiptTitle: "投标文件已受理", withdrawTitle: "撤回已受理", confirmTitle: "确认已受理", next: "接下来", next1: "截止前可以替换或撤回，最后一次有效递交为准。", next2: "开标前任何人（包括交易中心）都看不到内容。", next3: "请妥善保存投标密钥文件 bidder.key：备用解密时需要。",
    next4: "截止后数秒内取得最终回执（日志证明）。", content: "密文 SHA-256", statement: "投标声明 SHA-256", print: "请打印或收藏本页。", receiptText: "回执原文", final: "最终回执", finalPending: "截止检查点公布后可下载。", savePath: "投标人",
  },
  seal: {
    title: "加密并递交", lead: "投标文件在您的浏览器里加密、签名，然后上传密文。明文和私钥不会离开这台电脑。", need: "需要启用脚本的新版浏览器（Chrome、Edge、Firefox、Safari 最近两版）。也可以用命令行工具：", step1: "选择投标文件", step2: "选择签名证书和私钥", step3: "设置投标密钥口令", step4: "加密、签名并递交",
    files: (part: string) => `${part}文件`, requiredFiles: "招标文件要求：", certificate: "签名证书（cert.pem）", key: "私钥（key.pem，PKCS#8）", keyHint: "只在本机使用，不会上传。", keyPassword: "私钥口令（如有）", passphrase: "投标密钥口令", passphraseHint: "用于加密保存 bidder.key；开标当天需要备用解密时使用。至少 12 个字符。", again: "再输入一次", go: "加密并递交",
    progress: "进度", check: "核对开标密钥", done: "已递交并取得回执", save: "保存投标密钥 bidder.key",
  },
  desk: { title: "工作台", due: "按法定期限排列的待办", what: "事项", dueAt: "最迟", overdue: "已逾期", nothingDue: "没有到期事项。", tenders: "项目", drafts: "待复核的公告", noDocuments: "还没有招标文件。发布公告前上传，公告载明每个文件的 SHA-256。", kind: "类型", otherKind: "其他", added: "上传", waits: "待替换，尚未生效", replaced: "已被新版本取代", returns: "退回修改的意见", returnedBy: (name: string) => `复核人：${name}`, by: (name: string) => `起草人：${name}`, questions: "投标人提问", answered: "已答复", unanswered: "待答复", dates: "关键日期", hall: "主持开标", actions: "可办理事项", read: "查看全文", open: "打开", new: "新建" },
  amend: {
    title: "逐项修改公告内容", lead: "以下是公告现在的内容。改动需要修改的栏目，先预览：系统列出前后对照、截止时间是否须顺延、已递交的投标怎样处理；确认后存为草稿，由另一名经办人复核发布。法律不允许修改的栏目不列出。", preview: "预览修改", again: "继续修改", changes: "修改前后对照", field: "栏目", before: "修改前", after: "修改后", follows: "发布后",
    bears: "可能影响投标文件编制", doesBear: "是", bearsNot: "否", days: (n: number) => `发布后距截止时间不得少于 ${String(n)} 日`, deadlineBefore: "现截止时间", deadlineAfter: "顺延至", unmoved: "不变", proposed: "由系统按法律提出，已为复核留出一天；复核更晚的，须重新预览。", lodged: "已递交的投标", confirm: "须在截止前确认或者更换，否则视为撤回，不予开启。", stands: "继续有效，也可以更换。", secret: "截止前任何人都不知道有几家递交。",
  },
  review: {
    title: "资格预审审查", inList: "，资格预审", all: "合格制：满足全部审查项目的申请人都通过（实施条例第十八条）。", limited: (n: number) => `有限数量制：满足全部审查项目的申请人中，得分高的前 ${String(n)} 名通过，最后一名得分相同的一并通过。`, secret: "申请人名单和审查情况在开标前保密。",
    items: "审查项目和合格标准", applications: "资格预审申请文件", applicant: "申请人", files: "文件", none: "主任委员还没有录入审查结论。", standing: (n: number) => `审查结论（第 ${String(n)} 版）`, signed: (n: number, all: number) => `已签署 ${String(n)} / ${String(all)}`, result: "结论", score: "得分", unmet: "不符合的项目",
    passed: "通过", failed: "不通过", mine: "您已签署本版。结论改动后须重新签署。",
  },
  panel: {
    stand: {
      title: "评标报告：签字或者写明不同意见", law: "评标报告由全体成员签字。对评标结果有不同意见的，由本人书面说明意见和理由并签署，评标报告照录；既不签字又不书面说明的，视为同意评标结果（实施条例第五十三条，12号令第四十三条，87号令第六十一条）。",
      counts: (signed: number, dissenting: number, open: number) => `现在的评标结果：${String(signed)} 人已签字，${String(dissenting)} 人有不同意见，${String(open)} 人未表示。`, own: (time: string) => `您已于 ${time} 签署。提交评标报告前可以重新签署，以最后一次为准。`, earlier: (time: string) => `您的不同意见签署于 ${time}，此后评标结果有变动；未收回的，评标报告仍照录并注明。`,
      about: "将要签署的内容", agrees: "同意评标结果", opinion: "不同意见", reason: "理由",
    },
    title: "评标室", ranking: "按已录入内容的排序（提交报告前可以核对）", evaluated: "评标价（元）", points: "综合得分", contractPrice: "合同价（元）", cases: "评标项目", states: { open: "评审中", signed: "已签署", closed: "已结束" }, sheet: "评分表", criterion: "评分项", max: (n: string) => `满分 ${n} 分`, score: "分数", reason: "理由", bids: "投标文件", sign: "签署", signed: (time: string) => `已于 ${time} 签署，不能再改。`, empty: "没有需要您评审的项目。", keep: "分数只有签署后才进入汇总，签署前只有您能看到。", scoreOf: (bid: string, name: string) => `${bid}，${name}，分数`, reasonOf: (bid: string, name: string) => `${bid}，${name}，理由` },
  check: {
    title: "发布前检查", published: "发布前检查结果", passed: (n: number) => `通过的检查（${String(n)} 项）`, notRun: (n: number) => `未进行的检查（${String(n)} 项）`, severities: { stop: "违法，不能发布", warn: "提醒", hint: "提示" },
  },
  refunds: {
    form: "退还单：",
    title: "投标保证的退还", firm: "单位", kind: "形式", amount: "金额（元）", why: "退还事由", due: "最迟", state: "办理情况", stands: "为有效投标提供担保", notDue: "尚不到退还的时候", owed: "应退还", overdue: (days: number) => `逾期 ${String(days)} 天`, late: (days: number) => `迟 ${String(days)} 天`,
    paid: (on: string) => `已于 ${on} 退还`, charge: (yuan: string) => `资金占用费 ${yuan} 元`, released: (on: string) => `已于 ${on} 解除`, record: (name: string) => `登记退还：${name}`, release: (name: string) => `登记解除保函：${name}`, own: "您的投标保证",
  },
  remedies: {
    title: "异议（质疑）", own: "您提出的异议（质疑）", serial: (n: number) => `第 ${String(n)} 号`, filed: "提出时间", due: "答复最迟", waits: "待答复", overdue: "已逾期", upheld: "成立", notUpheld: "不成立", answer: "答复", effect: "对交易活动的影响", letter: "答复函", reply: (n: number) => `答复第 ${String(n)} 号`,
  },
  watch: { title: "监督台", lead: "只读查看全部项目。监督指令写入公开日志。", alarms: "需要注意", noAlarms: "没有异常。", lots: "项目", nextDue: "下一期限", refusals: "近期拒绝受理记录", noRefusals: "没有拒绝受理记录。", order: "下达指令", who: "申请人", why: "理由" },
  handOver: {
    title: "归档移交", lead: "归档后向招标人（采购人）移交的全部电子文件，按法律要求归档的种类列出（电子招标投标办法第四十条）。移交包含完整审计包和招标文件各版本，清单带交易中心电子签章。",
    waiting: "等待招标人（采购人）核对后接收。", acceptedBy: (name: string) => `${name} 已核对并接收：`, to: "接收单位", count: "文件数量", files: (count: number, size: string) => `${String(count)} 件，共 ${size}`,
    keep: "保存期限", years: (years: number, law: string) => `不少于 ${String(years)} 年（${law}）；本平台不删除`, hash: "移交清单 SHA-256", download: "下载移交包（ZIP）", how: "下载移交包，用通用工具核对每一个文件，再填写您自己算出的清单摘要：",
    list: "移交清单", pieces: (count: number) => `${String(count)} 件`, none: "本平台没有这一类的电子文件，由招标人（采购人）自行补齐。", file: "文件", published: "发布日期", size: "大小", signOff: "移交人（签章）：____________　　接收人（签章）：____________　　日期：________",
  },
  problem: { title: "办理未成功", notFound: "没有找到这个页面", broken: "系统出现故障", brokenText: "不是您的操作造成的，已受理的业务不受影响。请稍后重试；如仍不行，请把下面的编号告诉交易中心。", law: "依据", lawByLine: "随交易类别而定，办理时写明", noLaw: "平台的办理规则，没有专门的法条", code: "原因代码", trace: "查询编号", back: "返回上一页", home: "回到首页", notFoundText: "网址可能有误，或页面已经移动。可以从首页搜索。" },
};
