import type { Language } from "../context.js";

/** The words of the pages of a draw, and what its island says. */
const zh = {
  title: "评标专家抽取", room: "专家抽取", lot: (name: string) => `标段：${name}`, number: (number: number) => `第 ${String(number)} 次抽取`, none: "还没有申请抽取专家。", noRoom: "没有需要您参加的专家抽取。",
  lead: "评标专家不由任何人指定，而是抽出来的：名单先换成标签固定下来，各方再各出一个随机数，最后由监督部门公布一次性码，三者合在一起才能算出抽中谁。谁也不能预先知道结果，谁都可以事后重算。",
  secrecy: "姓名在结果确定以前依法保密（招标投标法第三十七条）。这里只有标签；交易平台自己也不知道标签背后是谁，专家签到时才知道。",
  steps: { requested: "申请", planned: "方案批准", fixed: "名单固定", committed: "各方承诺", revealed: "各方公布", drawn: "抽取", opened: "姓名公开" },
  request: "申请", seats: (count: number, specialty: string) => `专业 ${specialty}：${String(count)} 名`, representatives: (count: number) => `另有招标人（采购人）代表 ${String(count)} 名`, perOrg: (count: number) => `同一单位最多 ${String(count)} 名`, widened: "扩大专业范围的理由", because: (reason: string) => `扩大专业范围的理由：${reason}`,
  pool: "可抽取的名单", poolWaits: "专家库管理员还没有提交名单。", poolBrought: "名单已经提交，等待监督部门逐一核对后固定。", poolFixed: "名单已由监督部门逐一核对后固定，此后不能增减一人。", people: "名单人数", excluded: (reasons: string) => `其中排除：${reasons}`, leftOut: (reason: string) => `排除：${reason}`, eligible: "可以抽取", stratum: "专业", wanted: "席位", small: "可抽取的人数不到席位的三倍，容易被猜到。",
  numbers: "随机数", contributor: "出随机数的一方", committed: "承诺值", revealed: "公布的随机数", waits: "等待", silent: "没有公布，以 - 代替", numbersLead: "先全部承诺、再全部公布：谁也不能看到别人的随机数以后再改自己的。只要有一方诚实，结果就不能被安排。",
  chain: "一次性码链首（监督部门）", codes: "已公布的一次性码", secret: "标签密钥的哈希（专家库管理员）", plan: "方案",
  result: "抽取结果", order: "排序", orderLead: "按一次性码排出的先后，依次入席；排除的、专业已满的、同单位已满的跳过。", place: "序", label: "标签", state: "情况", seated: "入席", left: "未能参加", passed: "未抽中", orderMore: (count: number) => `其余 ${String(count)} 个标签见下面的接口。`,
  replacements: "递补", replacement: (left: string, reason: string, next: string) => `${left} ${reason}，由 ${next} 递补`, replacementWaits: (left: string, reason: string) => `${left} ${reason}，等待监督部门公布下一个一次性码`,
  coming: (count: number, seats: number) => `${String(count)}/${String(seats)} 已确认参加。`, confirmed: (arrived: number, seats: number) => `${String(arrived)}/${String(seats)} 已签到`, short: (missing: number) => `名单不足，还空 ${String(missing)} 席：须扩大专业范围后另行抽取。`,
  names: "公开的专家", namesLead: "结果已经确定，被抽中的专家（含未能参加的）公开，因应当回避未列入抽取的也可以公开：编号和凭证算出的就是上面的标签。", expert: "专家编号", salt: "凭证", standsBack: "不能入席，请登记递补：", unnamed: "—",
  repeat: "自己重做一遍", repeatLead: "在装有 curl、jq 和 OpenSSL 3 的任何一台电脑上用 bash 执行；中途没有报错，最后一行行印出的就是现在入席的标签。", repeatLater: "抽取以后，这里给出用 openssl mac 和 sort 重做的命令。", api: "接口中的全部数据", back: "项目",
  own: "由您办理", nothing: "现在没有需要您办理的事项。", public: "公开页面", noScript: "未启用脚本：请用命令行工具 npx daylight draw。",
  kept: "密钥文件只保存在您的电脑上，不上传。请先下载保存，再继续。", download: "下载保存", again: "选择文件", wrongFile: "不是这次抽取的文件，没有使用。", working: "正在处理…", done: "已完成。", sealedKey: "请妥善保管下载的文件：没有它，下一步不能办理。",
  acts: {
    secret: "生成标签密钥", secretLead: "浏览器生成 32 字节的随机密钥，由您保存；交易平台只收到它的哈希。密钥丢失，名单就要重新提交；泄露，姓名就不再保密。",
    plan: "批准方案", planLead: "核对席位和出随机数的各方。浏览器生成一次性码的密钥，由您保存；链首写入公开日志，以后每个一次性码都能对上它。",
    pool: "提交名单", poolLead: "选择标签密钥文件：浏览器取得可抽取的名单，换成标签后提交。名单文件写明标签背后是谁，只由您保存，当场给监督部门看。",
    fix: "核对并固定名单", fixLead: "选择专家库管理员当场给您看的名单文件：浏览器逐一核对每个标签，一致的才能固定。",
    commit: "生成随机数并承诺", commitLead: "随机数在您的浏览器中生成，由您保存；写入日志的只是承诺值。现场有人掷骰子的，把点数填进来一起混入。", dice: "骰子点数（可不填，填写的至少 50 次，1 到 6）", diceWrong: "点数应当是 1 到 6 的数字，至少 50 次；不填也可以。",
    reveal: "公布随机数", revealLead: "各方都已承诺。本机保存过的直接公布；换了电脑的，选择保存的文件。",
    code: "公布一次性码，完成抽取", codeLead: "选择一次性码密钥文件。这一步做完就抽出了专家，不能重来。",
    next: "同意更换，公布下一个一次性码", nextLead: "选择一次性码密钥文件。",
    seated: "查看入席的是谁", seatedLead: "选择名单文件：姓名只在这台电脑上显示，不上传；开标后再看一次，与投标人有利害关系的会标出。请把签到凭证单独交给每位专家。",
    replace: "登记不能参加、申请递补", replaceLead: "专家不能参加、应当回避或者三次通知无应答的，在这里登记；须签名。监督部门同意后公布下一个一次性码，由谁递补您事先不能知道。", replaceLabel: "标签", replaceReason: "原因", evidence: "证明文件（只提交哈希）",
    open: "公开被抽中的专家", openLead: "结果确定以后，选择名单文件公开：只公开被抽中的，其余不公开。",
  },
  arrive: "签到", arriveLead: "评标开始前三十分钟起可以签到。凭证由专家库管理员单独交给您；签到须签名。", arriveSalt: "签到凭证（32 位）", arrived: "已经签到。",
  ask: "申请抽取", askLead: "写明专业代码（三级或者四级）和人数。专家人数须占评标委员会三分之二以上，总人数为单数。", specialty: (at: number) => `专业代码 ${String(at)}`, seatCount: (at: number) => `专业 ${String(at)} 人数`, perOrgField: "同一单位最多人数", who: "出随机数的各方（至少三方）", reps: "招标人（采购人）代表人数",
};

const en: typeof zh = {
  title: "Draw of the experts", room: "Expert draws", lot: (name) => `Lot: ${name}`, number: (number) => `Draw ${String(number)}`, none: "No draw has been asked for yet.", noRoom: "No draw waits for you.",
  lead: "Nobody appoints the evaluation experts: they are drawn. The list is first turned into labels and fixed; then each party puts in a random number; last the supervisor gives a one-time code. Only all three together say who is drawn. Nobody can know it before, everybody can work it out again afterwards.",
  secrecy: "By law the names stay secret until the result is determined (Tendering and Bidding Law, art. 37). Here are labels alone; the exchange itself does not know who stands behind them until the experts sign in.",
  steps: { requested: "Asked for", planned: "Plan approved", fixed: "Pool fixed", committed: "Committed", revealed: "Revealed", drawn: "Drawn", opened: "Names opened" },
  request: "Request", seats: (count, specialty) => `Specialty ${specialty}: ${String(count)}`, representatives: (count) => `beside ${String(count)} of the tenderer’s own`, perOrg: (count) => `at most ${String(count)} of one unit`, widened: "Why the specialty is wider", because: (reason) => `Why the specialty is wider: ${reason}`,
  pool: "Who can be drawn", poolWaits: "The pool keeper has not brought the list yet.", poolBrought: "The list is there; the supervisor has yet to hold it against the names.", poolFixed: "The supervisor held the list against the names and fixed it: nobody can be added or taken out.", people: "In the list", excluded: (reasons) => `Left out: ${reasons}`, leftOut: (reason) => `left out: ${reason}`, eligible: "Can be drawn", stratum: "Specialty", wanted: "Seats", small: "Fewer than three for each seat can be drawn: one could guess.",
  numbers: "Random numbers", contributor: "Party", committed: "Commitment", revealed: "Number revealed", waits: "waited for", silent: "not revealed, counted as -", numbersLead: "All commit before anybody reveals: nobody can change his number after seeing another’s. One honest party is enough.",
  chain: "Head of the supervisor’s chain", codes: "Codes given", secret: "Hash of the keeper’s secret", plan: "Plan",
  result: "Who was drawn", order: "Order", orderLead: "In the order the code gives, each takes a seat; left out are those excluded, of a full specialty, or of a unit that has its share.", place: "No.", label: "Label", state: "State", seated: "seated", left: "could not come", passed: "not drawn", orderMore: (count) => `The other ${String(count)} labels are in the interface below.`,
  replacements: "Replacements", replacement: (left, reason, next) => `${left}: ${reason}; ${next} takes the seat`, replacementWaits: (left, reason) => `${left}: ${reason}; the supervisor’s next code is waited for`,
  coming: (count, seats) => `${String(count)}/${String(seats)} confirmed.`, confirmed: (arrived, seats) => `${String(arrived)}/${String(seats)} signed in`, short: (missing) => `The list was too short: ${String(missing)} seats are empty, and another draw over a wider specialty is needed.`,
  names: "The experts", namesLead: "The result is determined: everybody who was drawn, also those who could not come, is opened; so may be who was left out for a conflict. Id and salt give the label above.", expert: "Id", salt: "Salt", standsBack: "Can sit no longer; say so below: ", unnamed: "—",
  repeat: "Repeat it yourself", repeatLead: "Run this in bash on any computer with curl, jq and OpenSSL 3. Where nothing fails, the labels it prints last are those that hold the seats now.", repeatLater: "Once it is drawn, the commands to repeat it with openssl mac and sort stand here.", api: "All of it in the interface", back: "Project",
  own: "For you to do", nothing: "Nothing waits for you now.", public: "Public page", noScript: "Scripts are off: use the command line, npx daylight draw.",
  kept: "The secret’s file stays on your computer and is never uploaded. Save it first, then go on.", download: "Save the file", again: "Choose the file", wrongFile: "This is not the file of this draw; it was not used.", working: "Working…", done: "Done.", sealedKey: "Keep the file safe: the next step needs it.",
  acts: {
    secret: "Make the secret of the labels", secretLead: "The browser makes 32 random bytes, which you keep; the exchange gets their hash. If they are lost the pool is brought anew; if they leak the names are no secret.",
    plan: "Approve the plan", planLead: "Check the seats and the parties. The browser makes the secret of the codes, which you keep; the head of the chain is logged, and every later code leads to it.",
    pool: "Bring the pool", poolLead: "Choose the file of the secret: the browser fetches who can be drawn, turns it into labels and sends those. The file of names says who stands behind them; you alone keep it, and show it to the supervisor in the room.",
    fix: "Check and fix the pool", fixLead: "Choose the file of names that the pool keeper shows you in the room: the browser holds every label against it, and fixes only what agrees.",
    commit: "Make a random number and commit", commitLead: "The number is made in your browser and kept by you; only its commitment is logged. Where people in the room threw dice, type what they threw.", dice: "Throws of dice (may be left empty; else 50 or more, 1 to 6)", diceWrong: "Throws are digits from 1 to 6, 50 or more; the field may be left empty.",
    reveal: "Reveal the random number", revealLead: "All have committed. The number this browser kept is revealed; on another computer choose the file.",
    code: "Give the code and draw", codeLead: "Choose the file of the codes. This draws the experts, and is never done again.",
    next: "Agree, and give the next code", nextLead: "Choose the file of the codes.",
    seated: "See who holds the seats", seatedLead: "Choose the file of names: they are shown on this computer alone. Look again after the opening: who has a tie to a bidder is marked. Give each expert his own salt, apart from the others.",
    replace: "Say that somebody cannot come", replaceLead: "Where an expert cannot come, must stand back or was not reached in three calls; your signature is needed. The supervisor then gives the next code: you cannot know beforehand who follows.", replaceLabel: "Label", replaceReason: "Why", evidence: "What shows it (its hash alone is sent)",
    open: "Open who was drawn", openLead: "Once the result is determined, choose the file of names: those who were drawn are opened, nobody else.",
  },
  arrive: "Sign in", arriveLead: "From half an hour before the evaluation. The pool keeper gave you the salt; signing in needs your signature.", arriveSalt: "Your salt, 32 digits", arrived: "You have signed in.",
  ask: "Ask for a draw", askLead: "Name specialties of the third or fourth level and how many of each. Experts are two thirds of the committee or more, and the committee is odd.", specialty: (at) => `Specialty ${String(at)}`, seatCount: (at) => `How many of specialty ${String(at)}`, perOrgField: "At most of one unit", who: "Who puts in random numbers (three or more)", reps: "Representatives of the tenderer",
};

export type DrawWords = typeof zh;
const WORDS: Readonly<Record<Language, DrawWords>> = { zh, en };
export const drawWords = (language: Language): DrawWords => WORDS[language];
