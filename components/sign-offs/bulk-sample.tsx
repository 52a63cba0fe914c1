"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { RowEvidence } from "@/components/sign-offs/row-evidence";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Mark } from "@/components/ui/mark";
import { SkeletonRows } from "@/components/ui/skeleton";
import { problemOf } from "@/lib/client/problem-error";
import { signOffQuery } from "@/lib/client/sign-off-subject-queries";
import { tellOpened } from "@/lib/client/use-opened-row";
import type { PreviewedRow } from "@/lib/contract/sign-off-runs";

type Sides = { readonly legacy: string; readonly target: string };

const Opened = ({
  program,
  row: { kind, key, digest },
  owners,
  onOpened,
}: {
  program: string;
  row: PreviewedRow;
  owners: Sides;
  onOpened: () => void;
}) => {
  const { data, error, refetch } = useQuery(signOffQuery({ program, kind, key }));
  const [fault, setFault] = useState<unknown>(null);
  const isAsShown = data?.digest === digest;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for what is shown
  useEffect(() => {
    if (!data || !isAsShown) return;
    tellOpened(program, data).then(onOpened, setFault);
  }, [program, data, isAsShown]);
  if (error || fault) {
    return <ErrorState fault={problemOf(error ?? fault)} onRetry={() => refetch()} />;
  }
  if (!data) return <SkeletonRows label={`Reading ${key}`} rows={3} />;
  return (
    <div className="rounded-lg border bg-panel px-3.5 py-2.5">
      {!isAsShown && (
        <p className="mb-2 text-fail">It changed since this was shown: close and look again.</p>
      )}
      <RowEvidence owners={owners} program={program} row={data} />
    </div>
  );
};

/** The rows that were drawn at random: each is opened here before all are signed. */
export const BulkSample = ({
  program,
  owners,
  rows,
  opened,
  onOpened,
}: {
  program: string;
  owners: Sides;
  rows: readonly PreviewedRow[];
  opened: (row: PreviewedRow) => boolean;
  onOpened: (row: PreviewedRow) => void;
}) => {
  const client = useQueryClient();
  const [at, setAt] = useState<string | null>(null);
  return (
    <ul className="flex max-h-80 flex-col gap-1.5 overflow-y-auto">
      {rows.map((row) => {
        const name = `${row.kind} ${row.key}`;
        const isOpened = opened(row);
        return (
          <li key={name}>
            <div className="flex items-center gap-2">
              <Mark kind={isOpened ? "pass" : "none"} label={isOpened ? "opened" : "not opened"} />
              <span className="mono flex-1">{row.key}</span>
              <Button
                aria-expanded={at === name}
                onClick={() => setAt(at === name ? null : name)}
                size="sm"
              >
                {at === name ? "Close" : isOpened ? "Open again" : "Open"}
              </Button>
            </div>
            {at === name && (
              <div className="mt-1.5">
                <Opened
                  onOpened={() => {
                    onOpened(row);
                    void client.invalidateQueries({ queryKey: ["program", program] });
                  }}
                  owners={owners}
                  program={program}
                  row={row}
                />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
};
