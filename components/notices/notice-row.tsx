import Link from "next/link";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Time } from "@/components/ui/time";
import type { NoticeView } from "@/lib/contract/notices";

/** One thing that the reader was told; reading it, or going there, marks it. */
export const NoticeRow = ({ notice, onRead }: { notice: NoticeView; onRead: () => void }) => {
  const isNew = notice.readAt === null;
  return (
    <li className="flex items-start gap-3 border-line-soft border-t px-4 py-2.5 first:border-t-0">
      <span
        aria-hidden="true"
        className={classNames("mt-1.5 size-2 shrink-0 rounded-full", isNew && "bg-ink")}
      />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link
            className={classNames("hover:underline", isNew ? "font-bold" : "font-medium")}
            href={notice.link}
            onClick={isNew ? onRead : undefined}
          >
            {notice.title}
          </Link>
          {isNew && <span className="sr-only">not read yet</span>}
          <span className="text-ink-3">
            <bdi>{notice.program.name}</bdi> · <Time iso={notice.at} />
          </span>
        </p>
        <p
          className={classNames(
            "whitespace-pre-line [overflow-wrap:anywhere]",
            isNew ? "text-ink" : "text-ink-2",
          )}
          dir="auto"
        >
          {notice.says}
        </p>
      </div>
      {isNew && (
        <Button
          aria-label={`Mark as read: ${notice.title}`}
          icon="check"
          onClick={onRead}
          size="sm"
          variant="ghost"
        >
          Read
        </Button>
      )}
    </li>
  );
};
