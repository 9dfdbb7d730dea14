import "./no-eval.js";
import { readZip } from "../../archive/read-zip.js";
import { judgedIn, rankedAfresh } from "../../verify/judged-in.js";
import { looseJson } from "../../verify/loose-json.js";
import { firmsIn } from "../../judging/named-in.js";
import { bundleShape, type BundleIndex } from "../../verify/shapes.js";
import { sameBytes, utf8 } from "../../kernel/bytes.js";
import { parseStrict } from "../../kernel/strict-json.js";
import { wordsOf } from "../../kernel/refusal.js";
import { recomputeWords } from "../messages/recompute.js";
import { byId, element } from "./dom.js";
import { lotSection, type LotAgain } from "./recompute-lot.js";
import { zipSource } from "./zip-source.js";

/** Ranks the bids of a full bundle again, here: the file is read where it lies and goes nowhere. */
const language = document.documentElement.lang === "en" ? "en" : "zh";
const words = recomputeWords(language);
/** What a ranking is made from; contents may be gigabytes and are not touched. */
const NEEDED = /^(?:notices\/[^/]+\/v\d+\/notice\.json|bundle\.json|opening\/\d+\.json|evaluation\/[^/]+\/(?:method|totals|inputs|blind)\.json|evaluation\/[^/]+\/sheets\/[^/]+\.json)$/;

type Read = { readonly bytes: ReadonlyMap<string, Uint8Array> };

async function readBundle(file: File): Promise<Read> {
  const source = zipSource(file);
  const zip = await readZip(source, file.name);
  if (!zip.ok) throw new RangeError(wordsOf(zip.refusal, language));
  const bytes = new Map<string, Uint8Array>();
  for (const [path, { start, size }] of zip.value) if (NEEDED.test(path)) bytes.set(path, await source.at(start, size));
  return { bytes };
}

function indexOf({ bytes }: Read): BundleIndex {
  const parsed = parseStrict(new TextDecoder().decode(bytes.get("bundle.json") ?? utf8("null")));
  const index = bundleShape.safeParse(parsed.ok ? parsed.value : null);
  if (!index.success) throw new RangeError("bundle.json");
  return index.data;
}

/** One lot computed again, or in words why it cannot be. */
function again(read: Read, index: BundleIndex, lot: string): LotAgain | string {
  const [stated, made] = [read.bytes.get(`evaluation/${lot}/totals.json`), read.bytes.has(`evaluation/${lot}/inputs.json`) ? rankedAfresh(read, index, lot) : null];
  if (stated === undefined || made === null) return words.before;
  const verdict = typeof made === "string" ? `${words.differs}${made}` : sameBytes(made, stated) ? null : words.differs;
  const { judged, allRejected } = judgedIn(read, index, lot);
  const names = namesIn(read);
  return { lot, allRejected, verdict, judged: { ...judged, bids: judged.bids.map((bid) => ({ ...bid, name: names.get(bid.bidder) ?? bid.bidder })) } };
}

/** Bidders as the bundle's documents name them: the files a ranking follows from know them by their credit codes alone. */
const namesIn = ({ bytes }: Read): ReadonlyMap<string, string> => new Map([...bytes].filter(([path]) => path.startsWith("notices/")).flatMap(([, file]) => [...firmsIn(looseJson(file))]));

function sectionsOf(read: Read, index: BundleIndex): HTMLElement[] {
  const judged = index.lots.map(({ lot }) => lot).filter((lot) => read.bytes.has(`evaluation/${lot}/totals.json`));
  return judged.map((lot) => {
    const found = again(read, index, lot);
    if (typeof found !== "string") return lotSection(found, language);
    const section = element("section", "", "card");
    section.append(element("h2", words.lot(lot)), element("p", found, "note"));
    return section;
  });
}

async function show(file: File): Promise<void> {
  const said = byId("said");
  const lots = byId("lots");
  said.replaceChildren(element("p", words.working, "note"));
  lots.replaceChildren();
  try {
    const read = await readBundle(file);
    const index = indexOf(read);
    const sections = index.edition === "public" ? [] : sectionsOf(read, index);
    said.replaceChildren(...index.edition === "public" ? [element("p", words.publicEdition, "note go")] : sections.length === 0 ? [element("p", words.none, "note")] : []);
    lots.replaceChildren(...sections);
  } catch (error) {
    said.replaceChildren(element("p", `${words.unreadable}${error instanceof Error ? error.message : String(error)}`, "note bad"));
    said.focus();
  }
}

byId<HTMLInputElement>("bundle").addEventListener("change", (event) => {
  const file = event.target instanceof HTMLInputElement ? event.target.files?.[0] : undefined;
  if (file !== undefined) void show(file);
});
