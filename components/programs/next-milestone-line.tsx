import Link from "next/link";
import { verdictLook } from "@/components/programs/readiness-words";
import { classNames } from "@/components/ui/class-names";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import type { NextMilestone } from "@/lib/contract/programs";

/** A program's next milestone as it reads: `M0: No-go, 6 of 17 criteria hold, planned in 6 d`. */
export const NextMilestoneLine = ({ program, next }: { program: string; next: NextMilestone }) => {
  const { word, ink } = verdictLook[next.verdict];
  return (
    <p className="text-ink-2">
      <Link
        className="hover:underline"
        href={programAddress(program)}
        prefetch={false}
        title={next.title}
      >
        {next.key}: <strong className={classNames("font-bold", ink)}>{word}</strong>, {next.holding}{" "}
        of {next.criteria} criteria hold
      </Link>
      {next.targetAt !== null && (
        <>
          , planned{" "}
          <span className={next.isLate ? "text-fail" : undefined}>
            <Time iso={next.targetAt} />
          </span>
        </>
      )}
    </p>
  );
};
