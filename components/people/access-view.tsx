"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { z } from "zod";
import { accessCsv } from "@/components/people/access-csv";
import { AccessPeople } from "@/components/people/access-people";
import { AccessTokens } from "@/components/people/access-tokens";
import { Button } from "@/components/ui/button";
import { ChipChoice } from "@/components/ui/chip";
import { ConfirmDialog, FormDialog } from "@/components/ui/dialogs-later";
import { PageHeader } from "@/components/ui/page-header";
import { TextArea } from "@/components/ui/text-area";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { saveCsv } from "@/lib/client/save-csv";
import type { readAccess, TokenAccess } from "@/lib/contract/access";
import type { Role } from "@/lib/domain/permissions";

const accessContract = () => import("@/lib/contract/access");
const peopleContract = () => import("@/lib/contract/people");

const RevokeTokenDialog = lazy(() =>
  import("@/components/people/revoke-token-dialog").then((module) => ({
    default: module.RevokeTokenDialog,
  })),
);

type Taking = { readonly handle: string; readonly name: string; readonly role: Role };

/** Who could do what in the program, who did, since when it is unused; to be confirmed or taken back. */
export const AccessView = ({
  program,
  initial,
}: {
  program: string;
  initial: z.infer<typeof readAccess.answer>;
}) => {
  const client = useQueryClient();
  const [months, setMonths] = useState("3");
  const key = ["program", program, "access"];
  const { data = initial } = useQuery({
    queryKey: [...key, months],
    queryFn: async ({ signal }) =>
      callOperation(
        (await accessContract()).readAccess,
        { program, months: Number(months) },
        { signal },
      ),
    ...(months === "3" ? { initialData: initial } : {}),
    placeholderData: keepPreviousData,
  });
  const [taking, take] = useState<Taking | null>(null);
  const [revoking, revoke] = useState<TokenAccess | null>(null);
  const [isConfirming, setConfirming] = useState(false);
  const [note, setNote] = useState("");
  const readAgain = () => client.invalidateQueries({ queryKey: key });
  const takeRole = useMutation({
    mutationFn: async ({ handle, role }: Taking) =>
      callOperation((await peopleContract()).revokeRole, { program, handle, role }),
    onSuccess: () => {
      take(null);
      return readAgain();
    },
  });
  const confirm = useMutation({
    mutationFn: async () =>
      callOperation((await accessContract()).reviewAccess, { program, note, digest: data.digest }),
    onSuccess: () => {
      setConfirming(false);
      setNote("");
      return readAgain();
    },
  });
  const [last] = data.reviews;
  return (
    <>
      <PageHeader
        actions={
          <>
            <Button
              onClick={() => saveCsv(accessCsv(data.people, data.tokens), `access-${program}.csv`)}
            >
              Save as CSV
            </Button>
            <Button onClick={() => setConfirming(true)} variant="primary">
              Confirm this access
            </Button>
          </>
        }
        title="Access review"
      >
        Who could do what, who did, and since when it is unused. Reading leaves no trace, so a role
        that only reads is never seen used.{" "}
        {last ? (
          <>
            Last confirmed <Time iso={last.at} /> by <bdi>{last.by}</bdi>
            {last.digest === data.digest ? "; nothing has changed since." : "; it changed since."}
          </>
        ) : (
          "Nobody has confirmed it yet."
        )}
      </PageHeader>
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <ChipChoice
          label="Counted over"
          onChange={setMonths}
          options={[
            { value: "1", label: "This month" },
            { value: "3", label: "3 months" },
            { value: "12", label: "12 months" },
          ]}
          value={months}
        />
        <span className="text-ink-3">what they did since {data.from}</span>
      </div>
      <AccessPeople
        onTake={({ handle, name }, role) => take({ handle, name, role })}
        people={data.people}
      />
      <h2 className="mt-5 mb-2 font-bold text-lg">Tokens</h2>
      <AccessTokens onRevoke={revoke} tokens={data.tokens} />
      {data.reviews.length > 0 && (
        <>
          <h2 className="mt-5 mb-2 font-bold text-lg">Reviews</h2>
          <ul className="flex flex-col gap-1">
            {data.reviews.map(({ at, by, note: words, people, tokens }) => (
              <li key={at}>
                <Time iso={at} /> by <bdi>{by}</bdi>: {people} people, {tokens} tokens
                {words && <span className="text-ink-2">. {words}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      <Suspense>
        {revoking && (
          <RevokeTokenDialog
            onClose={() => revoke(null)}
            onRevoked={readAgain}
            program={program}
            token={revoking}
          />
        )}
      </Suspense>
      {taking && (
        <ConfirmDialog
          action="Take it"
          fault={takeRole.error ? problemOf(takeRole.error) : null}
          isBusy={takeRole.isPending}
          onClose={() => take(null)}
          onConfirm={() => takeRole.mutate(taking)}
          title={`Take the role ${taking.role} from ${taking.name}?`}
        >
          They may no longer what only this role allows, from the next press on.
        </ConfirmDialog>
      )}
      {isConfirming && (
        <FormDialog
          action="Confirm"
          description={`${data.people.length} people and ${data.tokens.length} tokens have access. That you found this right stands in the audit, with everybody's roles.`}
          fault={confirm.error ? problemOf(confirm.error) : null}
          isBusy={confirm.isPending}
          isReady
          onClose={() => setConfirming(false)}
          onSubmit={() => confirm.mutate()}
          title="Confirm this access"
        >
          <TextArea
            label="Note"
            maxLength={2000}
            onChange={(event) => setNote(event.target.value)}
            value={note}
          />
        </FormDialog>
      )}
    </>
  );
};
