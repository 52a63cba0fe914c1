import { TeamName } from "@/components/owners/team-name";
import { classNames } from "@/components/ui/class-names";
import type { OwnersOverview } from "@/lib/contract/owners";

type Team = OwnersOverview["teams"][number];

const rowsWord = (rows: number): string =>
  `${rows.toLocaleString("en-GB")} ${rows === 1 ? "row" : "rows"}`;

const sayTeam = ({ team, rows, done, members }: Team): string =>
  `${team}: ${rowsWord(rows)}, ${done.toLocaleString("en-GB")} verified${members === 0 ? ", nobody in the team" : ""}`;

/** Where the rows of a team come from, for whoever asks. */
const sources = (team: Team): string =>
  [
    [team.import, "by the sources"],
    [team.codeowners, "by CODEOWNERS"],
    [team.rule, "by rule"],
    [team.hand, "by hand"],
  ]
    .filter(([rows]) => rows !== 0)
    .map(([rows, words]) => `${rows?.toLocaleString("en-GB")} ${words}`)
    .join(", ");

const Bar = ({ part, of, className }: { part: number; of: number; className: string }) => (
  <span className={classNames("h-full", className)} style={{ width: `${(part / of) * 100}%` }} />
);

/** Who owns how many rows, the longest first, and how much of it is verified; pressing one shows its rows. */
export const OwnerBars = ({
  overview,
  chosen,
  onChoose,
}: {
  overview: OwnersOverview;
  /** A team, `null` for nobody, `undefined` where all rows are shown. */
  chosen: string | null | undefined;
  onChoose: (team: string | null | undefined) => void;
}) => {
  const most = Math.max(1, overview.unowned, ...overview.teams.map(({ rows }) => rows));
  return (
    <ul className="max-h-[26rem] overflow-y-auto py-1">
      {overview.unowned > 0 && (
        <li>
          <button
            aria-label={`No owner: ${rowsWord(overview.unowned)}`}
            aria-pressed={chosen === null}
            className={classNames(
              "grid w-full grid-cols-[minmax(0,9rem)_minmax(0,1fr)_4rem] items-center gap-3 px-4 py-1.5 text-left hover:bg-rail sm:grid-cols-[13rem_minmax(0,1fr)_4rem]",
              chosen === null && "bg-rail",
            )}
            onClick={() => onChoose(chosen === null ? undefined : null)}
            type="button"
          >
            <span className="font-strong">No owner</span>
            <span className="flex h-2.5">
              <Bar
                className="rounded-sm border border-unknown border-dashed"
                of={most}
                part={overview.unowned}
              />
            </span>
            <span className="text-right tabular-nums">
              {overview.unowned.toLocaleString("en-GB")}
            </span>
          </button>
        </li>
      )}
      {overview.teams.map((team) => (
        <li key={team.team}>
          <button
            aria-label={sayTeam(team)}
            aria-pressed={chosen === team.team}
            className={classNames(
              "grid w-full grid-cols-[minmax(0,9rem)_minmax(0,1fr)_4rem] items-center gap-3 px-4 py-1.5 text-left hover:bg-rail sm:grid-cols-[13rem_minmax(0,1fr)_4rem]",
              chosen === team.team && "bg-rail",
            )}
            onClick={() => onChoose(chosen === team.team ? undefined : team.team)}
            title={sources(team)}
            type="button"
          >
            <span className="min-w-0">
              <TeamName className={chosen === team.team ? "font-strong" : ""} team={team.team} />
              {team.members === 0 && (
                <span className="block text-ink-3 text-sm sm:hidden">nobody in it to sign</span>
              )}
            </span>
            <span className="flex min-w-0 items-center gap-2">
              <span
                className="flex h-2.5 min-w-px overflow-hidden rounded-sm"
                style={{ width: `${(team.rows / most) * 100}%` }}
              >
                <Bar className="bg-pass" of={team.rows} part={team.done} />
                <Bar className="bg-ink-3/25" of={team.rows} part={team.rows - team.done} />
              </span>
              {team.members === 0 && (
                <span className="hidden whitespace-nowrap text-ink-3 text-sm sm:inline">
                  nobody in it to sign
                </span>
              )}
            </span>
            <span className="text-right tabular-nums">{team.rows.toLocaleString("en-GB")}</span>
          </button>
        </li>
      ))}
    </ul>
  );
};
