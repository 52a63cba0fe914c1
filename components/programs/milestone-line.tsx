import Link from "next/link";
import { classNames } from "@/components/ui/class-names";
import { dayWords } from "@/components/ui/relative-time";
import { programAddress } from "@/lib/client/program-address";
import type { ProgramReadiness } from "@/lib/contract/overview";

const stateWords = {
  open: "open",
  go: "go",
  "conditional-go": "conditional go",
  "no-go": "no-go",
  reopened: "reopened",
} as const;

/** Every milestone in order with its state and date; the next one stands out. */
export const MilestoneLine = ({
  program,
  milestones,
  next,
  now,
}: {
  program: string;
  milestones: ProgramReadiness["milestones"];
  next: string | null;
  now: number;
}) => (
  <ol aria-label="Milestones" className="mb-3.5 flex flex-wrap gap-x-5 gap-y-1">
    {milestones.map(({ key, title, state, targetAt, isLate }) => (
      <li key={key}>
        <Link
          aria-current={key === next ? "step" : undefined}
          className={classNames(
            "inline-flex items-baseline gap-1.5 hover:underline",
            key === next ? "font-strong text-ink" : "text-ink-2",
          )}
          href={programAddress(program, `milestones/${encodeURIComponent(key)}`)}
          prefetch={false}
          title={title}
        >
          {key}
          <span
            className={classNames(
              "font-normal text-sm",
              state === "go" || state === "conditional-go"
                ? "text-pass"
                : state === "open"
                  ? isLate
                    ? "text-fail"
                    : "text-ink-3"
                  : "text-fail",
            )}
          >
            {state === "open"
              ? targetAt === null
                ? "no date"
                : dayWords(targetAt, now)
              : stateWords[state]}
          </span>
        </Link>
      </li>
    ))}
  </ol>
);
