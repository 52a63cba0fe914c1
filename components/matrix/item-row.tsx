"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { MarkBox } from "@/components/matrix/mark-box";
import {
  type FlipSubject,
  type MatrixRowProps,
  markName,
} from "@/components/matrix/matrix-row-props";
import { OwnerCell, ownerWords } from "@/components/matrix/owner-cell";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";
import { Cell, Row } from "@/components/ui/table";
import { type RowsOf, windowQuery, windowRows } from "@/lib/client/matrix-queries";
import type { MatrixState } from "@/lib/client/matrix-state";
import { itemAddress } from "@/lib/client/program-address";
import type { MatrixRow } from "@/lib/contract/matrix";
import { verificationWords } from "@/lib/domain/inventory-words";

const titleOf = (item: MatrixRow): string =>
  item.kind === "route" ? `${item.method ?? ""} ${item.path ?? item.title}`.trim() : item.title;

/** What a flip of the row is a rule for. */
export const subjectOf = (item: MatrixRow, environment?: string): FlipSubject => {
  const owner = environment === undefined ? null : (item.owners[environment] ?? null);
  return {
    level: item.kind,
    subject: item.kind === "worker" ? (item.switchName ?? item.key) : item.key,
    title: titleOf(item),
    side: owner?.side ?? "legacy",
  };
};

/** A route or worker; a grey line until its window of rows is there. */
export const ItemRow = ({
  state,
  of,
  at,
  columns,
  ...row
}: MatrixRowProps & { state: MatrixState; of: RowsOf; at: number; columns: number }) => {
  const { data, isError, refetch } = useQuery(
    windowQuery(row.program, state, of, Math.floor(at / windowRows)),
  );
  const item = data?.rows[at % windowRows];
  const nested = of.kind === "route";
  if (item === undefined) {
    return (
      <Row nested={nested}>
        <Cell colSpan={columns}>
          {isError ? (
            <button className="pl-6 text-fail underline" onClick={() => refetch()} type="button">
              These rows could not be read. Try again
            </button>
          ) : (
            <Skeleton className="ml-6 h-3 w-2/5" />
          )}
        </Cell>
      </Row>
    );
  }
  const title = titleOf(item);
  const mark = subjectOf(item);
  const maySwitch = item.isSwitchable && row.onFlip !== null;
  return (
    <Row active={row.active} nested={nested} onClick={row.onActivate}>
      <Cell className="overflow-hidden" pin>
        <span className={classNames("flex items-center gap-1.5", nested && "sm:pl-3.5")}>
          {maySwitch && (
            <MarkBox
              label={`Mark ${title}`}
              marked={row.marks.has(markName(mark))}
              onChange={() => row.onMark(mark)}
              shown={row.marks.size > 0}
            />
          )}
          {item.method && (
            <span className="w-9 shrink-0 text-ink-3 text-xs sm:w-12">{item.method}</span>
          )}
          <Link
            className={classNames("min-w-0 truncate hover:underline", item.path && "mono")}
            href={itemAddress(row.program, item.kind, item.key)}
            prefetch={false}
            title={`${item.key}: ${title}`}
          >
            {item.path ?? item.title}
          </Link>
          {!item.isMatched && <Badge tone="violet">unmatched</Badge>}
        </span>
      </Cell>
      {row.environments.map(({ key, name }) => {
        const owner = item.owners[key] ?? null;
        return (
          <OwnerCell
            active={row.active}
            key={key}
            onFlip={maySwitch && owner ? () => row.onFlip?.(key, subjectOf(item, key)) : null}
            owner={owner && ownerWords(owner)}
            what={title}
            where={name}
            words={row.words}
          />
        );
      })}
      <Cell className="truncate text-ink-2" divide title={verificationWords(item.verification)}>
        {verificationWords(item.verification)}
      </Cell>
      <Cell className="truncate text-ink-3" title={item.tests.join(", ")}>
        {item.tests.length === 1
          ? "1 test"
          : item.tests.length === 0
            ? "none"
            : `${item.tests.length} tests`}
      </Cell>
      <Cell className="truncate text-ink-2" title={item.team ?? undefined}>
        {item.team ?? "–"}
      </Cell>
      <Cell className="truncate text-ink-2">{item.wave ?? item.phase ?? "–"}</Cell>
    </Row>
  );
};
