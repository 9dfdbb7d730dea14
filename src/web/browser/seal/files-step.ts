import { KIND_BYTES } from "../../../bidding/file-kind.js";
import { filesFor } from "../../../bidding/consortium.js";
import { precheckPart, type AskedPart, type FilledPart } from "../../../bidding/precheck.js";
import type { Finding } from "../../../bidding/asked.js";
import { field, filesIn, type AskedField } from "./fields.js";
import { make, say, type Words } from "./say.js";
import type { Step } from "./steps.js";
import type { PartToSeal, Terms, Work } from "./work.js";

export const FILES: Words = ["文件", "Files"];

/** The files of every part. */
export function filesStep(work: Work): Step {
  const section = make("section", "");
  let drawn: Terms | null = null;
  let drawnFor: Work["members"] = [];
  let fields = new Map<string, AskedField>();
  return {
    name: FILES, section,
    enter: () => {
      if (work.terms === null || (work.terms === drawn && work.members.join() === drawnFor.join())) return;
      [drawn, drawnFor] = [work.terms, work.members];
      fields = new Map(work.terms.parts.map((part) => [part.part, partField(part.part, part.title, filesFor(part, work.members))]));
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

/** What the documents ask of a part. */
export const askedOfPart = ({ terms, members }: Work, asked: PartToSeal): AskedPart => ({ part: asked.part, title: asked.title, form: asked.form, requiredFiles: filesFor(asked, members), priceForm: asked.form ? (terms?.priceForm ?? null) : null });

/** What has been put into a part; a file that was changed or taken away since it was chosen cannot be read. */
export async function filledOf({ files, form }: Work, part: PartToSeal): Promise<FilledPart> {
  const read = (files.get(part.part) ?? []).map(async (file) => ({ name: file.name, size: file.size, head: await file.slice(0, KIND_BYTES).arrayBuffer().then((bytes) => new Uint8Array(bytes), () => null) }));
  return { files: await Promise.all(read), form: part.form ? form : null };
}

/** What the check before sealing finds in the files of all parts; the form is checked where it is typed. */
async function fileFindings(work: Work): Promise<Finding[]> {
  const found = await Promise.all((work.terms?.parts ?? []).map(async (part) => precheckPart(askedOfPart(work, part), { ...(await filledOf(work, part)), form: null })));
  return found.flat();
}

const RECORDED: Words = ["检查结果会一并封入投标文件（precheck.json），开标前任何人都看不到；它只是帮助，不影响评标委员会的判断。", "The result is sealed into the bid (precheck.json): nobody sees it before the opening. It is help and binds no committee."];
export const CHECK: Words = ["检查", "Check"];

/** Everything a reader of the documents would find missing, while it can still be put right. @param change leads back to where it is put right */
export function checkStep(work: Work, priceFindings: () => readonly Finding[], change: (to: Words) => void, drawn: (finding: Finding, to: () => void) => HTMLElement): Step {
  const section = make("section", "");
  const findings = async (): Promise<readonly (readonly [Finding, Words])[]> => [...priceFindings().map((each) => [each, ["报价", "Price"] as Words] as const), ...(await fileFindings(work)).map((each) => [each, FILES] as const)];
  return {
    name: CHECK, section,
    enter: async () => {
      const found = await findings();
      const list = make("ul", "tasks", ...found.map(([finding, to]) => drawn(finding, () => { change(to); })));
      section.replaceChildren(found.length === 0 ? say(["没有发现问题：要求的文件齐全，报价完整，文件都可以封装。", "Nothing found: the files asked for are here, the price form is complete, every file can be sealed."], "p", "note ok") : list, say(RECORDED, "p", "hint"));
    },
    leave: async () => (await findings()).map(([finding]) => finding),
  };
}
