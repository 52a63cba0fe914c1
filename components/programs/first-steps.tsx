import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { programAddress } from "@/lib/client/program-address";
import type { ProgramSummary } from "@/lib/contract/programs";

/** What to do with an empty program, in three steps. */
export const FirstSteps = ({ program, origin }: { program: ProgramSummary; origin: string }) => {
  const [environment] = program.environments;
  const curl = `curl -N -H "authorization: Bearer $SIGNALBOX_TOKEN" ${origin}/plane/v1/${program.key}/${environment?.key ?? "staging"}/stream`;
  const mayImport = program.may.includes("inventory:import");
  return (
    <Panel flush title="Three steps to the first flip">
      <ol>
        <Step number={1} title="Bring your inventory">
          <p>
            Upload the trackers you have, as CSV or Markdown tables: routes, workers, queues. You
            see what they would create, and where they contradict each other, before anything is
            written.
          </p>
          {mayImport ? (
            <Link
              prefetch={false}
              className={buttonClass({ variant: "primary" })}
              href={programAddress(program.key, "imports")}
            >
              Import trackers
            </Link>
          ) : (
            <p className="text-ink-3">A manager or an engineer of this program can import.</p>
          )}
        </Step>
        <Step number={2} title="Choose environments">
          <p>
            This program has {program.environments.map(({ name }) => name).join(", ")}. Each has
            switches and versions of its own, and starts with every owner on {program.owners.legacy}
            .
          </p>
          <Link
            prefetch={false}
            className={buttonClass()}
            href={programAddress(program.key, "settings")}
          >
            Settings
          </Link>
        </Step>
        <Step number={3} title="Connect a gateway">
          <p>
            Make a token with the scope plane in the settings, then follow the stream. What is
            flipped here arrives there.
          </p>
          <div className="flex max-w-full items-center gap-2 rounded-md border bg-rail py-1 pr-1 pl-2.5">
            <code className="mono min-w-0 overflow-x-auto whitespace-nowrap">{curl}</code>
            <CopyButton label="Copy the command" text={curl} />
          </div>
        </Step>
      </ol>
    </Panel>
  );
};

const Step = ({
  number,
  title,
  children,
}: {
  number: number;
  title: string;
  children: ReactNode;
}) => (
  <li className="flex gap-3.5 border-line-soft border-t px-4 py-4">
    <span className="grid size-6 shrink-0 place-items-center rounded-full border font-bold text-ink-2 text-sm">
      {number}
    </span>
    <div className="flex min-w-0 max-w-2xl flex-col items-start gap-2">
      <h3 className="pt-0.5 font-strong">{title}</h3>
      {children}
    </div>
  </li>
);
