import type { Config } from "./config.js";
import type { Carriers } from "./messages/carriers/carrier.js";
import { openPhones } from "./messages/carriers/phone.js";
import { openSmtp } from "./messages/carriers/smtp.js";
import { rehearsalSecret } from "./messages/use-cases/rehearsal-texts.js";
import type { World } from "./world.js";

type PostConfig = Pick<Config, "SMTP_URL" | "MAIL_FROM" | "MAIL_DKIM_KEY_FILE" | "MAIL_DKIM_SELECTOR" | "SMS_URL" | "SMS_SECRET">;

/** The ways messages leave, as the environment says; a rehearsal without an adaptor for telephones sends to its own receiver. @param receiver its address, known once it listens @throws what keeps the key of DKIM from being read */
export async function openPost(config: PostConfig, world: Pick<World, "exchange" | "mode" | "personalKeys">, receiver: () => string): Promise<Carriers> {
  const { SMTP_URL: url, MAIL_FROM: address, MAIL_DKIM_KEY_FILE: keyFile, MAIL_DKIM_SELECTOR: selector } = config;
  const mail = url === undefined || address === undefined ? null : await openSmtp({ url, from: { name: world.exchange.name, address }, host: world.exchange.host, dkim: keyFile === undefined ? null : { keyFile, selector } });
  return { mail, phone: phonesOf(config, world, receiver) };
}

function phonesOf({ SMS_URL: url, SMS_SECRET: secret }: PostConfig, world: Pick<World, "mode" | "personalKeys">, receiver: () => string): Carriers["phone"] {
  if (url !== undefined && secret !== undefined) return openPhones({ url: () => url, secret });
  return world.mode === "rehearsal" ? openPhones({ url: receiver, secret: rehearsalSecret(world) }) : null;
}
