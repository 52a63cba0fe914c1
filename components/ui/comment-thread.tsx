"use client";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import { Time } from "@/components/ui/time";

type Fault = React.ComponentProps<typeof ErrorState>["fault"];

/** What was said, oldest first, and a field to say more. */
export const CommentThread = ({
  comments,
  onAdd,
  busy = false,
  fault = null,
  nothing = "Nobody has said anything yet.",
}: {
  comments: readonly { id: string; by: string; at: string; text: string }[];
  /** Left out for whoever may only read. Resolves once it is kept; a rejection leaves the text standing. */
  onAdd?: ((text: string) => Promise<unknown>) | undefined;
  busy?: boolean;
  fault?: Fault | null;
  nothing?: string;
}) => {
  const form = useId();
  const [text, setText] = useState("");
  const isReady = text.trim() !== "" && !busy;
  const add = async () => {
    if (!isReady || onAdd === undefined) return;
    try {
      await onAdd(text.trim());
      setText("");
    } catch {
      // Told by `fault`; what was typed stays.
    }
  };
  return (
    <div className="flex flex-col gap-3">
      {comments.length === 0 && <p className="text-ink-3">{nothing}</p>}
      {comments.length > 0 && (
        <ol className="flex flex-col gap-2.5">
          {comments.map((comment) => (
            <li key={comment.id}>
              <p className="text-ink-3 text-sm">
                <bdi className="wrap-anywhere font-strong text-ink-2">{comment.by}</bdi>,{" "}
                <Time iso={comment.at} />
              </p>
              <p className="wrap-anywhere whitespace-pre-wrap" dir="auto">
                {comment.text}
              </p>
            </li>
          ))}
        </ol>
      )}
      {onAdd && (
        <form
          className="flex flex-col items-start gap-2"
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <TextArea
            className="w-full"
            label="Comment"
            maxLength={4000}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void add();
            }}
            value={text}
          />
          {fault && <ErrorState fault={fault} />}
          <Button busy={busy} disabled={!isReady} size="sm" type="submit">
            Comment
          </Button>
        </form>
      )}
    </div>
  );
};
