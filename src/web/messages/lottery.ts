import type { Language } from "../context.js";

/** The words of a contest's lottery: what its parties are committed to, and how they show it. */
const zh = {
  title: "摇号", lead: "随机数和抽取码的承诺值在公告中公布，任何人报名之前就已固定；摇号时各方揭示，与承诺值不符的不予接受。全部揭示以后，由抽取码按 DDR-1 选出一个号牌，任何人都能重算。", party: "随机数提供方", commitment: "承诺值（SHA-256）", shown: "揭示", given: "已揭示", missing: "尚未揭示", late: "未按时揭示，按缺失计算", head: "监督部门抽取码", waits: "摇号阶段开始以后在这里揭示。",
  file: "制作承诺时保存的文件", read: "读取文件", reads: "文件与承诺值一致，已经填入下面的表单：", wrongFile: "这不是为本场竞价制作的文件，或者与公告的承诺值不符。", noScript: "没有浏览器脚本时，请打开保存的文件，把其中 64 位十六进制数填入下面的表单。",
  make: "竞价摇号：制作承诺值", makeLead: "设最高限价并以摇号确定竞得人的，两个以上随机数提供方和监督部门各自在这里制作随机数和抽取码：数由本机浏览器生成，只写入您保存的文件，不上传；把承诺值交给编制公告的单位写入公告。", auction: "竞价编号", auctionHint: "转让编号、两位标的序号和 A1，例如 D3417000001S00001-01-A1；再次公告的是 A2", kind: "用途", kinds: { random: "随机数提供方的随机数", code: "监督部门的抽取码" }, name: "随机数提供方代号（抽取码不填）", nameHint: "字母、数字和 . _ -，与公告中的代号相同", wrongAuction: "竞价编号只能用字母、数字和 . _ -，最多 64 个字符。", wrongName: "请填写提供方代号：字母、数字和 . _ -，最多 64 个字符。",
  makeDo: "生成", saveFile: "保存文件", saveFirst: "请先保存文件，再交出承诺值：文件丢失就无法揭示。", needsScript: "制作承诺值须启用浏览器脚本，数不能离开您的电脑。", kept: "已保存。请妥善保管文件，摇号时在竞价的主持页揭示。",
};

const en: typeof zh = {
  title: "Lottery", lead: "The commitments of its randomness and of its code stand in the notice, before anybody applies. Each is shown when the lottery comes, and what differs from its commitment is not taken. Once all are there the code draws one paddle by DDR-1, and anybody can compute it again.", party: "Giver of randomness", commitment: "Commitment (SHA-256)", shown: "Shown", given: "shown", missing: "not yet", late: "not shown in time; counted as missing", head: "The supervisor’s code", waits: "It is shown here once the lottery has begun.",
  file: "The file that was saved with the commitment", read: "Read the file", reads: "The file fits its commitment and is filled into the form below: ", wrongFile: "This file was not made for this contest, or it differs from the commitment in the notice.", noScript: "Without scripts, open the file you saved and type its 64 hexadecimal digits into the form below.",
  make: "Lottery of a contest: make a commitment", makeLead: "Where a highest price is set and a lottery decides there, two or more givers of randomness and the supervisor each make their number here: your browser makes it, it is written into the file you save and is not sent. Give the commitment to whoever drafts the notice.", auction: "Auction", auctionHint: "the sale, its lot with two digits, and A1, such as D3417000001S00001-01-A1; A2 after a second notice", kind: "What it is for", kinds: { random: "randomness of a giver", code: "the supervisor’s code" }, name: "Short name of the giver (none for the code)", nameHint: "letters, digits and . _ -, the same as in the notice", wrongAuction: "An auction is named by letters, digits and . _ -, at most 64.", wrongName: "Name the giver: letters, digits and . _ -, at most 64.",
  makeDo: "Make it", saveFile: "Save the file", saveFirst: "Save the file before you hand the commitment on: without it nothing can be shown.", needsScript: "Making a commitment needs scripts: the number must not leave your computer.", kept: "Saved. Keep the file; when the lottery comes you show it at the desk of the contest.",
};

export type LotteryWords = typeof zh;
export const lotteryWords = (language: Language): LotteryWords => (language === "zh" ? zh : en);
