import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../src/app.js";
import { readConfig } from "../../src/config.js";
import { signedIn } from "../support/pages.js";
import { pageTown } from "../support/judged-tender.js";
import { archive } from "../support/whole-tender.js";
import { lotBody, registeredTender, tenderBody } from "../support/works-tender.js";
import { testTown, type TestTown } from "../support/town.js";

let town: TestTown;
let judged: string;
beforeAll(async () => {
  town = await testTown();
  judged = (await pageTown(town)).judged.id;
  await town.world.journal.flush();
  await archive(town, judged, "full");
});
afterAll(async () => { await town.stop(); });

const PAGE = "<!doctype html><script>parent.ran = 1</script>";
const bearer = (actor: string) => ({ authorization: `Bearer ${town.actors.find(({ id }) => id === actor)?.token ?? ""}` });
const put = async (tender: string, name: string, body = PAGE): Promise<void> => { await town.done("tenderer-1", "PUT", `/api/v1/tenders/${tender}/documents/${encodeURIComponent(name)}`, body); };

/** A published tender with a document. */
async function published(name: string): Promise<string> {
  const tender = await registeredTender(town, tenderBody({ deadline: "2026-12-22T09:30:00+08:00", saleFrom: "2026-11-30T09:30:00+08:00", saleUntil: "2026-12-08T17:00:00+08:00" }, [lotBody()]));
  await put(tender.id, name);
  await town.done("tenderer-1", "POST", `/api/v1/tenders/${tender.id}/submission`);
  await town.done("tenderer-2", "POST", `/api/v1/tenders/${tender.id}/publication`);
  return tender.id;
}

function expectHarmless(headers: Headers): void {
  expect(headers.get("content-disposition")).toMatch(/^attachment; filename(?:="[\w.-]+"|\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+)$/);
  expect(headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
  expect([headers.get("x-content-type-options"), headers.get("cross-origin-resource-policy")]).toEqual(["nosniff", "same-origin"]);
  expect(headers.get("content-type")).not.toMatch(/html|xml|javascript|svg/);
}

test.each(["a.html", "a.svg", "a.xml", "a.js", "a.xhtml", "a.pdf.html", "招标文件 (1)'*.htm", "a.txt", "a.pdf", "noextension"])("a document called %s is saved, never shown, whatever it is inside", async (name) => {
  const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路", approval: "晨发改审批〔2026〕18号", funds: "财政资金" });
  const tender = String((await town.done("tenderer-1", "POST", "/api/v1/tenders", { project, line: "works", form: tenderBody() }))["tender"]);
  await put(tender, name);
  const answer = await town.app.request(`/documents/${tender}/${encodeURIComponent(name)}/v/1`, { headers: bearer("tenderer-1") });
  expect(answer.status).toBe(200);
  expectHarmless(answer.headers);
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
});

test("a bid's file before the committee and the audit bundle are saved, never shown", async () => {
  const st = /"st":"([0-9a-f]{64})"/.exec(JSON.stringify(await town.done("committee-1", "GET", `/api/v1/tenders/${judged}/lots/1/panel`)))?.[1] ?? "";
  for (const [actor, url] of [["committee-1", `/api/v1/tenders/${judged}/lots/1/panel/files/${st}/1`], ["supervisor-1", `/api/v1/tenders/${judged}/bundle?edition=full`]] as const) {
    const answer = await town.app.request(url, { headers: bearer(actor) });
    expect(answer.status, url).toBe(200);
    expectHarmless(answer.headers);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  }
});

describe("on a host of their own", () => {
  const FILES = "http://files.example:8080";
  const appWith = () => createApp({ ...town, world: { ...town.world, filesUrl: readConfig({ DAYLIGHT_FILES_URL: `${FILES}/` }).DAYLIGHT_FILES_URL ?? null }, uploads: {} as never });
  const on = (host: string, headers: Record<string, string> = {}) => ({ headers: { host, ...headers } });

  test("a public document is handed out there alone, without asking who comes; whoever asks here is led there", async () => {
    const tender = await published("清单.html");
    const url = `/documents/${tender}/${encodeURIComponent("清单.html")}/v/1`;
    const here = await appWith().request(url, on("chenguang.example"));
    expect([here.status, here.headers.get("location")]).toEqual([302, `${FILES}${url}`]);
    const there = await appWith().request(url, on("files.example:8080", bearer("tenderer-1")));
    expect([there.status, there.headers.get("cache-control"), there.headers.getSetCookie()]).toEqual([200, "public, max-age=31536000, immutable", []]);
    expectHarmless(there.headers);
    expect(await there.text()).toBe(PAGE);
  });

  test("there is no page, no API, no sign-in, and no draft even for its owner", async () => {
    const { project } = await town.done("tenderer-1", "POST", "/api/v1/projects", { name: "滨河路", approval: "晨发改审批〔2026〕18号", funds: "财政资金" });
    const draft = String((await town.done("tenderer-1", "POST", "/api/v1/tenders", { project, line: "works", form: tenderBody() }))["tender"]);
    await put(draft, "a.txt");
    for (const [method, url] of [["GET", "/"], ["GET", "/sign-in"], ["POST", "/sign-in"], ["GET", "/api/v1/me"], ["GET", "/healthz"], ["GET", "/assets/x.js"], ["GET", `/documents/${draft}/a.txt/v/1`], ["GET", `/documents/${draft}/a.txt/waiting`], ["POST", "/api/v1/projects"], ["DELETE", `/api/v1/tenders/${draft}/documents/a.txt`]] as const) {
      const answer = await appWith().request(url, { method, ...on("files.example:8080", bearer("tenderer-1")) });
      expect([answer.status, answer.headers.getSetCookie()], `${method} ${url}`).toEqual([404, []]);
    }
    // The owner reads his draft where he is signed in, on no other host.
    expect((await appWith().request(`/documents/${draft}/a.txt/v/1`, on("chenguang.example", bearer("tenderer-1")))).status).toBe(200);
  });

  test("a reader with a session is led there too, his session stays here", async () => {
    const tender = await published("图纸.txt");
    const who = await signedIn({ ...town, app: appWith() }, "supervisor-1");
    const answer = await who.get(`/documents/${tender}/${encodeURIComponent("图纸.txt")}/v/1`, { host: "chenguang.example" });
    expect([answer.status, answer.headers.get("location")?.startsWith(FILES)]).toEqual([302, true]);
  });
});
