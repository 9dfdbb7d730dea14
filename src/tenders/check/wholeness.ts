import { isPrintable } from "../../notices/printable.js";
import { law, lotPlace, formPlace, unless, type Check, type Finding, type Place } from "./check.js";
import { flatten, writtenAt } from "./flat-text.js";
import { formPassages, passagesOf } from "./passages.js";

const ORDER_10 = "招标公告和公示信息发布管理办法（10号令）";
/** Longest paragraph a published document holds, in UTF-16 units (notices/printable.ts). */
const PARAGRAPH_LENGTH_MAX = 1_000;
const PLACEHOLDER = /[xX]{3,}|[×✕]{2,}|_{3,}|\*{3,}|□|【】|\[\]|待定|待补充|待填写?|TBD/u;
const DOWNLOAD = /下载|平台|线上|网上|登录/u;
const NO_CONSORTIUM = /(?:不接受|不允许|不得(?:采用|以)?)(?:投标人)?(?:以)?联合体/u;
const CONSORTIUM = /(?<!不|不可|不得|不予)(?:允许|接受|可以)(?:投标人)?(?:以)?联合体(?:形式)?/u;
const EXTENSION = /\.[a-z0-9]{1,8}$/i;

const DOCUMENTS: Place = formPlace("documents", "招标文件", "documents");

/** Whether a notice and its documents are whole, readable and one in themselves. */
export const WHOLENESS_CHECKS = {
  "text-printable": {
    law: law(ORDER_10, "5", "公告内容应当真实、完整，便于公众查阅", "D"), severity: "stop",
    zh: "各处文字都能原样公布", en: "every text can be published as it is written",
    check: ({ tender: { form } }) => formPassages(form).flatMap(({ place, text }): readonly Finding[] => {
      const bad = Array.from(text.replaceAll("\n", "")).find((character) => !isPrintable(character));
      const long = text.split("\n").find((line) => line.length > PARAGRAPH_LENGTH_MAX);
      return [
        ...unless(bad === undefined, () => ({ place, fact: `U+${(bad?.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`, zh: "含有看不见或者改变书写方向的字符", en: "holds an invisible or direction character" })),
        ...unless(long === undefined, () => ({ place, fact: String(long?.length ?? 0), zh: `一段长${String(long?.length ?? 0)}字，超过${String(PARAGRAPH_LENGTH_MAX)}字：请分段`, en: `a paragraph of ${String(long?.length ?? 0)} characters, over ${String(PARAGRAPH_LENGTH_MAX)}: break it up` })),
      ];
    }) },
  "no-placeholders": {
    law: law("招标投标法", "19", "招标文件应当包括所有实质性要求和条件", "C:L1"), severity: "warn",
    zh: "没有留空的占位文字", en: "no placeholder is left",
    check: (subject) => passagesOf(subject).flatMap(({ place, flat }) => {
      const found = PLACEHOLDER.exec(flat.text);
      if (found === null) return [];
      const fact = writtenAt(flat, found.index, found[0].length);
      return [{ place, fact, zh: `还留有“${fact}”`, en: `“${fact}” is still there` }];
    }) },
  "lots-distinct": {
    law: law("招标投标法实施条例", "24", "招标人对招标项目划分标段的，应当遵守有关规定，标段应当明确", "C:L1"), severity: "warn",
    zh: "各标段的名称互不相同", en: "the lots have distinct names",
    check: ({ tender: { form: { lots } } }) => {
      const twice = lots.find((lot, at) => lots.findIndex(({ name }) => name === lot.name) !== at);
      return unless(twice === undefined, () => ({ place: lotPlace(twice ?? { lot: "" }, "name", "名称", "name"), fact: twice?.name ?? "", zh: `“${twice?.name ?? ""}”与前面的标段同名`, en: `“${twice?.name ?? ""}” is the name of an earlier lot` }));
    } },
  "consortium-consistent": {
    law: law("招标投标法实施条例", "37", "招标人应当在资格预审公告、招标公告或者投标邀请书中载明是否接受联合体投标", "C:L1"), severity: "stop",
    zh: "是否接受联合体前后一致", en: "whether consortia are accepted is said alike everywhere",
    check: (subject) => passagesOf(subject).flatMap(({ place, flat }) => {
      const found = (subject.tender.form.consortium ? NO_CONSORTIUM : CONSORTIUM).exec(flat.text);
      if (found === null) return [];
      const fact = writtenAt(flat, found.index, found[0].length);
      return [{ place, fact, zh: `文中“${fact}”，表中为${subject.tender.form.consortium ? "接受" : "不接受"}联合体`, en: `the text says “${fact}”, the form that consortia are ${subject.tender.form.consortium ? "" : "not "}accepted` }];
    }) },
  "documents-uploaded": {
    law: law("电子招标投标办法（20号令）", "17, 20", "招标文件应当以数据电文形式在公告载明的平台提供下载", "C:L2"), severity: "warn", needs: "documents",
    zh: "公告说在平台下载的文件已经上传", en: "the documents that the notice promises are uploaded",
    check: ({ tender: { form }, documents }) => unless((documents ?? []).length > 0 || !DOWNLOAD.test(form.documentsHow), () => ({ place: DOCUMENTS, fact: form.documentsHow, zh: "公告说在平台获取，但没有上传任何文件", en: "the notice offers documents on the platform, and none is uploaded" })) },
  "documents-accessible": {
    law: law("无障碍环境建设法", "29, 32", "公共服务信息应当便于残疾人、老年人获取；公开的文件应当可以用通用软件和读屏软件阅读", "M"), severity: "hint", needs: "documents",
    zh: "上传的文件能用通用软件和读屏软件阅读", en: "uploaded documents open with common software and screen readers",
    check: ({ documents }) => (documents ?? []).filter(({ barrier }) => barrier !== null && !STOPPING.has(barrier)).map(({ name, barrier }): Finding => ({ place: { path: `documents/${name}`, zh: `《${name}》`, en: `“${name}”` }, fact: barrier ?? "", zh: BARRIERS[barrier ?? "untagged"].zh, en: BARRIERS[barrier ?? "untagged"].en })) },
  "documents-openable": {
    law: law("电子招标投标办法（20号令）", "17", "招标文件的数据电文应当能够被潜在投标人下载和读取", "C:L2"), severity: "stop", needs: "documents",
    zh: "上传的文件没有加密、损坏，也不是程序", en: "no uploaded document is encrypted, damaged or a program",
    check: ({ documents }) => (documents ?? []).filter(({ barrier }) => barrier !== null && STOPPING.has(barrier)).map(({ name, barrier }): Finding => ({ place: { path: `documents/${name}`, zh: `《${name}》`, en: `“${name}”` }, fact: barrier ?? "", zh: BARRIERS[barrier ?? "damaged"].zh, en: BARRIERS[barrier ?? "damaged"].en })) },
  "documents-named": {
    law: law("电子招标投标办法（20号令）", "17", "招标文件的数据电文应当能够被潜在投标人下载和读取", "D"), severity: "hint", needs: "documents",
    zh: "上传文件的名称带扩展名", en: "uploaded documents have an extension",
    check: ({ documents }) => (documents ?? []).filter(({ name }) => !EXTENSION.test(name)).map(({ name }): Finding => ({ place: DOCUMENTS, fact: name, zh: `“${name}”没有扩展名，读者不知道用什么打开`, en: `“${name}” has no extension: readers do not know how to open it` })) },
  "documents-read": {
    law: law("电子招标投标办法（20号令）", "17", "招标文件的数据电文应当能够被潜在投标人下载和读取", "D"), severity: "hint", needs: "documents",
    zh: "上传文件的文字已纳入用语检查", en: "the words of every uploaded document were checked",
    check: ({ documents }) => (documents ?? []).filter(({ text, barrier }) => text === null && (barrier === null || barrier === "untagged")).map(({ name }): Finding => ({ place: { path: `documents/${name}`, zh: `《${name}》`, en: `“${name}”` }, fact: name, zh: "文字未能自动读取，用语检查没有覆盖，请人工核对", en: "its words were not read by the check: look at them yourself" })) },
  "notice-same-in-documents": {
    law: law("招标投标法实施条例", "15", "在不同媒介发布的同一招标项目的资格预审公告或者招标公告的内容应当一致", "C:L1"), severity: "warn", needs: "documents",
    zh: "上传的公告文本与表中的项目名称一致", en: "an uploaded notice names the same project",
    check: ({ tender: { form }, documents }) => (documents ?? []).filter(({ name, text }) => name.includes("公告") && text !== null && !flatten(text).text.includes(flatten(form.title).text)).map(({ name }): Finding => ({ place: { path: `documents/${name}`, zh: `《${name}》`, en: `“${name}”` }, fact: form.title, zh: `没有出现项目名称“${form.title}”`, en: `does not name “${form.title}”` })) },
} as const satisfies Record<string, Check>;

const STOPPING: ReadonlySet<string> = new Set(["encrypted", "damaged", "program"]);
const BARRIERS = {
  "encrypted": { zh: "文件有密码，读者打不开", en: "needs a password" }, "damaged": { zh: "文件损坏，或者内容与扩展名不符", en: "is damaged, or not what its extension says" }, "program": { zh: "是可执行程序", en: "is a program" },
  "image-only": { zh: "只有图像、没有文字：读屏软件读不出，也不能检索", en: "is pictures without text: no screen reader or search can read it" }, "untagged": { zh: "没有结构标签：读屏软件读不出次序", en: "has no tags: a screen reader finds no order" }, "unusual-format": { zh: "不是通用格式", en: "has an unusual format" },
} as const;
