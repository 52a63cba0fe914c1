import { TeamName } from "@/components/owners/team-name";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { Panel } from "@/components/ui/panel";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import type { OwnerEffect } from "@/lib/contract/owners";

const count = (rows: number): string => rows.toLocaleString("en-GB");

/** What an assignment would do: each team that wins or loses rows, and the rows that change hands. */
export const OwnerEffectView = ({
  effect,
  isStale = false,
}: {
  effect: OwnerEffect;
  /** What it was read from is being changed. */
  isStale?: boolean;
}) => {
  const moved = effect.teams.filter(({ before, after, isNew }) => before !== after || isNew);
  return (
    <Panel
      className={classNames(isStale && "opacity-60")}
      flush
      title={
        effect.changed === 0
          ? "No row would change hands"
          : `${count(effect.changed)} ${effect.changed === 1 ? "row changes" : "rows change"} hands`
      }
    >
      {moved.length > 0 && (
        <ul className="flex flex-wrap gap-x-6 gap-y-1.5 px-4 pb-3">
          {moved.map(({ team, before, after, isNew }) => (
            <li className="flex min-w-0 max-w-full items-baseline gap-2" key={team ?? ""}>
              <TeamName className="max-w-60" team={team} />
              <span className="whitespace-nowrap text-ink-2 tabular-nums">
                {count(before)} → {count(after)}
              </span>
              {isNew && <Badge>new team</Badge>}
            </li>
          ))}
        </ul>
      )}
      {effect.rows.length > 0 && (
        <TableFrame
          className="max-h-96 rounded-t-none border-x-0 border-b-0"
          label="Rows that change hands"
        >
          <TableHead>
            <tr>
              <HeadCell className="w-36" pin>
                Row
              </HeadCell>
              <HeadCell className="w-72">What</HeadCell>
              <HeadCell className="w-44">Before</HeadCell>
              <HeadCell className="w-44">After</HeadCell>
              <HeadCell>Why</HeadCell>
            </tr>
          </TableHead>
          <tbody>
            {effect.rows.map((row) => (
              <Row key={`${row.kind}:${row.key}`}>
                <Cell pin>
                  <span className="mono block max-w-44 truncate" title={row.key}>
                    {row.key}
                  </span>
                </Cell>
                <Cell>
                  <bdi className="block max-w-72 truncate" title={row.title}>
                    {row.title}
                  </bdi>
                </Cell>
                <Cell>
                  <TeamName className="max-w-44 text-ink-2" team={row.before} />
                </Cell>
                <Cell>
                  <TeamName className="max-w-44" team={row.after} />
                </Cell>
                <Cell>
                  <span className="block max-w-80 truncate text-ink-2" title={row.why.says}>
                    {row.why.says}
                  </span>
                </Cell>
              </Row>
            ))}
          </tbody>
        </TableFrame>
      )}
      {effect.changed > effect.rows.length && (
        <p className="px-4 py-2.5 text-ink-3">
          The first {count(effect.rows.length)} of {count(effect.changed)} are shown.
        </p>
      )}
    </Panel>
  );
};
