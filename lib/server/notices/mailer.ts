import { createTransport } from "nodemailer";
import type { MailWords } from "@/lib/formats/notice-mail";
import type { Env } from "@/lib/server/env";

/** Hands one mail over; rejects where the server does not take it. */
export type Mailer = {
  readonly send: (to: { name: string; address: string }, words: MailWords) => Promise<void>;
};

/** Milliseconds: to connect, to be greeted, and between two answers. */
const patience = 10_000;

/** The mail server that the configuration names; `null` where it names none. */
export const mailerOf = (settings: Env["mail"]): Mailer | null => {
  if (settings === null) return null;
  const url = new URL(settings.url);
  const isSecure = url.protocol === "smtps:";
  const user = decodeURIComponent(url.username);
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (isSecure ? 465 : 587) : Number(url.port),
    secure: isSecure,
    ...(user === "" ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    // Nothing in a mail names a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (to, { messageId, subject, text, html }) => {
      await transport.sendMail({ from: settings.from, to, messageId, subject, text, html });
    },
  };
};

/** Whether the mail server refused for good: trying again would only be refused again. RFC 5321, 4.2.1. */
export const isRefusedForGood = (error: unknown): boolean => {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  return code === "EENVELOPE" && responseCode !== undefined && responseCode >= 500;
};
