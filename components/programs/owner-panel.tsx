import Link from "next/link";
import { OwnerBadge } from "@/components/switches/owner-badge";
import { OwnerShareBar } from "@/components/switches/owner-share-bar";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { programAddress } from "@/lib/client/program-address";
import type { ProgramOverview } from "@/lib/contract/overview";
import type { EnvironmentSummary, ProgramSummary } from "@/lib/contract/programs";
import { countWords } from "@/lib/domain/inventory-words";

type Standing = ProgramOverview["environments"][number];

const deliveryWords = ({ delivery }: Standing): string => {
  if (delivery.of === 0) return "nobody listens";
  return `sent to ${delivery.sentTo} of ${delivery.of} connected ${delivery.of === 1 ? "client" : "clients"}`;
};

/** Who answers in each environment, as the switches say; every figure leads to its rows. */
export const OwnerPanel = ({
  program,
  overview,
}: {
  program: ProgramSummary;
  overview: ProgramOverview;
}) => (
  <Panel flush title="Who owns what">
    <ul>
      {program.environments.map((environment) => (
        <OwnerLine
          environment={environment}
          key={environment.key}
          program={program}
          standing={overview.environments.find(({ key }) => key === environment.key)}
        />
      ))}
    </ul>
  </Panel>
);

const OwnerLine = ({
  program,
  environment,
  standing,
}: {
  program: ProgramSummary;
  environment: EnvironmentSummary;
  standing: Standing | undefined;
}) => {
  const { share } = environment;
  const rows = (kind: string, owner: string) =>
    programAddress(program.key, "matrix", {
      environment: environment.key,
      kind,
      owner: `${environment.key}:${owner}`,
    });
  const { legacy, target } = program.owners;
  const workers = standing?.workers ?? { legacy: 0, target: 0, off: 0 };
  const parts = [
    { kind: "route", owner: target, count: share.target, side: "target" as const },
    { kind: "route", owner: "canary", count: share.canary, side: "target" as const },
    { kind: "route", owner: legacy, count: share.legacy, side: "legacy" as const },
    { kind: "worker", owner: target, count: workers.target, side: "target" as const },
    { kind: "worker", owner: legacy, count: workers.legacy, side: "legacy" as const },
    { kind: "worker", owner: "off", count: workers.off, side: "off" as const },
  ].filter(({ count }) => count > 0);
  return (
    <li className="flex flex-col gap-2 border-line-soft border-t px-4 py-3">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <Link
          prefetch={false}
          className="inline-flex items-center gap-1.5 font-strong hover:underline"
          href={programAddress(program.key, "switches", { environment: environment.key })}
        >
          {environment.name}
          {environment.isProtected && (
            <>
              <Icon name="lock" size={12} />
              <span className="sr-only">protected</span>
            </>
          )}
        </Link>
        <span className="text-ink-3">
          v{environment.version}
          {standing && `, ${deliveryWords(standing)}`}
        </span>
        {environment.force.length > 0 && (
          <span className="inline-flex items-center gap-1 font-strong text-fail">
            <Icon name="warning" size={13} />
            force on
          </span>
        )}
      </div>
      <OwnerShareBar {...share} className="h-2 w-full" words={program.owners} />
      <ul className="flex flex-wrap gap-x-5 gap-y-1">
        {parts.map(({ kind, owner, count, side }) => (
          <li key={`${kind} ${owner}`}>
            <Link
              prefetch={false}
              className="inline-flex items-center gap-1.5 hover:underline"
              href={rows(kind, owner)}
            >
              <span className="text-ink-2">{countWords(count, kind)}</span>
              {owner === "canary" ? (
                <span className="inline-flex items-center gap-1.5 font-strong text-target">
                  <i
                    aria-hidden="true"
                    className="h-2 w-4 rounded-full bg-[repeating-linear-gradient(115deg,var(--target-bar)_0_3px,var(--legacy-bar)_3px_6px)]"
                  />
                  in a canary
                </span>
              ) : (
                <OwnerBadge side={side} word={owner} />
              )}
            </Link>
          </li>
        ))}
      </ul>
    </li>
  );
};
