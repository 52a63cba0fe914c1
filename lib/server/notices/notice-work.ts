import type { Database } from "@/lib/server/db";
import type { Env } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import { remindOfDue } from "@/lib/server/notices/due-reminders";
import { sendMail } from "@/lib/server/notices/mail-sender";
import { mailerOf } from "@/lib/server/notices/mailer";
import { webhookSender } from "@/lib/server/notices/webhook-sender";

/** Does something again and again, a while after it was last done. Gives what stops it and waits for the round under way. */
const again = (
  what: string,
  milliseconds: number,
  work: () => Promise<unknown>,
): (() => Promise<void>) => {
  let isStopped = false;
  let round: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const next = (): void => {
    timer = setTimeout(
      () => {
        round = work()
          .catch((error: unknown) => log.warn({ error }, `${what} failed; it is tried again`))
          .finally(() => {
            if (!isStopped) next();
          });
      },
      // Jittered, so that many processes do not come at the same moment.
      milliseconds * (0.75 + Math.random() / 2),
    );
    timer.unref();
  };
  next();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await round;
  };
};

/**
 * Sends what people and endpoints were told of, and reminds of what is due. On its own timers: a flip that
 * is due never waits for somebody's mail server.
 */
export const startNoticeWork = (
  database: Database,
  env: Pick<Env, "publicUrl" | "mail" | "privateAddresses">,
): (() => Promise<void>) => {
  const address = env.publicUrl;
  const mailer = mailerOf(env.mail);
  const outbound = { privateAddresses: env.privateAddresses };
  const webhooks = webhookSender({ database, address, outbound });
  let sending: readonly Promise<void>[] = [];
  const stops = [
    again("sending to endpoints", 1_000, async () => {
      sending = await webhooks.round(new Date());
    }),
    again("reminding", 20_000, () => remindOfDue(database, new Date())),
    ...(mailer
      ? [again("mail", 1_500, () => sendMail({ database, mailer, address }, new Date()))]
      : []),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
    await Promise.all(sending);
  };
};
