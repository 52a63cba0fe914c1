"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { lazy, Suspense, useState } from "react";
import type { z } from "zod";
import { EmptyRow } from "@/components/people/empty-row";
import { PeopleTabs } from "@/components/people/people-tabs";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialogs-later";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { GroupMappingView, listGroupMappings } from "@/lib/contract/groups";

const contract = () => import("@/lib/contract/groups");

const GroupDialog = lazy(() =>
  import("@/components/people/group-dialog").then((module) => ({ default: module.GroupDialog })),
);

const gives = ({ role, inProgram, team }: GroupMappingView): string =>
  [
    role === null ? null : `${role} of ${inProgram ?? "every program"}`,
    team === null ? null : `team ${team}`,
  ]
    .filter(Boolean)
    .join(", ");

/** Which groups of a provider give which roles and teams. */
export const GroupsView = ({
  initial,
  programs,
  teams,
}: {
  initial: z.infer<typeof listGroupMappings.answer>;
  programs: readonly { key: string; name: string }[];
  teams: readonly string[];
}) => {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ["people", "groups"],
    queryFn: async ({ signal }) =>
      callOperation((await contract()).listGroupMappings, {}, { signal }),
    initialData: initial,
  });
  const [making, make] = useState<string | null>(null);
  const [ending, end] = useState<GroupMappingView | null>(null);
  const readAgain = () => client.invalidateQueries({ queryKey: ["people"] });
  const remove = useMutation({
    mutationFn: async (mapping: string) =>
      callOperation((await contract()).removeGroupMapping, { mapping }),
    onSuccess: () => {
      end(null);
      return readAgain();
    },
  });
  return (
    <>
      <PageHeader
        actions={
          <Button icon="plus" onClick={() => make("")}>
            Make a rule
          </Button>
        }
        title="Groups"
      >
        {data.providers.length === 0
          ? "No provider is set up. Rules made now count once one is."
          : data.providers.map(({ name, reads }) => `${name} reads ${reads}.`).join(" ")}
      </PageHeader>
      <PeopleTabs />
      <TableFrame label="Rules of groups">
        <TableHead>
          <tr>
            <HeadCell pin>Group</HeadCell>
            <HeadCell>Gives</HeadCell>
            <HeadCell numeric>People</HeadCell>
            <HeadCell>Made</HeadCell>
            <HeadCell>
              <span className="sr-only">End</span>
            </HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {data.mappings.map((mapping) => (
            <Row key={mapping.id}>
              <Cell pin>
                <span className="mono font-strong">{mapping.group}</span>{" "}
                <span className="text-ink-3">{mapping.provider}</span>
              </Cell>
              <Cell>{gives(mapping)}</Cell>
              <Cell numeric>{mapping.people}</Cell>
              <Cell className="text-ink-2">
                <Time iso={mapping.createdAt} /> by <bdi>{mapping.by}</bdi>
              </Cell>
              <Cell>
                <Button
                  aria-label={`End what ${mapping.group} gives`}
                  onClick={() => end(mapping)}
                  size="sm"
                  variant="ghost"
                >
                  End
                </Button>
              </Cell>
            </Row>
          ))}
          {data.mappings.length === 0 && (
            <EmptyRow columns={5} title="No rule yet">
              People who sign in with a provider have no role until somebody gives them one, or a
              group does.
            </EmptyRow>
          )}
        </tbody>
      </TableFrame>
      <div className="mt-3 grid gap-3 rail:grid-cols-2">
        {data.unmapped.length > 0 && (
          <Panel title="Groups that give nothing">
            <ul className="flex flex-wrap gap-1.5">
              {data.unmapped.map(({ group, people }) => (
                <li key={group}>
                  <Button onClick={() => make(group)} size="sm">
                    <span className="mono">{group}</span> {people}
                  </Button>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        {data.problems.length > 0 && (
          <Panel title="Groups that could not be read">
            <ul className="flex flex-col gap-1.5">
              {data.problems.map(({ handle, name, says, at }) => (
                <li key={handle}>
                  <Link className="underline" href={`/people/${encodeURIComponent(handle)}`}>
                    <bdi>{name}</bdi>
                  </Link>
                  , <Time iso={at} />: <span className="text-ink-2">{says}</span>
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </div>
      <Suspense>
        {making !== null && (
          <GroupDialog
            group={making}
            onClose={() => make(null)}
            onDone={readAgain}
            programs={programs}
            providers={data.providers}
            teams={teams}
          />
        )}
        {ending && (
          <ConfirmDialog
            action="End it"
            fault={remove.error ? problemOf(remove.error) : null}
            isBusy={remove.isPending}
            onClose={() => end(null)}
            onConfirm={() => remove.mutate(ending.id)}
            title={`End what ${ending.group} gives?`}
          >
            Whoever has {gives(ending)} from this group and from nowhere else loses it at once.
          </ConfirmDialog>
        )}
      </Suspense>
    </>
  );
};
