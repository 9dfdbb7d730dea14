import { crc32, deflateSync } from "node:zlib";

/** Portraits for the rehearsal’s pool, drawn from a few shapes: nobody’s face. */
const [WIDTH, HEIGHT] = [96, 120];
type Colour = readonly [red: number, green: number, blue: number];
export type Look = { readonly ground: Colour; readonly coat: Colour; readonly hair: Colour; readonly skin: Colour };

/** A shape: an ellipse by its middle and its two radii, within rows; what it is filled with. */
type Shape = readonly [of: keyof Look | "line", x: number, y: number, rx: number, ry: number, from: number, until: number];
/** From the front to the back: eyes, mouth, face, hair, neck, coat. */
const SHAPES: readonly Shape[] = [
  ["line", 40, 50, 2, 3, 0, HEIGHT], ["line", 56, 50, 2, 3, 0, HEIGHT], ["line", 48, 62, 8, 5, 64, HEIGHT], ["skin", 48, 52, 20, 25, 41, HEIGHT], ["hair", 48, 46, 24, 27, 0, 62], ["skin", 48, 78, 7, 10, 0, HEIGHT], ["coat", 48, 122, 42, 38, 0, HEIGHT],
];
const LINE: Colour = [40, 40, 48];

const isIn = (x: number, y: number, [, cx, cy, rx, ry, from, until]: Shape): boolean => y >= from && y < until && ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1;

function colourAt(x: number, y: number, look: Look): Colour {
  const shape = SHAPES.find((each) => isIn(x, y, each));
  return shape === undefined ? look.ground : shape[0] === "line" ? LINE : look[shape[0]];
}

function chunk(kind: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A portrait as PNG (ISO/IEC 15948): 96 × 120, eight bits a colour; the same look gives the same bytes. */
export function portrait(look: Look): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: HEIGHT }, (_, y) => [0, ...Array.from({ length: WIDTH }, (__, x) => colourAt(x, y, look)).flat()]);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk("IHDR", head), chunk("IDAT", deflateSync(Uint8Array.from(rows.flat()))), chunk("IEND", new Uint8Array())]);
}
