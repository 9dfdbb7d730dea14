/** One file of a bundle: its length, and its bytes as often as asked for. */
export type BundleFile = { readonly size: number; readonly read: () => AsyncIterable<Uint8Array> };

/** A bundle by path, `/` between folders, no `./`: a folder, a zip or memory, the checks do not know which. */
export type BundleFiles = ReadonlyMap<string, BundleFile>;
