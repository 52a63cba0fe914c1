"use client";
import { CommentThread } from "@/components/ui/comment-thread";
import { useComments } from "@/lib/client/comment-queries";

/** What was said about one criterion; read once it is looked at. It stands on the board of a go/no-go room too. */
export const CriterionComments = ({
  program,
  subject,
  mayWrite,
}: {
  program: string;
  /** `milestone/criterion` */
  subject: string;
  mayWrite: boolean;
}) => {
  const thread = useComments(program, { subjectKind: "criterion", subjectKey: subject }, mayWrite);
  return (
    <div className="max-w-lg py-1">
      <CommentThread {...thread} nothing="Nobody has said anything about it." />
    </div>
  );
};
