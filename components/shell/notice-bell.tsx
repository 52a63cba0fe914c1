"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Icon } from "@/components/ui/icon";
import { unreadQuery } from "@/lib/client/unread-query";

const most = 99;

/** The way to what the reader was told, and how much of it they have not read. */
export const NoticeBell = ({ program }: { program: string | null }) => {
  const { data: unread = 0 } = useQuery(unreadQuery(program));
  const name = unread === 0 ? "Notices" : `Notices, ${unread} unread`;
  return (
    <Link
      aria-label={name}
      className="relative grid size-7 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-line-soft hover:text-ink"
      href="/notices"
      title={name}
    >
      <Icon name="bell" />
      {unread > 0 && (
        <span className="absolute -top-0.5 left-4 min-w-4 rounded-full bg-ink px-1 text-center font-strong text-[10px] text-canvas leading-4">
          {unread > most ? `${most}+` : unread}
        </span>
      )}
    </Link>
  );
};
