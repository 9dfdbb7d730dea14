import type { Language } from "../context.js";

/** The words of tokens for programs. */
const zh = {
  title: "访问令牌", lead: "给程序用的凭据，例如本单位的投标软件、定时取数的脚本。一枚令牌只代表一个身份，只办选定的事项，到期作废。令牌不能登录，不能管理账号；发布、定标、付款、更换密钥等仍由本人办理。",
  open: "管理访问令牌", count: (count: number) => `给程序用的凭据，现在有 ${String(count)} 枚。`, mine: "我的令牌", none: "还没有令牌。", over: "已到期", until: "有效期至", used: "最近使用", never: "还没有用过", since: "创建于",
  make: "创建令牌", for: (office: string) => `以“${office}”身份办理`, noOffice: "令牌代表一个身份：请先在“我的账号”里选择身份。", name: "用途", nameHint: "例如：投标软件、每日取公告的脚本", end: "截止日期", endHint: "当日 24:00 失效，最长一年；按真实日期，不随演练时钟。",
  scopes: "准许办理的事项", scopesHint: "只选程序用得到的。没有选中的，程序一律办不了。", go: "创建", shown: "令牌只显示这一次，请立即存入程序的密钥文件；平台只留它的哈希，丢了只能重新创建：",
  how: "怎么用", howText: "每个请求带上请求头 Authorization: Bearer 令牌；命令行工具用环境变量 DAYLIGHT_TOKEN 或者 --token-file。不要写在网址里：网址里有令牌的请求一律拒绝。令牌以 dltk_ 开头，便于密钥扫描工具发现误传。",
};

const en: typeof zh = {
  title: "Access tokens", lead: "For programs, such as your firm’s bidding software or a script that fetches data. A token acts in one office, does the chosen acts alone and ends on its day. It does not sign in and manages no account; publishing, awarding, paying and changing keys stay with you in person.",
  open: "Manage access tokens", count: (count) => `For programs; you have ${String(count)}.`, mine: "My tokens", none: "None yet.", over: "over", until: "until", used: "last used", never: "never used", since: "made",
  make: "Make a token", for: (office) => `Acts as “${office}”`, noOffice: "A token acts in an office: choose one in your account first.", name: "Purpose", nameHint: "such as: bidding software, daily notices script", end: "Last day", endHint: "Ends that day at 24:00, within a year; by the real date, not a rehearsal’s clock.",
  scopes: "May do", scopesHint: "Choose what the program needs. It can do nothing else.", go: "Make it", shown: "The token is shown this once: put it into the program’s secrets now. The exchange keeps its hash alone; a lost one is made anew:",
  how: "How to use it", howText: "Send the header Authorization: Bearer TOKEN with each request; the command line takes DAYLIGHT_TOKEN or --token-file. Never put it into an address: such requests are refused. Tokens begin with dltk_, so that secret scanners find stray ones.",
};

export type TokenWords = typeof zh;
const WORDS: Readonly<Record<Language, TokenWords>> = { zh, en };
export const tokenWords = (language: Language): TokenWords => WORDS[language];
