import { base64 } from "../../kernel/bytes.js";
import { postJson, reasonOf } from "./asking.js";
import { confirmed } from "./confirming.js";
import { byId, element } from "./dom.js";
import { valueIn } from "./proving.js";

/** Lists that the pool keeper takes in, reported line by line; and the code by which somebody takes up his place, shown once. */
const box = byId("pool");
const data = (name: string): string => box.dataset[name] ?? "";

type Report = { readonly lines: number; readonly taken: number; readonly faults: readonly { readonly line: number; readonly code: string; readonly zh: string; readonly en: string }[] };

async function post<Body>(path: string, body: unknown): Promise<Body> {
  const answer = await confirmed((proof) => postJson(path, body, proof));
  if (!answer.ok) throw new RangeError(await reasonOf(answer));
  return (await answer.json()) as Body;
}

function show(...parts: readonly HTMLElement[]): void {
  byId("report").replaceChildren(...parts);
  byId("report").focus();
}

function tableOf({ faults }: Report): HTMLElement {
  const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const table = document.createElement("table");
  const row = (cells: readonly HTMLElement[]): HTMLElement => { const line = document.createElement("tr"); line.append(...cells); return line; };
  table.append(row([element("th", data("line")), element("th", data("why"))]), ...faults.map((fault) => row([element("td", String(fault.line), "n"), element("td", `${fault[language]}（${fault.code}）`)])));
  return table;
}

async function takeIn(form: HTMLFormElement): Promise<void> {
  const [field, dry] = [form.elements.namedItem("file"), form.elements.namedItem("dry")];
  const file = field instanceof HTMLInputElement ? field.files?.[0] : undefined;
  if (file === undefined) return;
  const isDry = dry instanceof HTMLInputElement && dry.checked;
  const report = await post<Report>("/api/v1/experts/imports", { file: base64(new Uint8Array(await file.arrayBuffer())), until: valueIn(form, "until"), dry: isDry });
  const said = data(isDry ? "dryReport" : "report").replace("{lines}", String(report.lines)).replace("{taken}", String(report.taken));
  show(element("p", said, report.faults.length === 0 ? "note ok" : "note"), ...(report.faults.length === 0 ? [] : [tableOf(report)]));
}

async function giveCode(): Promise<void> {
  const { code } = await post<{ readonly code: string }>(`/api/v1/experts/${encodeURIComponent(data("expert"))}/code`, {});
  show(element("p", code, "id"));
}

function onSubmit(id: string, work: (form: HTMLFormElement) => Promise<void>): void {
  const form = document.getElementById(id);
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const title = byId("confirm-title");
    title.textContent = `${title.dataset["before"] ?? ""}${form.querySelector("button")?.textContent ?? ""}`;
    byId("faults").replaceChildren();
    work(form).catch((error: unknown) => {
      byId("faults").replaceChildren(element("p", error instanceof Error ? error.message : String(error), "note bad"));
      byId("faults").focus();
    });
  });
  form.hidden = false;
}

onSubmit("import", takeIn);
onSubmit("code", giveCode);
