"use client";
import { GrantWords } from "@/components/people/grant-words";
import { PersonName } from "@/components/people/person-name-cell";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { PersonAccess } from "@/lib/contract/access";
import type { Role } from "@/lib/domain/permissions";

type Did = PersonAccess["did"];

/** What somebody did, by the permission that it took. */
export const DidWords = ({ did }: { did: Did }) => {
  if (did.length === 0) return <span className="text-ink-3">nothing</span>;
  return (
    <ul>
      {did.map(({ permission, accepted, denied }) => (
        <li className="whitespace-nowrap" key={permission}>
          <span className="mono">{permission}</span> {accepted}
          {denied > 0 && <span className="text-fail"> refused {denied}</span>}
        </li>
      ))}
    </ul>
  );
};

const RoleLine = ({
  held,
  onTake,
}: {
  held: PersonAccess["roles"][number];
  onTake: (() => void) | null;
}) => (
  <li className="flex flex-wrap items-baseline gap-x-2">
    <Badge tone="grey">{held.role}</Badge>
    {held.everywhere && <span className="text-ink-2">in every program</span>}
    <GrantWords by={held.by} since={held.since} source={held.source} />
    {held.canBeUsed && held.lastUsedAt === null && (
      <span className="font-strong text-sm">never used</span>
    )}
    {held.canBeUsed && held.lastUsedAt !== null && (
      <span className="text-ink-2 text-sm">
        used <Time iso={held.lastUsedAt} />
      </span>
    )}
    {onTake && (
      <Button aria-label={`Take the role ${held.role}`} onClick={onTake} size="sm" variant="ghost">
        Take
      </Button>
    )}
  </li>
);

/** Each person with what they may, from where, and what they did with it. */
export const AccessPeople = ({
  people,
  onTake,
}: {
  people: readonly PersonAccess[];
  onTake: (person: PersonAccess, role: Role) => void;
}) => (
  <TableFrame label="People with access">
    <TableHead>
      <tr>
        <HeadCell pin>Person</HeadCell>
        <HeadCell>May</HeadCell>
        <HeadCell>Teams</HeadCell>
        <HeadCell>Did</HeadCell>
        <HeadCell>Last act</HeadCell>
        <HeadCell>Last seen</HeadCell>
      </tr>
    </TableHead>
    <tbody>
      {people.map((person) => (
        <Row key={person.handle}>
          <Cell className="py-1.5" pin>
            <PersonName handle={person.handle} name={person.name} />
          </Cell>
          <Cell>
            <ul className="flex flex-col gap-1 py-1.5">
              {person.isAdmin && (
                <li>
                  <Badge tone="grey">admin</Badge> <span className="text-ink-2">everything</span>
                </li>
              )}
              {person.roles.map((held) => (
                <RoleLine
                  held={held}
                  key={`${held.role} ${held.everywhere}`}
                  onTake={
                    held.everywhere || held.source !== "person"
                      ? null
                      : () => onTake(person, held.role)
                  }
                />
              ))}
            </ul>
          </Cell>
          <Cell>
            <ul className="py-1.5">
              {person.teams.map(({ team, ...grant }) => (
                <li className="flex flex-wrap items-baseline gap-x-2" key={team}>
                  <span className="mono">{team}</span>
                  <GrantWords {...grant} />
                </li>
              ))}
              {person.teams.length === 0 && <li className="text-ink-3">none</li>}
            </ul>
          </Cell>
          <Cell className="py-1.5">
            <DidWords did={person.did} />
          </Cell>
          <Cell className="py-1.5 text-ink-2">
            <Time iso={person.lastActAt} />
          </Cell>
          <Cell className="py-1.5 text-ink-2">
            <Time iso={person.lastSeenAt} />
          </Cell>
        </Row>
      ))}
    </tbody>
  </TableFrame>
);
