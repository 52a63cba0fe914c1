import Link from "next/link";
import { dueWords } from "@/components/programs/readiness-words";
import { classNames } from "@/components/ui/class-names";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import type { NeedView, OpenBlockerView, ProgramReadiness } from "@/lib/contract/overview";

/** Lines that the panel has room for; the rest opens beneath them. */
const listed = 6;

/** What holds rows, and what waits for the reader: by role, by team, by name. */
export const NeedsPanel = ({
  program,
  needs,
  blockers,
  now,
}: {
  program: string;
  needs: ProgramReadiness["needs"];
  blockers: ProgramReadiness["blockers"];
  now: number;
}) => {
  const room = Math.max(2, listed - blockers.open.length);
  const [first, rest] = [needs.slice(0, room), needs.slice(room)];
  return (
    <Panel
      action={
        blockers.total > 0 && (
          <Link
            className="text-ink-2 text-sm hover:underline"
            href={programAddress(program, "blockers")}
            prefetch={false}
          >
            {blockers.total} {blockers.total === 1 ? "blocker holds" : "blockers hold"}{" "}
            {blockers.rows.toLocaleString("en-GB")} of {blockers.of.toLocaleString("en-GB")} rows
          </Link>
        )
      }
      flush
      title="Needs you"
    >
      <ul>
        {blockers.open.map((blocker) => (
          <BlockerLine blocker={blocker} key={blocker.number} />
        ))}
        {first.map((need) => (
          <NeedLine key={`${need.kind} ${need.key}`} need={need} now={now} />
        ))}
        {rest.length > 0 && (
          <li className="border-line-soft border-t">
            <details>
              <summary className="cursor-pointer px-4 py-2 text-ink-2 hover:bg-line-soft">
                {rest.length} more
              </summary>
              <ul>
                {rest.map((need) => (
                  <NeedLine key={`${need.kind} ${need.key}`} need={need} now={now} />
                ))}
              </ul>
            </details>
          </li>
        )}
        {needs.length === 0 && (
          <li className="border-line-soft border-t px-4 py-2.5 text-ink-2">
            {blockers.total === 0 ? "Nothing waits for you." : "Nothing else waits for you."}
          </li>
        )}
      </ul>
    </Panel>
  );
};

const lineClass =
  "grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-line-soft border-t px-4 py-1.75 hover:bg-line-soft";

const BlockerLine = ({ blocker }: { blocker: OpenBlockerView }) => (
  <li>
    <Link className={lineClass} href={blocker.link} prefetch={false}>
      <span className="truncate" title={blocker.text}>
        <span className="font-strong">Blocker:</span> {blocker.text}
      </span>
      <span className="whitespace-nowrap font-strong text-fail">
        holds {blocker.rows.toLocaleString("en-GB")}
      </span>
      <span className="col-span-2 truncate text-ink-3 text-sm">
        {blocker.owner ?? "nobody named"}, <Time iso={blocker.since} />
      </span>
    </Link>
  </li>
);

const NeedLine = ({ need, now }: { need: NeedView; now: number }) => {
  const due = dueWords(need, now);
  return (
    <li>
      <Link className={lineClass} href={need.link} prefetch={false}>
        <span className="truncate" title={need.says}>
          {need.says}
        </span>
        <span className="whitespace-nowrap text-right text-target">{need.action}</span>
        <span className="truncate text-ink-3 text-sm" title={need.detail}>
          {need.detail}
        </span>
        {due && (
          <span
            className={classNames(
              "whitespace-nowrap text-right text-sm",
              need.isLate ? "font-strong text-fail" : "text-ink-3",
            )}
          >
            {due}
          </span>
        )}
      </Link>
    </li>
  );
};
