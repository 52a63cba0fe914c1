"use client";
import type { ReactNode } from "react";
import { EmptyRow } from "@/components/people/empty-row";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import type { TeamView } from "@/lib/contract/teams";

const Members = ({ team }: { team: TeamView }) => {
  const active = team.members.filter(({ isActive }) => isActive);
  if (active.length === 0) return <span className="font-strong">nobody</span>;
  return active.map(({ name }) => name).join(", ");
};

/** Teams with who is in them, which groups give it, and what they own. */
export const TeamTable = <Team extends TeamView>({
  teams,
  empty,
  act,
}: {
  teams: readonly Team[];
  empty: ReactNode;
  /** What can be done with a team. */
  act: (team: Team) => ReactNode;
}) => (
  <TableFrame label="Teams">
    <TableHead>
      <tr>
        <HeadCell pin>Team</HeadCell>
        <HeadCell>People</HeadCell>
        <HeadCell>Groups</HeadCell>
        <HeadCell>Owns</HeadCell>
        <HeadCell>
          <span className="sr-only">Change</span>
        </HeadCell>
      </tr>
    </TableHead>
    <tbody>
      {teams.map((team) => (
        <Row key={team.key}>
          <Cell pin>
            <span className="mono font-strong">{team.key}</span>
            {team.name !== team.key && <span className="text-ink-2"> {team.name}</span>}
          </Cell>
          <Cell>
            <Members team={team} />
          </Cell>
          <Cell className="mono text-ink-2">{team.groups.join(", ") || "–"}</Cell>
          <Cell className="text-ink-2">
            {team.rows.map(({ program, count }) => `${count} of ${program}`).join(", ") || "–"}
          </Cell>
          <Cell>{act(team)}</Cell>
        </Row>
      ))}
      {teams.length === 0 && (
        <EmptyRow columns={5} title="No team yet">
          {empty}
        </EmptyRow>
      )}
    </tbody>
  </TableFrame>
);
