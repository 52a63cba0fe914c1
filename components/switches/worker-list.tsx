"use client";
import Link from "next/link";
import type { Owners } from "@/components/switches/change-words";
import { OwnerBadge } from "@/components/switches/owner-badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { programAddress } from "@/lib/client/program-address";
import type { SwitchesAnswer } from "@/lib/client/switch-queries";

type WorkerView = SwitchesAnswer["workers"][number];

const sides = ["legacy", "target", "off"] as const;

/** Who runs each worker, in brief. Workers change hands step by step on a page of their own. */
export const WorkerList = ({
  program,
  environment,
  owners,
  workers,
}: {
  program: string;
  environment: string;
  owners: Owners;
  workers: readonly WorkerView[];
}) => {
  const words = { ...owners, off: "off" };
  const counts = sides
    .map((side) => ({ side, count: workers.filter((worker) => worker.side === side).length }))
    .filter(({ count }) => count > 0);
  return (
    <Panel
      action={
        workers.length > 0 && (
          <Link
            className="font-medium text-target hover:underline"
            href={programAddress(program, "workers", { environment })}
          >
            Leases and handoffs
          </Link>
        )
      }
      flush
      title={
        <span className="flex flex-wrap gap-x-4 gap-y-1">
          {counts.map(({ side, count }) => (
            <OwnerBadge key={side} note={count} side={side} word={words[side]} />
          ))}
        </span>
      }
    >
      {workers.length === 0 && (
        <EmptyState title="No worker can be switched here">
          Workers come with the inventory; support processes are listed there and are not switched.
        </EmptyState>
      )}
      <ul className="grid sm:grid-cols-2 xl:grid-cols-3">
        {workers.map((worker) => (
          <li key={worker.key}>
            <Link
              className="flex min-h-8.5 items-center justify-between gap-x-4 border-line-soft border-t px-4 py-1 hover:bg-target-soft"
              href={programAddress(program, "workers", { environment, find: worker.key })}
            >
              <span className="mono min-w-0 truncate" title={worker.key}>
                {worker.key}
              </span>
              <OwnerBadge side={worker.side} word={worker.owner} />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
