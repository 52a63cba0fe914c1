"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";

/** Says that the board was gone through: what changes from now on is new. */
export const ReviewButton = ({ program }: { program: string }) => {
  const say = useToast();
  const client = useQueryClient();
  const reviewing = useMutation({
    mutationFn: async () => {
      // The contract is fetched when the button is pressed, not with the page.
      const { reviewBoard } = await import("@/lib/contract/gates");
      return callOperation(reviewBoard, { program });
    },
    onSuccess: () =>
      say({
        title: "Marked as reviewed",
        detail: "What changes from now on is new.",
        tone: "green",
      }),
    onError: (error) => {
      const { title, detail } = problemOf(error);
      say({ title, detail, tone: "red" });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  return (
    <Button busy={reviewing.isPending} icon="check" onClick={() => reviewing.mutate()}>
      Mark as reviewed
    </Button>
  );
};
