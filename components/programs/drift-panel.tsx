import Link from "next/link";
import { Mark } from "@/components/ui/mark";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { DriftView } from "@/lib/contract/overview";

const words = { fail: "fails now", unknown: "not known any more" } as const;

/** What held and does not any more. */
export const DriftPanel = ({ drift }: { drift: readonly DriftView[] }) => (
  <Panel flush title="Drift">
    <ul>
      {drift.map((line) => {
        const { state } = line;
        return (
          <li key={`${line.kind} ${line.environment} ${line.key}`}>
            <Link
              className="grid grid-cols-[1.125rem_minmax(0,1fr)] gap-x-2.5 border-line-soft border-t px-4 py-2 hover:bg-line-soft"
              href={line.link}
              prefetch={false}
            >
              <Mark kind={state} label={words[state]} />
              <span className="line-clamp-2">{line.says}</span>
              <span className="col-start-2 line-clamp-2 text-ink-3 text-sm" title={line.detail}>
                {line.detail}
                {line.since !== null && (
                  <>
                    {", "}
                    <Time iso={line.since} />
                  </>
                )}
              </span>
            </Link>
          </li>
        );
      })}
      {drift.length === 0 && (
        <li className="border-line-soft border-t px-4 py-2.5 text-ink-2">
          Nothing that held has stopped holding.
        </li>
      )}
    </ul>
  </Panel>
);
