import Link from "next/link";
import {
  actionWords,
  type Criterion,
  holdingWords,
  type Milestone,
  ownerWords,
  verdictLook,
} from "@/components/programs/readiness-words";
import { classNames } from "@/components/ui/class-names";
import { Mark } from "@/components/ui/mark";
import { Panel } from "@/components/ui/panel";
import { StateStrip, type StripTone } from "@/components/ui/state-strip";
import { programAddress } from "@/lib/client/program-address";
import type { ProgramReadiness } from "@/lib/contract/overview";
import { programGateWords } from "@/lib/domain/program-gate-state";

/** Criteria that the overview has room for; the milestone's page has them all. */
const listed = 10;

const stateWords = { pass: "holds", fail: "does not hold", unknown: "unknown" } as const;

/** The next milestone as it reads: the verdict in a word, what is missing and whose, the gates beneath. */
export const ReadinessPanel = ({
  program,
  milestone,
  gates,
  now,
}: {
  program: string;
  milestone: Milestone;
  gates: ProgramReadiness["gates"];
  now: number;
}) => {
  const { summary, criteria } = milestone;
  const { word, ink } = verdictLook[summary.readiness.verdict];
  const address = programAddress(program, `milestones/${encodeURIComponent(summary.key)}`);
  const rest = criteria.length - listed;
  return (
    <section
      aria-label={`Readiness of ${summary.key}`}
      className="flex min-w-0 flex-col rounded-xl border bg-panel px-4 pt-3.5 pb-3"
    >
      <p className="mb-2.5 flex flex-wrap items-baseline gap-x-3.5 gap-y-0.5 border-line-soft border-b pb-3">
        <strong className={classNames("font-bold text-2xl tracking-[-0.02em]", ink)}>{word}</strong>
        <span className="text-ink-2">{holdingWords(summary.readiness)}</span>
      </p>
      {summary.state === "reopened" && (
        <p className="mb-2 text-fail">Reopened: {summary.stateBecause}</p>
      )}
      <ul className="flex flex-col">
        {criteria.slice(0, listed).map((criterion) => (
          <CriterionLine address={address} criterion={criterion} key={criterion.key} now={now} />
        ))}
      </ul>
      {rest > 0 && (
        <Link
          className="mt-1 ml-7.5 w-fit text-ink-3 hover:underline"
          href={address}
          prefetch={false}
        >
          {rest} more {rest === 1 ? "criterion" : "criteria"}
        </Link>
      )}
      {gates.length > 0 && (
        <div className="mt-auto pt-3">
          <GateStrip gates={gates} program={program} />
        </div>
      )}
    </section>
  );
};

const CriterionLine = ({
  criterion,
  address,
  now,
}: {
  criterion: Criterion;
  address: string;
  now: number;
}) => {
  const { state, title, because, link, isLate, isMine } = criterion;
  return (
    <li className="grid grid-cols-[1.125rem_minmax(0,1fr)_auto] items-baseline gap-x-3 py-[3px] sm:grid-cols-[1.125rem_minmax(0,1fr)_12rem_6.5rem]">
      <Mark kind={state} label={stateWords[state]} />
      <span className="min-w-0">
        <span className="line-clamp-2 sm:line-clamp-1" title={`${title}. ${because}`}>
          {title}
        </span>
      </span>
      <span
        className={classNames(
          "order-last col-span-2 col-start-2 truncate text-sm sm:order-none sm:col-span-1 sm:col-start-auto sm:text-base",
          isLate ? "text-fail" : "text-ink-3",
          isMine && "font-strong",
        )}
      >
        {ownerWords(criterion, now)}
        {isMine && <span className="sr-only"> (yours)</span>}
      </span>
      <Link
        aria-label={`${actionWords(criterion)}: ${title}`}
        className="text-right text-target hover:underline"
        href={link ?? address}
        prefetch={false}
      >
        {actionWords(criterion)}
      </Link>
    </li>
  );
};

const tones: Record<"pass" | "fail" | "unknown", StripTone> = {
  pass: "pass",
  fail: "fail",
  unknown: "unknown",
};

/** Where no milestone is asked after: the gates alone. */
export const GatesPanel = ({
  program,
  gates,
}: {
  program: string;
  gates: ProgramReadiness["gates"];
}) => (
  <Panel title="Program gates">
    {gates.length > 0 ? (
      <GateStrip gates={gates} program={program} />
    ) : (
      <p className="text-ink-2">
        No milestone and no gate yet.{" "}
        <Link
          className="text-target hover:underline"
          href={programAddress(program, "milestones")}
          prefetch={false}
        >
          Say what has to hold
        </Link>
        , or bring a table of them with an import.
      </p>
    )}
  </Panel>
);

/** The program's own gates, a box each. */
const GateStrip = ({ program, gates }: { program: string; gates: ProgramReadiness["gates"] }) => (
  <StateStrip
    cells={gates.map(({ key, title, state, owner, isLate }) => {
      const words = programGateWords(state);
      return {
        key,
        tone: state === "pending" ? "none" : tones[words.verdict],
        label: `${key} ${title}: ${words.title.toLowerCase()}${owner ? `, ${owner}` : ""}${isLate ? ", late" : ""}`,
        href: programAddress(program, `gates/program/${encodeURIComponent(key)}`),
      };
    })}
    label="Program gates"
  />
);
