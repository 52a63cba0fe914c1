import {
  type ForceInEffect,
  forceScopeWords,
  isForceOver,
} from "@/components/switches/force-words";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Time } from "@/components/ui/time";

/** Across every page while anything is forced: what, where, who, since when, until when and why. */
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
}) => (
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
            <p className="wrap-anywhere min-w-0 flex-1">
              <span className="font-strong">
                {legacy} is forced for {what}
              </span>{" "}
              by {force.by}, <Time iso={force.since} />
              {force.until ? (
                <>
                  , to end <Time iso={force.until} />
                  {isForceOver(force, Date.now()) && " but not yet lifted by a second person"}
                </>
              ) : (
                ", until it is lifted"
              )}
              : {force.reason}
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
