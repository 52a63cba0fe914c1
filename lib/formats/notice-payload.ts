import { type OutgoingNotice, oneLine, titleOf, upTo } from "@/lib/formats/notice-words";

/**
 * The body of a Standard Webhooks call: what happened, when, and what it is about. The same notice gives
 * the same bytes at every attempt. `address`: where this installation answers. docs/notices.md shows one.
 */
export const standardPayload = (notice: OutgoingNotice, address: string): string =>
  JSON.stringify({
    type: notice.kind,
    timestamp: notice.at,
    data: {
      id: notice.id,
      program: notice.program.key,
      title: titleOf(notice),
      says: notice.says,
      link: `${address}${notice.link}`,
      subject: notice.subject,
    },
  });

/** Slack's three characters that mean something; everything else stands as it is. */
const escaped = (words: string): string =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A section takes 3,000 characters, escapes included: five of them for one of ours at worst. */
const sectionTakes = 2_800;

const fitted = (words: string): string => {
  const short = upTo(words, 2_000);
  return escaped(short).length <= sectionTakes ? escaped(short) : escaped(upTo(words, 550));
};

/** The same as a message of an incoming webhook of Slack, and of what takes its shape. */
export const slackPayload = (notice: OutgoingNotice, address: string): string => {
  const title = escaped(oneLine(titleOf(notice)));
  const program = escaped(oneLine(notice.program.name));
  return JSON.stringify({
    text: `${title}: ${escaped(upTo(oneLine(notice.says), 300))}`,
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: `*${title}*\n${fitted(notice.says)}` } },
      {
        type: "context",
        elements: [
          {
            type: "mrkdwn",
            text: `${program} · <${escaped(`${address}${notice.link}`)}|Open in Signalbox>`,
          },
        ],
      },
    ],
  });
};
