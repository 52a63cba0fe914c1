"use client";
import Link from "next/link";
import { GatesMark } from "@/components/matrix/gates-mark";
import { MarkBox } from "@/components/matrix/mark-box";
import { type MatrixRowProps, markName } from "@/components/matrix/matrix-row-props";
import { nextGates } from "@/components/matrix/next-gates";
import { groupWords, OwnerCell } from "@/components/matrix/owner-cell";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { Cell, Row } from "@/components/ui/table";
import { capabilityAddress } from "@/lib/client/program-address";
import type { MatrixGates, MatrixGroup, MatrixGrouping } from "@/lib/contract/matrix";
import { countWords } from "@/lib/domain/inventory-words";

const withNone: Record<MatrixGrouping, string> = {
  capability: "No capability",
  family: "No family",
  wave: "No wave",
};

const severalWords = (values: readonly string[], many: string): string =>
  values.length > 1 ? `${values.length} ${many}` : (values[0] ?? "–");

/** A capability, family or wave: how many routes, who owns them where, how far they are verified. */
export const GroupRow = ({
  group,
  groupBy,
  gates,
  unfolded,
  onFold,
  ...row
}: MatrixRowProps & {
  group: MatrixGroup;
  /** Not known until they were read. */
  gates: MatrixGates["environments"] | undefined;
  groupBy: MatrixGrouping;
  unfolded: boolean;
  onFold: () => void;
}) => {
  const { level, key } = group;
  const title = key === "" ? withNone[groupBy] : group.title;
  const others = group.families.filter((family) => family !== key);
  return (
    <Row active={row.active} aria-expanded={unfolded} onClick={row.onActivate}>
      <Cell className="overflow-hidden" pin>
        <span className="flex items-center gap-1.5">
          {level && row.onFlip && (
            <MarkBox
              label={`Mark ${title}`}
              marked={row.marks.has(markName({ level, subject: key }))}
              onChange={() => row.onMark({ level, subject: key, title, side: "legacy" })}
              shown={row.marks.size > 0}
            />
          )}
          <button
            aria-expanded={unfolded}
            className="-ml-0.5 flex min-w-0 items-center gap-1.5 rounded-sm text-left"
            onClick={onFold}
            type="button"
          >
            <span
              className={classNames("text-ink-3 transition-transform", unfolded && "rotate-90")}
            >
              <Icon name="chevron-right" size={12} />
            </span>
            <span className="truncate font-strong" title={title}>
              {title}
            </span>
          </button>
          {groupBy === "capability" && key !== "" && (
            <Link
              aria-label={`Gates and evidence of ${title}`}
              className="shrink-0 rounded-sm text-ink-3 hover:text-ink"
              href={capabilityAddress(row.program, key)}
              prefetch={false}
              title="Gates and evidence"
            >
              <Icon name="arrow-right" size={12} />
            </Link>
          )}
          {groupBy === "capability" && others.length > 0 && (
            <span className="hidden truncate text-ink-3 sm:inline">
              {severalWords(others, "families")}
            </span>
          )}
          {group.workers > 0 && (
            <span className="hidden whitespace-nowrap text-ink-3 sm:inline">
              + {countWords(group.workers, "worker")}
            </span>
          )}
          <span className="ml-auto pl-2 text-ink-2">{group.routes.toLocaleString("en-GB")}</span>
        </span>
      </Cell>
      {row.environments.map(({ key: environment, name }) => {
        const from = groupWords(
          group.owner[environment] ?? null,
          group.share[environment],
          row.words,
        );
        const standing =
          groupBy === "capability" && key !== ""
            ? nextGates(gates?.[environment]?.[key], group.share[environment])
            : null;
        return (
          <OwnerCell
            active={row.active}
            gates={
              standing && (
                <GatesMark
                  capability={key}
                  environment={{ key: environment, name }}
                  gates={standing}
                  program={row.program}
                  title={title}
                />
              )
            }
            key={environment}
            onFlip={
              level && row.onFlip && from
                ? () => row.onFlip?.(environment, { level, subject: key, title, side: from.side })
                : null
            }
            owner={from}
            share={group.share[environment]}
            what={title}
            where={name}
            words={row.words}
          />
        );
      })}
      <Cell className="text-ink-2" divide>
        {group.verified.toLocaleString("en-GB")} of {group.routes.toLocaleString("en-GB")}
      </Cell>
      <Cell className="text-ink-2">{group.tests.toLocaleString("en-GB")}</Cell>
      <Cell className="truncate text-ink-2" title={group.teams.join(", ")}>
        {severalWords(group.teams, "teams")}
      </Cell>
      <Cell className="truncate text-ink-2" title={group.waves.join(", ")}>
        {severalWords(group.waves, "waves")}
      </Cell>
    </Row>
  );
};
