"use client";
import Link from "next/link";
import { useCallback, useRef } from "react";
import { GateCellButton } from "@/components/gates/gate-cell";
import { GateHeads } from "@/components/gates/gate-head";
import { stepShort } from "@/components/gates/gate-words";
import { useCellKeys } from "@/components/gates/use-cell-keys";
import { Cell, Row, TableFrame } from "@/components/ui/table";
import { VirtualRows } from "@/components/ui/virtual-rows";
import { capabilityAddress } from "@/lib/client/program-address";
import type { GateBoard } from "@/lib/contract/gates";

const rowHeight = 34;

/** Capability by gate: every reading of an environment on one sheet. */
export const GateHeatMap = ({
  program,
  environment,
  gates,
  capabilities,
  changed,
  open,
  onOpen,
}: {
  program: string;
  environment: string;
  gates: GateBoard["gates"];
  capabilities: GateBoard["capabilities"];
  /** `<gate>:<capability>` of what reads differently. */
  changed: ReadonlySet<string>;
  open: { readonly gate: string; readonly capability: string } | null;
  onOpen: (cell: { gate: string; capability: string }) => void;
}) => {
  const frame = useRef<HTMLElement>(null);
  const { active, setActive } = useCellKeys(frame, {
    rows: capabilities.length,
    columns: gates.length,
  });
  const heightOf = useCallback(() => rowHeight, []);
  const keyOf = useCallback((index: number) => capabilities[index]?.key ?? "", [capabilities]);
  const columns = gates.length + 2;
  // Where no gate is required, all may go: that says nothing about any of them.
  const isHeldAnywhere = gates.some(({ isRequired }) => isRequired);
  return (
    <TableFrame
      className="max-h-[max(22rem,calc(100dvh-15rem))] [&>table]:w-auto [&>table]:min-w-full"
      frameRef={frame}
      label="Quality gates by capability"
      rowCount={capabilities.length + 1}
    >
      <GateHeads environment={environment} gates={gates} program={program} />
      <VirtualRows
        columns={columns}
        count={capabilities.length}
        frameRef={frame}
        heightOf={heightOf}
        keyOf={keyOf}
        scrollTo={active?.row}
      >
        {(row) => {
          const capability = capabilities[row];
          if (!capability) return null;
          const { key, name, cells, mayStep } = capability;
          return (
            <Row active={open?.capability === key}>
              <Cell className="overflow-hidden" pin>
                <span className="flex w-28 items-center gap-2 sm:w-52">
                  <Link
                    className="min-w-0 flex-1 truncate font-strong hover:underline"
                    href={capabilityAddress(program, key, environment)}
                    prefetch={false}
                    title={name}
                  >
                    {name}
                  </Link>
                  {isHeldAnywhere && (
                    <span
                      className="hidden text-ink-3 text-xs sm:inline"
                      title={
                        mayStep
                          ? `Its gates let it take: ${stepShort[mayStep]}`
                          : "Its gates do not even let it take a first cohort"
                      }
                    >
                      {mayStep ? stepShort[mayStep] : "held"}
                    </span>
                  )}
                </span>
              </Cell>
              {gates.map((gate, column) => {
                const cell = cells.find((each) => each.gate === gate.key);
                return (
                  <Cell className="px-0.5!" key={gate.key}>
                    {cell && (
                      <GateCellButton
                        at={`${row}:${column}`}
                        capability={name}
                        cell={cell}
                        gate={gate.title}
                        hasChanged={changed.has(`${gate.key}:${key}`)}
                        isActive={active?.row === row && active.column === column}
                        isOpen={open?.gate === gate.key && open.capability === key}
                        isTabStop={
                          active
                            ? active.row === row && active.column === column
                            : row === 0 && column === 0
                        }
                        onOpen={() => {
                          setActive({ row, column });
                          onOpen({ gate: gate.key, capability: key });
                        }}
                      />
                    )}
                  </Cell>
                );
              })}
              <Cell aria-hidden="true" />
            </Row>
          );
        }}
      </VirtualRows>
    </TableFrame>
  );
};
