import { zipSync } from "fflate";
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { giveKey, lotBody, tenderBody } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";
import { pdfOf } from "../support/pdfs.js";

// Tender documents: every version of a draft with its hash, the newest issued with the notice, which fixes their bytes.
let town: TestTown;
let tender: string;
beforeAll(async () => {
  town = await testTown();
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路", approval: "晨发改审批〔2026〕18号", funds: "财政资金" });
  ({ tender } = (await town.done("tenderer-1", "POST", "/api/v1/tenders", { project, line: "works", form: tenderBody({}, [lotBody()]) })) as { tender: string });
});
afterAll(async () => { await town.stop(); });

const NAME = "招标文件（正文）.txt";
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const tokenOf = (actor: string): string => town.actors.find(({ id }) => id === actor)?.token ?? "";
const asActor = (actor: string | null): Record<string, string> => (actor === null ? {} : { authorization: `Bearer ${tokenOf(actor)}` });

/** Posts a file as the desk's form does. */
async function post(actor: string, name: string, content: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string; location: string | null }> {
  const form = new FormData();
  form.set("idempotencyKey", "");
  form.set("file", new File([content], name));
  const answer = await town.app.request(`/desk/${tender}/documents`, { method: "POST", headers: { accept: "text/html", ...asActor(actor), ...headers }, body: form });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get("location") };
}

/** The form as bytes of one's own: what no browser would send. */
async function postRaw(filename: string, tail = "\r\n--b--\r\n"): Promise<{ status: number; text: string }> {
  const body = Buffer.from(`--b\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\n\r\ncontent${tail}`);
  const answer = await town.app.request(`/desk/${tender}/documents`, { method: "POST", headers: { accept: "text/html", "content-type": "multipart/form-data; boundary=b", ...asActor("tenderer-1") }, body });
  return { status: answer.status, text: await answer.text() };
}

const read = async (actor: string | null, version: number): Promise<{ status: number; text: string; headers: Headers }> => {
  const answer = await town.app.request(`/documents/${tender}/${encodeURIComponent(NAME)}/v/${String(version)}`, { headers: asActor(actor) });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};
type Documents = { name: string; version: number; mediaType: string; sha256: string; size: number }[];
const listed = async (actor: string | null): Promise<Documents> => (await town.done(actor, "GET", `/api/v1/tenders/${tender}`))["documents"] as Documents;
const desk = async (actor: string): Promise<string> => (await town.app.request(`/desk/${tender}`, { headers: { accept: "text/html", ...asActor(actor) } })).text();

test("a file of the desk's form is the next version of its name, with its hash, size and type", async () => {
  for (const [at, content] of ["第一版", "第二版正文"].entries()) {
    expect(await post("tenderer-1", NAME, content)).toMatchObject({ status: 303, location: `/desk/${tender}#documents` });
    expect((await listed("tenderer-2")).at(-1)).toEqual({ name: NAME, version: at + 1, mediaType: "text/plain", sha256: sha256(content), size: Buffer.byteLength(content) });
  }
  const page = await desk("tenderer-1");
  for (const text of [sha256("第一版"), sha256("第二版正文"), "已被新版本取代", "<td>TXT</td>"]) expect(page).toContain(text);
  const audited = await town.world.db.selectFrom("audit").select("outcome").where("action", "=", "tender.draft").where("object", "like", "%/documents/%").execute();
  expect(audited).toEqual([{ outcome: "201" }, { outcome: "201" }]);
});

test("a name that is no plain name is refused, by form and by API, and nothing is kept", async () => {
  for (const name of ["../x", "..", "a/b.pdf", "a\\b.pdf", "a\u0000.pdf", "x".repeat(4_096), "\u202efdp.exe", "a\u200b.pdf", "图".repeat(34)]) {
    const { status, text } = await postRaw(name);
    expect([status, text.includes("文件名不合规")], name).toEqual([422, true]);
  }
  expect((await postRaw("")).text).toContain("请选择要上传的文件");
  expect((await post("tenderer-1", "空.pdf", "")).text).toContain("内容为空");
  expect((await postRaw("断.pdf", "")).text).toContain("系统暂时无法办理");
  expect((await listed("tenderer-1")).map(({ name }) => name)).toEqual([NAME, NAME]);
});

test("only the tenderer's own people add documents, and no other site through them", async () => {
  expect(await post("staff-1", "a.pdf", "x")).toMatchObject({ status: 422, text: expect.stringContaining("不能办理“编制招标公告和招标文件”") as string });
  expect((await post("tenderer-3", "a.pdf", "x")).status).toBe(404);
  expect(await post("tenderer-1", "a.pdf", "x", { "sec-fetch-site": "cross-site" })).toMatchObject({ status: 403, text: expect.stringContaining("请求来自其他网站") as string });
  expect(await listed("tenderer-1")).toHaveLength(2);
});

test("a draft's documents are for those who see the draft", async () => {
  for (const actor of ["tenderer-2", "staff-1", "supervisor-1"]) expect(await read(actor, 2), actor).toMatchObject({ status: 200, text: "第二版正文" });
  for (const actor of [null, "bidder-1", "tenderer-3", "cashier-1"]) expect((await read(actor, 2)).status, String(actor)).toBe(404);
  expect((await read("tenderer-2", 2)).headers.get("cache-control")).toBe("private, no-store");
});

test("under review nothing is added; published, the notice states each file's hash, and the newest versions alone are issued", async () => {
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/registration`);
  for (const opener of ["agency", "supervisor", "notary"]) await giveKey(town, { tender, lot: "1", part: "bid" }, opener);
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender}/submission`);
  expect((await post("tenderer-1", NAME, "第三版")).text).toContain("已提交复核或已发布");
  expect(await desk("tenderer-1")).not.toContain("multipart/form-data");
  const { notice } = (await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender}/publication`)) as { notice: string };
  const record = await (await town.app.request(`/api/v1/notices/${notice}`)).text();
  expect([record.includes(sha256("第二版正文")), record.includes(sha256("第一版"))]).toEqual([true, false]);
  expect(await listed(null)).toEqual([{ name: NAME, version: 2, mediaType: "text/plain", sha256: sha256("第二版正文"), size: 15 }]);
  expect([(await read(null, 2)).text, (await read(null, 1)).status, (await read("tenderer-2", 1)).status]).toEqual(["第二版正文", 404, 200]);
  const known = async (hash: string): Promise<unknown> => (await town.done(null, "GET", `/api/v1/verify/${hash}`))["found"];
  expect([await known(sha256("第二版正文")), await known(sha256("第一版"))]).toEqual([expect.objectContaining({ what: "document", title: NAME }), null]);
});

const bytesOf = (files: Record<string, string>): Buffer => Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])), { mtime: "2026-01-01T00:00:00Z" }));
const replace = async (name: string, content: string | Buffer): Promise<Record<string, unknown>> => {
  const answer = await town.app.request(`/api/v1/tenders/${tender}/documents/${encodeURIComponent(name)}`, { method: "PUT", headers: { ...asActor("tenderer-1"), "content-type": "application/octet-stream" }, body: typeof content === "string" ? content : Uint8Array.from(content) });
  return (await answer.json()) as Record<string, unknown>;
};
const clarify = (): Promise<{ status: number; json: Record<string, unknown> }> =>
  town.ask("tenderer-1", "POST", `/api/v1/tenders/${tender}/clarifications`, { changes: [], mayAffectBid: true, newDeadline: null, withDocuments: true });
const publish = (serial: unknown): Promise<{ status: number; json: Record<string, unknown> }> => town.ask("tenderer-2", "POST", `/api/v1/tenders/${tender}/clarifications/${String(serial)}/publication`);

test("once the notice is out a document waits until a clarification brings it: nobody but who reviews it reads it before", async () => {
  await town.advance("2026-09-01T10:00:00+08:00");
  expect(await replace(NAME, "第二版正文")).toMatchObject({ code: "document-unchanged" });
  expect(await replace(NAME, "第三版正文\n二、由阿依古丽·买买提、𠮷田䶮㛃复核")).toMatchObject({ version: 3, waits: true });
  expect(await replace("清单.zip", bytesOf({ "土建.csv": "土方,1", "安装.csv": "管道,2" }))).toMatchObject({ version: 1, waits: true });
  const waiting = `/documents/${tender}/${encodeURIComponent(NAME)}/waiting`;
  expect([(await town.app.request(waiting)).status, (await town.app.request(waiting, { headers: asActor("tenderer-2") })).status, (await town.app.request(waiting, { headers: asActor("tenderer-3") })).status]).toEqual([404, 200, 404]);
  expect(await listed(null)).toHaveLength(1);
  expect(await town.done(null, "GET", `/api/v1/tenders/${tender}`)).not.toHaveProperty("waiting");
  expect(await desk("tenderer-1")).toContain("待替换，尚未生效");
  expect(await replace("废弃.txt", "不要")).toMatchObject({ waits: true });
  expect((await town.ask("tenderer-1", "DELETE", `/api/v1/tenders/${tender}/documents/${encodeURIComponent("废弃.txt")}`)).status).toBe(200);
  expect((await town.ask("tenderer-1", "DELETE", `/api/v1/tenders/${tender}/documents/${encodeURIComponent("废弃.txt")}`)).status).toBe(404);
});

test("the clarification brings what its draft fixed, says line by line what changed, and every version that was in force stays to be had", async () => {
  const { json: { serial } } = await clarify();
  expect(await replace(NAME, "第四版正文")).toMatchObject({ waits: true });
  const { json: { notice } } = await publish(serial);
  const record = (await (await town.app.request(`/api/v1/notices/${String(notice)}`)).json()) as { terms: { documents: unknown[] }; sections: unknown };
  const third = "第三版正文\n二、由阿依古丽·买买提、𠮷田䶮㛃复核";
  expect(record.terms.documents).toEqual([
    { name: NAME, before: { version: 2, sha256: sha256("第二版正文"), size: 15 }, after: { version: 3, sha256: sha256(third), size: Buffer.byteLength(third) }, compared: "lines", changed: 2 },
    { name: "清单.zip", before: null, after: expect.objectContaining({ version: 1 }) as unknown, compared: "new", changed: 0 },
  ]);
  for (const words of ["逐行对照", "1→1", "第二版正文", "第三版正文", "—→2", "二、由阿依古丽·买买提、𠮷田䶮㛃复核"]) expect(JSON.stringify(record.sections)).toContain(words);
  expect((await listed(null)).map(({ name, version }) => `${name} ${String(version)}`)).toEqual([`${NAME} 3`, "清单.zip 1"]);
  expect([(await read(null, 3)).text, (await read(null, 2)).text, (await read(null, 1)).status, (await read(null, 4)).status]).toEqual([third, "第二版正文", 404, 404]);
  expect((await town.done("tenderer-1", "GET", `/api/v1/tenders/${tender}`))["waiting"]).toEqual([expect.objectContaining({ name: NAME, sha256: sha256("第四版正文") })]);
  expect((await town.done(null, "GET", `/api/v1/verify/${sha256("第二版正文")}`))["found"]).not.toBeNull();
});

test("two versions of a zip differ by the files in it; what a notice may not say, a document that replaces another may not either", async () => {
  await replace("清单.zip", bytesOf({ "土建.csv": "土方,2", "安装.csv": "管道,2", "绿化.csv": "苗木,3" }));
  await replace("图纸.pdf", "%PDF-1.7 /Font startxref");
  const { json: { notice } } = await publish((await clarify()).json["serial"]);
  const { terms } = (await (await town.app.request(`/api/v1/notices/${String(notice)}`)).json()) as { terms: { documents: { name: string; compared: string; changed: number }[] } };
  expect(terms.documents.map(({ name, compared, changed }) => [name, compared, changed])).toEqual([["图纸.pdf", "new", 0], [NAME, "lines", 2], ["清单.zip", "lines", 2]].toSorted((left, right) => (String(left[0]) < String(right[0]) ? -1 : 1)));
  const page = await (await town.app.request(`/projects/${tender}/documents`, { headers: { accept: "text/html" } })).text();
  for (const words of ["第 2 版 → 第 3 版", "第 3 版 → 第 4 版", "绿化.csv", "第二版正文", "第四版正文"]) expect(page).toContain(words);
  expect(page).not.toContain("第一版");
  await replace(NAME, "一、对本招标文件不接受任何异议和投诉。");
  expect((await publish((await clarify()).json["serial"])).json["code"]).toBe("amendment-unlawful");
  expect((await read(null, 5)).status).toBe(404);
  expect((await town.ask("tenderer-1", "DELETE", `/api/v1/tenders/${tender}/documents/${encodeURIComponent(NAME)}`)).status).toBe(200);
});

test("a PDF that takes a PDF's place differs line by line in notice, page and review; what has no words says so and never passes for unchanged", async () => {
  const changed = async (files: Readonly<Record<string, Buffer>>): Promise<{ terms: Record<string, Record<string, unknown>>; text: string; reviewed: string }> => {
    for (const [name, bytes] of Object.entries(files)) await replace(name, bytes);
    const { json: { serial } } = await clarify();
    const reviewed = await (await town.app.request(`/desk/${tender}/clarifications/${String(serial)}`, { headers: { accept: "text/html", ...asActor("tenderer-2") } })).text();
    const { json: { notice } } = await publish(serial);
    const { terms, sections } = (await (await town.app.request(`/api/v1/notices/${String(notice)}`)).json()) as { terms: { documents: { name: string }[] }; sections: unknown };
    return { terms: Object.fromEntries(terms.documents.map((each) => [each.name, each])), text: JSON.stringify(sections), reviewed };
  };
  await changed({ "技术标准.pdf": pdfOf(["一、管材采用双壁波纹管。", "二、环刚度不小于８。"], ["三、质量合格。"]), "扫描.pdf": pdfOf([]), "图.pdf": pdfOf(["一"], []) });
  const { terms, text, reviewed } = await changed({ "技术标准.pdf": pdfOf(["一、管材采用球墨铸铁管。", "二、环刚度不小于８。"], ["三、质量合格。", "四、保修二年。"]), "扫描.pdf": pdfOf([], []), "图.pdf": pdfOf(["一"], [], []) });
  expect(terms["技术标准.pdf"]).toMatchObject({ compared: "lines", changed: 2, wordlessPages: { before: [], after: [] } });
  for (const words of ["1→1", "一、管材采用双壁波纹管。", "一、管材采用球墨铸铁管。", "—→4", "四、保修二年。"]) expect(text).toContain(words);
  expect(text).not.toContain("二、环刚度");
  expect(terms["扫描.pdf"]).toMatchObject({ compared: "scanned", changed: 0 });
  expect(terms["图.pdf"]).toMatchObject({ compared: "lines", changed: 0, wordlessPages: { before: [2], after: [2, 3] } });
  const page = await (await town.app.request(`/projects/${tender}/documents`, { headers: { accept: "text/html" } })).text();
  for (const said of [text, page, reviewed]) for (const words of ["没有文字的 PDF（如扫描件），不能逐行对照，不表示没有改动", "能读取的文字没有差异，但两个版本不是同一个文件", "新版本第2、3页没有文字", "四、保修二年。"]) expect(said).toContain(words);
});

test("a PDF's sentences are read by the check before publication wherever its lines end", async () => {
  await replace("技术标准.pdf", pdfOf(["一、对本招标文件不接受任何异", "议和投诉。"]));
  expect((await publish((await clarify()).json["serial"])).json["code"]).toBe("amendment-unlawful");
});
