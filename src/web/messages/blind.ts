import type { Certainty } from "../../blind/marks.js";
import type { Leak, Why } from "../../blind/leaks.js";
import type { Language } from "../context.js";

/** Places of a file that are on no page. */
const FIELDS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  name: { zh: "文件名", en: "file name" }, margins: { zh: "页眉、页脚、批注或者图片说明", en: "header, footer, comment or picture’s description" }, title: { zh: "属性“标题”", en: "property “title”" }, author: { zh: "属性“作者”", en: "property “author”" },
  lastAuthor: { zh: "属性“最后保存者”", en: "property “last saved by”" }, company: { zh: "属性“公司”", en: "property “company”" }, manager: { zh: "属性“经理”", en: "property “manager”" },
};

/** What members read of a blind evaluation (暗标), and supervisor and chair of what gives a bidder away. */
const zh = {
  hidden: "本标段技术部分为暗标评审：投标人以随机代码表示，文件已去除作者等属性；全部成员签署评分表后公开代码对应的投标人。发现文件中有身份标识的，请在评分理由中写明位置，不要推测投标人。",
  shown: "技术部分已按暗标评完，全部评分表已签署，代码对应的投标人现予公开；对应关系在评分前已写入公开日志（哈希），不能更改。",
  leaks: (count: number) => `暗标文件中的身份标识线索（${String(count)} 处）`,
  evidence: "由程序查找，只是线索，不是认定：请打开文件核对。构成招标文件规定的否决情形的，由评标委员会按招标文件的条款认定。",
  why: {
    "name": "投标人名称", "short-name": "投标人简称", "credit-code": "统一社会信用代码", "person": "法定代表人或者经办人", "phone": "登记的电话", "mail": "电子邮箱", "latin-name": "外文名称",
    "any-credit-code": "信用代码格式的号码", "any-phone": "手机号码格式的号码", "any-mail": "电子邮箱格式的文字", "any-company": "公司名称格式的文字", "author-field": "文件属性中留有作者或者单位",
  } satisfies Readonly<Record<Why, string>>,
  certainty: { certain: "确定", likely: "很可能", possible: "可能" } satisfies Readonly<Record<Certainty, string>>,
  place: (page: number | null, field: string | null) => (page !== null ? `第 ${String(page)} 页` : field === null ? "正文" : (FIELDS[field]?.zh ?? `属性 ${field}`)),
};

const en: typeof zh = {
  hidden: "The technical part is judged blind: bidders stand under random codes, and files are served without author and other properties. Who is who is shown once every member has signed. If a file gives somebody away, say in your reason where; do not guess who it is.",
  shown: "The technical part was judged blind; every sheet is signed, and the bidders behind the codes are shown. Who is who was fixed in the public log, by its hash, before anybody scored.",
  leaks: (count) => `Signs of identity in blind files (${String(count)})`,
  evidence: "Found by a program: evidence, no finding. Open the file and look. Whether it voids a bid is for the committee to say, by the clause of the documents.",
  why: {
    "name": "a bidder’s name", "short-name": "a bidder’s short name", "credit-code": "credit code", "person": "legal representative or who acts for it", "phone": "its registered telephone", "mail": "e-mail", "latin-name": "name in Latin letters",
    "any-credit-code": "looks like a credit code", "any-phone": "looks like a telephone number", "any-mail": "looks like an e-mail address", "any-company": "looks like a company’s name", "author-field": "an author or firm in the file’s properties",
  },
  certainty: { certain: "certain", likely: "likely", possible: "possible" },
  place: (page, field) => (page !== null ? `page ${String(page)}` : field === null ? "text" : (FIELDS[field]?.en ?? `property ${field}`)),
};

export const blindWords = (language: Language): typeof zh => (language === "zh" ? zh : en);

/** One finding in a line. @param bidder whose file it is */
export function leakLine({ file, page, field, why, certainty, excerpt }: Pick<Leak, "page" | "field" | "why" | "certainty" | "excerpt"> & { readonly file: string }, bidder: string, language: Language): string {
  const words = blindWords(language);
  return language === "zh" ? `${bidder}《${file}》${words.place(page, field)}：“${excerpt}”（${words.why[why]}，${words.certainty[certainty]}）` : `${bidder}, ${file}, ${words.place(page, field)}: “${excerpt}” (${words.why[why]}, ${words.certainty[certainty]})`;
}
