import { createHash, randomBytes } from "node:crypto";
import PDFDocument from "pdfkit";
import { at } from "../../src/kernel/time.js";
import { must } from "../../src/kernel/result.js";
import { faces } from "../../src/notices/paper/faces.js";
import { signPdf } from "../../src/notices/pades.js";
import { renderPdf } from "../../src/notices/render-pdf.js";
import { makeAuthority } from "../../src/rehearsal/authority.js";
import { certificatesPem, pemOf } from "../../src/rehearsal/key-files.js";
import { signerFromPem } from "../../src/signing/key-file.js";
import { makeTimestampToken } from "../../src/signing/tsp.js";
import { samples } from "../../tests/support/notice-samples.js";
import { submittedTender } from "../../tests/support/works-tender.js";
import { beside, figure, median, seconds, type Figure } from "../figure.js";
import { benchTown } from "../town.js";

const ROUNDS = 5;
const SETS = 2;
const PUBLICATIONS = 9;

/** Notices from record to signed, time-stamped PDF on one thread, all kinds in turn, beside a bare page of the same library and fonts. */
export async function measure(): Promise<Figure[]> {
  const random = (count: number): Uint8Array => Uint8Array.from(randomBytes(count));
  const authority = await makeAuthority(random);
  const issue = async (pair: { certificate: Uint8Array<ArrayBuffer>; privateKey: Uint8Array<ArrayBuffer> }) => must(await signerFromPem(certificatesPem([pair.certificate]), pemOf("PRIVATE KEY", pair.privateKey)));
  const seal = await issue(await authority.issue({ commonName: "印章（演练）", organisation: { name: "晨光市公共资源交易中心", uscc: "12341700MB1A2C3D0P" } }));
  const tsa = await issue(await authority.issueTimestamper());
  const timestamp = (bytes: Uint8Array) => makeTimestampToken(createHash("sha256").update(bytes).digest(), at("2026-09-01T09:00:00+08:00"), tsa, random(8));
  const records = Array.from({ length: SETS }, () => Object.values(samples())).flat();
  const { signed, bare } = await beside(ROUNDS, {
    signed: async () => records.length / await seconds(async () => { for (const record of records) await signPdf(await renderPdf(record), seal, { timestamp }); }),
    bare: async () => records.length / await seconds(async () => { for (const record of records) await barePage(record.title); }),
  });
  return [
    figure({ name: "signed notice PDFs, one thread", value: signed, unit: "/s", limit: { name: "one bare line of text in a PDF", value: bare }, goal: 15 }),
    figure({ name: "publication of a tender notice", value: await publication(), unit: "s", better: "lower", goal: 1.5, limit: { name: "one of those PDFs", value: 1 / signed } }),
  ];
}

/** From the second officer's click to the notice's place in the signed log: checks, PDF, seal, time stamp, rows, leaf. @returns seconds */
async function publication(): Promise<number> {
  const town = await benchTown();
  try {
    town.world.journal.start();
    const taken: number[] = [];
    for (let at = 0; at < PUBLICATIONS; at += 1) {
      const { id } = await submittedTender(town);
      taken.push(await seconds(async () => {
        await town.done("tenderer-2", "POST", `/api/v1/tenders/${id}/publication`);
        await town.world.journal.flush();
      }));
    }
    return median(taken);
  } finally {
    await town.stop();
  }
}

function barePage(text: string): Promise<void> {
  const doc = new PDFDocument({ size: "A4" });
  const { regular } = faces();
  doc.registerFont(regular.name, regular.font as unknown as string);
  doc.font(regular.name).text(text);
  return new Promise((resolve, reject) => {
    doc.on("data", () => undefined);
    doc.on("end", () => { resolve(); });
    doc.on("error", reject);
    doc.end();
  });
}
