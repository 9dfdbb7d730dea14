import type { Language } from "../context.js";

/** The words of the page of questions, and what its island says. */
const zh = {
  title: "提问与答复", back: "回到项目", until: "提问截止", over: "现在不接收提问。",
  tally: (received: number, answered: number) => `收到提问 ${String(received)} 个，已答复 ${String(answered)} 个，尚未答复 ${String(received - answered)} 个。`,
  lead: "对招标文件或者踏勘现场有疑问的，在这里提出。答复以澄清公告同时告知所有人，不写明是谁问的；提问只有代号，同一单位的两个提问代号互不相关。",
  order: "按代号排列，与提问先后无关。每个提问的哈希都在公开日志里：没有答复的提问，任何人都看得到。", none: "还没有提问。", collected: "提问每天零点统一取出，此前谁也看不到。",
  waits: "等待答复", answered: "已答复", notice: "澄清公告", drafted: "已拟答复", inLog: (index: number) => `公开日志第 ${String(index)} 号`, answer: "答", gated: "内容见发给可以投标的单位的澄清公告。", next: "下一页", first: "从头看",
  ask: "提问", secret: "谁也看不出是您问的",
  how: ["先领取凭证：登录后领取，每次 10 张，一张凭证提一个问题。凭证是盲签名：交易中心签了名，却不知道签的是哪一张。", "再提问：提问不带登录状态，只带一张凭证；交易中心、招标人和看得到数据库的人都不知道是哪家单位用了它。", "凭证和提问记录只存在这台电脑的浏览器里，请另存一份：凭它可以查看是否答复，需要时可以证明是您问的。"],
  time: "领了凭证马上就问，时间会泄露是谁：建议领好以后换个时间、换个网络再问。文字里不要写单位、人名、电话。",
  take: "领取 10 张凭证", signIn: "登录领取凭证", noTickets: "还没有可用的凭证", left: (count: string) => `可用凭证 ${count} 张`, about: "关于", text: "提问（2000 字以内，一次一个问题）", send: "不登录提出", save: "另存凭证和回执", mine: "这台电脑提出的",
  taking: "正在核对公钥、领取凭证……", unlogged: "公钥还没有写入公开日志，未领取；请稍后再试。", wrongKey: "公钥与公开日志不符，未领取：它可能只发给您一家。请向监督部门反映。", wrongTicket: "签发的凭证核验不通过，未保存。", sent: "已经投入提问箱。代号", tells: "会让人看出是谁在问，请删去",
  waiting: "在提问箱里，零点取出", taken: "已交招标人，写入公开日志", done: "已答复", unknown: "查不到：请凭回执向监督部门反映", noScript: "未启用脚本：请用命令行工具提问。",
  cli: (tender: string) => `npx daylight tickets ${tender} --as 您的代号 --actors actors.json --out tickets.json\nnpx daylight ask ${tender} --tickets tickets.json --text question.txt`,
};

const en: typeof zh = {
  title: "Questions and answers", back: "Back to the project", until: "Questions until", over: "No questions are taken now.",
  tally: (received, answered) => `${String(received)} questions taken, ${String(answered)} answered, ${String(received - answered)} wait.`,
  lead: "Ask here what is unclear in the documents or on the site. Answers go to everybody at once, in a clarification that does not say who asked; a question has a pseudonym alone, and two of one firm have nothing in common.",
  order: "By pseudonym, which is no order of time. The hash of every question is in the public log: everybody sees which wait for an answer.", none: "No questions yet.", collected: "The box of questions is emptied at midnight; nobody sees them before.",
  waits: "waits for an answer", answered: "answered", notice: "Clarification", drafted: "answer drafted", inLog: (index) => `entry ${String(index)} of the log`, answer: "A", gated: "The text stands in the clarification for the firms that may bid.", next: "Next page", first: "From the start",
  ask: "Ask", secret: "Nobody can tell that it is you",
  how: ["First take tickets, signed in, ten at a time; each is good for one question. They are signed blindly: the exchange does not know which ticket it signed.", "Then ask: the question comes with a ticket and without your session; neither exchange nor tenderer nor whoever reads the database learns which firm used it.", "Tickets and receipts stay in this browser alone: save a copy. With it you see whether you were answered, and can prove, if you ever want to, that it was you."],
  time: "To ask right after taking tickets lets the clock tell who you are: ask later, from another network. Write no firm, name or telephone.",
  take: "Take ten tickets", signIn: "Sign in to take tickets", noTickets: "No unused ticket", left: (count) => `${count} unused tickets`, about: "About", text: "Your question (up to 2,000 characters, one at a time)", send: "Ask without signing in", save: "Save tickets and receipts", mine: "Asked from this computer",
  taking: "Checking the key, taking tickets…", unlogged: "The key is not in the public log yet: no tickets were taken, try again shortly.", wrongKey: "The key is not the log’s: no tickets were taken, it could have been made for you alone. Tell the supervisor.", wrongTicket: "The tickets that came back do not hold and were not kept.", sent: "It lies in the box. Pseudonym", tells: "tells who asks: take it out",
  waiting: "in the box until midnight", taken: "with the tenderer, in the log", done: "answered", unknown: "not found: show your receipt to the supervisor", noScript: "Scripts are off: ask with the command line tool.",
  cli: (tender) => `npx daylight tickets ${tender} --as you --actors actors.json --out tickets.json\nnpx daylight ask ${tender} --tickets tickets.json --text question.txt`,
};

export type QuestionWords = typeof zh;
const WORDS: Readonly<Record<Language, QuestionWords>> = { zh, en };
export const questionWords = (language: Language): QuestionWords => WORDS[language];
