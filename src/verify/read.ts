import type { z } from "zod";
import { parseCanonical, type Json } from "../kernel/canonical-json.js";
import type { Loaded } from "./files.js";
import type { Findings } from "./findings.js";
import { misfit } from "./shapes.js";

/** Canonical JSON of a file, or nothing and a fault: the file is absent, or its bytes are not canonical. */
export function readJson(bundle: Loaded, path: string, findings: Findings): Json | undefined {
  const bytes = readBytes(bundle, path, findings);
  if (bytes === undefined) return undefined;
  try {
    return parseCanonical(bytes);
  } catch (error) {
    findings.fault("not-canonical", path, { why: error instanceof Error ? error.message : "" });
    return undefined;
  }
}

/** The same, held against the shape contracts.md §5 gives that file. */
export function readShape<Shape extends z.ZodType>(bundle: Loaded, path: string, shape: Shape, findings: Findings): z.infer<Shape> | undefined {
  const value = readJson(bundle, path, findings);
  if (value === undefined) return undefined;
  const why = misfit(shape, value);
  if (why === null) return shape.parse(value);
  findings.fault("wrong-shape", path, { why });
  return undefined;
}

/** Whole bytes of a file, or nothing and a fault. */
export function readBytes(bundle: Loaded, path: string, findings: Findings): Uint8Array | undefined {
  const bytes = bundle.bytes.get(path);
  if (bytes === undefined) findings.fault(bundle.files.has(path) ? "too-large-to-read" : "file-missing", path);
  return bytes;
}

/** UTF-8 text of a file, or nothing and a fault. */
export function readText(bundle: Loaded, path: string, findings: Findings): string | undefined {
  const bytes = readBytes(bundle, path, findings);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    findings.fault("not-text", path);
    return undefined;
  }
}
