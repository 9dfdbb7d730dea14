import { randomBytes } from "node:crypto";
import { writeRequest, type ProvinceRequest } from "../../experts/province-files.js";
import { keepFile } from "../../kept-file.js";
import { hex } from "../../kernel/bytes.js";
import { ok, refuse, type Result } from "../../kernel/result.js";
import { signDetached } from "../../signing/cms-sign.js";
import { sha256Hex } from "../../signing/hash-node.js";
import { TimeBody } from "../../tenders/form.js";
import { wrongForm } from "../../tenders/wrong-form.js";
import type { Done } from "../act.js";
import { personFrom, signerOf, type PersonOptions } from "../person.js";
import { both } from "../verb.js";

export type RequestOptions = PersonOptions & { readonly exchange: string; readonly want: readonly string[]; readonly avoid: readonly string[]; readonly from: string; readonly until: string; readonly answerBy: string; readonly out: string };

/** Where a file's signature lies. */
export const signatureBeside = (file: string): string => `${file}.p7s`;

/** `daylight pool request`: what is asked of a province, and the keeper's signature over it, as two files. */
export async function makeRequest(options: RequestOptions): Promise<Result<Done>> {
  const answerBy = TimeBody.safeParse(options.answerBy);
  if (!answerBy.success) return wrongForm(answerBy.error, "--answer-by");
  const { exchange, avoid, from, until, out } = options;
  const wanted = options.want.map((each) => each.split("=")).map(([specialty = "", count]) => ({ specialty, count: Number(count) }));
  const request = writeRequest({ id: hex(randomBytes(16)), exchange, wanted, avoid: [...avoid], from, until, answerBy: answerBy.data, salt: hex(randomBytes(32)) } as Omit<ProvinceRequest, "v">);
  if (!request.ok) return request;
  const person = await personFrom(options);
  const signer = person.ok ? await signerOf(person.value) : person;
  if (!signer.ok) return signer;
  const p7s = await signDetached(request.value, signer.value);
  for (const [file, bytes] of [[out, request.value], [signatureBeside(out), p7s]] as const) if (!(await keepFile(file, bytes, 0o644))) return refuse("file-exists", { path: file });
  const sha256 = sha256Hex(request.value);
  return ok({
    lines: [
      both(`✓ 申请：${out}，签名：${signatureBeside(out)}（${sha256}）`, "request and signature are written"),
      ...(avoid.length > 0 ? [both("! 申请写明了应当回避的单位，省级专家库会读到：开标前只能写招标人（采购人）和代理机构，开标前谁都不应知道投标人。", "the province reads which units are avoided: before the opening name tenderer and agency alone")] : []),
    ],
    json: { request: out, signature: signatureBeside(out), sha256 },
  });
}
