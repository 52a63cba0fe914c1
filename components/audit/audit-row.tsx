"use client";
import { useId, useState } from "react";
import { AuditDetail } from "@/components/audit/audit-detail";
import { actionWords, actorWords, subjectWords } from "@/components/audit/audit-words";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { Time } from "@/components/ui/time";
import type { AuditView } from "@/lib/contract/audit";

/** One event: when, who, what, to what, why; opens to what stood there before and after. */
export const AuditRow = ({ event }: { event: AuditView }) => {
  const [isOpen, setOpen] = useState(false);
  const detail = useId();
  const { name, kind } = actorWords(event.actor);
  const subject = subjectWords(event.subject);
  return (
    <li className="border-line-soft border-t first:border-t-0">
      <button
        aria-controls={detail}
        aria-expanded={isOpen}
        className="grid w-full grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2 px-3 py-2 text-left hover:bg-target-soft sm:grid-cols-[1.25rem_6.5rem_12rem_minmax(0,1fr)]"
        onClick={() => setOpen(!isOpen)}
        type="button"
      >
        <span className={classNames("mt-0.5 text-ink-3", isOpen && "rotate-90 self-start")}>
          <Icon name="chevron-right" size={13} />
        </span>
        <span className="text-ink-3">
          <Time iso={event.at} />
        </span>
        <span className="col-start-2 truncate sm:col-start-auto">
          {name}
          {kind && <span className="text-ink-3"> ({kind})</span>}
        </span>
        <span className="col-start-2 min-w-0 sm:col-start-auto">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-strong">{actionWords(event.action)}</span>
            {event.outcome === "denied" && <Badge tone="red">denied</Badge>}
            {subject && <span className="mono min-w-0 truncate text-ink-2">{subject}</span>}
          </span>
          {event.reason && <span className="wrap-anywhere block text-ink-2">{event.reason}</span>}
        </span>
      </button>
      {isOpen && <AuditDetail event={event} id={detail} />}
    </li>
  );
};
