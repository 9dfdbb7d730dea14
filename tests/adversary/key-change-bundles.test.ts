import { expect, test } from "vitest";
import { utf8 } from "../../src/kernel/bytes.js";
import { collect } from "../../src/signing/streams.js";
import { verifyBundle } from "../../src/verify/bundle.js";
import { fileOf } from "../../src/verify/files.js";
import type { Rekeyed } from "../support/bundle-keys.js";
import { tenderBundle } from "../support/tender-bundle.js";

const codesOf = async (rekeyed: Rekeyed): Promise<string[]> => [...new Set((await verifyBundle(await tenderBundle({ rekeyed }))).faults.map(({ code }) => code))];

test.each<[string, Rekeyed, string[]]>([
  ["no key changed", {}, []],
  ["the log's key changed while bids lay in the box", { log: "rightly" }, []],
  ["the certificate of notices changed", { seal: "rightly" }, []],
  ["that certificate changed because its key was lost", { seal: "lost" }, []],
  ["both changed", { log: "rightly", seal: "rightly" }, []],
  ["one person changed the log's key", { log: "one-person" }, ["key-change-wrong", "checkpoint-wrong"]],
  ["the old key signed larger trees than its own change ends", { log: "old-signs-on" }, ["checkpoint-wrong"]],
  ["the old certificate sealed a notice after its change", { seal: "old-seals-on" }, ["pdf-sealed-by-other"]],
  ["the new certificate did not sign its change", { seal: "new-unsigned" }, ["key-change-wrong", "pdf-sealed-by-other"]],
  ["the change rests on a ceremony that the log does not name", { seal: "other-ceremony" }, ["key-change-wrong", "pdf-sealed-by-other"]],
])("a bundle in whose time %s", async (_, rekeyed, codes) => { expect(await codesOf(rekeyed)).toEqual(codes); });

test("who pinned the policy of the founding verifies a bundle from after the change with it; log/vkeys names both keys", async () => {
  const files = await tenderBundle({ rekeyed: { log: "rightly" } });
  const text = async (path: string): Promise<string> => Buffer.from(await collect(files.get(path)?.read() ?? [], 1_000_000)).toString();
  const policy = await text("trust/policy.txt");
  expect(policy).not.toContain("#from");
  expect((await text("log/vkeys")).split("\n").filter((line) => line.includes("/rehearsal/"))).toHaveLength(2);
  expect((await verifyBundle(files, { policy })).faults).toEqual([]);
  const lessKeys = new Map(files).set("log/vkeys", fileOf(utf8((await text("log/vkeys")).split("\n").toSpliced(1, 1).join("\n"))));
  expect((await verifyBundle(lessKeys, { policy })).faults.map(({ code }) => code)).toContain("vkeys-differ");
});
