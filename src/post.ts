import type { Config } from "./config.js";
import { openSmtp, type Carrier } from "./messages/carriers/smtp.js";
import type { World } from "./world.js";

type PostConfig = Pick<Config, "SMTP_URL" | "MAIL_FROM" | "MAIL_DKIM_KEY_FILE" | "MAIL_DKIM_SELECTOR">;

/** The way mail leaves, as the environment says; null where none is set. @throws what keeps the key of DKIM from being read */
export async function openPost({ SMTP_URL: url, MAIL_FROM: address, MAIL_DKIM_KEY_FILE: keyFile, MAIL_DKIM_SELECTOR: selector }: PostConfig, { exchange }: Pick<World, "exchange">): Promise<Carrier | null> {
  if (url === undefined || address === undefined) return null;
  return openSmtp({ url, from: { name: exchange.name, address }, host: exchange.host, dkim: keyFile === undefined ? null : { keyFile, selector } });
}
