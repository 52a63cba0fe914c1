"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Mark } from "@/components/ui/mark";
import { Panel } from "@/components/ui/panel";
import { signOffAddress } from "@/lib/client/program-address";
import { type SignOffsAnswer, signOffPage, signOffsQuery } from "@/lib/client/sign-off-queries";
import type { SignOffRow } from "@/lib/contract/sign-offs";
import { stepWords } from "@/lib/domain/step-words";

const standsOf = (
  row: SignOffRow,
): { kind: "pass" | "unknown" | "ready" | "fail"; says: string } => {
  if (row.waits === "done") return { kind: "pass", says: stepWords(row.state) };
  if (row.waits === "unsigned") {
    return {
      kind: "pass",
      says: `${stepWords(row.state)} as its sources say: nobody signed it here`,
    };
  }
  if (row.waits === "stale") return { kind: "fail", says: "Signed, and changed since." };
  if (row.returned) return { kind: "unknown", says: `Sent back: ${row.returned.reason}` };
  const [lacks] = row.missing;
  return lacks
    ? { kind: "unknown", says: lacks.says }
    : {
        kind: "ready",
        says:
          row.to === null ? "Ready to be signed again." : `Ready: ${stepWords(row.to)} is next.`,
      };
};

/** The rows of a batch, each with what it still lacks; those that can be signed first. */
export const BatchRows = ({
  program,
  batch,
  initial,
}: {
  program: string;
  batch: string;
  initial: SignOffsAnswer;
}) => {
  const [offset, setOffset] = useState(0);
  const { data = initial } = useQuery({
    ...signOffsQuery(program, {
      whose: "all",
      batch: [batch],
      waits: [],
      q: "",
      by: "key",
      offset,
    }),
    ...(offset === 0 ? { initialData: initial } : {}),
  });
  return (
    <Panel flush title={`${data.total.toLocaleString("en-GB")} rows`}>
      {data.rows.length === 0 ? (
        <EmptyState title="No rows">Nothing is in this batch.</EmptyState>
      ) : (
        <ol className="border-t">
          {data.rows.map((row) => {
            const stands = standsOf(row);
            return (
              <li
                className="grid gap-x-3 border-line-soft border-t px-4 py-1.5 first:border-t-0 rail:grid-cols-[9rem_minmax(0,1fr)_9rem_minmax(0,1.2fr)]"
                key={`${row.kind} ${row.key}`}
              >
                <Link
                  className="mono truncate hover:underline"
                  title={row.key}
                  href={signOffAddress(program, row.kind, row.key)}
                  prefetch={false}
                >
                  {row.key}
                </Link>
                <span className="wrap-anywhere text-ink-2">
                  {row.method && row.path ? `${row.method} ${row.path}` : row.title}
                </span>
                <bdi className="truncate text-ink-2" title={row.team ?? undefined}>
                  {row.team ?? "no owner"}
                </bdi>
                <span className="flex gap-2">
                  <Mark kind={stands.kind} label={row.waits} />
                  <span className="wrap-anywhere">{stands.says}</span>
                </span>
              </li>
            );
          })}
        </ol>
      )}
      {data.total > signOffPage && (
        <div className="flex items-center gap-2 border-t px-4 py-2">
          <Button
            disabled={offset === 0}
            onClick={() => setOffset(Math.max(0, offset - signOffPage))}
          >
            Earlier
          </Button>
          <Button
            disabled={offset + signOffPage >= data.total}
            onClick={() => setOffset(offset + signOffPage)}
          >
            Further
          </Button>
          <span className="text-ink-3">
            {offset + 1} to {Math.min(offset + signOffPage, data.total)}
          </span>
        </div>
      )}
    </Panel>
  );
};
