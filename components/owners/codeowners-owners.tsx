"use client";
import { useState } from "react";
import { TeamField } from "@/components/owners/team-field";
import { Badge } from "@/components/ui/badge";
import { ReasonList } from "@/components/ui/reason-list";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import type { CodeownersEffect } from "@/lib/contract/owners";

const count = (rows: number): string => rows.toLocaleString("en-GB");

const lineWords = (at: readonly number[], lines: number): string => {
  const some = at.slice(0, 4).join(", ");
  return `${lines === 1 ? "line" : "lines"} ${some}${lines > 4 ? `, … (${count(lines)})` : ""}`;
};

const summary = ({ lines, sections, unmatched, withoutSource }: CodeownersEffect): string =>
  [
    `${count(lines)} lines${sections.length > 1 ? ` in ${sections.length} sections` : ""}`,
    unmatched > 0 ? `${count(unmatched)} rows whose source file no line fits` : "",
    withoutSource > 0 ? `${count(withoutSource)} rows without a source file` : "",
  ]
    .filter((words) => words !== "")
    .join("; ");

/** Owners that are drawn; a file of 30,000 lines may name thousands. */
const mostDrawn = 200;

/** The owners that a CODEOWNERS file names, with the team that each is here; unknown ones first. */
export const CodeownersOwners = ({
  effect,
  known,
  mayChange,
  onMap,
}: {
  effect: CodeownersEffect;
  known: readonly string[];
  mayChange: boolean;
  onMap: (owner: string, team: string) => void;
}) => {
  const owners = [...effect.owners].sort(
    (one, other) =>
      Number(one.team !== null) - Number(other.team !== null) || other.rows - one.rows,
  );
  const unknown = owners.filter(({ team }) => team === null).length;
  return (
    <>
      <p className="px-4 pb-2.5 text-ink-2">
        {summary(effect)}.{" "}
        {unknown > 0 &&
          `${count(unknown)} ${unknown === 1 ? "owner is" : "owners are"} no team here: their lines give nothing until you say which team they are.`}
      </p>
      {effect.sections.length > 1 && (
        <ul className="flex flex-wrap gap-1.5 px-4 pb-2.5">
          {effect.sections.slice(0, 40).map(({ name, lines }) => (
            <li key={name}>
              <Badge>
                <bdi>{name === "" ? "before any section" : name.slice(0, 60)}</bdi> {count(lines)}
              </Badge>
            </li>
          ))}
        </ul>
      )}
      {effect.faultCount > 0 && (
        <div className="px-4 pb-3">
          <p className="pb-1 font-strong">
            {count(effect.faultCount)} {effect.faultCount === 1 ? "line is" : "lines are"} left out
          </p>
          <ReasonList most={5} reasons={effect.faults} />
        </div>
      )}
      <TableFrame className="max-h-96 rounded-none border-x-0" label="Owners in the file">
        <TableHead>
          <tr>
            <HeadCell className="w-64" pin>
              Owner in the file
            </HeadCell>
            <HeadCell className="w-56">Team here</HeadCell>
            <HeadCell className="w-24" numeric>
              Rows
            </HeadCell>
            <HeadCell>Named in</HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {owners.slice(0, mostDrawn).map(({ owner, team, isNew, rows, lines, at }) => (
            <Row className="h-11" key={owner}>
              <Cell pin>
                <span className="mono block max-w-64 truncate" title={owner}>
                  {owner}
                </span>
              </Cell>
              <Cell>
                <span className="flex items-center gap-2">
                  <OwnerTeam
                    disabled={!mayChange}
                    key={team}
                    known={known}
                    onMap={(next) => onMap(owner, next)}
                    owner={owner}
                    team={team ?? ""}
                  />
                  {isNew && <Badge>new</Badge>}
                </span>
              </Cell>
              <Cell numeric>{count(rows)}</Cell>
              <Cell className="text-ink-2">{lineWords(at, lines)}</Cell>
            </Row>
          ))}
        </tbody>
      </TableFrame>
      {owners.length > mostDrawn && (
        <p className="px-4 py-2.5 text-ink-3">
          The first {mostDrawn} of {count(owners.length)} owners are shown, unknown ones with the
          most rows first.
        </p>
      )}
    </>
  );
};

/** The team that an owner is; it counts when the field is left, not at every key. */
const OwnerTeam = ({
  owner,
  team,
  known,
  disabled,
  onMap,
}: {
  owner: string;
  team: string;
  known: readonly string[];
  disabled: boolean;
  onMap: (team: string) => void;
}) => {
  const [typed, setTyped] = useState(team);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears that the field in it was left
    <span
      onBlur={() => typed.trim() !== team && onMap(typed.trim())}
      onKeyDown={(event) => event.key === "Enter" && typed.trim() !== team && onMap(typed.trim())}
    >
      <TeamField
        disabled={disabled}
        hideLabel
        label={`Team of ${owner}`}
        onChange={setTyped}
        placeholder="no team here"
        teams={known}
        value={typed}
      />
    </span>
  );
};
