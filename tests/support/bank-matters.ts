import type { TestTown } from "./town.js";

/** Does an act to the matter on the desk of reconciliation about an order. @returns done, or why not */
export async function settleOrder(town: TestTown, actor: string, order: string, act: string, more: Record<string, unknown> = {}): Promise<string> {
  const { matters } = await town.done("finance-1", "GET", "/api/v1/bank/matters") as { matters: { number: string; order: string | null }[] };
  const { status, json } = await town.ask(actor, "POST", `/api/v1/bank/matters/${matters.find((each) => each.order === order)?.number ?? "0"}/acts`, { act, reason: "已核实", ...more });
  return status < 300 ? "done" : String(json["code"]);
}
