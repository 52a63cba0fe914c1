import Link from "next/link";
import { heldWords } from "@/components/blockers/filter-blockers";
import { PlaceLinks } from "@/components/blockers/place-links";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { BlockerView } from "@/lib/contract/blockers";

/** A blocker in the register: what, whom it holds, whose it is, since when. */
export const BlockerRow = ({
  program,
  blocker,
  onResolve,
}: {
  program: string;
  blocker: BlockerView;
  /** Left out for whoever may not, and for what is resolved. */
  onResolve?: (() => void) | undefined;
}) => (
  <li className="flex flex-wrap items-start gap-x-4 gap-y-1.5 border-line-soft border-t px-4 py-2.5 first:border-t-0">
    <div className="min-w-0 flex-1 basis-72">
      <p className="wrap-anywhere">
        <span className="text-ink-3 tabular-nums">#{blocker.number}</span>{" "}
        <Link className="font-strong hover:underline" href={blocker.link}>
          {blocker.text}
        </Link>{" "}
        {blocker.source === "ci" && <Badge>CI</Badge>}{" "}
        {blocker.resolved && <Badge tone="green">resolved</Badge>}
      </p>
      <p className="text-ink-2">
        Holds <PlaceLinks holds={blocker.holds} program={program} />
      </p>
      {blocker.resolved && (
        <p className="wrap-anywhere">
          {blocker.resolved.resolution}{" "}
          <span className="text-ink-3">
            {blocker.resolved.by}, <Time iso={blocker.resolved.at} />
          </span>
        </p>
      )}
      <p className="text-ink-3">
        {blocker.owner === null ? "Nobody owns it" : `Owner ${blocker.owner}`}, since{" "}
        <Time iso={blocker.since} />, from {blocker.by}
        {blocker.url && (
          <>
            {" · "}
            <a
              className="font-medium text-target hover:underline"
              href={blocker.url}
              rel="noreferrer"
              target="_blank"
            >
              {blocker.source === "ci" ? "Its run" : "Its link"}
            </a>
          </>
        )}
      </p>
    </div>
    <div className="flex items-center gap-3">
      <span className="whitespace-nowrap font-medium tabular-nums">{heldWords(blocker)}</span>
      {onResolve && (
        <Button aria-label={`Resolve blocker ${blocker.number}`} onClick={onResolve} size="sm">
          Resolve
        </Button>
      )}
    </div>
  </li>
);
