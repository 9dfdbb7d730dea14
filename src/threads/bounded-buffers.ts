// The limits of a thread hold for its heap alone; what a document is unpacked into lies outside it, and is counted where it is made.

/** What the buffers made for one document may come to, all together, in bytes: its streams are unpacked into them. */
const BUFFERS_BYTES_MAX = 256 * 1_048_576;

/** Counts the buffers that are made on this thread from now on, by whatever is loaded after this. @returns begins the count again: for the next document */
export function boundBuffers(): () => void {
  let left = BUFFERS_BYTES_MAX;
  Reflect.set(globalThis, "Uint8Array", new Proxy(Uint8Array, {
    construct(target, given: [unknown], made) {
      if (typeof given[0] === "number") left -= given[0];
      if (left < 0) throw new RangeError("the document grows too large");
      return Reflect.construct(target, given, made) as Uint8Array;
    },
  }));
  Reflect.deleteProperty(globalThis, "DecompressionStream"); // it unpacks into memory that is not counted; the libraries then do it by themselves
  return () => { left = BUFFERS_BYTES_MAX; };
}
