import { classNames } from "@/components/ui/class-names";

/**
 * A team's name as its source writes it: set apart from the text around it, so that marks of direction
 * in it turn nothing else about, and cut where it does not fit.
 */
export const TeamName = ({ team, className }: { team: string | null; className?: string }) =>
  team === null ? (
    <span className={classNames("text-ink-3", className)}>no owner</span>
  ) : (
    <bdi className={classNames("block min-w-0 truncate", className)} title={team}>
      {team}
    </bdi>
  );
