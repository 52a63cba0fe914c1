import Link from "next/link";
import { OwnerShareBar } from "@/components/switches/owner-share-bar";
import { Icon } from "@/components/ui/icon";
import { programAddress } from "@/lib/client/program-address";
import type { EnvironmentSummary, ProgramSummary } from "@/lib/contract/programs";

const figure = (count: number): string => count.toLocaleString("en-GB");

/** How many routes of an environment each owner answers; the figures lead to the rows. */
export const EnvironmentLine = ({
  program,
  environment,
}: {
  program: Pick<ProgramSummary, "key" | "owners">;
  environment: EnvironmentSummary;
}) => {
  const { target, canary, legacy } = environment.share;
  const routes = target + canary + legacy;
  const rows = (owner: string) =>
    programAddress(program.key, "matrix", {
      environment: environment.key,
      owner: `${environment.key}:${owner}`,
    });
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link
        prefetch={false}
        className="flex w-28 shrink-0 items-center gap-1.5 font-strong hover:underline"
        href={programAddress(program.key, "matrix", { environment: environment.key })}
      >
        <span className="truncate">{environment.name}</span>
        {environment.isProtected && (
          <span className="text-ink-3" title="Protected">
            <Icon name="lock" size={12} />
            <span className="sr-only">protected</span>
          </span>
        )}
      </Link>
      <OwnerShareBar
        canary={canary}
        className="min-w-24 max-w-72 flex-1"
        legacy={legacy}
        target={target}
        words={program.owners}
      />
      <span className="w-full text-ink-2 sm:w-52">
        {routes === 0 ? (
          <span className="text-ink-3">no routes yet</span>
        ) : (
          <>
            <Link prefetch={false} className="hover:underline" href={rows(program.owners.target)}>
              {target === 0 ? "none" : figure(target)} of {figure(routes)} on{" "}
              {program.owners.target}
            </Link>
            {canary > 0 && (
              <>
                {", "}
                <Link prefetch={false} className="hover:underline" href={rows("canary")}>
                  {figure(canary)} in a canary
                </Link>
              </>
            )}
          </>
        )}
      </span>
    </div>
  );
};
