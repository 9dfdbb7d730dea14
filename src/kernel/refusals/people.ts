import type { RefusalRow } from "./row.js";

/** Who somebody is, and for whom he acts. */
export const PEOPLE = {
  "challenge-over": { status: 409, zh: "这次验证已经用过、过期，或者不是为此发出的，请重新开始。", en: "This challenge was answered before, is over, or was asked for something else; begin again." },
  "passkey-wrong": { status: 401, zh: "通行密钥没有通过验证，请重新开始；如果反复出现，请换用另一把。", en: "The passkey did not pass; begin again, or take another one." },
  "passkey-unknown": { status: 401, zh: "这把通行密钥没有在本中心登记，或者已经停用。", en: "This passkey is not registered here, or has been taken away." },
  "passkey-known": { status: 409, zh: "这把通行密钥已经登记过。", en: "This passkey is registered already." },
  "certificate-known": { status: 409, zh: "这张数字证书已经登记过，或者已经停用。", en: "This certificate is registered already, or has been taken away." },
  "certificate-unregistered": { status: 401, zh: "数字证书（{subject}）有效，但没有在本中心登记；第一次来请先注册。", en: "The certificate ({subject}) is good but not registered here; register first." },
  "proofs-too-few": { status: 409, zh: "至少要留 {min} 种登录凭据（现在只会剩下 {count} 种）：丢了一种，还能用另一种登录。请先添加通行密钥或者数字证书。", en: "Keep at least {min} ways to sign in ({count} would be left), so that losing one locks nobody out. Add a passkey or certificate first." },
  "registration-other-certificate": { status: 422, zh: "签名证书所载单位代码是 {found}，申请登记的是 {wanted}。请用本单位的数字证书，或者改交授权书由工作人员核对。", en: "The certificate names {found}, the registration {wanted}. Sign with your organisation’s own certificate, or send a letter of authority for staff to review." },
  "registration-needs-proof": { status: 422, zh: "请用本单位数字证书签名，或者上传加盖公章的授权书。", en: "Sign with your organisation’s certificate, or send a letter of authority under its seal." },
  "registration-letter": { status: 422, zh: "授权书须为 PDF 文件。", en: "The letter of authority must be a PDF." },
  "registration-other-text": { status: 409, zh: "申请内容已经改过，请按最新内容重新签名。", en: "The registration has changed since; sign its newest text." },
  "registration-state": { status: 409, zh: "这件登记申请现在是“{state}”，不能这样办理。", en: "This registration is {state}: that cannot be done to it." },
  "registration-reason": { status: 422, zh: "退回或者不予登记须写明理由。", en: "Sending back or refusing a registration needs its reason." },
  "organisation-known": { status: 409, zh: "{name}（{uscc}）已经登记。请向本单位管理员索取邀请码，用邀请码加入。", en: "{name} ({uscc}) is registered. Ask its administrator for an invitation code." },
  "organisation-operator": { status: 403, zh: "{name}是本平台运营机构或者与其有控股、管理关系的单位，不能以投标人身份登记。", en: "{name} runs this platform or is tied to whoever does; it cannot register as a bidder.", law: { zh: "电子招标投标办法 23", en: "Electronic Tendering Measures, art. 23" } },
  "rank-too-low": { status: 403, zh: "您在本单位是{rank}，不能办理这件事；请由单位管理员办理，或者请他改您的权限。", en: "As {rank} of your organisation you may not do this; ask its administrator." },
  "invitation-over": { status: 404, zh: "邀请码不对、已经用过或者过期。", en: "This invitation code is wrong, used or over." },
  "audit-withheld": { status: 409, zh: "这一小时的记录里可能看得出谁投标、有多少家：当时未截标的项目全部截标以后才能取得。核对结果现在就可以看。", en: "This hour’s rows may tell who bids and how many: they can be had when every box that was open then is closed. Whether they are in order can be seen now.", law: { zh: "招标投标法第二十二条", en: "Tendering Law, art. 22" } },
  "office-held": { status: 409, zh: "您已经以这个身份为该单位办事，不必再用邀请码。", en: "You act for this organisation in this office already." },
  "organisation-other-name": { status: 422, zh: "单位名称以证照为准：证书载明的是{found}，填写的是{wanted}。名称变更后请先换发数字证书。", en: "A name is what the licence says: the certificate bears {found}, the form {wanted}. After a change of name have the certificate renewed first." },
  "last-administrator": { status: 409, zh: "单位至少要有一名管理员；请先指定另一名。", en: "An organisation keeps at least one administrator; name another first." },
} as const satisfies Record<string, RefusalRow>;
