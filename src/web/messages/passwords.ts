import type { Language } from "../context.js";

/** The words of passwords with one-time codes, where an installation takes them. */
const zh = {
  signIn: "用密码和验证码登录", signInHint: "供投标人和办事群众使用。登录号是注册时本中心给您的十位数字。密码不能签名：递交、确认等要签名的事，仍用通行密钥或者数字证书。", account: "登录号（10 位数字）", password: "密码", code: "验证器现在显示的六位数字",
  register: "改用密码和验证码注册", registerHint: "密码至少 12 个字符，用什么字符都可以；还要一个验证器（手机上显示六位验证码的应用）。", newPassword: "新密码", newHint: "至少 12 个字符，用什么字符都可以，可以粘贴。常见的密码、姓名和邮箱组成的密码不能用。",
  firstStep: "第一步：取得验证器密钥", getSecret: "取得密钥", secretShown: "用验证器扫描下面的图，或者输入这串密钥；五分钟以内有效：", openApp: "在这台设备的验证器里打开", secondStep: "第二步：设置密码", make: "注册",
  own: "密码和验证码", number: (account: string) => `登录号 ${account}（请记下，登录时要用）`, set: "设置密码和验证码", change: "更换密码或者验证器", changeHint: "验证器不换的，只填新密码；要换验证器，先取得新密钥，再填新验证器显示的六位数字。", codeIfNew: "新验证器显示的六位数字（验证器不换就不填）", save: "保存",
  currentPassword: "现在的密码", currentCode: "现在的验证器显示的六位数字", onlyPassword: "您现在只有密码，密码不能签名：登记单位、递交投标文件、添加或者停用凭据等都要签名。请先添加一把通行密钥。", firstPasskey: "添加第一把通行密钥", firstHint: "用现在的密码和验证码确认是您本人。", notCounted: "密码不算在“至少两种”里：本中心可以停用密码登录。",
};

const en: typeof zh = {
  signIn: "Sign in with password and code", signInHint: "For bidders and citizens. The account number is the ten digits you were given when you registered. A password signs nothing: what is signed still takes a passkey or a certificate.", account: "Account number (10 digits)", password: "Password", code: "The six digits your app shows now",
  register: "Register with a password and codes instead", registerHint: "A password of twelve characters or more, of whatever kind, and an app that shows six-digit codes.", newPassword: "New password", newHint: "Twelve characters at least, of whatever kind; it may be pasted. Not one of the common ones, nor your name and mail address.",
  firstStep: "Step 1: a secret for your app", getSecret: "Get a secret", secretShown: "Scan this with your app, or type the secret into it; good for five minutes:", openApp: "Open in an app on this device", secondStep: "Step 2: the password", make: "Register",
  own: "Password and codes", number: (account) => `account number ${account} (keep it: you sign in by it)`, set: "Set a password and codes", change: "Change the password or the app", changeHint: "To keep the app give the new password alone; to change it get a new secret first and give the six digits the new app shows.", codeIfNew: "Six digits of the new app (empty where it stays)", save: "Save",
  currentPassword: "Password of now", currentCode: "Six digits your app shows now", onlyPassword: "You have a password alone, and a password signs nothing: registering an organisation, lodging a bid, adding or taking away a way to sign in are all signed. Add a passkey first.", firstPasskey: "Add the first passkey", firstHint: "Confirm by your password and a code that it is you.", notCounted: "A password does not count among the two ways you keep: the exchange may end signing in with passwords.",
};

export type PasswordWords = typeof zh;
const WORDS: Readonly<Record<Language, PasswordWords>> = { zh, en };
export const passwordWords = (language: Language): PasswordWords => WORDS[language];
