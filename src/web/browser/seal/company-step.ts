import type { Finding } from "../../../bidding/asked.js";
import { checkMembers, ruleTold } from "../../../bidding/consortium.js";
import { consortiumGrades, gradeLines, typedGrades } from "../../../bidding/grades.js";
import { utf8 } from "../../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../../kernel/result.js";
import { at, timeInChinese, timeInEnglish, type Instant } from "../../../kernel/time.js";
import { signDetached } from "../../../signing/cms-sign.js";
import { verifyDetachedOnWeb } from "../../../signing/cms-web.js";
import { signerFromFiles } from "../../../signing/key-file.js";
import { bytesOf, field, filesIn } from "./fields.js";
import { code, facts, make, say, type Words } from "./say.js";
import type { Step } from "./steps.js";
import type { Own, Terms, Work } from "./work.js";

const PROBE = utf8("daylight/own-certificate/v1\n");

export const COMPANY: Words = ["单位和证书", "Firm and certificate"];
export const timeWords = (instant: Instant): Words => [timeInChinese(instant), timeInEnglish(instant)];

/** Who bids: what the terms say was checked, then the firm's own certificate and key. */
export function companyStep(work: Work): Step {
  const checked = make("div", "");
  const key = field({
    id: "key", type: "file", multiple: true, label: ["数字证书和私钥", "Certificate and private key"],
    hint: ["一个 PKCS#12 文件（.p12、.pfx）；或者同时选择 PEM 证书和 PEM 私钥。文件只在本机使用，本页没有网络。", "One PKCS#12 file (.p12, .pfx), or PEM certificate and PEM key together. They stay on this machine: this page has no network."],
  });
  const password = field({ id: "password", type: "password", label: ["证书文件口令（没有就留空）", "The file’s password (empty if it has none)"] });
  const members = field({
    id: "members", label: ["联合体其他成员的统一社会信用代码（单独投标留空）", "Credit codes of the other members of a consortium (empty if you bid alone)"],
    hint: ["本单位为牵头人；多个成员用空格或者顿号分开。须随投标文件提交共同投标协议。", "Your firm leads it; several codes apart by spaces. The consortium agreement goes with the bid."],
  });
  const grades = field({
    id: "grades", label: ["联合体各方的专业和资质等级（单独投标留空）", "Trade and grade of each firm of the consortium (empty if you bid alone)"],
    hint: ["每个单位每个专业写一项：统一社会信用代码 专业 等级，用分号分开，包括本单位。同一专业按等级较低的单位确定。", "One for each firm and trade: credit code, trade, grade, apart by semicolons, your own firm too. In one trade the lowest counts."],
  });
  const counted = make("div", "");
  counted.setAttribute("role", "status");
  grades.box.append(counted);
  const shown = make("div", "");
  grades.input.addEventListener("input", () => { showGrades(counted, work, members.input.value, grades.input.value); });
  const mayLead = (): boolean => work.act === "bid" && (work.terms?.sealing.consortium ?? null) !== null;
  return {
    name: COMPANY, section: make("section", "", checked, key.box, password.box, members.box, grades.box, shown),
    enter: () => {
      members.box.hidden = grades.box.hidden = !mayLead();
      checked.replaceChildren(...(work.terms === null ? [] : [termsView(work.terms)]));
    },
    leave: async () => {
      const [named, stated] = mayLead() ? [members.input.value, grades.input.value] : ["", ""];
      const wrong = takeConsortium(work, named, stated);
      if (wrong.length > 0) return wrong;
      const files = filesIn(key);
      if (files.length === 0 && work.own !== null) return [];
      const own = files.length === 0 ? refuse("answer-missing", { question: "数字证书和私钥" }) : await readOwn(work, await Promise.all(files.map(bytesOf)), password.input.value);
      if (!own.ok) return [finding(own.refusal.code === "passphrase-wrong" ? "password" : "key", own.refusal)];
      work.own = own.value;
      password.input.value = "";
      return [];
    },
  };
}

/** Takes over who bids together, and what they state of their grades. @returns what is wrong with it */
function takeConsortium(work: Work, members: string, grades: string): Finding[] {
  const named = readMembers(work, members);
  if (!named.ok) return [finding("members", named.refusal)];
  const stated = typedGrades(grades, firmsOf(work, named.value));
  if (!stated.ok) return [finding("grades", stated.refusal)];
  work.members = named.value;
  work.grades = named.value.length === 0 ? [] : stated.value;
  return [];
}

/** The codes of the other members, as the documents let a consortium be. */
function readMembers({ terms }: Work, typed: string): Result<readonly string[]> {
  const members = typed.toUpperCase().split(/[\s、,，;；]+/u).filter((code) => code !== "");
  const may = checkMembers(terms?.sealing.bidder.uscc ?? "", members, ruleTold(terms?.sealing.consortium ?? null));
  return may.ok ? ok(members) : may;
}

const firmsOf = ({ terms }: Work, members: readonly string[]): string[] => [terms?.sealing.bidder.uscc ?? "", ...members];

/** What the consortium counts as, while its grades are typed. */
function showGrades(box: HTMLElement, work: Work, members: string, typed: string): void {
  const named = readMembers(work, members);
  const stated = named.ok ? typedGrades(typed, firmsOf(work, named.value)) : named;
  const found = named.ok && stated.ok ? consortiumGrades({ bidder: work.terms?.sealing.bidder.uscc ?? "", members: named.value }, stated.value) : null;
  const [zh, en] = (["zh", "en"] as const).map((language) => (found === null ? [] : gradeLines(found, String, language)));
  box.replaceChildren(...(zh ?? []).map((line, at) => say([line, en?.[at] ?? line], "p", "hint")));
}

const finding = (where: string, refusal: Finding["refusal"]): Finding => ({ at: where, grave: true, refusal });

/** The certificate must be good now, by an authority this page believes, and the firm's that the terms were given to. */
async function readOwn({ terms }: Work, files: readonly Uint8Array[], password: string): Promise<Result<Own>> {
  if (terms === null) throw new RangeError("a certificate before the terms");
  const signer = await signerFromFiles(files, password);
  if (!signer.ok) return signer;
  const verified = await verifyDetachedOnWeb(await signDetached(PROBE, signer.value), PROBE, terms.anchors.trust, terms.now);
  if (!verified.ok) return verified;
  const { certificate } = verified.value;
  const { uscc } = terms.sealing.bidder;
  return certificate.organisation === uscc ? ok({ signer: signer.value, certificate }) : refuse("bid-other-firm", { given: certificate.organisation ?? "?", wanted: uscc });
}

/** What was checked here before anything is asked: the project, when bids close, and whose keys can open. */
function termsView({ sealing, parts }: Terms): HTMLElement {
  const [first] = parts;
  const deadline = first === undefined ? "" : say(timeWords(at(first.terms.deadline)), "strong");
  const openers = make("ul", "plain", ...(first?.openers ?? []).map(({ opener, org, name }) => make("li", "", `${opener}：${name} `, code(org))));
  const need = first?.terms.threshold ?? 0;
  return make("div", "note ok", say(["本机已核对招标条件", "This machine has checked the terms"], "h3"), facts(
    [["项目", "Tender"], `${sealing.title}（${sealing.lotName}）`], [["投标人", "Bidder"], make("span", "", `${sealing.bidder.name} `, code(sealing.bidder.uscc))], [["投标截止", "Bids close"], deadline],
    ...(need === 0 ? [] : [[["开启单位", "Openers"] as Words, openers] as const, [["开启需要", "Needed to open"] as Words, say([`其中 ${String(need)} 家`, `${String(need)} of them`])] as const]),
    ...parts.map((part) => [[`条件 SHA-256：${part.title}`, `SHA-256 of the terms: ${part.title}`] as Words, code(part.termsSha256)] as const),
  ));
}
