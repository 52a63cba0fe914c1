"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { PersonName } from "@/components/sign-offs/person-name";
import {
  isReady,
  obstacleOf,
  restsOn,
  rowName,
  waitsSince,
  waitsWords,
} from "@/components/sign-offs/sign-off-words";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { classNames } from "@/components/ui/class-names";
import { Mark } from "@/components/ui/mark";
import { Time } from "@/components/ui/time";
import type { SignOffRow } from "@/lib/contract/sign-offs";
import { stepWords } from "@/lib/domain/step-words";

const tones = { stale: "red", returned: "amber", asked: "blue", unsigned: "grey" } as const;

const Verdict = ({ row }: { row: SignOffRow }) => {
  if (row.waits === "done") return <Mark kind="pass" label="signed" />;
  if (isReady(row)) return <Mark kind="ready" label="can be signed" />;
  return <Mark kind={row.missing.length > 0 ? "unknown" : "none"} label="cannot be signed yet" />;
};

/** What is said of a row that nothing stands in the way of: who signed it, or where a signature takes it and on what. */
const standing = (row: SignOffRow): ReactNode => {
  const { waits, signatures, state, to } = row;
  const [newest] = signatures;
  if (waits === "done" && newest) {
    return (
      <>
        <PersonName name={newest.by} />
        {newest.inPlaceOf && (
          <>
            {" "}
            (deputy of <PersonName name={newest.inPlaceOf.name} />)
          </>
        )}
        , {newest.meaning}
      </>
    );
  }
  if (waits === "unsigned") return `${stepWords(state)} as its sources say, and can be signed`;
  return [to === null ? "Can be signed again" : `${stepWords(to)} is next`, ...restsOn(row)].join(
    " · ",
  );
};

/** A row of the queue: whether it can be signed, what it is, and what stands in the way. */
export const SignOffLine = ({
  row,
  isActive,
  isOpened,
  isMarked,
  onActivate,
  onMark,
  children,
}: {
  row: SignOffRow;
  isActive: boolean;
  /** Its reader came to it, by key or press: it is kept in sight. */
  isOpened: boolean;
  isMarked: boolean;
  onActivate: () => void;
  /** `null` for whoever may not sign. */
  onMark: ((isMarked: boolean) => void) | null;
  /** Its evidence, where there is no room for it beside the queue. */
  children?: ReactNode;
}) => {
  const obstacle = obstacleOf(row);
  const since = waitsSince(row);
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isOpened) line.current?.scrollIntoView({ block: "nearest" });
  }, [isOpened]);
  return (
    <li
      aria-current={isActive || undefined}
      className={classNames(
        "flex scroll-my-20 flex-wrap items-start gap-2.5 border-line-soft border-t px-3 py-2 first:border-t-0",
        isActive && "bg-target-soft",
      )}
      ref={line}
    >
      {onMark && (
        <Checkbox
          checked={isMarked}
          disabled={!isReady(row)}
          hideLabel
          label={`Mark ${row.key}`}
          onChange={onMark}
        />
      )}
      <Verdict row={row} />
      <button className="min-w-0 flex-1 text-left" onClick={onActivate} type="button">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="mono font-medium">{row.key}</span>
          {rowName(row) !== row.key && <bdi className="wrap-anywhere min-w-0">{rowName(row)}</bdi>}
          {row.waits !== "next-step" && row.waits !== "done" && (
            <Badge tone={tones[row.waits]}>{waitsWords[row.waits]}</Badge>
          )}
        </span>
        <span className="wrap-anywhere block text-ink-3">{obstacle ?? standing(row)}</span>
      </button>
      <span className="whitespace-nowrap text-right text-ink-3">
        {row.dueAt && (
          <span className="block">
            due <Time iso={row.dueAt} />
          </span>
        )}
        {since && row.waits !== "done" && (
          <span className="block">
            since <Time bare iso={since} />
          </span>
        )}
      </span>
      {children && <div className="basis-full rail:hidden">{children}</div>}
    </li>
  );
};
