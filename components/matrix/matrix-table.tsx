"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback, useMemo, useRef } from "react";
import { GroupRow } from "@/components/matrix/group-row";
import { ItemRow, subjectOf } from "@/components/matrix/item-row";
import { columnsOf, MatrixHead } from "@/components/matrix/matrix-head";
import type { MatrixRowProps } from "@/components/matrix/matrix-row-props";
import { useLoadedRow } from "@/components/matrix/use-loaded-row";
import { SectionRow, TableFrame } from "@/components/ui/table";
import { useRowKeys } from "@/components/ui/use-row-keys";
import { VirtualRows } from "@/components/ui/virtual-rows";
import { layOut, sortGroups } from "@/lib/client/matrix-layout";
import { type MatrixAnswer, matrixGatesQuery } from "@/lib/client/matrix-queries";
import { type MatrixState, unfoldedReader, withFold, withSort } from "@/lib/client/matrix-state";
import { itemAddress } from "@/lib/client/program-address";

const heights = { group: 34, route: 30, workers: 28, worker: 34 };

/** The sheet: groups, their routes, the workers; drawn and read only where it is looked at. */
export const MatrixTable = ({
  program,
  answer,
  state,
  onChange,
  onFlip,
  marks,
  onMark,
}: Pick<MatrixRowProps, "program" | "onFlip" | "marks" | "onMark"> & {
  answer: MatrixAnswer;
  state: MatrixState;
  onChange: (next: MatrixState) => void;
}) => {
  const router = useRouter();
  const frame = useRef<HTMLElement>(null);
  const { environments, owners, totals } = answer;
  const { sort, descending } = state;
  const groups = useMemo(
    () =>
      sortGroups(
        answer.groups.filter(({ routes }) => routes > 0),
        sort,
        descending,
      ),
    [answer.groups, sort, descending],
  );
  const isUnfolded = useMemo(() => unfoldedReader(state, groups.length), [state, groups.length]);
  const layout = useMemo(
    () => layOut(groups, isUnfolded, totals.workers),
    [groups, isUnfolded, totals.workers],
  );
  const heightOf = useCallback((index: number) => heights[layout.lineAt(index).kind], [layout]);
  const keyOf = useCallback(
    (index: number) => {
      const line = layout.lineAt(index);
      if (line.kind === "group") return `group ${line.group.key}`;
      if (line.kind === "route") return `route ${line.group.key} ${line.at}`;
      return line.kind === "worker" ? `worker ${line.at}` : "workers";
    },
    [layout],
  );
  const loadedRow = useLoadedRow(program, state);
  const isByCapability = state.groupBy === "capability";
  const gates = useQuery({ ...matrixGatesQuery(program), enabled: isByCapability });
  const fold = (key: string) => onChange(withFold(state, groups.length, key));

  const open = (index: number) => {
    const line = layout.lineAt(index);
    if (line.kind === "group") fold(line.group.key);
    const item = loadedRow(line);
    if (item) router.push(itemAddress(program, item.kind, item.key));
  };
  const mark = (index: number) => {
    const line = layout.lineAt(index);
    if (line.kind === "group" && line.group.level) {
      const { level, key, title } = line.group;
      onMark({ level, subject: key, title, side: "legacy" });
    }
    const item = loadedRow(line);
    if (item?.isSwitchable) onMark(subjectOf(item));
  };
  const { active, setActive } = useRowKeys({
    count: layout.count,
    onOpen: open,
    onMark: onFlip ? mark : undefined,
  });
  const columns = columnsOf(environments.length);

  return (
    <TableFrame
      // Two lines of tools stand above it.
      className="max-h-[max(20rem,calc(100dvh-13.25rem))] [&>table]:table-fixed"
      frameRef={frame}
      label="Cutover matrix"
      rowCount={layout.count}
    >
      <MatrixHead
        environments={environments}
        onSort={(by) => onChange(withSort(state, by))}
        state={state}
      />
      <VirtualRows
        columns={columns}
        count={layout.count}
        frameRef={frame}
        heightOf={heightOf}
        keyOf={keyOf}
        scrollTo={active}
      >
        {(index) => {
          const line = layout.lineAt(index);
          if (line.kind === "workers") {
            return (
              <SectionRow columns={columns}>
                Workers <span className="font-normal">{totals.workers}</span>
              </SectionRow>
            );
          }
          const shared = {
            active: index === active,
            environments,
            marks,
            onActivate: () => setActive(index),
            onFlip,
            onMark,
            program,
            words: owners,
          };
          if (line.kind === "group") {
            return (
              <GroupRow
                {...shared}
                gates={gates.data?.environments}
                group={line.group}
                groupBy={state.groupBy}
                onFold={() => fold(line.group.key)}
                unfolded={isUnfolded(line.group.key)}
              />
            );
          }
          return (
            <ItemRow
              {...shared}
              at={line.at}
              columns={columns}
              of={
                line.kind === "worker"
                  ? { kind: "worker" }
                  : { kind: "route", group: line.group.key }
              }
              state={state}
            />
          );
        }}
      </VirtualRows>
    </TableFrame>
  );
};
