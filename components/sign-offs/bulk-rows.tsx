"use client";
import { useCallback, useRef, useState } from "react";
import { rowName } from "@/components/sign-offs/sign-off-words";
import { ChipChoice } from "@/components/ui/chip";
import { Mark } from "@/components/ui/mark";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { VirtualRows } from "@/components/ui/virtual-rows";

export type BulkRow = {
  readonly kind: string;
  readonly key: string;
  readonly method?: string | null;
  readonly path?: string | null;
  readonly title?: string;
  /** Why it is not signed; `null` where it is. */
  readonly says: string | null;
};

/** Thousands of rows, each with what will become of it: those that cannot be signed first. */
export const BulkRows = ({ rows }: { rows: readonly BulkRow[] }) => {
  const refused = rows.filter(({ says }) => says !== null);
  const [shows, setShows] = useState<"all" | "refused" | "signed">("all");
  const frame = useRef<HTMLElement>(null);
  const listed =
    shows === "refused"
      ? refused
      : shows === "signed"
        ? rows.filter(({ says }) => says === null)
        : [...refused, ...rows.filter(({ says }) => says === null)];
  const heightOf = useCallback(() => 34, []);
  const keyOf = useCallback((at: number) => `${listed[at]?.kind} ${listed[at]?.key}`, [listed]);
  return (
    <>
      {refused.length > 0 && refused.length < rows.length && (
        <div className="mb-2">
          <ChipChoice
            label="Rows"
            onChange={(value) => setShows(value as typeof shows)}
            options={[
              { value: "all", label: "All", count: rows.length },
              { value: "signed", label: "Can be signed", count: rows.length - refused.length },
              { value: "refused", label: "Cannot", count: refused.length },
            ]}
            value={shows}
          />
        </div>
      )}
      <TableFrame
        className="max-h-72"
        frameRef={frame}
        label="Rows that are signed together"
        rowCount={listed.length}
      >
        <TableHead>
          <tr>
            <HeadCell className="w-36">Row</HeadCell>
            <HeadCell>What it is, or why it is not signed</HeadCell>
          </tr>
        </TableHead>
        <VirtualRows
          columns={2}
          count={listed.length}
          frameRef={frame}
          heightOf={heightOf}
          keyOf={keyOf}
        >
          {(at) => {
            const row = listed[at];
            if (!row) return null;
            const { key, says, method = null, path = null, title = "" } = row;
            return (
              <Row>
                <Cell>
                  <span className="flex items-center gap-2">
                    <Mark
                      kind={says === null ? "ready" : "unknown"}
                      label={says === null ? "is signed" : "is not signed"}
                    />
                    <span className="mono">{key}</span>
                  </span>
                </Cell>
                <Cell>
                  <span
                    className="block max-w-[32rem] truncate text-ink-2"
                    title={says ?? undefined}
                  >
                    {says ?? rowName({ method, path, title })}
                  </span>
                </Cell>
              </Row>
            );
          }}
        </VirtualRows>
      </TableFrame>
    </>
  );
};
