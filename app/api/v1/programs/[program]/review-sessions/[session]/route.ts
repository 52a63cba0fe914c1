import {
  noteReviewSession as note,
  readReviewSession as read,
} from "@/lib/contract/review-sessions";
import { noteReviewSession } from "@/lib/server/commands/note-review-session";
import { endpoint } from "@/lib/server/http";
import { readReviewSession } from "@/lib/server/queries/read-review-session";

export const GET = endpoint(read, readReviewSession);
export const PUT = endpoint(note, noteReviewSession);
