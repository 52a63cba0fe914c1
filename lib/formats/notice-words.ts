import { type NoticeKind, noticeKindWords } from "@/lib/domain/notice-kinds";

/** A notice as it leaves: to an endpoint, or to somebody's mail. */
export type OutgoingNotice = {
  readonly id: string;
  readonly program: { readonly key: string; readonly name: string };
  readonly kind: NoticeKind;
  readonly says: string;
  /** A path within Signalbox. */
  readonly link: string;
  readonly subject: unknown;
  /** ISO 8601. */
  readonly at: string;
};

export const titleOf = ({ kind }: OutgoingNotice): string => noticeKindWords(kind).title;

// Line ends end a header; overrides of direction let words pass for others.
const unspoken = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** Words as one line, without what ends a header or turns the direction of what follows. */
export const oneLine = (words: string): string =>
  words.replace(unspoken, " ").replace(/ {2,}/g, " ").trim();

/** The words up to a length in characters, with an ellipsis where they go on; no character is halved. */
export const upTo = (words: string, most: number): string => {
  const characters = Array.from(words);
  return characters.length <= most ? words : `${characters.slice(0, most - 1).join("")}…`;
};
