"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { reviewBoard } from "@/lib/contract/gates";

/** Says that the board was gone through: what changes from now on is new. */
export const ReviewButton = ({ program }: { program: string }) => {
  const say = useToast();
  const client = useQueryClient();
  const reviewing = useMutation({
    mutationFn: () => callOperation(reviewBoard, { program }),
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
