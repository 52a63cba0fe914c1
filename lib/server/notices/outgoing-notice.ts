import type { NoticeKind } from "@/lib/domain/notice-kinds";
import type { OutgoingNotice } from "@/lib/formats/notice-words";

/** What is read of a notice that is sent. */
export const withProgram = { program: { select: { key: true, name: true } } } as const;

/** A stored notice as it leaves. */
export const outgoing = (notice: {
  readonly id: string;
  readonly kind: string;
  readonly says: string;
  readonly link: string;
  readonly subject: unknown;
  readonly at: Date;
  readonly program: { readonly key: string; readonly name: string };
}): OutgoingNotice => {
  const { id, kind, says, link, subject, at, program } = notice;
  return { id, kind: kind as NoticeKind, says, link, subject, at: at.toISOString(), program };
};
