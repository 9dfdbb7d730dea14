import type { Finding } from "../../../bidding/asked.js";
import { refuse, type Result } from "../../../kernel/result.js";
import { trustFromPem, type SealingAnchors, type SealPins } from "../../../signing/sealing.js";
import { field, filesIn } from "./fields.js";
import { code, facts, make, say, type Words } from "./say.js";
import type { Step } from "./steps.js";
import { anchorsOf, readTerms, type Work } from "./work.js";

const ACTS: readonly (readonly [Work["act"], Words, Words])[] = [
  ["bid", ["制作投标文件，或者更换已经递交的投标", "Make a bid, or one that replaces a lodged bid"], ["填写报价、选择文件、加密并签名。", "Price, files, encryption and signature."]],
  ["confirm", ["招标文件修改后，确认已经递交的投标", "After an amendment, confirm a lodged bid"], ["内容不变，全部部分一并确认；要改内容的，请选更换。", "Unchanged, all parts at once; to change it, replace it."]],
  ["withdraw", ["撤回已经递交的投标", "Withdraw a lodged bid"], ["全部部分一并撤回；撤回后、截止前还可以重新投标。", "All parts at once; until the deadline you may bid again."]],
  ["key", ["检查投标密钥 bidder.key", "Check the bid key, bidder.key"], ["用口令打开密钥，并证明它打得开您的密封件。", "Opens the key with its passphrase and proves that it opens your envelope."]],
];

/** What to do, and the terms to do it under. */
export function startStep(work: Work, pins: SealPins): Step {
  const terms = field({ id: "terms", type: "file", label: ["招标条件文件", "Terms file"], hint: ["在“我的投标”里下载，文件名以 terms 开头。", "Download it from “My bids”; its name begins with terms."] });
  const ca = field({ id: "ca", type: "file", label: ["您自己信任的证书机构（PEM）", "The certificate authorities you trust yourself (PEM)"] });
  const offices = field({ id: "offices", type: "file", label: ["您自己核实的开启单位（JSON）", "The opening organisations you know yourself (JSON)"], hint: ["{\"agency\": \"统一社会信用代码\", …}", "{\"agency\": \"credit code\", …}"] });
  const choices = ACTS.map(([act, words, hint]) => choice(act, words, hint, work, (chosen) => { terms.box.hidden = chosen === "key"; }));
  const group = make("fieldset", "field", say(["您要办理什么？", "What do you want to do?"], "legend"), ...choices);
  const own = make("details", "field", say(["改用您自己掌握的证书机构和开启单位（可选）", "Use authorities and organisations you hold yourself (optional)"], "summary"), ca.box, offices.box);
  const section = make("section", "", group, terms.box, pinned(pins), own);
  return {
    name: ["开始", "Begin"], section,
    leave: async () => {
      if (work.act === "key") return [];
      const [file] = filesIn(terms);
      const anchors = await ownAnchors(pins, filesIn(ca)[0], filesIn(offices)[0]);
      if (!anchors.ok) return [{ at: "offices", grave: true, refusal: anchors.refusal }];
      if (file === undefined) return work.terms === null ? [missing("terms", "招标条件文件")] : [];
      return takeTerms(work, pins, await file.text(), anchors.value);
    },
  };
}

const missing = (at: string, question: string): Finding => ({ at, grave: true, refusal: refuse("answer-missing", { question }).refusal });

/** Terms as they come from a file, or from the page of the exchange that opened this one: checked alike. */
export async function takeTerms(work: Work, pins: SealPins, file: string, anchors: SealingAnchors = anchorsOf(pins)): Promise<Finding[]> {
  const read = await readTerms(file, pins, anchors);
  if (!read.ok) return [{ at: "terms", grave: true, refusal: read.refusal }];
  work.terms = read.value;
  return [];
}

function choice(act: Work["act"], words: Words, hint: Words, work: Work, chosen: (act: Work["act"]) => void): HTMLElement {
  const input = document.createElement("input");
  Object.assign(input, { type: "radio", name: "act", id: `act-${act}`, checked: work.act === act });
  input.addEventListener("change", () => {
    work.act = act;
    chosen(act);
  });
  const label = make("label", "", say(words), say(hint, "span", "hint")) as HTMLLabelElement;
  label.htmlFor = input.id;
  return make("div", "choice", input, label);
}

const pinned = ({ exchange, offices }: SealPins): HTMLElement => make("details", "field",
  say(["本页只认这些开启单位和证书机构", "This page believes these organisations and authorities alone"], "summary"),
  facts([["交易平台", "Exchange"], code(exchange)], ...Object.entries(offices).map(([opener, { uscc, name }]) => [[opener, opener], make("span", "", `${name} `, code(uscc))] as const)));

async function ownAnchors(pins: SealPins, ca: File | undefined, offices: File | undefined): Promise<Result<SealingAnchors>> {
  const own = anchorsOf(pins);
  const trust = ca === undefined ? own.trust : trustFromPem(await ca.text(), pins.mode);
  if (offices === undefined) return { ok: true, value: { ...own, trust } };
  try {
    const read = JSON.parse(await offices.text()) as Readonly<Record<string, unknown>>;
    return { ok: true, value: { trust, offices: Object.fromEntries(Object.entries(read).map(([opener, uscc]) => [opener, String(uscc)])) } };
  } catch {
    return refuse("file-unreadable", { path: offices.name, why: "JSON" });
  }
}
