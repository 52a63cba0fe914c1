"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { shortCommit } from "@/components/deployments/deployment-words";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { type DeploymentView, endDeployment } from "@/lib/contract/deployments";

/** Says what counts no more, then ends a build. */
export const EndDialog = ({
  program,
  environment,
  build,
  word,
  onClose,
}: {
  program: string;
  environment: string;
  build: DeploymentView;
  /** The program's word for its side. */
  word: string;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const ending = useMutation({
    mutationFn: () => callOperation(endDeployment, { program, environment, deployment: build.id }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ["program", program] });
    },
  });
  const commit = shortCommit(build.commit);
  return (
    <Dialog
      footer={
        <DialogButtons
          busy={ending.isPending}
          cancel="It runs"
          onClick={() => ending.mutate()}
          variant="danger"
        >
          It does not run any more
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="sm"
      title={`End ${word} ${commit} in ${environment}?`}
    >
      <DialogSection>
        <p>
          Its evidence counts no more here. Without another build of {word} its gates read unknown.
          If it runs after all, CI reports it again.
        </p>
        {ending.error && (
          <div className="mt-3">
            <ErrorState fault={problemOf(ending.error)} />
          </div>
        )}
      </DialogSection>
    </Dialog>
  );
};
