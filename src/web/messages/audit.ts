import type { Language } from "../context.js";

const zh = {
  title: "操作记录", lead: "每一项操作的时间、网络地址、办理人和结果，办成的、被拒绝的都在内。记录只能添加；每小时的记录由公开日志里的一个哈希固定，事后改动、删除、补写会被发现。",
  actor: "身份代号", person: "个人代号", action: "办理事项", object: "对象（地址开头）", outcome: "结果", from: "从", until: "到", search: "查找", clear: "清除条件", csv: "导出（CSV）", withheld: "有项目还没有截标：可能看得出谁投标的操作（递交、上传、登记保证等）暂不显示，全部截标以后恢复。不显示的从", none: "没有符合条件的记录。", older: "更早的记录",
  time: "时间", who: "办理人", address: "网络地址", roots: "每小时的核对", serial: "序号", count: "条数", log: "公开日志", state: "核对结果", sound: "一致", checkedAt: "核对时间", unchecked: "还没有核对", checking: "每小时的记录写入日志后即核对，以后每天再核对一次；表中是最近一次的结果。", waits: "等待写入日志", noRoots: "还没有满一小时。", file: "核对文件",
  faults: { "not-logged": "与公开日志的哈希不符", "chain": "与前一小时不衔接", "count": "条数与当时不符", "rows": "有记录被改动" }, alarm: "操作记录与公开日志不符：有人绕过系统改动了数据库。请保全现场并报告。",
};

const en: typeof zh = {
  title: "What was done", lead: "Every act with its time, network address, who and how it ended, done or refused. Rows can only be added; each hour is fixed by a hash in the public log, so that a row changed, taken away or put in later is found.",
  actor: "Office", person: "Person", action: "Act", object: "Object (how the address begins)", outcome: "Outcome", from: "From", until: "Until", search: "Search", clear: "Clear", csv: "Export (CSV)", withheld: "A box is open: acts that tell who bids (lodging, uploads, guarantees) are not shown until all are closed. Left out from", none: "Nothing found.", older: "Older",
  time: "Time", who: "Who", address: "Address", roots: "Hour by hour against the log", serial: "No.", count: "Rows", log: "Log", state: "Result", sound: "in order", checkedAt: "Checked", unchecked: "not checked yet", checking: "Each hour is checked once it is in the log and again every day; the table shows the last result.", waits: "waits for the log", noRoots: "No hour is full yet.", file: "file",
  faults: { "not-logged": "differs from the log’s hash", "chain": "does not follow the hour before", "count": "rows are missing or too many", "rows": "a row was changed" }, alarm: "The record differs from the public log: somebody changed the database behind the exchange’s back. Secure the evidence and report it.",
};

export type AuditWords = typeof zh;
const WORDS: Readonly<Record<Language, AuditWords>> = { zh, en };
export const auditWords = (language: Language): AuditWords => WORDS[language];
