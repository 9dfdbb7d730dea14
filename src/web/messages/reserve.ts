import type { Language } from "../context.js";

/** The words of the desk's page for the reserve estimate, and what its island says. */
const zh = {
  title: "标底", binds: "报价低于标底的不能中标，应当否决", reference: "标底只作为评标的参考：不能决定中标，也不能用来否决投标（招标投标法实施条例第五十条）。",
  states: {
    unset: "招标文件没有载明设有标底。", due: "还没有固定标底。投标截止前没有固定的，本次评标不得使用标底。", committed: "标底已经固定，开标前保密。", revealed: "标底已经公布。", lost: "标底文件已经声明灭失，本次评标不使用标底。", missed: "投标截止前没有固定标底，本次评标不得使用标底。",
  },
  how: ["在这台电脑上填写金额，浏览器生成标底文件（含随机数），由您保存；交易平台只收到文件的 SHA-256（承诺值），写入公开日志，谁也看不到金额。", "每个标段只能固定一次，不能更换：请在不再发布澄清或者修改以后、投标截止以前办理。", "开标时在本页选择这个文件公布。文件丢失就不能公布，只能声明灭失，本次评标不使用标底。"],
  amount: "标底金额（元，两位小数）", make: "生成标底文件", check: "请核对金额：", save: "下载标底文件", saveFirst: "请先下载并妥善保存标底文件，再固定。", commit: "固定标底（只提交承诺值）", commitment: "承诺值（SHA-256）", index: "公开日志序号", deadline: "投标截止时间",
  fixed: "已写入公开日志，您的浏览器核对了包含证明。", unproved: "公开日志里还查不到这个承诺值，请稍后刷新本页；仍查不到的，请保存好文件并向监督部门反映。", wrongAmount: "金额写法不对，例如 36500000.00，应当大于零。",
  file: "标底文件", read: "核对文件", reads: "文件与承诺值一致，标底为：", wrongFile: "不是本标段固定的那一份标底文件，没有交出。", reveal: "公布标底", before: "开标开始以后才能在这里公布。文件请不要交给任何人，也不要上传到任何地方。", now: "请公布标底：报价在标底公布后公布，解密时限届满的不再等候；标底公布或者声明灭失以前，不能形成开标记录。",
  noScript: "未启用脚本：请用命令行工具。", hall: "开标大厅", own: "自己核对：openssl dgst -sha256 标底文件",
  line: {
    due: "招标文件载明设有标底，尚未固定。", committed: (index: string) => `标底已在截止前固定（公开日志第 ${index} 号），开标时公布。`, revealed: (amount: string, meaning: string | null) => `标底 ${amount} 元，${meaning ?? "只作为评标的参考"}。`, lost: (reason: string) => `标底文件灭失（${reason}），本次评标不使用标底。`, missed: "招标文件载明设有标底，投标截止前没有固定，本次评标不使用标底。",
    waits: "等待招标人公布标底，标底公布后公布报价；解密时限届满的不再等候。",
  },
  cli: (tender: string, lot: string) => `npx daylight reserve make ${tender} ${lot} --amount 金额.txt --out 标底.json\nnpx daylight reserve commit ${tender} ${lot} 标底.json\nnpx daylight reserve reveal ${tender} ${lot} 标底.json`,
};

const en: typeof zh = {
  title: "Reserve estimate", binds: "a bid below it cannot win: reject it", reference: "It is a reference alone: no bid wins or is rejected by it (Regulations on Tendering and Bidding, art. 50).",
  states: {
    unset: "The documents set no reserve estimate.", due: "None is fixed yet. If none is before bids close, none may be used.", committed: "It is fixed, and secret until the opening.", revealed: "It was read out.", lost: "Its file was declared lost: none is used.", missed: "None was fixed before bids closed: none may be used.",
  },
  how: ["Type the amount on this computer: the browser makes a file with a random number, which you keep. The exchange gets its SHA-256 (the commitment) alone, and logs it: nobody sees the amount.", "It is fixed once a lot and never changed: do it when no more amendment comes, and before bids close.", "At the opening choose this file here. A file that is lost cannot be read out: it is declared lost, and none is used."],
  amount: "Amount in yuan, two decimals", make: "Make the file", check: "Check the amount:", save: "Save the file", saveFirst: "Save the file first, and keep it safe.", commit: "Fix it (send the commitment alone)", commitment: "Commitment (SHA-256)", index: "Log index", deadline: "Bids close",
  fixed: "It is in the public log; your browser has checked the proof.", unproved: "The public log does not show this commitment yet: load this page again shortly. If it never does, keep your file and tell the supervisor.", wrongAmount: "Write the amount as 36500000.00, above zero.",
  file: "The file", read: "Check the file", reads: "The file is the one that was fixed. The reserve estimate is", wrongFile: "This is not the file that was fixed for this lot; it was not sent.", reveal: "Read it out", before: "It can be read out here once the opening has begun. Give the file to nobody and upload it nowhere.", now: "Read it out: the prices follow it, but wait no longer than the decryption window; no record is made before it is read out or declared lost.",
  noScript: "Scripts are off: use the command line tool.", hall: "Opening hall", own: "Check it yourself: openssl dgst -sha256 FILE",
  line: {
    due: "The documents set a reserve estimate; it is not fixed yet.", committed: (index) => `The reserve estimate was fixed before the deadline (log entry ${index}) and is read out at the opening.`, revealed: (amount, meaning) => `Reserve estimate: ${amount} yuan, ${meaning ?? "a reference alone"}.`, lost: (reason) => `The file of the reserve estimate is lost (${reason}): none is used.`, missed: "The documents set a reserve estimate, none was fixed before the deadline: none is used.",
    waits: "Waiting for the reserve estimate: the prices follow it, at the latest when the decryption window ends.",
  },
  cli: (tender, lot) => `npx daylight reserve make ${tender} ${lot} --amount amount.txt --out reserve.json\nnpx daylight reserve commit ${tender} ${lot} reserve.json\nnpx daylight reserve reveal ${tender} ${lot} reserve.json`,
};

export type ReserveWords = typeof zh;
const WORDS: Readonly<Record<Language, ReserveWords>> = { zh, en };
export const reserveWords = (language: Language): ReserveWords => WORDS[language];
