import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type SunkMail = { readonly to: readonly string[]; readonly source: string };

/** A mail server that takes everything and keeps it; `refuse` makes it answer with a code instead. */
export const startMailSink = async () => {
  const mails: SunkMail[] = [];
  let refusal: number | null = null;
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: (_, __, done) => {
      if (refusal === null) return done();
      done(Object.assign(new Error("Not here"), { responseCode: refusal }));
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          source: Buffer.concat(parts).toString("utf8"),
        });
        done();
      });
    },
  });
  // A client that was killed leaves its connection behind.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse: (code: number | null) => {
      refusal = code;
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
};

/** The headers of a mail, their folded lines joined. */
export const headersOf = ({ source }: SunkMail): string[] =>
  (source.split("\r\n\r\n", 1)[0] ?? "").replace(/\r\n[ \t]+/g, " ").split("\r\n");

export const headerOf = (mail: SunkMail, name: string): string | undefined =>
  headersOf(mail)
    .find((line) => line.toLowerCase().startsWith(`${name}: `))
    ?.slice(name.length + 2);
