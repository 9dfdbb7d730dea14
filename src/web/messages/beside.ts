import type { Language } from "../context.js";

/** The words of the page that shows a bid's files beside the criteria. */
const zh = {
  open: "对照评审", title: "对照评审", bids: "投标文件", scored: (done: number, all: number) => `已评 ${String(done)}/${String(all)}`, sheet: "返回评分表", files: "文件", criteria: "评分", save: "保存", next: "保存，看下一份", back: "保存，返回评分表",
  page: "页", of: (pages: number) => `共 ${String(pages)} 页`, previous: "上一页", following: "下一页", larger: "放大", smaller: "缩小", text: "本页文字", noText: "本页没有可读取的文字（可能是扫描件）。", loading: "正在打开…", broken: "这个文件不能在此显示，请下载后查看：", unshown: "这种文件不能在此显示，请下载后查看。", download: "下载", view: (name: string) => `文件 ${name}`,
  noScript: "未启用脚本：请下载文件查看，评分照常保存。", none: "这份投标没有可以查阅的文件。",
};

const en: typeof zh = {
  open: "Read and score", title: "Read and score", bids: "Bids", scored: (done, all) => `${String(done)} of ${String(all)} scored`, sheet: "To the sheet", files: "Files", criteria: "Scores", save: "Save", next: "Save, next bid", back: "Save, to the sheet",
  page: "Page", of: (pages) => `of ${String(pages)}`, previous: "Previous page", following: "Next page", larger: "Larger", smaller: "Smaller", text: "Words of this page", noText: "This page has no words that can be read; it may be a scan.", loading: "Opening…", broken: "This file cannot be shown here; save it to read it: ", unshown: "A file of this kind cannot be shown here; save it to read it.", download: "Save", view: (name) => `File ${name}`,
  noScript: "Scripts are off: save the files to read them; scores are kept all the same.", none: "This bid has no files to read.",
};

const WORDS: Readonly<Record<Language, typeof zh>> = { zh, en };
export const besideWords = (language: Language): typeof zh => WORDS[language];
