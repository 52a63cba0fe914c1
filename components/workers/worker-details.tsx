import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import { itemAddress, programAddress } from "@/lib/client/program-address";
import type { WorkerView } from "@/lib/contract/workers";

const shownLeases = 8;

const leaseWords = { held: "held", released: "given back", ended: "ran out" } as const;

const List = ({
  title,
  empty,
  children,
}: {
  title: string;
  empty?: string;
  children?: React.ReactNode;
}) => (
  <section className="min-w-0">
    <h3 className="mb-1 font-strong text-ink-2 text-sm">{title}</h3>
    {empty ? (
      <p className="text-ink-3">{empty}</p>
    ) : (
      <ul className="flex flex-col gap-1">{children}</ul>
    )}
  </section>
);

/** Everything that is known of who runs a worker: leases with their fences, reports, the queues it reads. */
export const WorkerDetails = ({ program, worker }: { program: string; worker: WorkerView }) => {
  const { leases, reports, queues, capability, item } = worker;
  const older = leases.length - shownLeases;
  return (
    <div className="grid gap-x-8 gap-y-4 border-line-soft border-t bg-rail px-4 py-3 sm:grid-cols-2 xl:grid-cols-[2fr_1fr_1fr_auto]">
      <List empty={leases.length === 0 ? "Nobody has asked for one." : undefined} title="Leases">
        {leases.slice(0, shownLeases).map(({ instance, owner, fence, until, state }) => (
          <li className="flex flex-wrap items-baseline gap-x-2" key={`${instance} ${owner}`}>
            <span className="mono min-w-0 break-all">{instance}</span>
            <span className="text-ink-2">
              {owner}, fence {fence}, {leaseWords[state]}
              {state === "held" ? ", ends " : " "}
              <Time iso={until} />
            </span>
          </li>
        ))}
        {older > 0 && <li className="text-ink-3">and {older} older</li>}
      </List>
      <List empty={reports.length === 0 ? "No supervisor reports it." : undefined} title="Reports">
        {reports.map(({ instance, owner, state }) => (
          <li className="flex flex-wrap items-baseline gap-x-2" key={`${instance} ${owner}`}>
            <span className="mono min-w-0 break-all">{instance}</span>
            <span className="text-ink-2">
              {owner}, {state}
            </span>
          </li>
        ))}
      </List>
      <List
        empty={queues.length === 0 ? "It is coupled to none." : undefined}
        title="Queues it reads"
      >
        {queues.map(({ queue, depth, inFlight }) => (
          <li className="flex flex-wrap items-baseline gap-x-2" key={queue}>
            <span className="mono min-w-0 break-all">{queue}</span>
            {depth === null ? (
              <Badge>depth not reported</Badge>
            ) : (
              <span className="text-ink-2">
                {depth} waiting{inFlight === null ? "" : `, ${inFlight} in hand`}
              </span>
            )}
          </li>
        ))}
      </List>
      <p className="flex flex-col gap-1 whitespace-nowrap">
        <Link
          className="font-medium text-target hover:underline"
          href={itemAddress(program, "worker", item)}
        >
          See its row
        </Link>
        {capability && (
          <Link
            className="font-medium text-target hover:underline"
            href={programAddress(program, "matrix", { capability })}
          >
            {capability}
          </Link>
        )}
      </p>
    </div>
  );
};
