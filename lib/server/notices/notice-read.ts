import type { NoticeView } from "@/lib/contract/notices";
import { type NoticeKind, noticeKindWords } from "@/lib/domain/notice-kinds";
import type { Actor } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";

type Person = Extract<Actor, { kind: "person" }>;

/** A person's notices, of the programs in which they still are. */
export const noticesOf = (person: Person, programId?: string) => {
  const isEverywhere = person.isAdmin || person.roles.some((role) => role.programId === null);
  const ids = person.roles.flatMap((role) => (role.programId === null ? [] : [role.programId]));
  return {
    personId: person.id,
    notice: {
      ...(isEverywhere ? {} : { programId: { in: ids } }),
      ...(programId === undefined ? {} : { AND: { programId } }),
    },
  };
};

export const unreadOf = (tx: Transaction, person: Person, programId?: string): Promise<number> =>
  tx.noticeRecipient.count({ where: { ...noticesOf(person, programId), readAt: null } });

export const noticeView = (row: {
  readonly readAt: Date | null;
  readonly notice: {
    readonly id: string;
    readonly kind: string;
    readonly says: string;
    readonly link: string;
    readonly at: Date;
    readonly program: { readonly key: string; readonly name: string };
  };
}): NoticeView => {
  const { id, kind, says, link, at, program } = row.notice;
  return {
    id,
    program,
    kind: kind as NoticeKind,
    title: noticeKindWords(kind as NoticeKind).title,
    says,
    link,
    at: at.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
  };
};
