"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { PlacePicker } from "@/components/switches/place-picker";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { addBlocker, type BlockerView, editBlocker } from "@/lib/contract/blockers";
import type { BlockedPlace } from "@/lib/domain/blocker-reach";

/** Opens a blocker, or changes what one says and holds. */
export const BlockerDialog = ({
  program,
  blocker = null,
  onClose,
}: {
  program: string;
  /** The one that is changed; null opens a new one. */
  blocker?: BlockerView | null;
  onClose: () => void;
}) => {
  const form = useId();
  const client = useQueryClient();
  const [text, setText] = useState(blocker?.text ?? "");
  const [detail, setDetail] = useState(blocker?.detail ?? "");
  const [owner, setOwner] = useState(blocker?.owner ?? "");
  const [url, setUrl] = useState(blocker?.url ?? "");
  const [places, setPlaces] = useState<BlockedPlace[]>(
    blocker?.holds.map(({ level, key }) => ({ level, key })) ?? [],
  );
  const saving = useMutation({
    mutationFn: () => {
      const words = {
        program,
        text: text.trim(),
        detail: detail.trim(),
        holds: places.map(({ level, key }) => ({ level, key })),
        owner: owner.trim() === "" ? null : owner.trim(),
        url: url.trim() === "" ? null : url.trim(),
      };
      return blocker
        ? callOperation(editBlocker, { ...words, number: blocker.number, version: blocker.version })
        : callOperation(addBlocker, words);
    },
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ["program", program] });
    },
  });
  const isReady = text.trim().length >= 3 && places.length > 0;
  return (
    <Dialog
      description="What it holds is not flipped in protected environments until it is resolved; elsewhere it warns. Going back is never held."
      footer={
        <DialogButtons
          busy={saving.isPending}
          disabled={!isReady}
          form={form}
          type="submit"
          variant="primary"
        >
          {blocker ? "Save" : "Add the blocker"}
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={blocker ? `Edit blocker ${blocker.number}` : "Add a blocker"}
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !saving.isPending) saving.mutate();
        }}
      >
        <DialogSection>
          <div className="flex flex-col gap-3.5">
            <TextField
              autoFocus
              label="What stands in the way"
              maxLength={200}
              onChange={(event) => setText(event.target.value)}
              placeholder="The oracle does not run in CI"
              required
              value={text}
            />
            <PlacePicker onChange={setPlaces} places={places} program={program} />
            <TextField
              hint="A team's key, a person, or words."
              label="Owner"
              maxLength={120}
              onChange={(event) => setOwner(event.target.value)}
              value={owner}
            />
            <TextArea
              label="Detail"
              maxLength={4000}
              onChange={(event) => setDetail(event.target.value)}
              rows={3}
              value={detail}
            />
            <TextField
              label="Link"
              maxLength={2000}
              onChange={(event) => setUrl(event.target.value)}
              placeholder="https://"
              type="url"
              value={url}
            />
            {saving.error && <ErrorState fault={problemOf(saving.error)} />}
          </div>
        </DialogSection>
      </form>
    </Dialog>
  );
};
