import { precheckPart } from "../../../bidding/precheck.js";
import type { Finding } from "../../../bidding/price-form.js";
import { field, filesIn, type AskedField } from "./fields.js";
import { make, say, type Words } from "./say.js";
import type { Step } from "./steps.js";
import type { Terms, Work } from "./work.js";

export const FILES: Words = ["文件", "Files"];

/** The files of every part. */
export function filesStep(work: Work): Step {
  const section = make("section", "");
  let drawn: Terms | null = null;
  let fields = new Map<string, AskedField>();
  return {
    name: FILES, section,
    enter: () => {
      if (work.terms === null || work.terms === drawn) return;
      drawn = work.terms;
      fields = new Map(work.terms.parts.map((part) => [part.part, partField(part.part, part.title, part.requiredFiles)]));
      section.replaceChildren(...[...fields.values()].map(({ box }) => box));
    },
    leave: () => {
      for (const [part, asked] of fields) {
        const chosen = filesIn(asked);
        if (chosen.length > 0 || !work.files.has(part)) work.files.set(part, chosen);
      }
      return [];
    },
  };
}

function partField(part: string, title: string, requiredFiles: readonly string[]): AskedField {
  const hint: Words | undefined = requiredFiles.length === 0 ? undefined : [`招标文件要求：${requiredFiles.join("、")}`, `The documents ask for: ${requiredFiles.join(", ")}`];
  const asked = field({ id: `files-${part}`, type: "file", multiple: true, label: [`${title}：选择全部文件`, `${title}: choose all files`], hint });
  const list = make("ul", "plain hint");
  asked.box.append(list);
  asked.input.addEventListener("change", () => { list.replaceChildren(...filesIn(asked).map((file) => make("li", "", `${file.name}　${sizeWords(file.size)}`))); });
  return asked;
}

/** 4.2 MB; exact below a thousand bytes. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${String(bytes)} B`;
  return bytes < 1_000_000 ? `${String(Math.round(bytes / 100) / 10)} KB` : `${String(Math.round(bytes / 100_000) / 10)} MB`;
}

/** What the check before sealing finds in the files of all parts. */
export const fileFindings = ({ terms, files }: Work): Finding[] => (terms?.parts ?? []).flatMap((part) => precheckPart(part, files.get(part.part) ?? []));

export const CHECK: Words = ["检查", "Check"];

/** Everything a reader of the documents would find missing, while it can still be put right. @param change leads back to where it is put right */
export function checkStep(work: Work, priceFindings: () => readonly Finding[], change: (to: Words) => void, drawn: (finding: Finding, to: () => void) => HTMLElement): Step {
  const section = make("section", "");
  const findings = (): readonly (readonly [Finding, Words])[] => [...priceFindings().map((each) => [each, ["报价", "Price"] as Words] as const), ...fileFindings(work).map((each) => [each, FILES] as const)];
  return {
    name: CHECK, section,
    enter: () => {
      const found = findings();
      const list = make("ul", "tasks", ...found.map(([finding, to]) => drawn(finding, () => { change(to); })));
      section.replaceChildren(found.length === 0 ? say(["没有发现问题：要求的文件齐全，报价完整，文件都可以封装。", "Nothing found: the files asked for are here, the price form is complete, every file can be sealed."], "p", "note ok") : list);
    },
    leave: () => findings().map(([finding]) => finding),
  };
}
