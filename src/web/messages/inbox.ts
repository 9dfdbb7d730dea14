import type { Language } from "../context.js";

/** The words of the inbox and of what may be sent outside. */
const zh = {
  title: "消息", lead: "交易中心需要您知道和办理的事项。消息只写是什么事、在哪里办，不含投标内容。", none: "没有消息。", noneUnread: "没有未读消息。", all: "全部", unread: "未读", view: "查看哪些消息", open: "前往办理、查看", next: "更早的消息", first: "回到最新", isRead: "已读", isNew: "未读",
  groups: { duty: "待办", news: "通知", due: "期限提醒" },
};

const en: typeof zh = {
  title: "Messages", lead: "What the exchange wants you to know and to do. A message says what and where; it holds nothing of any bid.", none: "No messages.", noneUnread: "Nothing is unread.", all: "All", unread: "Unread", view: "Which messages", open: "Go there", next: "Earlier messages", first: "Back to the newest", isRead: "read", isNew: "unread",
  groups: { duty: "To do", news: "News", due: "Reminder" },
};

const WORDS: Readonly<Record<Language, typeof zh>> = { zh, en };
export const inboxWords = (language: Language): typeof zh => WORDS[language];
