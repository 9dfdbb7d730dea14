import type { TestTown } from "./town.js";

const NEWEST = 60;

/** The newest entries of the public log, as text: a town begins with some hundred. */
export async function newestChanges(town: TestTown): Promise<string> {
  const { size } = (await town.done(null, "GET", "/api/v1/changes")) as { size: number };
  return (await town.app.request(`/api/v1/changes?after=${String(Math.max(0, size - NEWEST))}`)).text();
}
