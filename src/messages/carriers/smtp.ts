import { readFile } from "node:fs/promises";
import { createTransport } from "nodemailer";
import type { Letter } from "../letter.js";
import type { Carried, Carrier } from "./carrier.js";

type Post = { readonly url: string; readonly from: { readonly name: string; readonly address: string }; readonly host: string; readonly dkim: { readonly keyFile: string; readonly selector: string } | null };

const CONNECT_MS_MAX = 10_000;
const ANSWER_MS_MAX = 30_000;
/** Signed are the headers a reader acts on; RFC 8058 wants both of List-Unsubscribe among them. */
const SIGNED = "From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:Content-Transfer-Encoding:List-Unsubscribe:List-Unsubscribe-Post:Auto-Submitted";

/** Opens the way to a mail server; nothing is connected before the first letter. */
export async function openSmtp({ url, from, host, dkim }: Post): Promise<Carrier<Letter>> {
  const transport = createTransport({
    url, pool: true, maxConnections: 1, connectionTimeout: CONNECT_MS_MAX, greetingTimeout: CONNECT_MS_MAX, socketTimeout: ANSWER_MS_MAX, disableFileAccess: true, disableUrlAccess: true,
    ...(dkim === null ? {} : { dkim: { domainName: from.address.slice(from.address.indexOf("@") + 1), keySelector: dkim.selector, privateKey: await readFile(dkim.keyFile, "utf8"), headerFieldNames: SIGNED } }),
  });
  return {
    carry: async ({ id, to, subject, text, date, stop }) => {
      try {
        await transport.sendMail({
          from, to: { name: "", address: to }, subject, text, date, messageId: `<${id}@${host}>`, textEncoding: "base64",
          headers: { "Auto-Submitted": "auto-generated", ...(stop === null ? {} : { "List-Unsubscribe": `<${stop}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }) },
        });
        return { ok: true };
      } catch (error) {
        return failureOf(error as { code?: unknown; responseCode?: unknown });
      }
    },
    close: () => { transport.close(); },
  };
}

/** A server that says no to this recipient or these bytes says so again; one that is away, busy or wants another password may not. */
function failureOf({ code, responseCode }: { readonly code?: unknown; readonly responseCode?: unknown }): Carried {
  const forGood = (code === "EENVELOPE" || code === "EMESSAGE") && typeof responseCode === "number" && responseCode >= 500;
  return { ok: false, code: `${String(code)}${typeof responseCode === "number" ? ` ${String(responseCode)}` : ""}`, forGood };
}
