import type { Language } from "../context.js";

/** The words of the inbox and of what may be sent outside. */
const zh = {
  title: "消息", lead: "交易中心需要您知道和办理的事项。消息只写是什么事、在哪里办，不含投标内容。", none: "没有消息。", noneUnread: "没有未读消息。", all: "全部", unread: "未读", view: "查看哪些消息", open: "前往办理、查看", next: "更早的消息", first: "回到最新", isRead: "已读", isNew: "未读",
  settings: "邮件和短信设置", settingsLead: "消息都在这里；您也可以让交易中心把消息发到邮箱。", email: "邮箱地址", emailHint: "不填则不发邮件。", language: "邮件语言", mail: "通过邮件发送",
  phone: "电话号码", phoneHint: "加密保存。不填则不发短信、不打电话。短信只说有一条消息，不写任何秘密。", phoneBy: "电话通知方式", bySms: "短信", byVoice: "语音电话", phoneOn: "通过电话号码发送",
  always: "依法应当告知、逾期将失去权利的消息，填写邮箱后一律发送邮件，不能退订：", quiet: "名字公开之前，发给投标人和评标委员会的邮件不写明是什么事、哪个项目，并与同一半小时的其他邮件一起发出。", sentTo: (email: string) => `邮件发到：${email}`, notSent: "现在不发邮件。", back: "返回消息",
  stopTitle: "不再接收这一类邮件", stopLead: "按下后，交易中心不再把这一类消息发到您的邮箱；登录后仍可在“消息”里看到，也可以随时改回来。", stop: "不再接收", stopped: "已不再接收这一类邮件。消息仍在您的账户里，登录后可以随时改回来。",
  groups: { duty: "待办", news: "通知", due: "期限提醒" },
};

const en: typeof zh = {
  title: "Messages", lead: "What the exchange wants you to know and to do. A message says what and where; it holds nothing of any bid.", none: "No messages.", noneUnread: "Nothing is unread.", all: "All", unread: "Unread", view: "Which messages", open: "Go there", next: "Earlier messages", first: "Back to the newest", isRead: "read", isNew: "unread",
  settings: "Mail and text messages", settingsLead: "Every message stands here; the exchange can send it to your mailbox too.", email: "Mail address", emailHint: "Left empty, no mail is sent.", language: "Language of mail", mail: "Sent by mail",
  phone: "Telephone number", phoneHint: "Kept encrypted. Left empty, no text is sent and nobody is called. A text says that there is a message, and no secret.", phoneBy: "Reached by", bySms: "text message", byVoice: "a call that reads it out", phoneOn: "Sent to the telephone",
  always: "Once there is an address, messages that are told by law, or by which a right is lost, are always sent by mail and cannot be turned off:", quiet: "Before names are public, mail to bidders and committees says neither what it is nor which tender, and leaves with all other mail of its half hour.", sentTo: (email) => `Mail goes to ${email}.`, notSent: "No mail is sent now.", back: "Back to your messages",
  stopTitle: "Stop mail of this kind", stopLead: "Press, and the exchange no longer mails you messages of this kind. Signed in you still find them among your messages, and may turn mail on again.", stop: "Stop this mail", stopped: "Mail of this kind has stopped. The messages stand in your account as before, and signed in you may turn mail on again.",
  groups: { duty: "To do", news: "News", due: "Reminder" },
};

const WORDS: Readonly<Record<Language, typeof zh>> = { zh, en };
export const inboxWords = (language: Language): typeof zh => WORDS[language];
