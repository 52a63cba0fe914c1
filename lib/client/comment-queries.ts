import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { addComment, listComments } from "@/lib/contract/comments";

// The contract is fetched when something is asked, as in switch-queries.
const contract = () => import("@/lib/contract/comments");

type CommentsAnswer = z.infer<typeof listComments.answer>;
type CommentSubject = Pick<z.infer<typeof addComment.input>, "subjectKind" | "subjectKey">;

const commentsQuery = (program: string, { subjectKind, subjectKey }: CommentSubject) =>
  queryOptions({
    queryKey: ["program", program, "listComments", subjectKind, subjectKey],
    queryFn: async ({ signal }): Promise<CommentsAnswer> =>
      callOperation(
        (await contract()).listComments,
        { program, subjectKind, subjectKey },
        { signal },
      ),
  });

/**
 * The comments on one subject, kept current, as the props of `CommentThread`. In: the subject, whether the reader
 * may comment (`comment:write`), and what the server has read already where it has.
 */
export const useComments = (
  program: string,
  subject: CommentSubject,
  mayWrite: boolean,
  initial?: CommentsAnswer,
) => {
  const client = useQueryClient();
  const options = commentsQuery(program, subject);
  const read = useQuery({ ...options, ...(initial ? { initialData: initial } : {}) });
  const adding = useMutation({
    mutationFn: async (text: string) =>
      callOperation((await contract()).addComment, { program, ...subject, text }),
    onSuccess: () => client.invalidateQueries({ queryKey: options.queryKey }),
  });
  const error = adding.error ?? read.error;
  return {
    comments: read.data?.comments ?? [],
    busy: adding.isPending,
    fault: error ? problemOf(error) : null,
    onAdd: mayWrite ? adding.mutateAsync : undefined,
  };
};
