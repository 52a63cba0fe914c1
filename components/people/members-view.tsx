"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MemberRoles } from "@/components/people/member-roles";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { MemberView } from "@/lib/contract/people";
import type { Role } from "@/lib/domain/permissions";

const contract = () => import("@/lib/contract/people");

/** Who has which role in the program; whoever manages people gives and takes them here. */
export const MembersView = ({
  program,
  initial,
  reader,
  mayManage,
}: {
  program: string;
  initial: readonly MemberView[];
  /** Who looks at it: nobody gives a role to themselves, but an admin. */
  reader: { readonly handle: string | null; readonly isAdmin: boolean };
  mayManage: boolean;
}) => {
  const say = useToast();
  const client = useQueryClient();
  const key = ["program", program, "members"];
  const { data: members } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) =>
      callOperation((await contract()).listMembers, { program }, { signal }).then(
        (answer) => answer.members,
      ),
    initialData: [...initial],
  });
  const change = useMutation({
    mutationFn: async ({ handle, role, gives }: { handle: string; role: Role; gives: boolean }) => {
      const { grantRole, revokeRole } = await contract();
      return callOperation(gives ? grantRole : revokeRole, { program, handle, role });
    },
    onSuccess: (member, { role, gives }) => {
      client.setQueryData<MemberView[]>(key, (all) =>
        all?.map((each) => (each.handle === member.handle ? member : each)),
      );
      say({
        title: gives ? `${member.name} is ${role} now` : `${member.name} is no longer ${role}`,
      });
    },
    onError: (error) => {
      const { title, detail } = problemOf(error);
      say({ title, detail, tone: "red" });
    },
  });
  const under = change.isPending ? change.variables.handle : null;
  return (
    <TableFrame label="People of the program">
      <TableHead>
        <tr>
          <HeadCell pin>Person</HeadCell>
          <HeadCell>Does</HeadCell>
          <HeadCell>Teams</HeadCell>
          <HeadCell>Roles here</HeadCell>
        </tr>
      </TableHead>
      <tbody>
        {members.map((member) => (
          <Row key={member.handle}>
            <Cell pin>
              <span className="font-strong">{member.name}</span>{" "}
              <span className="mono text-ink-3">{member.handle}</span>
            </Cell>
            <Cell className="text-ink-2">{member.title || "–"}</Cell>
            <Cell className="mono text-ink-2">{member.teams.join(", ") || "–"}</Cell>
            <Cell>
              <MemberRoles
                busy={under === member.handle}
                mayGive={mayManage && (reader.isAdmin || reader.handle !== member.handle)}
                mayTake={mayManage}
                member={member}
                onGive={(role) => change.mutate({ handle: member.handle, role, gives: true })}
                onTake={(role) => change.mutate({ handle: member.handle, role, gives: false })}
              />
            </Cell>
          </Row>
        ))}
      </tbody>
    </TableFrame>
  );
};
