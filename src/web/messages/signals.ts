import type { Basis as AnyBasis } from "../../signals/chance.js";
import type { Language } from "../context.js";

type Basis = Exclude<AnyBasis, "model">;
/** The measure word and the word for what is counted. */
const BASIS: Readonly<Record<Basis, readonly [string, string]>> = { organisations: ["家", "单位"], lots: ["个", "标段"], bidders: ["家", "投标人"] };

const zh = {
  title: "串通投标线索", notVerdict: "线索，不是结论。",
  lead: "开标后，平台把同一标段各家的投标文件、报价和办理记录两两比较，列出少有人相同而两家相同的地方。每条线索写明比了什么、怎么算、偶然也会出现多少次、可能的正常原因。是否视为串通投标，由有权机关查明事实后依法认定。只有监督部门能看到本页，每次查看都留有记录。",
  none: "还没有开标的标段，或者正在查找。", unsought: "本标段已开标，还没有查找过线索。", lot: "标段", bidders: "投标人", count: "线索数", made: "查找时间", disposal: "处理", noDisposal: "未登记", nothing: "没有找到线索。没有线索不等于没有串通：当面商定的报价，比较不出来。",
  against: (organisations: number, lots: number): string => `与本平台其他 ${String(lots)} 个标段、${String(organisations)} 家单位的投标比较。`, few: "可比的单位还少：偶然出现的次数只能粗略估计，行业范本也还认不出来。",
  textsNot: "各家文字过多，未能在限度内比较：对文字不作判断。", version: "算法版本", file: "结果文件", again: "重新查找和复算", same: "复算结果与保存的逐字节相同。", differs: "复算结果与保存的不同：请核对数据是否被改动。",
  matrix: "两两之间的线索数", csv: "导出（CSV）", json: "全部数据（JSON）", found: "相同的内容", chance: "偶然出现", law: "关系到的条款", formula: "算法", innocent: "可能的正常原因", compared: "比较的内容", where: "出处", said: "内容", who: "投标人",
  counted: (often: string, have: number, of: number, basis: Basis): string => `${often}：其他 ${String(of)} ${BASIS[basis][0]}${BASIS[basis][1]}中，${String(have)} ${BASIS[basis][0]}也有`, modelled: (often: string): string => `一个标段里${often}（按算法所述模型计算）`,
  often: (ratio: string, oneIn: string): string => `最多每 ${oneIn} 次一次（${ratio}）`, unknown: "没有可比的，不能估计。", pairs: (count: number): string => `本标段共 ${String(count)} 对`,
  passages: "并排对照", letters: (all: number, own: number): string => `相同 ${String(all)} 字，其中自有 ${String(own)} 字`, page: (file: string, page: number): string => `${file}，第 ${String(page)} 页`, more: (count: number): string => `另有 ${String(count)} 处，见全部数据。`,
  lodging: (at: string): string => `递交，${at}`, registration: (version: number): string => `登记信息第 ${String(version)} 版`, office: "办理人登记", form: "开标一览表",
  notes: "处理记录", noNotes: "还没有登记处理。", unread: "没有读出文字的文件", unreadLead: "扫描件、加密或者损坏的、超出限度的文件，文字没有比较；文件本身仍按哈希比较。", scanPages: (count: number): string => `${String(count)} 页没有文字`, allRead: "全部文件的文字都已比较。",
};

const en: typeof zh = {
  title: "Signals between bidders", notVerdict: "Evidence to look at, not a verdict.",
  lead: "After an opening the exchange holds the bids, prices and acts of a lot’s bidders against each other, two by two, and lists what two have the same and few others have. Each signal says what was compared, how, how often it comes by chance, and why it may be innocent. Whether it is collusion is for the authority to find by the facts and the law. Supervisors alone see this page, and each reading is kept.",
  none: "No lot is opened yet, or the search is under way.", unsought: "This lot is opened; signals were not looked for yet.", lot: "Lot", bidders: "Bidders", count: "Signals", made: "Looked for", disposal: "What became of it", noDisposal: "nothing yet", nothing: "No signal was found. That does not mean there was no collusion: prices agreed in a room cannot be seen here.",
  against: (organisations, lots) => `Held against the bids of ${String(organisations)} other organisations in ${String(lots)} other lots of this exchange.`, few: "There are few to compare with yet: how often things come by chance is a rough guess, and an industry’s templates are not known as such.",
  textsNot: "The words of the bids were too many to compare within bounds: nothing is said of them.", version: "Version of the formulas", file: "File of the result", again: "Look again, and compute again", same: "Computed again, the result is the same byte for byte.", differs: "Computed again, the result differs: find out whether data was changed.",
  matrix: "Signals between each two", csv: "Export (CSV)", json: "All data (JSON)", found: "What is the same", chance: "By chance", law: "Bears on", formula: "Formula", innocent: "May be innocent", compared: "What was compared", where: "Where", said: "What it says", who: "Bidder",
  counted: (often, have, of, basis) => `${often}: ${String(have)} of ${String(of)} other ${basis} have it too`, modelled: (often) => `${often} in a lot like this (worked out from the model in the formula)`,
  often: (ratio, oneIn) => `once in ${oneIn} at most (${ratio})`, unknown: "there is nothing to compare with: no estimate.", pairs: (count) => `${String(count)} pairs in this lot`,
  passages: "Side by side", letters: (all, own) => `${String(all)} letters alike, ${String(own)} of them their own`, page: (file, page) => `${file}, page ${String(page)}`, more: (count) => `${String(count)} more: see all data.`,
  lodging: (at) => `lodging, ${at}`, registration: (version) => `registered file, version ${String(version)}`, office: "representatives", form: "form of the bid",
  notes: "What became of it", noNotes: "Nothing is written down yet.", unread: "Files whose words were not read", unreadLead: "Of scans, locked or broken files and those past the bounds the words were not compared; the files themselves were, by their hash.", scanPages: (count) => `${String(count)} pages without words`, allRead: "The words of every file were compared.",
};

export type SignalWords = typeof zh;
const WORDS: Readonly<Record<Language, SignalWords>> = { zh, en };
export const signalWords = (language: Language): SignalWords => WORDS[language];
