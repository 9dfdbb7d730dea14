
/** Why a live bid was not opened: three void it (trust.md §1.6), the others are those of the rule book (电子招标投标办法 art. 31). */
export const CAUSES = [
  "INCONSISTENT_DEALING", "BAD_SEAL", "COPIED", "TOO_FEW_SHARES",
  "BIDDER_ABSENT", "BIDDER_WRONG_KEY", "BIDDER_CERT_EXPIRED", "FILE_CORRUPT_AT_SOURCE",
  "PLATFORM_ERROR", "CA_SERVICE_DOWN", "NETWORK_AT_PLATFORM", "TENDERER_KEY_MISSING",
] as const;
export type Cause = (typeof CAUSES)[number];

export type AtFault = "bidder" | "opener" | "exchange" | "certificate-authority";
/** What is seen while a bid is opened. */
export type Seen = keyof typeof BLAME;

/** What becomes of the bid. `record` and `go-on` leave it to what else is seen. */
export type Effect = "void" | "not-opened" | "go-on" | "record" | "use-own-copy" | "refuse-upload";

/** 撤销 or 撤回, deemed: two words, two results (rule book B2). */
export type Fate = {
  readonly status: "REVOKED" | "WITHDRAWN"; readonly kind: "DEEMED_DECRYPT_BIDDER" | "DEEMED_DECRYPT_OTHER";
  /** Whether it counts among the three bidders at the deadline. */
  readonly counts: boolean;
  readonly bond: "may-keep" | "return"; readonly compensation: boolean;
};

export type BlameRow = {
  readonly proof: string; readonly atFault: AtFault; readonly effect: Effect; readonly cause: Cause | null;
  readonly zh: string; readonly en: string;
};

/** 20号令 art. 31: the bidder's cause. The bid was there at the deadline, so it counts (招标投标法实施条例 art. 35 on the bond). */
const REVOKED: Fate = { status: "REVOKED", kind: "DEEMED_DECRYPT_BIDDER", counts: true, bond: "may-keep", compensation: false };
/** 20号令 art. 31: any other cause. It does not count, the bond goes back and the one at fault pays the direct loss. */
const WITHDRAWN: Fate = { status: "WITHDRAWN", kind: "DEEMED_DECRYPT_OTHER", counts: false, bond: "return", compensation: true };

/** One table of who is at fault: what is seen, what proves it, what follows, and the words for the opening record. */
export const BLAME = {
  "stored-share-differs": {
    proof: "hash of the stored share against the signed, logged statement", atFault: "exchange", effect: "use-own-copy", cause: "PLATFORM_ERROR",
    zh: "平台保存的密钥份额与投标人签名的声明不一致，平台责任；可用投标人自存的份额开启。", en: "The stored share is not the signed one: the exchange is at fault; the bidder's own copy may serve.",
  },
  "stored-content-differs": {
    proof: "hash of the stored content against the signed, logged statement", atFault: "exchange", effect: "use-own-copy", cause: "PLATFORM_ERROR",
    zh: "平台保存的密封内容与投标人签名的声明不一致，平台责任；可用投标人自存的副本开启。", en: "The stored content is not the signed one: the exchange is at fault; the bidder's own copy may serve.",
  },
  "recipient-not-published": {
    proof: "the log's openers against the statement's", atFault: "exchange", effect: "refuse-upload", cause: "PLATFORM_ERROR",
    zh: "声明中的开启人公钥不是公布的公钥：接收时即应拒收，平台责任，列为事故。", en: "The statement seals to a key that was not published: it had to be refused at upload; an incident.",
  },
  "release-differs-from-commit": {
    proof: "hash of the released text against the commitment", atFault: "opener", effect: "go-on", cause: "TENDERER_KEY_MISSING",
    zh: "开启人公开的份额与投标人的承诺不一致，开启人责任；使用其他份额。", en: "The opener released something other than the committed share: the opener is at fault; the others' are used.",
  },
  "opener-silent": {
    proof: "no release in the log by the end of the window", atFault: "opener", effect: "go-on", cause: "TENDERER_KEY_MISSING",
    zh: "开启人未在规定时间内公开份额，开启人责任；使用其他份额。", en: "The opener released nothing in time: the opener is at fault; the others' are used.",
  },
  "claim-refuted": {
    proof: "the opener's revealed identity opens the share, or is not the published one", atFault: "opener", effect: "go-on", cause: "TENDERER_KEY_MISSING",
    zh: "开启人称份额无法解密，公开私钥后查明能够解密，开启人责任。", en: "The opener said the share does not decrypt; with its key revealed it does: the opener is at fault.",
  },
  "claim-upheld": {
    proof: "the opener's revealed identity is the published one and does not open the committed share", atFault: "bidder", effect: "go-on", cause: "FILE_CORRUPT_AT_SOURCE",
    zh: "份额确实无法解密或与承诺不符，投标人责任；使用其他份额。", en: "The share indeed does not decrypt to what was committed: the bidder is at fault; the others' are used.",
  },
  "share-copied": {
    proof: "the committed share names another bidder", atFault: "bidder", effect: "void", cause: "COPIED",
    zh: "份额属于另一投标人：抄袭他人密封件，投标无效。", en: "The share belongs to another bidder: a copied envelope; the bid is void.",
  },
  "inconsistent-dealing": {
    proof: "arithmetic on the first committed shares in log order", atFault: "bidder", effect: "void", cause: "INCONSISTENT_DEALING",
    zh: "按登记顺序最先达到门限的份额不能还原所承诺的密钥，投标人责任，投标无效。", en: "The first committed shares do not give the committed key: the bidder is at fault; the bid is void.",
  },
  "later-share-inconsistent": {
    proof: "arithmetic, after the deciding shares", atFault: "bidder", effect: "record", cause: null,
    zh: "其后公开的份额与已还原的密钥不一致：记录在案，不改变开标结果。", en: "A later share does not fit the key: recorded against the bidder; the opening stands.",
  },
  "bad-seal": {
    proof: "decryption with stock age, tar and sha256sum", atFault: "bidder", effect: "void", cause: "BAD_SEAL",
    zh: "密钥正确，但密封内容不能解密或与声明不一致，投标人责任，投标无效。", en: "The key is right but the content does not open or is not what was stated: the bidder is at fault; the bid is void.",
  },
  "copied-content": {
    proof: "the manifest inside names another bidder", atFault: "bidder", effect: "void", cause: "COPIED",
    zh: "密封内容中的清单署名另一投标人：抄袭他人投标，投标无效。", en: "The manifest inside names another bidder: a copied bid; it is void.",
  },
  "too-few-shares": {
    proof: "fewer releases in the log than the threshold, and the window over", atFault: "opener", effect: "not-opened", cause: "TOO_FEW_SHARES",
    zh: "公开的份额不足门限，投标人亦未以自有密钥开启：非投标人原因未开启。", en: "Fewer shares than the threshold came and the bidder did not open it itself: not opened, through no fault of the bidder.",
  },
  "bidder-absent": {
    proof: "no key from the bidder by the end of the window", atFault: "bidder", effect: "not-opened", cause: "BIDDER_ABSENT",
    zh: "投标人未在规定时间内解密，投标人原因。", en: "The bidder did not decrypt in time: the bidder's cause.",
  },
  "bidder-wrong-key": {
    proof: "the key offered has another recipient than the committed one", atFault: "bidder", effect: "not-opened", cause: "BIDDER_WRONG_KEY",
    zh: "投标人提供的密钥不是投标时承诺的密钥，投标人原因。", en: "The bidder's key is not the committed one: the bidder's cause.",
  },
  "bidder-cert-expired": {
    proof: "the certificate's validity and the log's time", atFault: "bidder", effect: "not-opened", cause: "BIDDER_CERT_EXPIRED",
    zh: "投标人数字证书过期，未能解密，投标人原因。", en: "The bidder's certificate had expired: the bidder's cause.",
  },
  "file-corrupt-at-source": {
    proof: "the stored bytes are the signed ones and do not open", atFault: "bidder", effect: "not-opened", cause: "FILE_CORRUPT_AT_SOURCE",
    zh: "投标文件在递交前已损坏，投标人原因。", en: "The bid was corrupt before it was lodged: the bidder's cause.",
  },
  "platform-error": {
    proof: "the incident log", atFault: "exchange", effect: "not-opened", cause: "PLATFORM_ERROR",
    zh: "平台故障未能开启，非投标人原因。", en: "A fault of the platform: not the bidder's cause.",
  },
  "ca-service-down": {
    proof: "the incident log", atFault: "certificate-authority", effect: "not-opened", cause: "CA_SERVICE_DOWN",
    zh: "认证服务中断未能解密，非投标人原因。", en: "The certificate service was down: not the bidder's cause.",
  },
  "tenderer-key-missing": {
    proof: "the incident log", atFault: "opener", effect: "not-opened", cause: "TENDERER_KEY_MISSING",
    zh: "招标人一方的密钥未到，未能开启，非投标人原因。", en: "A key on the tenderer's side was missing: not the bidder's cause.",
  },
  "network-at-platform": {
    proof: "the incident log", atFault: "exchange", effect: "not-opened", cause: "NETWORK_AT_PLATFORM",
    zh: "平台侧网络故障未能解密，非投标人原因。", en: "The network failed at the platform: not the bidder's cause.",
  },
} as const satisfies Record<string, BlameRow>;

const VOID_CAUSES: readonly Cause[] = ["INCONSISTENT_DEALING", "BAD_SEAL", "COPIED"];
const BIDDER_CAUSES: readonly Cause[] = [...VOID_CAUSES, "BIDDER_ABSENT", "BIDDER_WRONG_KEY", "BIDDER_CERT_EXPIRED", "FILE_CORRUPT_AT_SOURCE"];

/** What a cause does to the bid: the bidder's own revokes it, any other withdraws it. Law: 电子招标投标办法 art. 31. */
export const fateOf = (cause: Cause): Fate => (BIDDER_CAUSES.includes(cause) ? REVOKED : WITHDRAWN);

/** Whether a cause makes the bid void or leaves it unopened. */
export const howOf = (cause: Cause): "void" | "not-opened" => (VOID_CAUSES.includes(cause) ? "void" : "not-opened");

/** The words for the opening record: of the row that ends a bid so, not of one that only came before it. */
export const wordsOfCause = (cause: Cause): { readonly zh: string; readonly en: string } => {
  const row = Object.values(BLAME).findLast((each) => each.cause === cause && each.effect === howOf(cause));
  return { zh: row?.zh ?? cause, en: row?.en ?? cause };
};

export type Blame = { readonly how: "void" | "not-opened"; readonly cause: Cause; readonly atFault: AtFault; readonly fate: Fate; readonly zh: string; readonly en: string };

/**
 * What becomes of a bid that was not opened, from all that was seen, in the order it was seen. A void outranks everything; an
 * outside cause outranks the bidder's absence, for nobody need open a bid that the openers or the exchange have spoilt.
 * @param open how the lot may be opened: only where the bidder alone opens is its absence its own fault (contracts.md §5)
 * @returns null where nothing seen keeps the bid shut
 */
export function blameFor(seen: readonly Seen[], open: "threshold" | "bidder" | "threshold-or-bidder"): Blame | null {
  const said = seen.map((each) => inContext(each, seen, open));
  const first = (test: (row: BlameRow) => boolean): Seen | undefined => said.find((each) => test(BLAME[each]));
  const decides = first((row) => row.effect === "void") ?? first((row) => row.effect === "use-own-copy")
    ?? first((row) => row.effect === "not-opened" && row.atFault !== "bidder") ?? first((row) => row.effect === "not-opened");
  if (decides === undefined) return null;
  const { cause, atFault, zh, en } = BLAME[decides];
  return cause === null ? null : { how: howOf(cause), cause, atFault, fate: fateOf(cause), zh, en };
}

const OPENER_FAULTS: readonly Seen[] = ["opener-silent", "release-differs-from-commit", "claim-refuted"];

function inContext(each: Seen, seen: readonly Seen[], open: "threshold" | "bidder" | "threshold-or-bidder"): Seen {
  const short = each === "too-few-shares" || (each === "bidder-absent" && open !== "bidder");
  if (!short) return each;
  // Where every missing share is one the bidder dealt badly, the openers are not to blame for being too few.
  const dealtBadly = seen.includes("claim-upheld") && !seen.some((other) => OPENER_FAULTS.includes(other));
  return dealtBadly ? "inconsistent-dealing" : "too-few-shares";
}
