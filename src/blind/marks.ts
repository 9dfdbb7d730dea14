import { foldedUnits, isLatin } from "./fold.js";

/** How sure a sign is: a credit code is one firm's; a short name is its; a person's name or two characters may be anybody's. */
export type Certainty = "certain" | "likely" | "possible";
export type MarkKind = "name" | "short-name" | "credit-code" | "person" | "phone" | "mail" | "latin-name";

/** What tells who a bidder is, as its registration has it. `bidder` is the credit code under which it bids; a consortium's members are marks of their leader's bid. */
export type Known = {
  readonly bidder: string;
  readonly names: readonly string[];
  readonly codes: readonly string[];
  readonly people: readonly string[];
  readonly phones: readonly string[];
  readonly mails: readonly string[];
  /** Names in Latin letters: English, pinyin, a mark. */
  readonly latin: readonly string[];
};

/** One text to look for. */
export type Mark = { readonly bidder: string; readonly kind: MarkKind; readonly text: string; readonly certainty: Certainty };

const FORMS = /(?:集团)?(?:股份)?有限(?:责任)?公司$|(?:股份|集团|总|分)?公司$|普通合伙$|有限合伙$|事务所$|研究院$|设计院$|集团$|合作社$|厂$/u;
const TRADES = /(?:建筑安装|建筑装饰|建设工程|建筑工程|市政工程|园林工程|路桥|建设|建筑|建工|工程|市政|园林|绿化|装饰|装修|安装|勘察|勘测|测绘|设计|咨询|监理|管理|科技|技术|信息|软件|网络|电子|电气|机电|贸易|商贸|实业|产业|发展|投资|控股|环境|环保|水利|水务|电力|能源|交通|医疗|器械|设备|仪器|服务|物业|集团|股份)$/u;
const PLACES = /^(?:中国|[\u4e00-\u9fff]{2,3}(?:省|市|自治区|区|县))/u;
const BRACKETED = /[（(][^（()）]*[)）]/gu;
/** What is left of a name and says nothing of whose it is. */
const COMMON_WORDS = new Set(["中国", "第一", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "城市", "建设", "建筑", "工程", "市政", "中心", "城建", "城乡", "交通", "国际", "联合", "综合", "安全", "质量", "科技", "现代", "东方", "南方", "北方", "西部", "中部", "地方", "人民", "中华"]);
const FREE_MAIL = /^(?:qq|163|126|139|189|sina|sohu|foxmail|gmail|outlook|hotmail|yeah|aliyun)\./iu;

/** Shorter marks are in every text: a Han name has two characters at least, anything in Latin letters four. */
const [HAN_MIN, LATIN_MIN, CORE_LIKELY] = [2, 4, 3];
/** Of a word for a trade: 建设, 路桥. */
const TRADE_LENGTH = 2;

/**
 * All that gives a bidder away. @param common the tender's own documents: a short name or person's name that stands in them too
 * (the place, the project, the purchaser) says nothing of a bidder and is left out
 */
export function marksOf(known: Known, common: string): Mark[] {
  const mark = (kind: MarkKind, certainty: Certainty) => (text: string): Mark => ({ bidder: known.bidder, kind, text, certainty });
  const wanted = [
    ...known.codes.map(mark("credit-code", "certain")), ...known.names.map(mark("name", "certain")),
    ...known.names.flatMap(shortNames).map(({ text, certainty }) => mark("short-name", certainty)(text)),
    ...known.people.map((text) => mark("person", text.length > 2 ? "likely" : "possible")(text)), ...known.phones.map(mark("phone", "certain")),
    ...known.mails.flatMap(mailMarks).map(mark("mail", "likely")), ...known.latin.map(mark("latin-name", "likely")),
  ];
  const said = foldedText(common);
  return wanted.filter(({ text, certainty }, at) => isLongEnough(text) && (certainty === "certain" || !said.includes(foldedText(text))) && wanted.findIndex((each) => foldedText(each.text) === foldedText(text)) === at);
}

const foldedText = (text: string): string => String.fromCharCode(...foldedUnits(text));

function isLongEnough(text: string): boolean {
  const units = foldedUnits(text);
  return units.length >= (units.every(isLatin) ? LATIN_MIN : HAN_MIN);
}

/** The names people use: without its form, without its place, with the first word of its trade, without its trade. */
function shortNames(name: string): { readonly text: string; readonly certainty: Certainty }[] {
  const bare = name.replaceAll(BRACKETED, "").trim();
  const formless = stripped(bare, FORMS);
  const core = stripped(formless, TRADES);
  const local = stripped(core, PLACES);
  const [placeless, traded] = [formless.slice(core.length - local.length), formless.slice(core.length - local.length, core.length + TRADE_LENGTH)];
  const isAnybodys = core.replace(PLACES, "") === "" || COMMON_WORDS.has(local);
  return [...new Set([formless, ...(isAnybodys ? [] : [placeless, traded]), core, local])].filter((text) => text.length >= HAN_MIN && text !== name && !COMMON_WORDS.has(text))
    .map((text) => ({ text, certainty: text.length >= CORE_LIKELY ? "likely" : "possible" }));
}

/** A name without what a pattern takes off it, again and again, as long as two characters are left. */
function stripped(name: string, pattern: RegExp): string {
  const shorter = name.replace(pattern, "");
  return shorter === name || shorter.length < HAN_MIN ? name : stripped(shorter, pattern);
}

/** An address, and its domain where that is the firm's own. */
function mailMarks(mail: string): string[] {
  const domain = mail.slice(mail.indexOf("@") + 1);
  return domain === mail || FREE_MAIL.test(domain) ? [mail] : [mail, domain];
}
