"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextField } from "@/components/ui/text-field";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { useSettled } from "@/lib/client/use-settled";
import { listTests, mapTest, type UnmatchedView } from "@/lib/contract/tests";

/** Says once, for ever, which contract test a reported test is. */
export const MapTestDialog = ({
  program,
  test,
  onClose,
}: {
  program: string;
  test: UnmatchedView;
  onClose: () => void;
}) => {
  const form = useId();
  const list = useId();
  const say = useToast();
  const client = useQueryClient();
  const [key, setKey] = useState("");
  const q = useSettled(key.trim());
  const found = useQuery({
    queryKey: ["program", program, listTests.id, "choices", q],
    queryFn: ({ signal }) =>
      callOperation(listTests, { program, limit: 20, ...(q === "" ? {} : { q }) }, { signal }),
  });
  const mapping = useMutation({
    mutationFn: () =>
      callOperation(mapTest, { program, identity: test.identity, test: key.trim() }),
    onSuccess: ({ says }) => {
      say({ title: "Mapped", detail: says, tone: "green" });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  const isReady = key.trim() !== "";
  return (
    <Dialog
      description="It counts as this contract test from the last report on, in all that come."
      footer={
        <DialogButtons
          busy={mapping.isPending}
          disabled={!isReady}
          form={form}
          type="submit"
          variant="primary"
        >
          Map it
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title="Which contract test is it?"
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !mapping.isPending) mapping.mutate();
        }}
      >
        <DialogSection>
          <div className="flex flex-col gap-3">
            <p className="mono wrap-anywhere">{test.identity}</p>
            <TextField
              hint="As the inventory names it"
              label="Contract test"
              list={list}
              maxLength={300}
              mono
              onChange={(event) => setKey(event.target.value)}
              required
              value={key}
            />
            <datalist id={list}>
              {found.data?.tests.map(({ test: known, items }) => (
                <option key={known} value={known ?? ""}>
                  {items.map((item) => item.key).join(", ")}
                </option>
              ))}
            </datalist>
            {mapping.error && <ErrorState fault={problemOf(mapping.error)} />}
          </div>
        </DialogSection>
      </form>
    </Dialog>
  );
};
