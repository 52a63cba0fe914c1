"use client";
import Link from "next/link";
import type { Aim, Owners } from "@/components/switches/change-words";
import type { FlipOf } from "@/components/switches/flip-dialog";
import { OwnerBadge } from "@/components/switches/owner-badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { itemAddress } from "@/lib/client/program-address";
import type { SwitchesAnswer } from "@/lib/client/switch-queries";

type WorkerView = SwitchesAnswer["workers"][number];

const sides = ["target", "legacy", "off"] as const satisfies readonly Aim[];

/** Who runs each worker. One owner at a time: every handoff raises its fence. */
export const WorkerList = ({
  program,
  owners,
  workers,
  mayFlip,
  mayRollBack,
  onFlip,
}: {
  program: string;
  owners: Owners;
  workers: readonly WorkerView[];
  mayFlip: boolean;
  mayRollBack: boolean;
  onFlip: (flip: FlipOf) => void;
}) => (
  <Panel flush title="Workers">
    {workers.length === 0 && (
      <EmptyState title="No worker can be switched here">
        Workers come with the inventory; support processes are listed there and are not switched.
      </EmptyState>
    )}
    <ul>
      {workers.map((worker) => (
        <li
          className="grid min-h-8.5 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-line-soft border-t px-4 py-1.5 hover:bg-target-soft sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_6rem_auto] sm:py-1"
          key={worker.key}
        >
          <Link
            className="mono col-span-2 min-w-0 truncate hover:underline sm:col-span-1"
            href={itemAddress(program, "worker", worker.item)}
            title={worker.key}
          >
            {worker.key}
          </Link>
          <OwnerBadge side={worker.side} word={worker.owner} />
          <span className="text-ink-3 sm:text-right">
            {worker.fence === 1 ? "1 handoff" : `${worker.fence} handoffs`}
          </span>
          <span className="col-span-2 flex gap-1.5 empty:hidden sm:col-span-1 sm:w-52 sm:justify-end">
            {sides
              .filter((side) => side !== worker.side && (side === "target" ? mayFlip : mayRollBack))
              .map((side) => {
                const words = side === "off" ? "Off" : `To ${owners[side]}`;
                return (
                  <Button
                    aria-label={`${worker.key}: ${words.toLowerCase()}`}
                    key={side}
                    onClick={() =>
                      onFlip({
                        level: "worker",
                        subject: worker.key,
                        title: worker.key,
                        side: worker.side,
                        aim: side,
                      })
                    }
                    size="sm"
                    variant={side === "off" ? "ghost" : "plain"}
                  >
                    {words}
                  </Button>
                );
              })}
          </span>
        </li>
      ))}
    </ul>
  </Panel>
);
