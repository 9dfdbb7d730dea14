import { refuse } from "../../kernel/result.js";
import { FileName } from "../../tenders/form.js";
import { paths } from "../../web/paths.js";
import type { Action } from "../../identity/can.js";
import { inOffice } from "../endpoint.js";
import { readPostedFile } from "../multipart.js";
import { sendAs, type Redraw, type Sent } from "./forms.js";
import { drawSheet } from "./items.js";
import { refusedPage, type PageRequest, type Site } from "./site.js";

/** Files of items as posted forms: streamed on to the API’s own addresses, as a program would send them. */
export function itemFilePageRoutes(site: Site, redraw: Redraw): void {
  site.api.post("/items/:item/files", async (c) => {
    const desk = paths.itemOnDesk(c.req.param("item"));
    const sent = await posted(c, site, "item.file", (name) => `/api/v1/items/${encodeURIComponent(c.req.param("item"))}/files/${encodeURIComponent(name)}`);
    if (sent.ok) return c.redirect(`${desk}#files`, 303);
    return (await redraw(c, new URL(desk, "http://page.invalid"), { act: "item-file", refusal: sent.refusal, posted: new Map() })) ?? refusedPage(c, site, sent.refusal, desk);
  });
  site.api.post("/items/sheet", async (c) => {
    const sent = await posted(c, site, "item.draft", () => "/api/v1/items/sheet");
    if (sent.ok) return drawSheet(c, site, sent.body);
    return (await redraw(c, new URL(paths.itemDesk, "http://page.invalid"), { act: "item-sheet", refusal: sent.refusal, posted: new Map() })) ?? refusedPage(c, site, sent.refusal, paths.itemDesk);
  });
}

async function posted(c: PageRequest, site: Site, action: Action, url: (name: string) => string): Promise<Sent> {
  const may = inOffice(c, action); // before a byte is read
  if (!may.ok) return may;
  const file = await readPostedFile(c.req.header("content-type") ?? "", c.req.raw.body ?? ReadableStream.from<Uint8Array>([]), "file");
  if (!file.ok) return file;
  const name = FileName.safeParse(file.value.name);
  if (!name.success) return refuse("wrong-file-name", { why: "1–100 B, / \\ U+0000 U+202E…" });
  return sendAs(c, site, url(name.data), { method: "PUT", headers: { "content-type": "application/octet-stream" }, body: ReadableStream.from(file.value.stream) });
}
