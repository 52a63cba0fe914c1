"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Time } from "@/components/ui/time";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { programAddress } from "@/lib/client/program-address";
import type { ImportView } from "@/lib/contract/imports";
import { countWords } from "@/lib/domain/inventory-words";

const contract = () => import("@/lib/contract/imports");

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const rowsWord = (count: number, more: boolean): string =>
  `${count.toLocaleString("en-GB")} ${more ? "other " : ""}${count === 1 ? "row" : "rows"}`;

/** What the button does: `Import 413 routes and 84 other rows`. */
const importWords = ({ creates, changes }: ImportView["summary"]): string => {
  const created = sum(creates);
  const changed = sum(changes);
  const routes = creates.route ?? 0;
  if (created === 0) return changed === 0 ? "Import" : `Change ${rowsWord(changed, false)}`;
  const rest = created - routes;
  const what =
    routes === 0
      ? rowsWord(created, false)
      : `${countWords(routes, "route")}${rest > 0 ? ` and ${rowsWord(rest, true)}` : ""}`;
  return `Import ${what}${changed > 0 ? `, change ${changed.toLocaleString("en-GB")}` : ""}`;
};

/** What is to be decided about an import, or was. */
export const ImportDecision = ({
  program,
  view,
  mayImport,
}: {
  program: string;
  view: ImportView;
  mayImport: boolean;
}) => {
  const router = useRouter();
  const client = useQueryClient();
  const say = useToast();
  const input = { program, import: view.id };
  const readAgain = () => void client.invalidateQueries({ queryKey: [program] });
  const apply = useMutation({
    mutationFn: async () => callOperation((await contract()).applyImport, input),
    onSuccess: ({ summary }) => {
      readAgain();
      router.refresh();
      say({ title: "Imported", detail: summary.says, tone: "green" });
    },
  });
  const discard = useMutation({
    mutationFn: async () => callOperation((await contract()).discardImport, input),
    onSuccess: () => {
      readAgain();
      router.push(programAddress(program, "imports"));
    },
  });
  const isBusy = apply.isPending || discard.isPending;
  const fault = apply.error ?? discard.error;
  return (
    <div className="mb-3.5 flex flex-col gap-2.5">
      <Standing
        action={
          view.status === "previewed" &&
          mayImport && (
            <div className="flex flex-wrap gap-2">
              <Button disabled={isBusy} onClick={() => discard.mutate()}>
                Discard
              </Button>
              {view.summary.hasEffect && (
                <Button busy={apply.isPending} onClick={() => apply.mutate()} variant="primary">
                  {importWords(view.summary)}
                </Button>
              )}
            </div>
          )
        }
        program={program}
        view={view}
      />
      {apply.isPending && <ProgressBar label="Importing" />}
      {fault && <ErrorState fault={problemOf(fault)} />}
    </div>
  );
};

const Standing = ({
  program,
  view,
  action,
}: {
  program: string;
  view: ImportView;
  action: ReactNode;
}) => {
  const { summary } = view;
  switch (view.status) {
    case "applied":
      return (
        <Banner
          action={
            <div className="flex flex-wrap gap-2">
              <Link
                prefetch={false}
                className={buttonClass()}
                href={programAddress(program, "inventory")}
              >
                Inventory
              </Link>
              <Link
                prefetch={false}
                className={buttonClass({ variant: "primary" })}
                href={programAddress(program, "matrix")}
              >
                Open the matrix
              </Link>
            </div>
          }
          title={`Imported. ${summary.says}`}
          tone="green"
        >
          <Time iso={view.appliedAt} />, uploaded by {view.by}
        </Banner>
      );
    case "discarded":
      return <Banner title="Discarded. Nothing of it was written." />;
    case "previewed":
      return summary.hasEffect ? (
        <Banner action={action} title={summary.says} tone="blue">
          A preview by {view.by}, <Time iso={view.createdAt} />. Nothing is written until you import
          it, and nothing is ever deleted by an import.
        </Banner>
      ) : (
        <Banner action={action} title={summary.says}>
          A preview by {view.by}, <Time iso={view.createdAt} />. There is nothing to import.
        </Banner>
      );
  }
};
