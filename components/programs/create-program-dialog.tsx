"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type EnvironmentDraft, EnvironmentFields } from "@/components/programs/environment-fields";
import { Button } from "@/components/ui/button";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { type ProblemError, problemOf } from "@/lib/client/problem-error";
import { programAddress } from "@/lib/client/program-address";
import { createProgram } from "@/lib/contract/programs";

const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 63);

const ownFields = ["name", "key", "legacy", "target"];

/** Every reason stands beside its field already. */
const isShownAtFields = ({ reasons }: ProblemError): boolean =>
  reasons.length > 0 && reasons.every(({ field }) => ownFields.includes(field ?? ""));

/** Names a program, its two owners and its environments; everything starts on the legacy owner. */
export const CreateProgramDialog = ({ onClose }: { onClose: () => void }) => {
  const router = useRouter();
  const [name, setName] = useState("");
  const [givenKey, setGivenKey] = useState<string | null>(null);
  const [description, setDescription] = useState("");
  const [legacy, setLegacy] = useState("");
  const [target, setTarget] = useState("");
  const [environments, setEnvironments] = useState<EnvironmentDraft[]>([
    { id: 0, name: "Staging", isProtected: false },
    { id: 1, name: "Production", isProtected: true },
  ]);
  const key = givenKey ?? keyOf(name);
  const draft = {
    key,
    name: name.trim() || undefined,
    description,
    legacy: legacy.trim(),
    target: target.trim(),
    environments: environments.map((each) => ({
      key: keyOf(each.name),
      name: each.name,
      isProtected: each.isProtected,
    })),
  };
  const create = useMutation({
    mutationFn: () => callOperation(createProgram, draft),
    onSuccess: (created) => router.push(programAddress(created.key)),
  });
  const checked = createProgram.input.safeParse(draft);
  const isTouched = create.isError || create.isPending;
  const faultOf = (field: string): string | undefined =>
    isTouched ? checked.error?.issues.find((issue) => issue.path[0] === field)?.message : undefined;
  return (
    <Dialog
      description="It starts empty, with every owner legacy."
      footer={
        <>
          <Button onClick={onClose} variant="ghost">
            Cancel
          </Button>
          <Button
            busy={create.isPending || create.isSuccess}
            disabled={key === "" || draft.legacy === "" || draft.target === ""}
            form="create-program"
            type="submit"
            variant="primary"
          >
            Create program
          </Button>
        </>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title="New program"
    >
      <form
        id="create-program"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <DialogSection>
          <div className="grid gap-3 sm:grid-cols-2">
            <TextField
              autoFocus
              error={faultOf("name")}
              label="Name"
              onChange={(event) => setName(event.target.value)}
              placeholder="Quay"
              value={name}
            />
            <TextField
              error={faultOf("key")}
              hint="Stands in addresses and snapshots"
              label="Key"
              mono
              onChange={(event) => setGivenKey(event.target.value)}
              placeholder="quay"
              value={key}
            />
            <TextField
              error={faultOf("legacy")}
              hint="The word that gateways read"
              label="Legacy owner"
              mono
              onChange={(event) => setLegacy(event.target.value)}
              placeholder="python"
              value={legacy}
            />
            <TextField
              error={faultOf("target")}
              hint="Where it is going"
              label="Target owner"
              mono
              onChange={(event) => setTarget(event.target.value)}
              placeholder="go"
              value={target}
            />
            <TextArea
              className="sm:col-span-2"
              label="Description"
              onChange={(event) => setDescription(event.target.value)}
              value={description}
            />
          </div>
        </DialogSection>
        <DialogSection title="Environments, in the order of promotion">
          <EnvironmentFields environments={environments} onChange={setEnvironments} />
        </DialogSection>
      </form>
      {create.isError && !isShownAtFields(problemOf(create.error)) && (
        <DialogSection>
          <ErrorState fault={problemOf(create.error)} />
        </DialogSection>
      )}
    </Dialog>
  );
};
