import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { keepFile } from "../../kept-file.js";
import { base64 } from "../../kernel/bytes.js";
import { refuse, type Result } from "../../kernel/result.js";
import type { Instant } from "../../kernel/time.js";
import type { Done } from "../act.js";
import { readBytes, readText } from "../person.js";
import { judgeAnswer, keepList, requestIn } from "./answer.js";
import { addressOf, askProvince } from "./province.js";
import { signatureBeside } from "./request.js";

export type Asking = { readonly address: string; readonly request: string; readonly province: string; readonly answer: string; readonly out: string };

const now = (): Instant => Date.now() as Instant;

/** `daylight pool ask`: sends the files of a request to a province's address and waits for its answer, which is judged as one that came by hand. */
export async function askAndTake({ address, request, province, answer, out }: Asking): Promise<Result<Done>> {
  const url = addressOf(address);
  if (!url.ok) return url;
  const [asked, p7s, pins] = [await requestIn(request), await readBytes(signatureBeside(request)), await readText(province)];
  if (!asked.ok) return asked;
  if (!p7s.ok) return p7s;
  if (!pins.ok) return pins;
  const files = [answer, signatureBeside(answer), out];
  const taken = files.find((file) => existsSync(file));
  if (taken !== undefined) return refuse("file-exists", { path: taken });
  const body = JSON.stringify({ v: "province-post/1", request: base64(asked.value.bytes), signature: base64(p7s.value) });
  const reply = await askProvince(url.value, body, { key: asked.value.sha256, until: asked.value.request.answerBy }, { now, wait: async (ms) => { await wait(ms); } });
  if (!reply.ok) return reply;
  const judged = judgeAnswer(reply.value, asked.value, pins.value, now());
  if (!judged.ok) return judged;
  for (const [file, bytes] of [[answer, reply.value.answer], [signatureBeside(answer), reply.value.signature]] as const) if (!(await keepFile(file, bytes))) return refuse("file-exists", { path: file });
  return keepList(judged.value, out);
}
