import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { giveKey, lotBody, tenderBody } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

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
  expect(await post("tenderer-1", "a.pdf", "x", { "sec-fetch-site": "cross-site" })).toMatchObject({ status: 422, text: expect.stringContaining("请求来自其他网站") as string });
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
