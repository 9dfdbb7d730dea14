import { z } from "zod";

const cell = z.looseObject({ kind: z.string(), text: z.string().optional() }).nullable();
const noticeShape = z.looseObject({ sections: z.array(z.looseObject({ blocks: z.array(z.looseObject({ block: z.string(), rows: z.array(z.unknown()).optional() })) })) });
const CREDIT_CODE = /^[0-9A-HJ-NPQRTUWXY]{18}$/;

/** Firms that the tables of a published document name beside their credit codes, by code: a row that holds a code, and the words before it. */
export function firmsIn(notice: unknown): ReadonlyMap<string, string> {
  const read = noticeShape.safeParse(notice);
  const rows = read.success ? read.data.sections.flatMap(({ blocks }) => blocks).flatMap((block) => (block.block === "table" ? (block.rows ?? []) : [])) : [];
  return new Map(rows.flatMap((row): [string, string][] => {
    const cells = z.array(cell).safeParse(row).data ?? [];
    const at = cells.findIndex((each) => each?.kind === "code" && CREDIT_CODE.test(each.text ?? ""));
    const name = cells.slice(0, Math.max(0, at)).findLast((each) => each?.kind === "text")?.text;
    return name === undefined ? [] : [[cells[at]?.text ?? "", name]];
  }));
}
