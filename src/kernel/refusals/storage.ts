import type { RefusalRow } from "./row.js";

export const STORAGE = {
  "empty-content": { status: 422, zh: "内容为空（0 字节），不能上传。", en: "The content is empty (0 bytes)." },
  "content-differs": { status: 422, zh: "收到内容的 SHA-256 为 {got}，与声明的 {wanted} 不一致；内容未保存。", en: "The content's SHA-256 is {got}, not {wanted} as announced; it was not kept." },
  "wrong-file-name": { status: 422, zh: "文件名不合规：{why}", en: "The file name is not allowed: {why}" },
  "file-missing": { status: 422, zh: "请选择要上传的文件。", en: "Choose a file to upload." },
  "wrong-offset": { status: 409, zh: "续传位置 {sent} 不对，服务器已收到 {received} 字节。", en: "Offset {sent} is wrong: {received} bytes have arrived." },
  "wrong-tus-version": { status: 412, zh: "本接口使用断点续传协议 tus {wanted}。", en: "This address speaks tus {wanted}." },
  "virus-found": { status: 422, zh: "文件“{name}”含有恶意代码（{signature}），未予保存或者提供。请清除后重新上传；评审中遇到的，请交易中心在隔离环境中处理。", en: "File “{name}” holds malicious code ({signature}) and was neither kept nor handed out. Clean it and send it again; if it is part of a bid, ask the exchange to open it in isolation." },
  "too-many-bytes": { status: 429, zh: "24小时内上传总量不超过 {max} 字节，已达上限，请 {seconds} 秒后再传。已传完的内容不受影响，可以照常递交。", en: "No more than {max} bytes a day may be uploaded, and they are used up; try again in {seconds} s. What is uploaded can be lodged as ever." },
  "too-many-uploads": { status: 409, zh: "您有 {max} 个未完成的上传，请先续传或取消其中一个。", en: "You have {max} unfinished uploads; finish or cancel one first." },
  "upload-over": { status: 409, zh: "该上传已结束（{state}），不能继续写入。", en: "This upload is over ({state}); nothing can be added." },
} as const satisfies Record<string, RefusalRow>;
