import type { Instant } from "../../kernel/time.js";
import { RANGE_PLACES, RECORD_NAME, SIGNATURE_BYTES_MAX } from "../pades.js";
import type { Doc } from "./sheet.js";

/** The parts of pdfkit that its types leave out. */
type Ref = { data: Record<string, unknown>; compress: boolean; end: (bytes?: Uint8Array) => void };
type Inside = {
  ref: (data: Record<string, unknown>) => Ref;
  _root: Ref;
  page: { dictionary: Ref; annotations: Ref[] };
  addNamedEmbeddedFile: (name: string, ref: Ref) => void;
};

const inside = (doc: Doc): Inside => doc as unknown as Inside;
/** pdfkit writes `String` objects as PDF strings and plain strings as names. */
// eslint-disable-next-line @typescript-eslint/no-wrapper-object-types -- the difference is how pdfkit tells the two apart
const words = (text: string): String => new String(text);

/** Embeds the record as it is, uncompressed, so that its bytes can be found in the file with any tool. */
export function attachRecord(doc: Doc, bytes: Uint8Array, publishedAt: Instant): void {
  const pdf = inside(doc);
  const modified = new Date(publishedAt);
  const stream = pdf.ref({ Type: "EmbeddedFile", Subtype: "application#2Fjson", Params: { Size: bytes.length, ModDate: modified, CreationDate: modified } });
  stream.compress = false;
  stream.end(bytes);
  const file = pdf.ref({ Type: "Filespec", AFRelationship: "Data", F: words(RECORD_NAME), UF: words(RECORD_NAME), EF: { F: stream }, Desc: words("本文件的结构化数据") });
  file.end();
  pdf.addNamedEmbeddedFile(RECORD_NAME, file);
  pdf._root.data["AF"] = [file];
}

/**
 * Leaves room for one certification signature that allows no later change (DocMDP 1). `initForm` is asked for because pdfkit
 * closes no form that it did not open; its fonts and NeedAppearances are taken out again.
 */
export function reserveSignature(doc: Doc, name: string, signedAt: Instant): void {
  const pdf = inside(doc);
  const signature = pdf.ref({
    Type: "Sig", Filter: "Adobe.PPKLite", SubFilter: "ETSI.CAdES.detached", ByteRange: [...RANGE_PLACES], Contents: Buffer.alloc(SIGNATURE_BYTES_MAX),
    M: new Date(signedAt), Name: words(name), Reason: words("公告电子签章"),
    Reference: [{ Type: "SigRef", TransformMethod: "DocMDP", TransformParams: { Type: "TransformParams", P: 1, V: "1.2" } }],
  });
  const widget = pdf.ref({ Type: "Annot", Subtype: "Widget", FT: "Sig", Rect: [0, 0, 0, 0], F: 132, T: words("Signature1"), V: signature, P: pdf.page.dictionary });
  pdf.page.annotations.push(widget);
  doc.initForm();
  const form = pdf._root.data["AcroForm"] as Ref;
  form.data["Fields"] = [widget];
  form.data["SigFlags"] = 3;
  delete form.data["NeedAppearances"];
  pdf._root.data["Perms"] = { DocMDP: signature };
  signature.end();
  widget.end();
}
