"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { EmptyRow } from "@/components/people/empty-row";
import { PersonName } from "@/components/people/person-name-cell";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialogs-later";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { ServiceAccountView } from "@/lib/contract/service-accounts";

const contract = () => import("@/lib/contract/service-accounts");

const ServiceAccountDialog = dynamic(
  () =>
    import("@/components/people/service-account-dialog").then(
      (module) => module.ServiceAccountDialog,
    ),
  { ssr: false },
);

/** The program's accounts of machines: they own tokens that outlive the people who made them. */
export const ServiceAccountsView = ({
  program,
  initial,
}: {
  program: string;
  initial: readonly ServiceAccountView[];
}) => {
  const client = useQueryClient();
  const { data: accounts } = useQuery({
    queryKey: ["program", program, "service-accounts"],
    queryFn: async ({ signal }) =>
      callOperation((await contract()).listServiceAccounts, { program }, { signal }).then(
        (found) => found.accounts,
      ),
    initialData: [...initial],
  });
  const [isMaking, setMaking] = useState(false);
  const [retiring, setRetiring] = useState<ServiceAccountView | null>(null);
  const readAgain = () => client.invalidateQueries({ queryKey: ["program", program] });
  const retire = useMutation({
    mutationFn: async (handle: string) =>
      callOperation((await contract()).retireServiceAccount, { program, handle }),
    onSuccess: () => {
      setRetiring(null);
      return readAgain();
    },
  });
  return (
    <>
      <div className="mb-2.5 flex flex-wrap items-center justify-between gap-2">
        <p className="max-w-2xl text-ink-2">
          A token ends with the person it acts for. One of a service account stays.
        </p>
        <Button icon="plus" onClick={() => setMaking(true)}>
          Make a service account
        </Button>
      </div>
      <TableFrame label="Service accounts">
        <TableHead>
          <tr>
            <HeadCell pin>Account</HeadCell>
            <HeadCell>What for</HeadCell>
            <HeadCell numeric>Tokens</HeadCell>
            <HeadCell>Last used</HeadCell>
            <HeadCell>
              <span className="sr-only">Retire</span>
            </HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {accounts.map((account) => (
            <Row className={account.retiredAt ? "text-ink-3" : undefined} key={account.handle}>
              <Cell pin>
                <PersonName handle={account.handle} name={account.name} />
              </Cell>
              <Cell className="text-ink-2">{account.title || "–"}</Cell>
              <Cell numeric>{account.tokens}</Cell>
              <Cell className="text-ink-2">
                <Time iso={account.lastUsedAt} />
              </Cell>
              <Cell>
                {account.retiredAt ? (
                  <>
                    retired <Time iso={account.retiredAt} />
                  </>
                ) : (
                  <Button
                    aria-label={`Retire ${account.name}`}
                    onClick={() => setRetiring(account)}
                    size="sm"
                    variant="ghost"
                  >
                    Retire
                  </Button>
                )}
              </Cell>
            </Row>
          ))}
          {accounts.length === 0 && (
            <EmptyRow columns={5} title="No service account yet">
              Make one for each machine that calls Signalbox: CI, an import, a gateway.
            </EmptyRow>
          )}
        </tbody>
      </TableFrame>
      {isMaking && (
        <ServiceAccountDialog
          onClose={() => setMaking(false)}
          onDone={readAgain}
          program={program}
        />
      )}
      {retiring && (
        <ConfirmDialog
          action="Retire"
          fault={retire.error ? problemOf(retire.error) : null}
          isBusy={retire.isPending}
          onClose={() => setRetiring(null)}
          onConfirm={() => retire.mutate(retiring.handle)}
          title={`Retire ${retiring.name}?`}
        >
          {retiring.tokens === 1 ? "Its token is" : `Its ${retiring.tokens} tokens are`} revoked,
          and whoever uses them is refused within a second. The name stays in the record.
        </ConfirmDialog>
      )}
    </>
  );
};
