import { type OutgoingNotice, oneLine, titleOf, upTo } from "@/lib/formats/notice-words";

export type MailWords = {
  /** Names the mail: the same at every attempt, so that a second copy is known as one. */
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** Words of the other direction keep to themselves: what stands beside them is not reordered. */
export const isolated = (words: string): string =>
  rightToLeft.test(words) ? `\u2068${words}\u2069` : words;

export const html = (words: string): string =>
  words
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

const timeOf = ({ at }: OutgoingNotice): string => `${at.slice(0, 16).replace("T", " ")} UTC`;

const textOf = (notice: OutgoingNotice, address: string): string =>
  [
    `${titleOf(notice)} · ${isolated(oneLine(notice.program.name))} · ${timeOf(notice)}`,
    notice.says,
    `${address}${notice.link}`,
  ].join("\n");

const htmlOf = (notice: OutgoingNotice, address: string): string =>
  [
    '<div style="margin:0 0 24px">',
    `<p style="margin:0;color:#5b6470" dir="auto"><bdi>${html(oneLine(notice.program.name))}</bdi> · ${timeOf(notice)}</p>`,
    `<p style="margin:2px 0 0;font-weight:600">${html(titleOf(notice))}</p>`,
    `<p style="margin:2px 0 6px;overflow-wrap:anywhere;white-space:pre-line" dir="auto">${html(notice.says)}</p>`,
    `<a href="${html(`${address}${notice.link}`)}">Open in Signalbox</a>`,
    "</div>",
  ].join("");

/** A digest names so many; the page of notices has the rest. */
const namedAtMost = 100;

/**
 * A mail of one notice, or a digest of several, the oldest first; at least one. `address`: where this
 * installation answers; `personId` names the reader in the mail's id. No words of anybody end a header.
 */
export const noticeMail = (
  notices: readonly [OutgoingNotice, ...OutgoingNotice[]],
  address: string,
  personId: string,
): MailWords => {
  const [first] = notices;
  const newest = notices.at(-1) ?? first;
  const isDigest = notices.length > 1;
  const named = notices.slice(0, namedAtMost);
  const more = notices.length - named.length;
  const rest = more > 0 ? `And ${more} more: ${address}/notices` : "";
  const choice = `How mail reaches you: ${address}/notices`;
  const name = isDigest
    ? `digest.${newest.id}.${notices.length}.${personId}`
    : `notice.${first.id}.${personId}`;
  return {
    messageId: `<${name}@${new URL(address).hostname.replace(/[[\]]/g, "")}>`,
    subject: isDigest
      ? `${notices.length} notices from Signalbox`
      : `[${isolated(upTo(oneLine(first.program.name), 60))}] ${titleOf(first)}: ${isolated(upTo(oneLine(first.says), 120))}`,
    text: [...named.map((notice) => textOf(notice, address)), rest, choice]
      .filter((part) => part !== "")
      .join("\n\n"),
    html: [
      '<!doctype html><html><body style="font:15px/1.45 system-ui,sans-serif;max-width:640px">',
      ...named.map((notice) => htmlOf(notice, address)),
      rest && `<p>${html(rest)}</p>`,
      `<p style="color:#5b6470"><a href="${html(`${address}/notices`)}">How mail reaches you</a></p>`,
      "</body></html>",
    ].join(""),
  };
};
