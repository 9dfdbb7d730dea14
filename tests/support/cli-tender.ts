import type { openStage } from "../../src/cli/demo/stage.js";

/** A works tender of one lot and part that is out: drafted and submitted over HTTP, its openers' keys given by the command line. @returns its code */
export async function publishedByCli(stage: ReturnType<typeof openStage>, form: unknown): Promise<string> {
  const { project } = await stage.post("tenderer-1", "/api/v1/projects", { name: "滨河路雨污分流改造工程", approval: "晨发改审批〔2026〕18号", funds: "财政资金" });
  const tender = (await stage.post("tenderer-1", "/api/v1/tenders", { project, line: "works", form }))["tender"] as string;
  await stage.post("tenderer-1", `/api/v1/tenders/${tender}/registration`);
  for (const opener of ["agency", "supervisor", "notary"]) await stage.daylight(`opener-${opener}`, ["keys", "new", tender, "1", "bid"]);
  await stage.post("tenderer-1", `/api/v1/tenders/${tender}/submission`);
  await stage.post("tenderer-2", `/api/v1/tenders/${tender}/publication`);
  return tender;
}
