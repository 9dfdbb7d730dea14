import type { Finding } from "../../bidding/asked.js";
import { fillPriceForm } from "../../bidding/price-form.js";
import type { SealPins as Pins } from "../../signing/sealing.js";
import { byId } from "./dom.js";
import { answersStep } from "./seal/answers-step.js";
import { companyStep } from "./seal/company-step.js";
import { doneStep, type HandOver } from "./seal/done-step.js";
import type { Made } from "./seal/envelope-zip.js";
import { showFindings } from "./seal/fields.js";
import { checkStep, filesStep } from "./seal/files-step.js";
import { keyStep } from "./seal/key-step.js";
import { priceStep } from "./seal/price-step.js";
import { confirmStep, withdrawStep } from "./seal/following-step.js";
import { make, say, turnLanguage, wordsOf, type Words } from "./seal/say.js";
import { startStep, takeTerms } from "./seal/start-step.js";
import { walk, type Step } from "./seal/steps.js";
import { emptyWork } from "./seal/work.js";

/**
 * The offline page: it sees the bid and the keys, and has no network. What leaves it is ciphertext, by the person's own hand or,
 * where a page of the exchange opened it, by a message to that page.
 */
const pins = JSON.parse(byId("pins").textContent) as Pins;
const work = emptyWork();
let sealed: Made | null = null;

const opener = location.protocol === "file:" ? null : (window.opener as Window | null);
const handOver: HandOver = opener === null ? null : ({ zip, name }) => { opener.postMessage({ v: "daylight/sealed/1", zip, name }, location.origin); };

const keep = (made: Made): void => { sealed = made; };
const change = (to: Words): void => { void way.to(to); };
const priceFindings = (): readonly Finding[] => {
  const asked = work.terms?.priceForm ?? null;
  return asked === null ? [] : fillPriceForm(asked, work.typed).findings;
};

function findingLine(finding: Finding, to: () => void): HTMLElement {
  const link = say(["去更改", "Change it"], "button", "linklike") as HTMLButtonElement;
  link.type = "button";
  link.addEventListener("click", to);
  const words = say(wordsOf(finding.refusal));
  return make("li", "", make("span", "", say(finding.grave ? ["必须更正", "To be put right"] : ["请留意", "Please note"], "span", finding.grave ? "tag bad" : "tag go"), " ", words), link);
}

const [start, company, price, files] = [startStep(work, pins), companyStep(work), priceStep(work), filesStep(work)];
const check = checkStep(work, priceFindings, change, findingLine);
const [confirm, withdraw] = [confirmStep(work, keep), withdrawStep(work, keep)];
const [answers, done, key] = [answersStep(work, change, keep), doneStep(work, () => sealed, handOver), keyStep()];

/** The screens depend on what is to be done, and on whether the lot asks for a price form. */
function steps(): readonly Step[] {
  if (work.act === "key") return [start, key];
  if (work.act === "confirm" || work.act === "withdraw") return [start, company, work.act === "confirm" ? confirm : withdraw, done];
  return [start, company, ...(work.terms?.priceForm === null ? [] : [price]), files, check, answers, done];
}

const way = walk(byId("line"), byId("stage"), steps);

/** Terms that the page of the exchange hands over are checked like those of a file, and the first screen is passed over. */
async function takeHanded(file: string, act: string): Promise<void> {
  work.act = act === "withdraw" || act === "confirm" ? act : "bid";
  const findings = await takeTerms(work, pins, file);
  await way.start(steps(), findings.length === 0 ? 1 : 0);
  showFindings(findings);
}

function listen(from: Window): void {
  window.addEventListener("message", (event: MessageEvent<{ v?: string; terms?: unknown; act?: unknown } | null>) => {
    if (event.source !== from || event.origin !== location.origin || event.data?.v !== "daylight/terms/1" || work.terms !== null) return;
    const { terms, act } = event.data;
    if (typeof terms === "string") void takeHanded(terms, String(act));
  });
  from.postMessage({ v: "daylight/ready/1" }, location.origin);
}

byId("language").addEventListener("click", turnLanguage);
await way.start(steps());
if (opener !== null) listen(opener);
