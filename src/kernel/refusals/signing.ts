import type { RefusalRow } from "./row.js";

/** Certificates, signatures and time stamps. */
export const SIGNING = {
  "wrong-certificate": { status: 422, zh: "数字证书不合规：{why}", en: "The certificate is malformed: {why}" },
  "wrong-crl": { status: 422, zh: "证书吊销列表不合规：{why}", en: "The revocation list is malformed: {why}" },
  "wrong-cms": { status: 422, zh: "电子签名文件不合规：{why}", en: "The signature file is malformed: {why}" },
  "cms-signers": { status: 422, zh: "电子签名文件应当恰有一个签名，实有 {count} 个。", en: "A signature file holds exactly one signature; this one holds {count}." },
  "cms-content-embedded": { status: 422, zh: "电子签名文件不得内含被签名的内容。", en: "The signature file must not carry the signed content inside." },
  "cms-attribute": { status: 422, zh: "电子签名的属性 {attribute} 应当恰有一个，实有 {count} 个。", en: "The signed attribute {attribute} must stand exactly once; it stands {count} times." },
  "signature-algorithm": { status: 422, zh: "不接受的签名算法：{algorithm}", en: "This signature algorithm is not accepted: {algorithm}" },
  "cms-content-differs": { status: 422, zh: "电子签名不是对该内容作出的。", en: "The signature was made over other content." },
  "cms-certificate-missing": { status: 422, zh: "电子签名文件中没有签名人的证书。", en: "The signature file lacks the signer's certificate." },
  "cms-certificate-differs": { status: 422, zh: "电子签名声明的证书与所附证书不一致。", en: "The signature names another certificate than the one it carries." },
  "signature-wrong": { status: 422, zh: "电子签名验证不通过。", en: "The signature does not verify." },
  "certificate-usage": { status: 422, zh: "证书（{subject}）的用途不允许：{usage}", en: "The certificate of {subject} may not be used for: {usage}" },
  "certificate-untrusted": { status: 422, zh: "证书（{subject}）不是由受信任的电子认证机构签发的（签发者：{issuer}）。", en: "The certificate of {subject} was not issued by a trusted authority (issuer: {issuer})." },
  "certificate-not-yet-valid": { status: 422, zh: "证书（{subject}）在 {at} 尚未生效（{from} 起有效）。", en: "The certificate of {subject} was not yet valid at {at} (valid from {from})." },
  "certificate-expired": { status: 422, zh: "证书（{subject}）在 {at} 已过期（有效期至 {until}）。", en: "The certificate of {subject} had expired at {at} (valid until {until})." },
  "certificate-revoked": { status: 422, zh: "证书（{subject}）已于 {revokedAt} 吊销。", en: "The certificate of {subject} was revoked at {revokedAt}." },
  "revocation-unknown": { status: 422, zh: "缺少签发者（{issuer}）在 {at} 有效的证书吊销列表。", en: "No revocation list of {issuer} covers {at}." },
  "certificate-of-rehearsal": { status: 422, zh: "演练证书（签发者：{issuer}）不得用于正式业务。", en: "A rehearsal certificate (issuer: {issuer}) has no place in live business." },
  "signer-other-organisation": { status: 422, zh: "签名证书属于 {found}，应为 {expected}。", en: "The signing certificate belongs to {found}, not to {expected}." },
  "signer-other-certificate": { status: 422, zh: "签名证书（{found}）与声明的证书（{expected}）不一致。", en: "The signing certificate ({found}) is not the one declared ({expected})." },
  "wrong-timestamp": { status: 422, zh: "时间戳不合规：{why}", en: "The time stamp is malformed: {why}" },
  "timestamp-other-data": { status: 422, zh: "时间戳不是对该内容作出的。", en: "The time stamp was made for other data." },
  "key-file-malformed": { status: 422, zh: "证书或私钥文件读不出来：需要 PEM 格式的证书与 PKCS#8 私钥，且两者配对。", en: "The certificate or key file cannot be read: PEM, PKCS#8, and of one pair." },
} as const satisfies Record<string, RefusalRow>;
