import Link from "next/link";
import { ProgressStrip } from "@/components/batches/progress-strip";
import type { BatchAnswer } from "@/lib/client/batch-queries";
import { programAddress } from "@/lib/client/program-address";
import { doneWords } from "@/lib/domain/batch-standing";

/** Whose the rows of a batch are, and how far each team is with its own. */
export const BatchTeams = ({ program, teams }: { program: string; teams: BatchAnswer["teams"] }) =>
  teams.length === 0 ? null : (
    <ul className="mt-3 flex flex-col gap-1.5">
      {teams.map(({ team, counts }) => (
        <li
          className="grid items-center gap-x-3 gap-y-1 sm:grid-cols-[12rem_1fr_8rem]"
          key={team ?? ""}
        >
          <Link
            className="truncate hover:underline"
            href={programAddress(
              program,
              "sign-offs/owners",
              team === null ? { whose: "nobody" } : { team },
            )}
            prefetch={false}
            title={team ?? undefined}
          >
            <bdi>{team ?? "no owner"}</bdi>
          </Link>
          <ProgressStrip counts={counts} label={team ?? "no owner"} />
          <span className="text-ink-2 tabular-nums sm:text-right" title={doneWords(counts)}>
            {counts.done} of {counts.rows}
          </span>
        </li>
      ))}
    </ul>
  );
