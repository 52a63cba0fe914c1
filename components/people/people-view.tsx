"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { EmptyRow } from "@/components/people/empty-row";
import { PersonName } from "@/components/people/person-name-cell";
import { Badge } from "@/components/ui/badge";
import { ChipChoice } from "@/components/ui/chip";
import { SearchField } from "@/components/ui/search-field";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { useSearchState } from "@/lib/client/use-search-state";
import { useSettled } from "@/lib/client/use-settled";
import type { AccountView, listPeople } from "@/lib/contract/accounts";

const contract = () => import("@/lib/contract/accounts");

type State = "active" | "deactivated" | "all";

const stateOf = (word: string): State =>
  word === "deactivated" || word === "all" ? word : "active";

const rolesOf = ({ roles }: AccountView): string =>
  roles.map(({ program, role }) => `${role} of ${program ?? "every program"}`).join(", ");

/** Everybody of the installation: who they are, whether they come, what they are. */
export const PeopleView = ({
  initial,
  asked,
}: {
  initial: z.infer<typeof listPeople.answer>;
  /** What `initial` was read with. */
  asked: { readonly q: string; readonly state: State };
}) => {
  const search = useSearchState();
  const state = stateOf(search.text("state"));
  const q = useSettled(search.text("q"));
  const { data = initial } = useQuery({
    queryKey: ["people", q, state],
    queryFn: async ({ signal }) =>
      callOperation((await contract()).listPeople, { q, state }, { signal }),
    ...(q === asked.q && state === asked.state ? { initialData: initial } : {}),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className="mb-2.5 flex flex-wrap gap-2">
        <SearchField
          className="w-64"
          label="Name, handle, address, team"
          onChange={(value) => search.change({ q: value })}
          value={search.text("q")}
        />
        <ChipChoice
          label="State"
          onChange={(value) => search.change({ state: value === "active" ? null : value })}
          options={[
            { value: "active", label: "Active", count: data.counts.active },
            { value: "deactivated", label: "Deactivated", count: data.counts.deactivated },
            { value: "all", label: "All" },
          ]}
          value={state}
        />
      </div>
      <TableFrame label="People">
        <TableHead>
          <tr>
            <HeadCell pin>Person</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell>Last seen</HeadCell>
            <HeadCell>Teams</HeadCell>
            <HeadCell>Roles</HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {data.people.map((person) => (
            <Row className={person.deactivatedAt ? "text-ink-3" : undefined} key={person.handle}>
              <Cell pin>
                <PersonName
                  handle={person.handle}
                  href={`/people/${encodeURIComponent(person.handle)}`}
                  name={person.name}
                />
              </Cell>
              <Cell>
                <span className="flex gap-1">
                  {person.deactivatedAt ? (
                    <Badge tone="grey">deactivated</Badge>
                  ) : (
                    <span className="text-ink-2">active</span>
                  )}
                  {person.kind === "service" && <Badge>service account</Badge>}
                  {person.isAdmin && <Badge tone="grey">admin</Badge>}
                </span>
              </Cell>
              <Cell className="text-ink-2">
                <Time iso={person.lastSeenAt} />
              </Cell>
              <Cell className="mono text-ink-2">
                {person.teams.map(({ team }) => team).join(", ") || "–"}
              </Cell>
              <Cell className="text-ink-2">{rolesOf(person) || "–"}</Cell>
            </Row>
          ))}
          {data.people.length === 0 && (
            <EmptyRow columns={5} title="Nobody">
              No account matches what you look for.
            </EmptyRow>
          )}
        </tbody>
      </TableFrame>
      {data.total > data.people.length && (
        <p className="mt-2 text-ink-2">
          The first {data.people.length} of {data.total}. Search to find the others.
        </p>
      )}
    </>
  );
};
