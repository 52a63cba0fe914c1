import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Time } from "@/components/ui/time";
import type { EnvironmentSummary } from "@/lib/contract/programs";

export type ForceInEffect = EnvironmentSummary["force"][number] & {
  readonly environment: { readonly key: string; readonly name: string };
};

/** What a force covers: `everything`, `family registry-v2`. */
export const forceScopeWords = ({ scope, key }: Pick<ForceInEffect, "scope" | "key">): string =>
  scope === "program" ? "everything" : `${scope} ${key}`;

/** Across every page while anything is forced: what, where, who, since when and why. */
export const ForceBand = ({
  forces,
  legacy,
  onLift,
}: {
  forces: readonly ForceInEffect[];
  /** The program's word for the legacy owner. */
  legacy: string;
  /** Left out for whoever may not lift. */
  onLift?: (force: ForceInEffect) => void;
}) =>
  forces.length === 0 ? null : (
    <div className="bg-danger px-4 py-1.5 text-on-fill sm:px-5" role="alert">
      <ul className="flex max-h-40 flex-col gap-1 overflow-y-auto">
        {forces.map((force) => {
          const what = `${forceScopeWords(force)} in ${force.environment.name.toLowerCase()}`;
          return (
            <li
              className="flex items-center gap-x-3"
              key={`${force.environment.key} ${force.scope} ${force.key}`}
            >
              <Icon name="warning" size={14} />
              <p className="min-w-0 flex-1">
                <span className="font-strong">
                  {legacy} is forced for {what}
                </span>{" "}
                by {force.by}, <Time iso={force.since} />: {force.reason}
              </p>
              {onLift && (
                <Button
                  aria-label={`Lift the force on ${what}`}
                  onClick={() => onLift(force)}
                  size="sm"
                >
                  Lift
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
