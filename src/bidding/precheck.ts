import { ok, refuse, type Result } from "../kernel/result.js";
import { checkFiles, isSealableName, SEALED_BYTES_MAX, sealedSizeOf } from "../signing/envelope.js";
import type { Finding } from "./price-form.js";

/** What the documents ask of one part. */
export type AskedPart = { readonly part: string; readonly title: string; readonly form: boolean; readonly requiredFiles: readonly string[] };
/** What a bidder has put into it. */
export type FilledPart = readonly { readonly name: string; readonly size: number }[];

/**
 * What is still missing or wrong in a part before it is sealed: told on the bidder's own machine, where it can be put right, and
 * not by a rejection. An empty file or a missing one is grave; so is a name that the seal cannot carry.
 */
export function precheckPart({ part, title, form, requiredFiles }: AskedPart, files: FilledPart): Finding[] {
  const missing = requiredFiles.filter((name) => !files.some((file) => file.name === name));
  const refusals = [
    ...(files.length === 0 && !form ? [refuse("part-empty", { part: title })] : []),
    ...missing.map((name) => refuse("required-file-missing", { part: title, name })),
    ...files.filter(({ name }) => !isSealableName(name)).map(({ name }) => refuse("file-name-forbidden", { name })),
    ...files.filter(({ size }) => size === 0).map(({ name }) => refuse("file-empty", { name })),
    checkFiles(files.filter(({ name }) => isSealableName(name))), checkSize(sealedSizeOf(files.map((file) => file.size))),
  ];
  return refusals.flatMap((each) => (each.ok ? [] : [{ at: `files-${part}`, grave: true, refusal: each.refusal }]));
}

const checkSize = (size: number): Result<null> => (size > SEALED_BYTES_MAX ? refuse("too-large", { size, max: SEALED_BYTES_MAX }) : ok(null));
