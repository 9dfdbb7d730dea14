import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { canonicalText } from "../../src/kernel/canonical-json.js";
import { must } from "../../src/kernel/result.js";
import { combineShares, splitSecret } from "../../src/signing/shamir.js";
import { identityLine } from "../../src/signing/age.js";
import { combineFirst, openContent } from "../../src/signing/open.js";
import { wrapIdentity } from "../../src/signing/opener-key.js";
import { nodePrimitives } from "../../src/signing/primitives-node.js";
import { openShare } from "../../src/signing/release.js";
import { parseStatement, type BidStatement } from "../../src/signing/statement.js";
import { checkAgainstTerms, checkContent, checkShares } from "../../src/signing/terms.js";
import { BIDDER_A, BILL, EXCHANGE, FORM, file, keeping, sha256, testBid, testLot, type TestLot } from "../support/envelopes.js";

const folder = mkdtempSync(path.join(tmpdir(), "daylight-outside-"));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const TOOLS = { age: "age", "age-keygen": "age", gfsplit: "libgfshare-bin", gfcombine: "libgfshare-bin", jq: "jq", tar: "tar", sha256sum: "coreutils", base64: "coreutils", bash: "bash" };

beforeAll(() => {
  for (const [tool, debian] of Object.entries(TOOLS)) {
    if (spawnSync("which", [tool]).status !== 0) throw new RangeError(`The tool ${tool} is missing: apt-get install ${debian}`);
  }
});

/** Runs a script of stock tools in a fresh folder that holds these files. */
function script(name: string, files: Readonly<Record<string, Uint8Array | string>>, text: string): string {
  const here = path.join(folder, name);
  mkdirSync(here);
  for (const [each, content] of Object.entries(files)) writeFileSync(path.join(here, each), content);
  execFileSync("bash", ["-euo", "pipefail", "-c", text], { cwd: here, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, LC_ALL: "C.UTF-8" } });
  return here;
}

/** Opens a bid with age, jq, base64, gfcombine, tar and sha256sum: none of the exchange's code. */
const OPEN = String.raw`
[ "$(jq -cSj . statement.json | sha256sum)" = "$(sha256sum < statement.json)" ]
for i in 1 3; do
  [ "$(sha256sum < share-$i.age | cut -d' ' -f1)" = "$(jq -r ".shares[$((i - 1))].sha256" statement.json)" ]
  age -d -i opener-$i.key share-$i.age > share-$i.json
  [ "$(sha256sum < share-$i.json | cut -d' ' -f1)" = "$(jq -r ".shares[$((i - 1))].commit" statement.json)" ]
  jq -r .share share-$i.json | base64 -d > "key.$(printf %03d "$(jq .index share-$i.json)")"
done
gfcombine -o envelope.key key.001 key.003
[ "$(age-keygen -y envelope.key)" = "$(jq -r .recipient statement.json)" ]
[ "$(sha256sum < content.age | cut -d' ' -f1)" = "$(jq -r .content.sha256 statement.json)" ]
age -d -i envelope.key -o content.tar content.age
mkdir out && tar -xf content.tar -C out
[ "$(tar -tf content.tar | head -1)" = manifest.json ]
for f in exchange tender lot part bidder seq prev notice envelope suite; do [ "$(jq -c ".$f" out/manifest.json)" = "$(jq -c ".$f" statement.json)" ]; done
jq -r '.files[] | .sha256 + "  " + .name' out/manifest.json > sums && (cd out && sha256sum --quiet -c ../sums)
`;

test("a bid sealed by this code is opened with stock tools only", async () => {
  const lot = await testLot();
  const bid = await testBid(lot, { files: [file("工程量清单.csv", BILL), file("图纸.bin", nodePrimitives.random(300_000))] });
  const shares = Object.fromEntries(bid.shares.map((share, at) => [`share-${String(at + 1)}.age`, share]));
  const keys = Object.fromEntries(lot.openers.map(({ identity }, at) => [`opener-${String(at + 1)}.key`, `${identity}\n`]));
  const here = script("ours", { "statement.json": bid.statementBytes, "content.age": bid.content, ...shares, ...keys }, OPEN);
  expect(Buffer.compare(readFileSync(path.join(here, "envelope.key")), identityLine(bid.identity))).toBe(0);
  expect(Buffer.compare(readFileSync(path.join(here, "out", "工程量清单.csv")), BILL)).toBe(0);
  expect(readFileSync(path.join(here, "out", "form.json"), "utf8")).toBe(canonicalText(FORM));
});

/** Seals a bid with the same tools; terms.json, head.json, form.json and bill.csv lie in the folder. */
const SEAL = String.raw`
sum() { sha256sum < "$1" | cut -d' ' -f1; }
age-keygen -o bidder.key 2> /dev/null
grep AGE-SECRET bidder.key > envelope.key
for f in form.json bill.csv; do jq -cn --arg n $f --arg h "$(sum $f)" --argjson s "$(stat -c %s $f)" '{name:$n,size:$s,sha256:$h}'; done | jq -cs . > files.json
jq -cSj --slurpfile f files.json '. + {v:"dse/1",files:$f[0]}' head.json > manifest.json
used=$(( 512 * 4 + 1024 ))
for f in manifest.json form.json bill.csv; do used=$(( used + ($(stat -c %s $f) + 511) / 512 * 512 )); done
head -c $(( (65536 - used % 65536) % 65536 )) /dev/zero > .padding
tar --format=ustar --owner=0 --group=0 --numeric-owner --mtime=@0 --mode=0644 -b1 -cf content.tar manifest.json form.json bill.csv .padding
age -r "$(age-keygen -y envelope.key)" -o content.age content.tar
gfsplit -n 2 -m 3 envelope.key envelope.key
i=0
for y in envelope.key.???; do
  i=$(( i + 1 )); x=$(( 10#$(echo $y | tail -c 4) )); o=$(jq -r ".openers[$(( i - 1 ))].opener" terms.json); r=$(jq -r ".openers[$(( i - 1 ))].recipient" terms.json)
  jq -cSj --arg o $o --argjson x $x --arg y "$(base64 -w0 $y)" '. + {v:"dse-share/1",opener:$o,index:$x,share:$y}' head.json > share.json
  age -r $r -o share-$i.age share.json
  jq -cn --arg o $o --arg r $r --arg h "$(sum share-$i.age)" --arg c "$(sum share.json)" --argjson s "$(stat -c %s share-$i.age)" '{opener:$o,recipient:$r,size:$s,sha256:$h,commit:$c}'
done | jq -cs . > shares.json
jq -cSj --slurpfile s shares.json --arg r "$(age-keygen -y envelope.key)" --arg h "$(sum content.age)" --argjson n "$(stat -c %s content.age)" '. + {v:"dse/1",recipient:$r,content:{sha256:$h,size:$n},threshold:2,shares:$s[0]}' head.json > statement.json
`;

function sealedByScript(lot: TestLot): { statement: BidStatement; shares: Uint8Array[]; content: Uint8Array } {
  const head = { ...lot.place, bidder: BIDDER_A, seq: 1, prev: null, notice: lot.termsSha256, envelope: "0123456789abcdef0123456789abcdef", suite: "std/1" };
  const here = script("theirs", { "terms.json": canonicalText(lot.terms), "head.json": canonicalText(head), "form.json": canonicalText(FORM), "bill.csv": BILL }, SEAL);
  const read = (name: string): Uint8Array => readFileSync(path.join(here, name));
  return { statement: must(parseStatement(read("statement.json"))) as BidStatement, shares: [1, 2, 3].map((each) => read(`share-${String(each)}.age`)), content: read("content.age") };
}

test("a bid sealed with stock tools only is accepted and opened by this code", async () => {
  const lot = await testLot();
  const { statement, shares, content } = sealedByScript(lot);
  expect(checkAgainstTerms(statement, lot.terms, lot.termsSha256, EXCHANGE).ok).toBe(true);
  expect(checkShares(statement, shares, sha256).ok).toBe(true);
  expect(checkContent(statement, { sha256: sha256(content), size: content.length }, content.subarray(0, 4_096)).ok).toBe(true);
  const released = await Promise.all(lot.openers.map(async ({ opener, identity }, at) => {
    const share = must(await openShare(nodePrimitives, { statement, opener, identity, file: shares[at] ?? new Uint8Array() }));
    return { opener, index: share.index, plaintext: new TextEncoder().encode(share.plaintext) };
  }));
  const combined = await combineFirst(statement, released);
  if (combined.kind !== "key") throw new RangeError(combined.kind);
  expect(combined.later).toEqual([{ opener: "notary", consistent: true }]);
  const kept = keeping();
  expect(await openContent(nodePrimitives, { statement, identity: combined.identity, content: [content] }, kept.sink)).toMatchObject({ outcome: "opened", form: FORM, refused: [] });
  expect(Buffer.compare(kept.files.get("bill.csv") ?? new Uint8Array(), BILL)).toBe(0);
});

test("shares of gfsplit are combined here and shares dealt here by gfcombine, 2-of-3 and 3-of-5", () => {
  for (const [threshold, count] of [[2, 3], [3, 5]] as const) {
    const secret = nodePrimitives.random(75);
    const name = `gf-${String(threshold)}`;
    const theirs = script(`${name}-theirs`, { secret }, `gfsplit -n ${String(threshold)} -m ${String(count)} secret secret && ls secret.* > names`);
    const shares = readFileSync(path.join(theirs, "names"), "utf8").trim().split("\n").map((each) => ({ x: Number(each.slice(-3)), y: new Uint8Array(readFileSync(path.join(theirs, each))) }));
    expect(Buffer.compare(combineShares(shares.slice(-threshold)), secret)).toBe(0);
    const xs = [255, 1, 77, 128, 2].slice(0, count);
    const dealt = splitSecret(secret, xs, threshold, (length) => nodePrimitives.random(length)).slice(0, threshold);
    const files = Object.fromEntries(dealt.map((y, at) => [`own.${String(xs[at]).padStart(3, "0")}`, y]));
    const ours = script(`${name}-ours`, files, "gfcombine -o whole own.*");
    expect(Buffer.compare(readFileSync(path.join(ours, "whole")), secret)).toBe(0);
  }
});

test("an opener's passphrase file is an age file that age recognises as one", async () => {
  const wrapped = must(await wrapIdentity(must({ ok: true, value: (await testLot()).openers[0]?.identity ?? "" }), "twelve chars", 10));
  const { stderr } = spawnSync("age", ["-d"], { input: wrapped, encoding: "utf8", cwd: folder, env: { PATH: process.env["PATH"] ?? "" } });
  // Without a terminal age cannot ask for the passphrase; that it wants to shows that the header is right.
  expect(stderr).toMatch(/passphrase|\/dev\/tty|terminal/);
});
