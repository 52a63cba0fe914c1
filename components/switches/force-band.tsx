import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import { Time } from "@/components/ui/time";

export type ForceInEffect = {
  environment: string;
  scope: "program" | "family" | "capability";
  key: string | null;
  reason: string;
  by: string;
  since: string;
};

/** Across every page while anything is forced: what, where, who, since when and why. */
export const ForceBand = ({
  forces,
  legacy,
  action,
}: {
  forces: readonly ForceInEffect[];
  /** The program's word for the legacy owner. */
  legacy: string;
  action?: ReactNode;
}) =>
  forces.length === 0 ? null : (
    <div
      className="flex flex-wrap items-center gap-x-4 gap-y-1 bg-danger px-4 py-2 text-on-fill sm:px-5"
      role="alert"
    >
      <ul className="flex min-w-0 flex-1 basis-64 flex-col gap-0.5">
        {forces.map((force) => (
          <li
            className="flex flex-wrap items-center gap-x-2"
            key={`${force.environment} ${force.scope} ${force.key}`}
          >
            <Icon name="warning" size={14} />
            <span className="font-strong">
              {force.scope === "program" ? "Everything" : `${force.scope} ${force.key}`} forced to{" "}
              {legacy} in {force.environment}
            </span>
            <span>
              by {force.by}, <Time iso={force.since} />: {force.reason}
            </span>
          </li>
        ))}
      </ul>
      {action}
    </div>
  );
