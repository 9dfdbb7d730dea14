import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { parseBundle } from "../../src/journal/tiles.js";
import type { BundledDraw } from "../../src/experts/bundled.js";
import { archiveSha256, bundleOf, logFilesOf, papersOf, type BidInput, type LogInput, type Papers } from "../../src/verify/bundle-layout.js";
import { fileOf, load } from "../../src/verify/files.js";
import { bundleShape, DRAW_SHAPES, type BundleIndex } from "../../src/verify/shapes.js";
import { readExample } from "../support/bundles.js";

const EXAMPLE = readExample();

function bytesAt(path: string): Uint8Array {
  const bytes = EXAMPLE.get(path);
  if (bytes === undefined) throw new RangeError(`the example has no ${path}`);
  return bytes;
}
const textAt = (path: string): string => Buffer.from(bytesAt(path)).toString("utf8");
const jsonAt = (path: string): unknown => JSON.parse(textAt(path));
const signedAt = (path: string) => ({ json: bytesAt(`${path}.json`), p7s: bytesAt(`${path}.p7s`) });

const INDEX = bundleShape.parse(jsonAt("bundle.json"));

function bidAt(statement: string, live: boolean): BidInput {
  const folder = `bids/${statement}`;
  const { json, p7s } = signedAt(`${folder}/statement`);
  const sealed = { content: fileOf(live ? bytesAt(`${folder}/content.age`) : new Uint8Array()), shares: live ? [1, 2, 3].map((place) => bytesAt(`${folder}/share-${String(place)}.age`)) : [], keyLine: live ? bytesAt(`${folder}/envelope.key`) : null };
  return { statement: json, p7s, receipt: textAt(`${folder}/receipt.tlog-proof`), sealed: live ? sealed : null };
}

/** The example taken apart into what an exchange's database would hold. */
function takenApart(index: BundleIndex = INDEX): { papers: Papers; log: LogInput } {
  const parts = index.lots.flatMap(({ lot, parts: rows }) => rows.map((part) => ({ lot, part })));
  const draws = index.draws.map((folder) => {
    const files = Object.fromEntries(Object.keys(DRAW_SHAPES).map((name) => [name, jsonAt(`draws/${folder}/${name}.json`)])) as unknown as BundledDraw["files"];
    return { folder, files, randomness: textAt(`draws/${folder}/randomness.txt`) };
  });
  const papers: Papers = {
    index, readme: textAt("README.txt"),
    openers: parts.flatMap(({ lot, part }) => Object.keys(part.openers).map((opener) => ({ lot, part: part.part, opener, ...signedAt(`openers/${lot}/${part.part}/${opener}`) }))),
    bids: parts.flatMap(({ part }) => part.bids.map(({ statement, live }) => bidAt(statement, live))),
    releases: parts.flatMap(({ part }) => part.releaseIdx.map((idx) => ({ idx, ...signedAt(`releases/${String(idx)}`) }))),
    openings: parts.flatMap(({ part }) => (part.openIdx === null ? [] : [{ idx: part.openIdx, json: bytesAt(`opening/${String(part.openIdx)}.json`) }])),
    notices: index.notices.map(({ id, version }) => ({ id, version, json: bytesAt(`notices/${id}/v${String(version)}/notice.json`), pdf: bytesAt(`notices/${id}/v${String(version)}/notice.pdf`) })),
    draws,
    evaluation: [{ lot: "1", method: bytesAt("evaluation/1/method.json"), totals: bytesAt("evaluation/1/totals.json"), technical: null, qualification: null, draws: null, report: bytesAt("evaluation/1/report.pdf"), sheets: [{ expert: "X", ...signedAt("evaluation/1/sheets/X") }] }],
    trust: { ca: textAt("trust/ca.pem"), policy: textAt("trust/policy.txt"), tsa: textAt("trust/tsa.pem") },
  };
  const entries = [...EXAMPLE.keys()].filter((path) => path.startsWith("log/tile/entries/")).sort().flatMap((path) => parseBundle(bytesAt(path)));
  const closes = parts.flatMap(({ part: { closeIdx } }) => (closeIdx === null ? [] : [{ closeIdx, deadline: textAt(`log/deadline/${String(closeIdx)}`), closing: textAt(`log/closing/${String(closeIdx)}`), deadlineStamp: null, closingStamp: null }]));
  return { papers, log: { entries, checkpoint: textAt("log/checkpoint"), policy: papers.trust.policy, closes } };
}

test("the example taken apart and put together is the same files, byte for byte", async () => {
  const { papers, log } = takenApart();
  const made = await load(await bundleOf(papersOf(papers), logFilesOf(log)));
  const expected = new Map([...EXAMPLE].map(([path, bytes]) => [path, createHash("sha256").update(bytes).digest("hex")]));
  expect(Object.fromEntries(made.hashes)).toEqual(Object.fromEntries(expected));
});

test("the archive hash of the papers is the one the example's log holds", async () => {
  const entry = Buffer.from(takenApart().log.entries.at(-1) ?? []).toString("utf8");
  expect(entry).toContain(`"sha256":"${await archiveSha256(papersOf(takenApart().papers))}"`);
});

test("the files come sorted by bytes, whatever the order of the inputs", async () => {
  const { papers, log } = takenApart();
  const turned = { ...papers, bids: papers.bids.toReversed(), notices: papers.notices.toReversed(), openers: papers.openers.toReversed() };
  const [one, other] = await Promise.all([bundleOf(papersOf(papers), logFilesOf(log)), bundleOf(papersOf(turned), logFilesOf(log))]);
  expect([...other.keys()]).toEqual([...one.keys()]);
  expect([...one.keys()]).toEqual([...one.keys()].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right))));
});

test("an index with a name that would leave its folder is a bug, not a bundle", () => {
  const [lot] = INDEX.lots;
  if (lot === undefined) throw new RangeError("the example has a lot");
  expect(() => papersOf(takenApart({ ...INDEX, notices: [], draws: [] }).papers)).not.toThrow();
  expect(() => papersOf({ ...takenApart().papers, index: { ...INDEX, draws: [".."] } })).toThrow(RangeError);
});
