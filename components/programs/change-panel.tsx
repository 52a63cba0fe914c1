import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import type { ProgramOverview } from "@/lib/contract/overview";

/** The newest accepted changes of owners, over all environments. */
export const ChangePanel = ({
  program,
  changes,
}: {
  program: string;
  changes: ProgramOverview["changes"];
}) => (
  <Panel
    action={
      <Link
        prefetch={false}
        className="text-target hover:underline"
        href={programAddress(program, "switches")}
      >
        All changes
      </Link>
    }
    flush
    title="Last changes"
  >
    <ul>
      {changes.map((change) => (
        <li
          className="flex flex-col gap-0.5 border-line-soft border-t px-4 py-2"
          key={`${change.environment} ${change.version}`}
        >
          <div className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
            <span className="min-w-0 flex-1 basis-48">{change.says}</span>
            <Badge tone={change.kind === "force" ? "red" : undefined}>{change.kind}</Badge>
          </div>
          <p className="text-ink-3">
            <Link
              prefetch={false}
              className="hover:underline"
              href={programAddress(program, "switches", { environment: change.environment })}
            >
              {change.environment} v{change.version}
            </Link>
            {", "}
            {change.by}, <Time iso={change.at} />: {change.reason}
          </p>
        </li>
      ))}
      {changes.length === 0 && (
        <li className="border-line-soft border-t px-4 py-3 text-ink-2">
          Nothing was flipped yet: every owner is as it began.
        </li>
      )}
    </ul>
  </Panel>
);
