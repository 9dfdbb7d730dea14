import type { ZipSource } from "../../archive/read-zip.js";

/** A zip that the person chose, read where it lies. */
export const zipSource = (file: Blob): ZipSource => ({ size: file.size, at: async (from, length) => new Uint8Array(await file.slice(from, from + length).arrayBuffer()) });
