import Link from "next/link";
import { EnvironmentLine } from "@/components/programs/environment-line";
import { NextMilestoneLine } from "@/components/programs/next-milestone-line";
import { ProgramNeeds } from "@/components/programs/program-needs";
import { ProgramStatus } from "@/components/programs/program-status";
import { OwnerBadge } from "@/components/switches/owner-badge";
import { Icon } from "@/components/ui/icon";
import { programAddress } from "@/lib/client/program-address";
import type { ListedProgram } from "@/lib/contract/programs";

/** One program of the list: how far each environment is, what it holds, what needs attention. */
export const ProgramRow = ({ program }: { program: ListedProgram }) => (
  <article
    aria-labelledby={`program-${program.key}`}
    className="grid gap-x-8 gap-y-3.5 rounded-xl border bg-panel px-4 py-3.5 rail:grid-cols-[minmax(0,17rem)_minmax(0,1fr)_minmax(0,15rem)]"
  >
    <div className="flex min-w-0 flex-col gap-1.5">
      <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1" id={`program-${program.key}`}>
        <Link
          prefetch={false}
          className="font-bold text-lg tracking-[-0.01em] hover:text-target hover:underline"
          href={programAddress(program.key)}
        >
          {program.name}
        </Link>
        <span className="mono font-normal text-ink-3 text-sm">{program.key}</span>
        <ProgramStatus status={program.status} />
      </h2>
      <p className="flex items-center gap-2">
        <OwnerBadge side="legacy" word={program.owners.legacy} />
        <span className="text-ink-3">
          <Icon name="arrow-right" size={13} />
          <span className="sr-only">to</span>
        </span>
        <OwnerBadge side="target" word={program.owners.target} />
      </p>
      {program.description && <p className="line-clamp-2 text-ink-2">{program.description}</p>}
      {program.statusNote && <p className="text-ink-2">{program.statusNote}</p>}
      {program.next && <NextMilestoneLine next={program.next} program={program.key} />}
    </div>
    <ul className="flex min-w-0 flex-col gap-2.5 rail:pt-1">
      {program.environments.map((environment) => (
        <li key={environment.key}>
          <EnvironmentLine environment={environment} program={program} />
        </li>
      ))}
    </ul>
    <ProgramNeeds program={program} />
  </article>
);
