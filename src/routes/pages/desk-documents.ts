import { refuse } from "../../kernel/result.js";
import { FileName } from "../../tenders/form.js";
import { paths } from "../../web/paths.js";
import { inOffice } from "../endpoint.js";
import { readPostedFile } from "../multipart.js";
import { sendAs, type Redraw, type Sent } from "./forms.js";
import { refusedPage, type PageRequest, type Site } from "./site.js";

/** The field of the form that brings a document. */
export const DOCUMENT_FIELD = "file";

/** A document of the tender as a posted form: streamed on to the API's own address, as a program would send it. */
export function deskDocumentRoutes(site: Site, redraw: Redraw): void {
  site.api.post("/desk/:tender/documents", async (c) => {
    const tender = c.req.param("tender");
    const desk = paths.deskTender(tender);
    const sent = await addPosted(c, site, tender);
    if (sent.ok) return c.redirect(`${desk}#documents`, 303);
    return (await redraw(c, new URL(desk, "http://page.invalid"), { act: "document", refusal: sent.refusal, posted: new Map() })) ?? refusedPage(c, site, sent.refusal, desk);
  });
}

async function addPosted(c: PageRequest, site: Site, tender: string): Promise<Sent> {
  const may = inOffice(c, "tender.draft"); // before a byte is read
  if (!may.ok) return may;
  const posted = await readPostedFile(c.req.header("content-type") ?? "", c.req.raw.body ?? ReadableStream.from<Uint8Array>([]), DOCUMENT_FIELD);
  if (!posted.ok) return posted;
  const name = FileName.safeParse(posted.value.name);
  if (!name.success) return refuse("wrong-file-name", { why: "1–100 B, / \\ U+0000 U+202E…" });
  const url = `/api/v1/tenders/${encodeURIComponent(tender)}/documents/${encodeURIComponent(name.data)}`;
  return sendAs(c, site, url, { method: "PUT", headers: { "content-type": "application/octet-stream" }, body: ReadableStream.from(posted.value.stream) });
}
