import type { InvitationView } from "@/lib/contract/invitations";
import { invitationMail } from "@/lib/formats/invitation-mail";
import type { Command } from "@/lib/server/command";
import { type Env, env } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import { mailerOf } from "@/lib/server/notices/mailer";

type Made = InvitationView & { readonly link: string };

type Settings = Pick<Env, "mail" | "publicUrl">;

const mail = async (made: Made, { mail: server, publicUrl }: Settings): Promise<boolean> => {
  const mailer = mailerOf(server);
  if (!mailer) return false;
  try {
    await mailer.send(
      { name: made.name || made.email, address: made.email },
      invitationMail(made, publicUrl),
    );
    return true;
  } catch (error) {
    log.warn({ error, invitation: made.id }, "an invitation could not be mailed");
    return false;
  }
};

/**
 * The same command, with its invitation mailed once it stands. A mail that cannot be sent undoes nothing:
 * the link is in the answer, to be handed over otherwise.
 */
export const mailing = <Input, Answer extends Made>(
  command: Command<Input, Answer>,
  settings: () => Settings = env,
): Command<Input, Answer & { readonly isMailed: boolean }> => ({
  ...command,
  run: async (context, input) => {
    const made = await command.run(context, input);
    return { ...made, isMailed: await mail(made, settings()) };
  },
});
