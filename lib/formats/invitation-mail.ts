import { isolated, type MailWords, html as safeHtml } from "@/lib/formats/notice-mail";
import { oneLine, upTo } from "@/lib/formats/notice-words";

type Invited = {
  readonly id: string;
  readonly by: string;
  readonly program: string | null;
  readonly role: string | null;
  readonly expiresAt: string;
  readonly link: string;
};

/** The mail that carries an invitation's one-time link. Takes the address of this installation. */
export const invitationMail = (invited: Invited, address: string): MailWords => {
  const by = isolated(oneLine(invited.by));
  const where =
    invited.program && invited.role
      ? ` into the program ${isolated(oneLine(invited.program))} as ${invited.role}`
      : "";
  const lines = [
    `${by} invites you to Signalbox${where}.`,
    `Accept it here: ${invited.link}`,
    `The link works once, until ${invited.expiresAt.slice(0, 16).replace("T", " ")} UTC. Whoever has it can use it: do not pass it on.`,
  ];
  return {
    messageId: `<invitation-${invited.id}@${new URL(address).hostname}>`,
    subject: upTo(`Signalbox: ${oneLine(invited.by)} invites you`, 150),
    text: lines.join("\n\n"),
    html: lines
      .map((line) => `<p>${safeHtml(line)}</p>`)
      .join("\n")
      .replace(
        safeHtml(invited.link),
        `<a href="${safeHtml(invited.link)}">${safeHtml(invited.link)}</a>`,
      ),
  };
};
